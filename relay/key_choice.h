// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider.h"
#include "relay/relay_config.h"
#include "relay/relay_error.h"

#include <optional>

namespace byok {

// Which of the keys that are stored a caller uses. All pure; a pointer is into the config that was asked and
// valid as long as that is. A key that the caller brought with its request is no matter of this.

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
/// The label of every key that an app stores: it has one for each provider.
[[nodiscard]] QString ownKeyLabel();

} // namespace byok
