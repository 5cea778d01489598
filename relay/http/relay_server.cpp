// SPDX-License-Identifier: Apache-2.0
#include "relay/http/relay_server.h"

#include "relay/http/loopback_listener.h"
#include "relay/http/wire_guard.h"
#include "relay/random_hex.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>

using namespace Qt::StringLiterals;

namespace byok {

RelayServer::RelayServer(RequestJudge &judge, RequestHandler &handler, const WireLimits &limits,
                         PeerCheck peerCheck, QObject *parent)
    : QAbstractHttpServer(parent)
    , m_context(judge, limits)
    , m_handler(handler)
    , m_peerCheck(std::move(peerCheck))
{
}

RelayServer::~RelayServer()
{
    stopListening();
    // A responder that outlives QHttpServer's side of its connection is a use after free: tokens first.
    m_context.roster.abortAll();
    // QHttpServer's connections hold our sockets and guards, which refer to m_context: they go before it
    // does.
    const QObjectList own = children();
    qDeleteAll(own);
}

std::unique_ptr<LoopbackListener> RelayServer::makeListener()
{
    return std::make_unique<LoopbackListener>(m_context, m_peerCheck, nullptr);
}

Result<quint16> RelayServer::listen(quint16 port)
{
    // With any port wanted, the one that 127.0.0.1 gets may be taken on ::1: then another.
    const int attempts = port == 0 ? 8 : 1;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        std::unique_ptr<LoopbackListener> four = makeListener();
        const auto first = four->listenOn(QHostAddress(QHostAddress::LocalHost), port);
        if (!first)
            break;
        // `localhost` may mean ::1 to a browser: another program there would be given our callers' tokens.
        std::unique_ptr<LoopbackListener> six = makeListener();
        const auto second = six->listenOn(QHostAddress(QHostAddress::LocalHostIPv6), first.value());
        if (!second && second.error() == LoopbackListener::Refusal::PortTaken)
            continue;
        bind(four.release()); // owned by this from here
        if (second)
            bind(six.release());
        return first.value();
    }
    return Failure{u"Port %1 is taken by another program; end it or choose another port."_s.arg(port)};
}

void RelayServer::stopListening()
{
    const QList<QTcpServer *> listeners = servers();
    for (QTcpServer *listener : listeners)
        listener->close();
}

void RelayServer::stopListeningBut(quint16 port)
{
    const QList<QTcpServer *> listeners = servers();
    for (QTcpServer *listener : listeners) {
        if (listener->serverPort() != port)
            listener->close();
    }
}

void RelayServer::closeIdle()
{
    m_context.draining = true;
    m_context.roster.closeIdle();
}

bool RelayServer::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    const QPointer<WireGuard> guard(m_context.tickets.redeem(request.url().path().sliced(1).toLatin1()));
    if (!guard) {
        // No guard vouches for it. One that released something else sees its ticket left over, and aborts.
        ++m_undispatched;
        return true;
    }
    ++m_dispatched;
    ClientRequest client = guard->takeRequest();
    client.id = client.admission.requestId.isEmpty() ? newRequestId() : client.admission.requestId;
    auto writer = std::make_unique<ResponseWriter>(guard, client.head, client.admission.replyFields);
    m_handler.handle(std::move(client), std::move(writer));
    // Left in place where the reply is complete: a responder that is moved away and destroyed within this
    // call leaks.
    if (guard && guard->replyPending())
        guard->holdToken(std::make_shared<QHttpServerResponder>(std::move(responder)));
    return true;
}

void RelayServer::missingHandler(const QHttpServerRequest &, QHttpServerResponder &)
{
    // handleRequest() takes everything.
}

} // namespace byok
