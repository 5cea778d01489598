// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/keys` and `/keys/<provider>`: which providers the app has a key for, and the keys that it stores for
/// itself. Never a key.
void serveKeys(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &services);
/// `/keys/<provider>/rotate`: a new key of the app's own instead of the one it has, once the provider accepts
/// it.
void serveKeyRotation(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                      ApiServices &services);

/// The keys that `appId` may use, its own and the person's, in the index's order.
[[nodiscard]] QList<KeyEntry> usableKeys(const RelayConfig &config, const QString &appId);

/// The account of the key that `appId` uses with `provider`: the person's own where there is one, else the
/// app's unless it was turned off; empty: none. Of the person's own the one that they chose for this app (and
/// none where that is gone), else the one that they chose for all. Where nothing was chosen, one that was
/// stored for the provider's address goes before one that was stored for another, which the key ring refuses
/// by a sentence.
[[nodiscard]] QString keyAccountFor(const RelayConfig &config, const QString &appId,
                                    const Provider &provider);
/// The key that `appId` has stored for itself; null: none.
[[nodiscard]] const KeyEntry *ownKeyOf(const RelayConfig &config, const QString &appId,
                                       const QString &provider);
/// Whether all that `appId` could use with `provider` is a key of its own that the person has turned off.
[[nodiscard]] bool onlyHasKeyTurnedOff(const RelayConfig &config, const QString &appId,
                                       const Provider &provider);
/// Why `appId` gets no key although there may be some: the one that the person chose for it is gone.
[[nodiscard]] std::optional<RelayError> chosenKeyGone(const RelayConfig &config, const QString &appId,
                                                      const Provider &provider);
[[nodiscard]] RelayError ownKeyTurnedOff(const Provider &provider);
/// Why a rotation has to wait for the person.
[[nodiscard]] RelayError rotationWhileLocked();
/// The label of every key that an app stores: it has one for each provider.
[[nodiscard]] QString ownKeyLabel();

} // namespace byok
