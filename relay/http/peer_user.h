// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/connection_ends.h"

#include <functional>

namespace byok {

/// Whether a connection may be served at all, asked before a byte of it is read.
using PeerCheck = std::function<bool(const ConnectionEnds &ends)>;

/// Whether the process at the other end runs as the same user as this one. Asks the operating system for
/// exactly this connection; false whenever it does not say so plainly (no answer, no longer established, a
/// system without an implementation).
[[nodiscard]] bool peerIsThisUser(const ConnectionEnds &ends);

} // namespace byok
