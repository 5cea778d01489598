// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/relay_server.h"

#include <QtTest/qtestcase.h>

namespace byok::test {

/// A front door with a judge and a handler that do what the test says, on a free port. Owned by the test.
class TestDoor : public RequestJudge, public RequestHandler
{
public:
    explicit TestDoor(
        const WireLimits &limits = {}, PeerCheck check = [](const ConnectionEnds &) { return true; })
    {
        server = std::make_unique<RelayServer>(*this, *this, limits, std::move(check));
        const Result<quint16> listening = server->listen(0);
        if (!listening)
            qFatal("the front door cannot listen");
        port = listening.value();
    }

    /// Denies with 401 where the head has `x-deny`, lets it upgrade where it has `x-upgrade`.
    HeadVerdict judgeHead(const RequestHead &head) override
    {
        ++judged;
        if (head.has("x-deny"))
            return WholeReply{401, {{"content-type", "application/json"}}, R"({"error":"denied"})"};
        Admission admission{{}, {{"vary", "Origin"}, {"x-common", "yes"}}, 0};
        if (head.has("x-upgrade"))
            admission.upgrade = Upgrade::WebSocket;
        return admission;
    }
    WholeReply errorReply(const RelayError &error, const RequestHead *, const Admission *) const override
    {
        return {error.status(),
                {{"content-type", "application/json"}},
                "{\"error\":\"" + error.sentence.toUtf8() + "\"}"};
    }
    /// Answers `METHOD target\n` and the body, unless the test took over.
    void handle(ClientRequest request, std::unique_ptr<ResponseWriter> writer) override
    {
        ++handled;
        ids.insert(request.id);
        if (onRequest) {
            onRequest(std::move(request), std::move(writer));
            return;
        }
        writer->sendWhole(
            {200, {}, methodName(request.head.method) + ' ' + request.head.target + '\n' + request.body});
    }

    std::unique_ptr<RelayServer> server;
    std::function<void(ClientRequest, std::unique_ptr<ResponseWriter>)> onRequest;
    QSet<QByteArray> ids;
    quint16 port = 0;
    int judged = 0;
    int handled = 0;
};

} // namespace byok::test
