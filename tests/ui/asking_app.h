// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/running_relay.h"

namespace byok::test {

/// One app that asks to be let in, on a connection of its own, and waits. For tests only.
class AskingApp
{
public:
    static inline const QByteArray usualBody =
        R"({"app_id":"my-app","app_name":"My App","providers":["openai"]})";
    static inline const QByteArray bodyWithoutProviders = R"({"app_id":"my-app","app_name":"My App"})";

    /// `origin`: empty for a program.
    AskingApp(const RunningRelay &relay, const QByteArray &origin, const QByteArray &body = usualBody)
        : m_client(relay.port())
    {
        const QByteArray line = origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n";
        m_client.send(relay.bareRequest("POST", "/users", line + "Content-Type: application/json\r\n", body));
    }
    /// It gives up before there is an answer.
    void leave() { m_client.close(); }
    /// The status it is answered with; 0: none came.
    [[nodiscard]] int status()
    {
        const std::optional<RawReply> reply = m_client.takeReply();
        return reply ? reply->status : 0;
    }
    [[nodiscard]] bool isWaiting() const { return m_client.received().isEmpty(); }

private:
    RawClient m_client;
};

} // namespace byok::test
