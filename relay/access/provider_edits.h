// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"

namespace byok {

// What a person changes of the providers: each change as a pure ConfigEdit that is checked where it is
// applied.

/// Keeps an entry that checkedEntry() takes, in place of the one of that id. A key stays bound to the address
/// that it was stored for: where this names another one, it is not used until it is stored again.
[[nodiscard]] ConfigEdit setProvider(const ProviderEntry &entry);
/// Takes an entry away; fails where there is none. Of an own one its keys go too, the person's and the apps',
/// so hand this to KeyCustodian::unlist(); a shipped provider is again as it came.
[[nodiscard]] ConfigEdit removeProvider(const QString &id);

} // namespace byok
