// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"

namespace byok {

// What becomes of the index of keys, and which of them is used: each change as a pure ConfigEdit that is
// checked where it is applied.

/// Lists a key, whose account is new, instead of the one of the same provider, label and owner. Whatever key
/// an edit takes off the list, here, in unlistKey() and in revokeApp(), its account joins the unlisted ones.
[[nodiscard]] ConfigEdit listKey(const KeyEntry &key);
[[nodiscard]] ConfigEdit unlistKey(const QString &provider, const QString &label, const QString &appId);
/// Writes down that a key is about to be written to the keychain under `account`.
[[nodiscard]] ConfigEdit announceAccount(const QString &account);
/// Nothing is in the keychain under this unlisted account any more.
[[nodiscard]] ConfigEdit forgetAccount(const QString &account);
/// Takes every key that `unwanted` says off the list; their accounts join the unlisted ones, each once.
void unlistKeysIf(RelayConfig &config, const std::function<bool(const KeyEntry &)> &unwanted);
/// Takes back the person's choices of a key that is gone: they would wait for another one of that name.
void dropDefaultsWithoutKey(RelayConfig &config);
/// The person's key that is used unless an app has another; fails where there is none of that label. An
/// empty label takes the choice back.
[[nodiscard]] ConfigEdit setDefaultKey(const QString &provider, const QString &label);
/// The one of the person's keys for `provider` that an app uses; fails where either is not there. An empty
/// label takes the choice back.
[[nodiscard]] ConfigEdit chooseKey(const QString &id, const QString &provider, const QString &label);
/// Whether the key that an app stored for itself may be used.
enum class OwnKeyUse { Allowed, TurnedOff };
[[nodiscard]] ConfigEdit switchOwnKey(const QString &appId, const QString &provider, OwnKeyUse use);

} // namespace byok
