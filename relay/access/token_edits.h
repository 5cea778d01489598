// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"

namespace byok {

// What becomes of the tokens that are handed out: each change as a pure ConfigEdit that is checked where it
// is applied.

/// Adds a token; at most 20 per app, the oldest goes first (of a program made by hand the second oldest).
/// Expired tokens of all apps are dropped on the way.
[[nodiscard]] ConfigEdit addToken(const TokenEntry &token, const QDateTime &now);
/// Renewal by use.
[[nodiscard]] ConfigEdit renewToken(const QByteArray &sha256, const QDateTime &expiresAt);
[[nodiscard]] ConfigEdit dropToken(const QByteArray &sha256);

} // namespace byok
