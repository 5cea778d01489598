// SPDX-License-Identifier: Apache-2.0
#include "app/control_peer.h"

#include <QLocalSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>
#endif

namespace byok {

bool isPeerSameUser(const QLocalSocket &socket)
{
    const auto descriptor = socket.socketDescriptor();
    if (descriptor == -1)
        return false;
#if defined(Q_OS_LINUX)
    ucred peer{};
    socklen_t size = sizeof(peer);
    return ::getsockopt(int(descriptor), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           size == sizeof(peer) && peer.uid == ::geteuid();
#elif defined(Q_OS_UNIX)
    uid_t user = 0;
    gid_t group = 0;
    return ::getpeereid(int(descriptor), &user, &group) == 0 && user == ::geteuid();
#else
    // Windows: the pipe itself is closed to other users (QLocalServer::UserAccessOption).
    return true;
#endif
}

} // namespace byok
