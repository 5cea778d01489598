// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/client_request.h"
#include "relay/http/message_parser.h"
#include "relay/http/reply_framing.h"
#include "relay/http/request_judge.h"
#include "relay/http/wire_context.h"

#include <QBasicTimer>
#include <QDeadlineTimer>
#include <QObject>
#include <QPointer>

#include <memory>

class QTcpSocket;

namespace byok {

class DispatchSocket;

/// Who writes the reply that is under way and wants to know how its bytes fare.
class ReplyObserver
{
public:
    virtual ~ReplyObserver() = default;
    /// The kernel took bytes.
    virtual void wireProgressed() = 0;
    /// The client sent bytes into a tunnel; takeTunnelled() gives them.
    virtual void wireReadable() {}
    /// The connection ended before the reply was complete. The last call.
    virtual void wireLost() = 0;
};

/// One client's connection: owns the accepted socket, reads every byte by the MessageParser, asks the
/// RequestJudge at each head, and lets QHttpServer dispatch only by a ticket. All limits on time and size are
/// kept here.
///
/// Made by the LoopbackListener as a child of the DispatchSocket, and gone with it at the event loop's next
/// turn after the connection has ended. Lives on the relay's thread.
class WireGuard final : public QObject
{
    Q_OBJECT

public:
    /// Takes `wire`, which is connected. `dispatch` becomes the parent of both.
    WireGuard(std::unique_ptr<QTcpSocket> wire, DispatchSocket *dispatch, WireContext &context);
    ~WireGuard() override;

    // --- for the roster
    /// Between two messages, with nothing to send.
    [[nodiscard]] bool isIdle() const { return m_phase == Phase::Idle; }
    [[nodiscard]] qint64 idleSince() const { return m_idleSince; }
    void closeIfIdle();
    /// Breaks the connection off, whatever it does.
    void abort();

    // --- for the RelayServer, while it handles the ticket
    /// The request that the ticket stood for; its `id` is left empty.
    [[nodiscard]] ClientRequest takeRequest();
    [[nodiscard]] bool replyPending() const
    {
        return (m_phase == Phase::Replying && !m_replyDone) || m_phase == Phase::Tunnelling;
    }
    /// Keeps `token` (QHttpServer's responder) until the reply is finished or the connection has ended.
    void holdToken(std::shared_ptr<void> token) { m_token = std::move(token); }

    // --- for the ResponseWriter
    void attach(ReplyObserver *observer) { m_observer = observer; }
    void detach(ReplyObserver *observer);
    /// Where the reply's next bytes are gathered; flushSoon() sends them in one write at the event loop's
    /// next turn.
    [[nodiscard]] QByteArray &outbox() { return m_outbox; }
    void flushSoon();
    /// Whether the connection may go on after the reply under way.
    [[nodiscard]] Persistence persistence() const;
    /// All of the reply is in the outbox.
    void finishReply(Persistence persistence);
    /// Ends the connection so that the client sees that the reply is not whole; what is in the outbox is
    /// tried first.
    void breakReply(BodyFraming framing);
    /// Bytes of the reply that the kernel has not taken.
    [[nodiscard]] qint64 bytesHeld() const;
    /// Sends `head`, the whole of a 101, and leaves HTTP for good: from here on the client's bytes are for
    /// the observer, unread, and what is put into the outbox goes out as it is. Only for a request that the
    /// judge admitted with an upgrade; for any other the connection is broken off.
    void beginTunnel(const QByteArray &head);

    // --- for the ClientTunnel
    /// At most `most` bytes that the client sent; while they are not taken, the client is not read from.
    [[nodiscard]] QByteArray takeTunnelled(qsizetype most);
    /// Sends what the outbox holds, then closes.
    void endTunnel();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Phase {
        Idle,       ///< no byte of a message has come
        Reading,    ///< within a head or body
        Replying,   ///< dispatched; the reply is not complete
        Tunnelling, ///< upgraded; whatever comes is no HTTP, and not this class's to read
        Flushing,   ///< the reply is complete, but the kernel has not taken all of it
        Breaking,   ///< the reply will not be complete; what there is of it is sent, the end comes soon
        Lingering,  ///< the last reply is on its way; what comes in is thrown away
        HalfClosed, ///< all is sent and our side shut; waiting for the client to notice
        Closed,
    };

    void readWire();
    void readMessage(QByteArrayView bytes);
    bool judgeHead(QByteArrayView rest);
    void dispatch();
    void refuse(const RelayError &error);
    void sendOwnReply(const WholeReply &reply, Persistence persistence);
    void flush();
    void bytesTaken();
    void replySent();
    void becomeIdle();
    void linger();
    void shutOurSide();
    void cutOff();
    void wireEnded();
    void loseObserver();
    void setDeadline(qint64 milliseconds);
    void setBodyDeadline();
    void deadlinePassed();

    WireContext &m_context;
    QPointer<DispatchSocket> m_dispatch;
    QTcpSocket *m_wire; ///< child
    MessageParser m_parser;
    Admission m_admission;
    ReplyObserver *m_observer = nullptr;
    std::shared_ptr<void> m_token;
    QByteArray m_ticket;
    QByteArray m_outbox;
    QBasicTimer m_timer;
    QDeadlineTimer m_timerFires;
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever};
    QDeadlineTimer m_bodyBegan;
    qint64 m_idleSince = 0;
    qint64 m_drainedBytes = 0;
    Phase m_phase = Phase::Idle;
    bool m_admitted = false;
    bool m_replyDone = false;
    bool m_closeAfterReply = false;
    bool m_flushPosted = false;
    bool m_dispatching = false;
};

} // namespace byok
