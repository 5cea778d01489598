// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// Whether `appId` could use the provider now: it may, the provider is on and has an address, and there is a
/// key for it where it needs one.
[[nodiscard]] bool isUsableBy(const QString &appId, const Provider &provider, const ApiServices &services);
/// All such, in the catalog's order.
[[nodiscard]] QList<Provider> usableProviders(const QString &appId, const ApiServices &services);
/// The same question as a ModelRouter asks it; valid as long as the services.
[[nodiscard]] ModelRouter::Usable usableBy(const QString &appId, const ApiServices &services);

} // namespace byok
