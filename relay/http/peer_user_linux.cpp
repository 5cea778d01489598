// SPDX-License-Identifier: Apache-2.0
#include "relay/http/peer_user.h"
#include "relay/peer_socket.h"

#include <unistd.h>

namespace byok {

bool peerIsThisUser(const ConnectionEnds &ends)
{
    const std::optional<PeerSocket> peer = peerSocket(ends);
    return peer && peer->user == ::geteuid();
}

} // namespace byok
