// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider_catalog.h"
#include "relay/relay_config.h"

namespace byok {

/// The one upstream origin that a key of this provider is stored for and sent to, "https://api.openai.com";
/// empty where the provider has no address. Pure.
[[nodiscard]] QByteArray originForKeys(const Provider &provider);

/// This config with every key that is bound to no origin bound to the one that its provider is shipped with.
/// Such keys come from version 1 of the config file, which did not say. Where a provider is shipped without
/// an address, or not shipped, its key goes nowhere until it is stored again. Pure.
[[nodiscard]] RelayConfig withKeysBound(RelayConfig config, const ProviderCatalog &shipped);

} // namespace byok
