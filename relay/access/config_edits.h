// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/app_registry.h"
#include "relay/relay_config.h"

namespace byok {

// The changes that a person or an app may ask of the config, each as a pure ConfigEdit that is checked where
// it is applied.

/// Approves an origin (already serialised); keeps its entry where it is there, with the new providers.
[[nodiscard]] ConfigEdit allowOrigin(const QByteArray &origin, const QString &name,
                                     const QStringList &providers, const QDateTime &now);
/// Adds a program and its first token; fails where the name is empty or taken.
[[nodiscard]] ConfigEdit addProgram(const QString &name, const QStringList &providers,
                                    const TokenEntry &token, const QDateTime &now);
/// Takes an app's approval, tokens and own keys' index entries away; fails where there is no such app.
[[nodiscard]] ConfigEdit revokeApp(const QString &id);
/// Adds a token; at most 20 per app, the oldest goes first. Expired tokens of all apps are dropped on the
/// way.
[[nodiscard]] ConfigEdit addToken(const TokenEntry &token, const QDateTime &now);
/// Renewal by use.
[[nodiscard]] ConfigEdit renewToken(const QByteArray &sha256, const QDateTime &expiresAt);
[[nodiscard]] ConfigEdit dropToken(const QByteArray &sha256);
/// Lists a key in the index (adds, or renews the entry of that account).
[[nodiscard]] ConfigEdit listKey(const KeyEntry &key);
[[nodiscard]] ConfigEdit unlistKey(const QString &account);

} // namespace byok
