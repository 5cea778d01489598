// SPDX-License-Identifier: Apache-2.0
#include "tests/support/raw_client.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace byok::test {

RawClient::RawClient(quint16 port, const QHostAddress &address)
{
    connect(&m_socket, &QTcpSocket::readyRead, this, &RawClient::readAll);
    connect(&m_socket, &QTcpSocket::connected, this, &RawClient::changed);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &RawClient::changed);
    connect(&m_socket, &QTcpSocket::disconnected, this, [this] {
        readAll();
        m_closed = true;
        lookHowItEnded();
        emit changed();
    });
    m_socket.connectToHost(address, port);
    (void)waitUntil([this] {
        return m_socket.state() == QAbstractSocket::ConnectedState ||
               m_socket.state() == QAbstractSocket::UnconnectedState;
    });
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
#ifdef Q_OS_LINUX
    if (isConnected())
        m_probe = ::dup(static_cast<int>(m_socket.socketDescriptor()));
#endif
}

/// QTcpSocket tells a reset and an orderly close alike; the kernel's state of the socket does not.
void RawClient::lookHowItEnded()
{
#ifdef Q_OS_LINUX
    if (m_probe < 0)
        return;
    tcp_info info{};
    socklen_t size = sizeof info;
    m_reset = ::getsockopt(m_probe, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 && info.tcpi_state == TCP_CLOSE;
    dropProbe();
#endif
}

/// The socket stays open as long as this descriptor does.
void RawClient::dropProbe()
{
#ifdef Q_OS_LINUX
    if (m_probe >= 0)
        ::close(std::exchange(m_probe, -1));
#endif
}

RawClient::~RawClient()
{
    m_socket.disconnect(this);
    dropProbe();
    m_socket.abort();
}

bool RawClient::isConnected() const
{
    return m_socket.state() == QAbstractSocket::ConnectedState;
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

void RawClient::sendByteByByte(const QByteArray &bytes)
{
    for (qsizetype i = 0; i < bytes.size() && isConnected(); ++i) {
        send(bytes.sliced(i, 1));
        // A turn of the loop for the peer between two bytes.
        QCoreApplication::processEvents();
    }
}

void RawClient::stopReading()
{
    m_reading = false;
    // The kernel's own buffers are left as they are: from a tiny window it takes minutes to come back.
    m_socket.setReadBufferSize(4096);
}

void RawClient::resumeReading()
{
    m_reading = true;
    // As wide again as a client's that reads, or the rest would come by window probes, 8 KiB at a time.
    m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 1024 * 1024);
    m_socket.setReadBufferSize(0);
    readAll();
}

void RawClient::close()
{
    dropProbe();
    m_socket.disconnectFromHost();
}

void RawClient::reset()
{
#ifdef Q_OS_UNIX
    dropProbe();
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
#endif
    m_socket.abort();
}

void RawClient::readAll()
{
    if (!m_reading || !m_socket.isReadable())
        return;
    m_received += m_socket.readAll();
    emit changed();
}

bool RawClient::waitUntil(const std::function<bool()> &done, Milliseconds limit)
{
    if (done())
        return true;
    QEventLoop loop;
    QTimer expiry;
    QTimer look;
    expiry.setSingleShot(true);
    connect(&expiry, &QTimer::timeout, &loop, &QEventLoop::quit);
    connect(this, &RawClient::changed, &loop, [&] {
        if (done())
            loop.quit();
    });
    // Conditions on something else than this connection are looked at now and then.
    connect(&look, &QTimer::timeout, &loop, [&] {
        if (done())
            loop.quit();
    });
    expiry.start(limit);
    look.start(Milliseconds(10));
    loop.exec();
    return done();
}

bool RawClient::waitForClose(Milliseconds limit)
{
    return waitUntil([this] { return m_closed || m_socket.state() == QAbstractSocket::UnconnectedState; },
                     limit);
}

bool RawClient::waitForBytes(qsizetype count, Milliseconds limit)
{
    return waitUntil([&] { return m_received.size() >= count; }, limit);
}

bool RawClient::waitForText(QByteArrayView needle, Milliseconds limit)
{
    return waitUntil([&] { return m_received.contains(needle); }, limit);
}

std::optional<RawReply> RawClient::takeReply(ReplyTo to, Milliseconds limit)
{
    std::optional<RawReply> reply;
    (void)waitUntil(
        [&] {
            reply = parseReply(m_received, to, m_closed ? Stream::Closed : Stream::Open);
            return reply.has_value() || m_closed;
        },
        limit);
    if (reply)
        m_received.remove(0, reply->rawSize);
    return reply;
}

namespace {

/// Joins the chunks that begin at `at`; false where the last one has not come. Leaves `at` behind the
/// message.
bool joinChunks(const QByteArray &bytes, qsizetype &at, QByteArray &body)
{
    for (;;) {
        const qsizetype lineEnd = bytes.indexOf("\r\n", at);
        if (lineEnd < 0)
            return false;
        bool ok = false;
        const qsizetype size = bytes.sliced(at, lineEnd - at).toLongLong(&ok, 16);
        if (!ok || size < 0 || bytes.size() < lineEnd + 2 + size + 2)
            return false;
        body += bytes.sliced(lineEnd + 2, size);
        at = lineEnd + 2 + size + 2;
        if (size == 0)
            return true;
    }
}

} // namespace

std::optional<RawReply> RawClient::parseReply(const QByteArray &bytes, ReplyTo to, Stream stream)
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0 || !bytes.startsWith("HTTP/1."))
        return {};
    RawReply reply;
    reply.head = bytes.left(headEnd + 4);
    reply.status = bytes.sliced(9, qMin<qsizetype>(3, bytes.size() - 9)).toInt();
    const QList<QByteArray> lines = bytes.left(headEnd).split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArray &line = lines[i];
        const qsizetype colon = line.indexOf(':');
        reply.fields.append({line.left(colon).toLower(), line.sliced(colon + 1).trimmed()});
    }
    qsizetype at = headEnd + 4;
    const bool bodiless =
        to == ReplyTo::HeadMethod || reply.status < 200 || reply.status == 204 || reply.status == 304;
    if (!bodiless) {
        const QByteArray length = reply.field("content-length");
        if (reply.field("transfer-encoding") == "chunked") {
            if (!joinChunks(bytes, at, reply.body))
                return {};
        } else if (!length.isNull()) {
            const qsizetype size = length.toLongLong();
            if (bytes.size() < at + size)
                return {};
            reply.body = bytes.sliced(at, size);
            at += size;
        } else {
            if (stream == Stream::Open)
                return {};
            reply.body = bytes.sliced(at);
            at = bytes.size();
        }
    }
    reply.rawSize = at;
    return reply;
}

} // namespace byok::test
