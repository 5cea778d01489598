// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/network_address.h"
#include "relay/provider_entry.h"
#include "relay/providers/provider_catalog.h"

#include <optional>

namespace byok {

// What becomes of the providers that a person enters or changes. Pure.

/// What the entries say of a provider, ready to be changed: its own, or a new one for a shipped provider that
/// is as it came.
[[nodiscard]] ProviderEntry entryOf(const QList<ProviderEntry> &entries, const Provider &provider);

/// The entry as it is kept: trimmed, in its lasting form, without fields that say nothing for its kind. Or a
/// sentence that names the field which is wrong, and what to write instead: an id that no provider can have,
/// an address that is none, that is not https although it leads into the internet, or that is private
/// without the tick.
[[nodiscard]] Result<ProviderEntry> checkedEntry(const ProviderEntry &entry);

/// The entry as one of a gateway or server in OpenAI's manner (byok-relay, LiteLLM, OpenRouter, vLLM …): with
/// the paths that OpenAI has, below a base URL that ends with its version ("…/v1") or does not.
[[nodiscard]] ProviderEntry asGateway(ProviderEntry entry);
/// Whether it is just that, so that a person need not be shown its paths.
[[nodiscard]] bool isGateway(const ProviderEntry &entry);

/// What to warn of before such an entry is kept: the kind of place that its address literally names, where
/// that is not the internet ("localhost" included). A name may turn out to lead there all the same; then its
/// requests are refused unless private addresses are allowed.
[[nodiscard]] std::optional<AddressKind> addressWarning(const ProviderEntry &entry);

/// The catalog with the entries laid over it, in their order: own ones are added (in the place of one of the
/// same id), of the others an address and whether they are turned on are taken over. Left out are entries
/// that checkedEntry() refuses, those of a shipped provider that there is not any more, and what would
/// change the relay's own provider.
[[nodiscard]] ProviderCatalog withEntries(const ProviderCatalog &catalog,
                                          const QList<ProviderEntry> &entries);

} // namespace byok
