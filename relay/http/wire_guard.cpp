// SPDX-License-Identifier: Apache-2.0
#include "relay/http/wire_guard.h"

#include "relay/http/dispatch_socket.h"

#include <QTcpSocket>
#include <QTimerEvent>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qint64 readBufferBytes = 64 * 1024;
constexpr qint64 millisecondsPerSecond = 1000;

/// Tells the peer that nothing more will come, while its bytes are still read.
void shutDownSending(qintptr descriptor)
{
#ifdef Q_OS_WIN
    ::shutdown(static_cast<SOCKET>(descriptor), SD_SEND);
#else
    ::shutdown(static_cast<int>(descriptor), SHUT_WR);
#endif
}

/// Makes the next close a reset.
void resetOnClose(qintptr descriptor)
{
    const linger now{1, 0};
#ifdef Q_OS_WIN
    ::setsockopt(static_cast<SOCKET>(descriptor), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&now),
                 sizeof now);
#else
    ::setsockopt(static_cast<int>(descriptor), SOL_SOCKET, SO_LINGER, &now, sizeof now);
#endif
}

} // namespace

WireGuard::WireGuard(std::unique_ptr<QTcpSocket> wire, DispatchSocket *dispatch, WireContext &context)
    : QObject(dispatch)
    , m_context(context)
    , m_dispatch(dispatch)
    , m_wire(wire.release())
    , m_parser(context.limits, &context.bodies)
{
    m_wire->setParent(this);
    m_wire->setReadBufferSize(readBufferBytes);
    m_wire->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_wire, &QTcpSocket::readyRead, this, &WireGuard::readWire);
    connect(m_wire, &QTcpSocket::bytesWritten, this, &WireGuard::bytesTaken);
    connect(m_wire, &QTcpSocket::disconnected, this, &WireGuard::wireEnded);
    connect(dispatch, &DispatchSocket::closeWanted, this, [this] {
        // Only the guard closes. QHttpServer may want to where it has not understood our own head.
        if (!m_ticket.isEmpty())
            abort();
    });
    m_context.roster.add(this);
    m_idleSince = QDeadlineTimer::current().deadline();
    setDeadline(m_context.limits.headMilliseconds);
}

WireGuard::~WireGuard()
{
    m_wire->disconnect(this);
    wireEnded();
}

// ------------------------------------------------------------------------------------------------------
// reading

void WireGuard::readWire()
{
    if (m_wire->bytesAvailable() <= 0)
        return;
    if (m_phase == Phase::Tunnelling) {
        // Left where they are: a full buffer is what slows the client down.
        if (m_observer)
            m_observer->wireReadable();
        return;
    }
    const QByteArray bytes = m_wire->readAll();
    switch (m_phase) {
    case Phase::Idle:
        m_phase = Phase::Reading;
        setDeadline(m_context.limits.headMilliseconds);
        readMessage(bytes);
        break;
    case Phase::Reading:
        readMessage(bytes);
        break;
    case Phase::Tunnelling: // above
        break;
    case Phase::Replying:
    case Phase::Flushing:
        // No client that waits for its reply sends these; there is no meaning to give them.
        abort();
        break;
    case Phase::Breaking:
    case Phase::Lingering:
    case Phase::HalfClosed:
        m_drainedBytes += bytes.size();
        if (m_context.limits.lingerBytes > 0 && m_drainedBytes > m_context.limits.lingerBytes)
            abort();
        break;
    case Phase::Closed:
        break;
    }
}

void WireGuard::readMessage(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        bytes = bytes.sliced(m_parser.feed(bytes));
        if (m_parser.state() == MessageParser::State::AwaitingVerdict) {
            if (!judgeHead(bytes))
                return;
            if (m_parser.state() == MessageParser::State::Complete && !bytes.isEmpty())
                continue; // the parser refuses them
        }
        if (m_parser.state() == MessageParser::State::Refused) {
            refuse(m_parser.error());
            return;
        }
    }
    if (m_parser.state() == MessageParser::State::Complete)
        dispatch();
    else if (m_parser.state() == MessageParser::State::InBody)
        setBodyDeadline();
}

bool WireGuard::judgeHead(QByteArrayView rest)
{
    const RequestHead &head = m_parser.head();
    HeadVerdict verdict = m_context.judge.judgeHead(head);
    if (const auto *reply = std::get_if<WholeReply>(&verdict)) {
        // Without a body the message is whole, so that the next one can begin; else its bytes are on their
        // way.
        const bool goesOn = !head.hasBody() && rest.isEmpty() && head.upgrade.isEmpty();
        sendOwnReply(*reply, goesOn ? persistence() : Persistence::Close);
        return false;
    }
    m_admission = std::get<Admission>(std::move(verdict));
    m_admitted = true;
    m_bodyBegan = QDeadlineTimer::current();
    const MessageParser::State state = m_parser.admit(m_admission.bodyLimit, m_admission.upgrade);
    if (state == MessageParser::State::Refused) {
        refuse(m_parser.error());
        return false;
    }
    // A client whose body is already coming does not wait.
    if (state == MessageParser::State::InBody && head.expectContinue && rest.isEmpty()) {
        m_outbox.append("HTTP/1.1 100 Continue\r\n\r\n");
        flush();
    }
    return m_phase != Phase::Closed;
}

void WireGuard::dispatch()
{
    m_phase = Phase::Replying;
    setDeadline(0);
    m_replyDone = false;
    m_closeAfterReply = false;
    m_ticket = m_context.tickets.issue(this);
    m_dispatching = true;
    m_dispatch->release(methodName(m_parser.head().method) + " /" + m_ticket +
                        " HTTP/1.1\r\nHost: relay\r\n\r\n");
    m_dispatching = false;
    if (m_phase == Phase::Closed)
        return;
    if (!m_ticket.isEmpty()) {
        // QHttpServer did not hand it over; nothing will answer.
        abort();
        return;
    }
    flush();
}

ClientRequest WireGuard::takeRequest()
{
    m_ticket.clear();
    return {m_parser.head(),
            m_parser.takeBody(),
            m_admission,
            {},
            {m_wire->localAddress(), m_wire->localPort(), m_wire->peerAddress(), m_wire->peerPort()}};
}

// ------------------------------------------------------------------------------------------------------
// replying

void WireGuard::refuse(const RelayError &error)
{
    const RequestHead *head = m_parser.headKnown() ? &m_parser.head() : nullptr;
    WholeReply reply = m_context.judge.errorReply(error, head, m_admitted ? &m_admission : nullptr);
    if (m_admitted)
        reply.fields = mergeReplyFields(reply.fields, m_admission.replyFields);
    sendOwnReply(reply, Persistence::Close);
}

void WireGuard::sendOwnReply(const WholeReply &reply, Persistence persistence)
{
    const RequestHead *head = m_parser.headKnown() ? &m_parser.head() : nullptr;
    m_outbox.append(frameWhole(reply, head, persistence));
    m_replyDone = true;
    m_closeAfterReply = persistence == Persistence::Close;
    // What follows a refused head must not be taken for bytes in the reply's way.
    m_phase = m_closeAfterReply ? Phase::Lingering : Phase::Flushing;
    setDeadline(m_context.limits.stalledReaderMilliseconds);
    flush();
}

Persistence WireGuard::persistence() const
{
    // After an upgrade that did not come about, client and relay might not agree on what the next bytes are.
    const bool mayGoOn =
        m_parser.headKnown() && m_parser.head().keepAlive && m_parser.head().upgrade.isEmpty();
    return mayGoOn && !m_context.draining ? Persistence::KeepAlive : Persistence::Close;
}

void WireGuard::detach(ReplyObserver *observer)
{
    if (m_observer == observer)
        m_observer = nullptr;
}

qint64 WireGuard::bytesHeld() const
{
    return m_outbox.size() + (m_phase == Phase::Closed ? 0 : m_wire->bytesToWrite());
}

void WireGuard::flushSoon()
{
    // While QHttpServer dispatches, dispatch() flushes when it returns.
    if (m_flushPosted || m_dispatching)
        return;
    m_flushPosted = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_flushPosted = false;
            flush();
        },
        Qt::QueuedConnection);
}

void WireGuard::flush()
{
    if (m_phase == Phase::Closed)
        return;
    if (!m_outbox.isEmpty()) {
        if (m_wire->bytesToWrite() == 0)
            setDeadline(m_context.limits.stalledReaderMilliseconds);
        m_wire->write(std::exchange(m_outbox, {}));
        m_wire->flush(); // bytesTaken() may have gone on to anything when this returns
    }
    if (m_phase == Phase::Replying && m_replyDone && m_outbox.isEmpty()) {
        m_phase = Phase::Flushing;
        m_token.reset();
    }
    if (m_phase != Phase::Closed && m_wire->bytesToWrite() == 0)
        replySent();
}

void WireGuard::bytesTaken()
{
    if (m_phase == Phase::Closed)
        return;
    const bool allTaken = m_wire->bytesToWrite() == 0;
    if (m_phase == Phase::Replying || m_phase == Phase::Tunnelling)
        setDeadline(allTaken ? 0 : m_context.limits.stalledReaderMilliseconds);
    else if (!allTaken && m_phase != Phase::Breaking)
        setDeadline(m_context.limits.stalledReaderMilliseconds);
    if (allTaken)
        replySent();
    if (m_observer)
        m_observer->wireProgressed();
}

/// The kernel has taken all; goes on where the reply was complete.
void WireGuard::replySent()
{
    if (!m_outbox.isEmpty())
        return;
    if (m_phase == Phase::Flushing)
        m_closeAfterReply ? linger() : becomeIdle();
    else if (m_phase == Phase::Lingering)
        shutOurSide();
}

void WireGuard::finishReply(Persistence persistence)
{
    m_observer = nullptr;
    m_replyDone = true;
    m_closeAfterReply = persistence == Persistence::Close;
    flushSoon();
}

void WireGuard::breakReply(BodyFraming framing)
{
    m_observer = nullptr;
    if (m_phase == Phase::Closed)
        return;
    if (!m_outbox.isEmpty()) {
        m_wire->write(std::exchange(m_outbox, {}));
        m_wire->flush();
        // Chromium throws away what its page has not read when the break comes: the last words need a moment.
        if (framing == BodyFraming::Chunked && m_phase == Phase::Replying) {
            m_phase = Phase::Breaking;
            setDeadline(m_context.limits.breakMilliseconds);
            return;
        }
    }
    // A body that only the connection's end delimits would look whole after an orderly close.
    if (framing == BodyFraming::UntilClose && m_phase != Phase::Closed)
        resetOnClose(m_wire->socketDescriptor());
    cutOff();
}

// ------------------------------------------------------------------------------------------------------
// tunnelling

void WireGuard::beginTunnel(const QByteArray &head)
{
    if (m_phase != Phase::Replying || m_replyDone || m_admission.upgrade == Upgrade::Refused) {
        abort();
        return;
    }
    m_phase = Phase::Tunnelling;
    m_outbox.append(head);
    flushSoon();
}

QByteArray WireGuard::takeTunnelled(qsizetype most)
{
    // Also of a connection that has just ended: what came before its end is still there.
    return m_wire->isOpen() ? m_wire->read(most) : QByteArray();
}

void WireGuard::endTunnel()
{
    m_observer = nullptr;
    if (m_phase != Phase::Tunnelling)
        return;
    m_phase = Phase::Lingering;
    setDeadline(m_context.limits.stalledReaderMilliseconds);
    readWire(); // what nobody took would keep the connection from seeing its end
    flush();
}

// ------------------------------------------------------------------------------------------------------
// idle

void WireGuard::becomeIdle()
{
    m_phase = Phase::Idle;
    m_admitted = false;
    m_admission = {};
    m_parser.reset(m_context.limits);
    m_idleSince = QDeadlineTimer::current().deadline();
    setDeadline(m_context.limits.keepAliveMilliseconds);
    if (m_context.draining)
        closeIfIdle();
}

// ------------------------------------------------------------------------------------------------------
// closing

void WireGuard::linger()
{
    m_phase = Phase::Lingering;
    if (m_wire->bytesToWrite() == 0)
        shutOurSide();
}

void WireGuard::shutOurSide()
{
    m_phase = Phase::HalfClosed;
    shutDownSending(m_wire->socketDescriptor());
    setDeadline(m_context.limits.lingerMilliseconds);
}

void WireGuard::closeIfIdle()
{
    if (m_phase == Phase::Idle)
        m_wire->disconnectFromHost();
}

void WireGuard::abort()
{
    if (m_phase == Phase::Replying || m_phase == Phase::Tunnelling)
        resetOnClose(m_wire->socketDescriptor());
    cutOff();
}

void WireGuard::cutOff()
{
    if (m_phase == Phase::Closed)
        return;
    m_wire->abort();
    wireEnded(); // also where the socket had already been told
}

void WireGuard::wireEnded()
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_timer.stop();
    m_outbox.clear();
    m_context.roster.remove(this);
    if (!m_ticket.isEmpty())
        m_context.tickets.withdraw(std::exchange(m_ticket, {}));
    m_parser.reset(m_context.limits);
    loseObserver();
    m_token.reset();
    if (m_dispatch)
        m_dispatch->endConnection();
}

void WireGuard::loseObserver()
{
    if (ReplyObserver *observer = std::exchange(m_observer, nullptr))
        observer->wireLost();
}

// ------------------------------------------------------------------------------------------------------
// deadlines

/// From now; 0: none. The timer behind it is moved only where it would fire too late, not for every message.
void WireGuard::setDeadline(qint64 milliseconds)
{
    if (milliseconds <= 0) {
        m_deadline = QDeadlineTimer(QDeadlineTimer::Forever);
        return;
    }
    m_deadline = QDeadlineTimer(milliseconds);
    if (m_timer.isActive() && m_timerFires <= m_deadline)
        return;
    m_timerFires = m_deadline;
    m_timer.start(static_cast<int>(qMin<qint64>(milliseconds, std::numeric_limits<int>::max())), this);
}

void WireGuard::setBodyDeadline()
{
    const WireLimits &limits = m_context.limits;
    if (limits.bodyBytesPerSecond <= 0) {
        setDeadline(0);
        return;
    }
    // The moment at which the bytes that have come would no longer have been fast enough.
    const qint64 allowed = limits.bodyGraceMilliseconds +
                           m_parser.bodyBytes() * millisecondsPerSecond / limits.bodyBytesPerSecond;
    const qint64 spent = QDeadlineTimer::current().deadline() - m_bodyBegan.deadline();
    setDeadline(qMax<qint64>(1, allowed - spent));
}

void WireGuard::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    m_timer.stop();
    if (m_deadline.isForever())
        return;
    const qint64 left = m_deadline.remainingTime();
    if (left > 0)
        setDeadline(left);
    else
        deadlinePassed();
}

void WireGuard::deadlinePassed()
{
    switch (m_phase) {
    case Phase::Idle:
        closeIfIdle();
        break;
    case Phase::Reading:
        refuse({ErrorCode::RequestTimeout, u"The request came too slowly."_s});
        break;
    case Phase::Replying:
    case Phase::Tunnelling:
    case Phase::Flushing:
    case Phase::Breaking:
    case Phase::Lingering:
    case Phase::HalfClosed:
        abort();
        break;
    case Phase::Closed:
        break;
    }
}

} // namespace byok
