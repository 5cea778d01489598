// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/peer_user.h"
#include "relay/http/request_handler.h"
#include "relay/http/wire_context.h"
#include "relay/result.h"

#include <QAbstractHttpServer>

namespace byok {

class LoopbackListener;

/// The front door as a whole: listeners, connections, and QHttpServer's dispatch, which works only for
/// tickets that the wire guards issued. Every connection and reply token is gone before it is. Owned by the
/// engine; created, used and destroyed on the relay's thread.
class RelayServer final : public QAbstractHttpServer
{
    Q_OBJECT

public:
    /// `judge` and `handler` outlive this.
    RelayServer(RequestJudge &judge, RequestHandler &handler, const WireLimits &limits = {},
                PeerCheck peerCheck = &peerIsThisUser, QObject *parent = nullptr);
    ~RelayServer() override;

    /// Listens on 127.0.0.1 and, where this machine has it, on ::1, both at `port` (0: any free one). The
    /// port, or a sentence that names it.
    [[nodiscard]] Result<quint16> listen(quint16 port);
    /// Closes every other listener; connections that they accepted go on.
    void stopListeningBut(quint16 port);
    /// In force from each connection's next message on; the number of connections from the next one on.
    void setLimits(const WireLimits &limits) { m_context.limits = limits; }

    /// Accepts no more connections; those that are there go on.
    void stopListening();
    /// Closes the idle connections, and from now on every other one after its reply.
    void closeIdle();

    [[nodiscard]] int connectionCount() const { return static_cast<int>(m_context.roster.count()); }
    [[nodiscard]] int idleConnectionCount() const { return static_cast<int>(m_context.roster.idleCount()); }
    /// Requests handed to the handler since the start.
    [[nodiscard]] qint64 dispatched() const { return m_dispatched; }
    /// What QHttpServer dispatched without a ticket: always 0 unless the wall has a hole.
    [[nodiscard]] qint64 undispatched() const { return m_undispatched; }
    /// Bytes of request bodies held by all connections.
    [[nodiscard]] qint64 bodyBytesInFlight() const { return m_context.bodies.held(); }

protected:
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder) override;

private:
    [[nodiscard]] std::unique_ptr<LoopbackListener> makeListener();

    WireContext m_context;
    RequestHandler &m_handler;
    PeerCheck m_peerCheck;
    qint64 m_dispatched = 0;
    qint64 m_undispatched = 0;
};

} // namespace byok
