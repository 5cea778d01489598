// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace byok {

/// What a socket is watched for, or is ready for.
enum class SocketInterest { Read = 1, Write = 2, ReadWrite = 3, Error = 4 };

/// Tells when sockets that another library owns are ready (level-triggered). One for each CurlMultiLoop, on
/// its thread. Linux puts all of them behind one epoll descriptor and one QSocketNotifier, so that a busy
/// relay pays for one descriptor in the event loop and not for each connection; other systems use notifiers
/// of each socket.
class SocketWatcher
{
public:
    using Ready = std::function<void(qintptr socket, SocketInterest what)>;
    /// Called once after all sockets of an event-loop turn have been told.
    using TurnOver = std::function<void()>;

    SocketWatcher() = default;
    virtual ~SocketWatcher() = default;
    Q_DISABLE_COPY_MOVE(SocketWatcher)

    /// Watches the socket for this from now on, whatever it was watched for before.
    virtual void watch(qintptr socket, SocketInterest interest) = 0;
    /// Harmless where the socket is not watched, or already closed.
    virtual void forget(qintptr socket) = 0;
};

/// The one for this system.
[[nodiscard]] std::unique_ptr<SocketWatcher> makeSocketWatcher(SocketWatcher::Ready ready,
                                                               SocketWatcher::TurnOver turnOver);
/// The one that works on every system.
[[nodiscard]] std::unique_ptr<SocketWatcher> makeNotifierWatcher(SocketWatcher::Ready ready,
                                                                 SocketWatcher::TurnOver turnOver);

} // namespace byok
