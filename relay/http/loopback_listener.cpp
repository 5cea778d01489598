// SPDX-License-Identifier: Apache-2.0
#include "relay/http/loopback_listener.h"

#include "relay/http/dispatch_socket.h"
#include "relay/http/wire_guard.h"

#include <QTimer>

#include <chrono>

namespace byok {

namespace {

/// How many connections the kernel holds for us between two turns of the event loop.
constexpr int backlog = 512;
constexpr std::chrono::milliseconds acceptAgainAfter{100};

} // namespace

LoopbackListener::LoopbackListener(WireContext &context, PeerCheck peerCheck, QObject *parent)
    : QTcpServer(parent)
    , m_context(context)
    , m_peerCheck(std::move(peerCheck))
{
    setListenBacklogSize(backlog);
    connect(this, &QTcpServer::acceptError, this, [this] {
        // QTcpServer stops accepting for good where, say, descriptors ran out; they come back.
        QTimer::singleShot(acceptAgainAfter, this, [this] { resumeAccepting(); });
    });
}

Result<quint16, LoopbackListener::Refusal> LoopbackListener::listenOn(const QHostAddress &address,
                                                                      quint16 port)
{
    // On Unix QTcpServer sets SO_REUSEADDR, which passes over connections in TIME_WAIT but not over another
    // listener.
    if (listen(address, port))
        return serverPort();
    switch (serverError()) {
    case QAbstractSocket::SocketAddressNotAvailableError:
    case QAbstractSocket::UnsupportedSocketOperationError:
    case QAbstractSocket::OperationError:
        return Refusal::AddressUnknown;
    default:
        return Refusal::PortTaken;
    }
}

void LoopbackListener::incomingConnection(qintptr descriptor)
{
    auto wire = std::make_unique<QTcpSocket>();
    if (!wire->setSocketDescriptor(descriptor))
        return;
    // A connection that is not served is closed without a byte: whoever it is learns nothing.
    // The peer first, or another user's attempts would push out the idle connections of this one.
    if (!m_peerCheck({wire->localAddress(), wire->localPort(), wire->peerAddress(), wire->peerPort()}) ||
        !m_context.roster.makeRoom(m_context.limits.connections)) {
        wire->abort();
        return;
    }
    auto *dispatch = new DispatchSocket(*wire, this);
    new WireGuard(std::move(wire), dispatch, m_context); // a child of `dispatch`
    addPendingConnection(dispatch);
}

} // namespace byok
