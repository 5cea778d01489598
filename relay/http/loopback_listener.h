// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/peer_user.h"
#include "relay/http/wire_context.h"
#include "relay/result.h"

#include <QTcpServer>

namespace byok {

/// Listens on one loopback address; one instance for each of 127.0.0.1 and ::1. Keeps the cap on connections,
/// asks whose the peer is, and gives each connection a WireGuard and QHttpServer its DispatchSocket. Owned by
/// the RelayServer, lives on the relay's thread.
class LoopbackListener final : public QTcpServer
{
    Q_OBJECT

public:
    /// Why listening failed, where it did.
    enum class Refusal {
        PortTaken,      ///< another program has it, or it is not ours to take
        AddressUnknown, ///< this machine has no such loopback address (no IPv6)
    };

    LoopbackListener(WireContext &context, PeerCheck peerCheck, QObject *parent);

    /// `port` 0: any free one. The port that it listens on.
    [[nodiscard]] Result<quint16, Refusal> listenOn(const QHostAddress &address, quint16 port);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    WireContext &m_context;
    PeerCheck m_peerCheck;
};

} // namespace byok
