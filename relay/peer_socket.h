// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/connection_ends.h"

#include <optional>
#include <sys/types.h>

namespace byok {

/// What Linux knows of the socket at the other end of a connection.
struct PeerSocket
{
    quint32 inode = 0; ///< as /proc/<pid>/fd names it
    uid_t user = 0;
};

/// Asks the kernel for exactly this connection, by NETLINK_SOCK_DIAG, which needs no privilege and does not
/// block. Nothing whenever it does not say so plainly: no answer, no longer established. Linux only; any
/// thread.
[[nodiscard]] std::optional<PeerSocket> peerSocket(const ConnectionEnds &ends);

} // namespace byok
