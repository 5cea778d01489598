// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/keys` and `/keys/<provider>`: which providers the app has a key for, and the keys that it stores for
/// itself. Never a key.
void serveKeys(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &services);

/// The keys that `appId` may use, its own and the person's, in the index's order.
[[nodiscard]] QList<KeyEntry> usableKeys(const RelayConfig &config, const QString &appId);

/// The account of the key that `appId` uses with `provider`: the person's own where there is one, else the
/// app's; empty: none.
[[nodiscard]] QString keyAccountFor(const RelayConfig &config, const QString &appId, const QString &provider);

} // namespace byok
