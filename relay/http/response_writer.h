// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/client_tunnel.h"
#include "relay/http/reply.h"
#include "relay/http/reply_framing.h"
#include "relay/http/request_head.h"
#include "relay/http/wire_guard.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace byok {

/// The one reply to one request: whole, or head – chunks – end, or abort. Frames the bytes itself (HTTP/1.0,
/// HEAD, chunked, Content-Length); what is written in one event-loop turn goes out in one socket write.
///
/// Made by RelayServer, handed to whoever answers (an api resource, an Exchange), which owns it from then on.
/// Lives on the relay's thread. Single use: after sendWhole(), end() or abort() every further call is a
/// programming error. Destroyed before it has finished, it aborts the connection. May outlive the connection:
/// then `clientGone` has been emitted and writes are discarded.
class ResponseWriter final : public QObject, private ReplyObserver
{
    Q_OBJECT

public:
    ResponseWriter(WireGuard *guard, const RequestHead &head, HeaderFields replyFields);
    ~ResponseWriter() override;

    /// The whole reply; the admission's reply fields are added to it.
    void sendWhole(const WholeReply &reply);

    /// Begins a reply whose body follows by write(). `length`: the Content-Length to promise; none: chunked
    /// (HTTP/1.1) or delimited by close (HTTP/1.0). `fields` must not hold framing fields.
    void begin(int status, const HeaderFields &fields, std::optional<qint64> length);
    /// Bytes beyond a promised length abort the connection.
    void write(QByteArrayView bytes);
    /// The body is complete. Ending short of a promised length aborts instead.
    void end();
    /// Instead of a reply: 101 with the handshake's `fields` and none else, and the connection is a
    /// WebSocket. Only where the request was admitted with an upgrade. This writer has then finished.
    [[nodiscard]] std::unique_ptr<ClientTunnel> upgrade(const HeaderFields &fields);
    /// Breaks the transfer, so that the client sees that it is not whole. What was written before is tried
    /// first.
    void abort();

    [[nodiscard]] bool begun() const { return m_begun; }
    [[nodiscard]] bool finished() const { return m_finished; }
    /// Bytes written here that the kernel has not taken yet.
    [[nodiscard]] qint64 bytesHeld() const { return m_guard && !m_finished ? m_guard->bytesHeld() : 0; }

signals:
    /// bytesHeld() has fallen since the last time.
    void drained();
    /// The client closed or reset the connection before the reply was complete. Emitted at most once.
    void clientGone();

private:
    void wireProgressed() override { emit drained(); }
    void wireLost() override;
    void finish();

    QPointer<WireGuard> m_guard;
    HeaderFields m_replyFields;
    RequestHead m_head; ///< without its fields
    std::optional<qint64> m_lengthLeft;
    BodyFraming m_framing = BodyFraming::None;
    Persistence m_persistence = Persistence::Close;
    bool m_begun = false;
    bool m_finished = false;
};

} // namespace byok
