// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider_catalog.h"
#include "relay/relay_error.h"
#include "relay/result.h"

namespace byok {

/// Which entry `x-relay-base-url` means: it selects among addresses that are there already and never makes
/// one, since the key goes where it leads. `wanted` is an http or https address, its path may be left out. A
/// provider that comes with the relay is at its own address alone; one whose address the person gives
/// (`openai-compatible`) stands for each entry that the person has made. Refused (403) where nothing fits,
/// several entries do, or `wanted` is no plain address. Pure.
[[nodiscard]] Result<Provider, RelayError> entryAt(QByteArrayView wanted, const Provider &named,
                                                   const ProviderCatalog &catalog);

} // namespace byok
