// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_upstream.h"

#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

#include <limits>
#include <sys/socket.h>

namespace byok::test {

namespace {

constexpr qint64 mostInUserSpace = 256 * 1024;
constexpr int noGate = std::numeric_limits<int>::max();

std::optional<qsizetype> chunkedEnd(const QByteArray &bytes, qsizetype from, QByteArray *body)
{
    qsizetype at = from;
    body->clear();
    for (;;) {
        const qsizetype lineEnd = bytes.indexOf("\r\n", at);
        if (lineEnd < 0)
            return std::nullopt;
        const qsizetype size = bytes.sliced(at, lineEnd - at).toLongLong(nullptr, 16);
        at = lineEnd + 2;
        if (bytes.size() < at + size + 2)
            return std::nullopt;
        body->append(bytes.sliced(at, size));
        at += size + 2;
        if (size == 0)
            return at;
    }
}

} // namespace

FakeReply FakeReply::eventStream(QList<QByteArray> events)
{
    FakeReply reply;
    reply.fields = {{"content-type", "text/event-stream"}};
    reply.pieces = std::move(events);
    reply.framing = FakeFraming::Chunked;
    reply.pace = FakePace::Gated;
    return reply;
}

/// One accepted connection: reads requests one after the other, plays the script of each. Owned by its
/// FakeUpstream.
class FakeConnection : public QObject
{
public:
    FakeConnection(FakeUpstream *fake, QTcpSocket *socket, int number)
        : QObject(fake)
        , m_fake(fake)
        , m_socket(socket)
        , m_number(number)
    {
        socket->setParent(this);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_pump.setSingleShot(true);
        connect(&m_pump, &QTimer::timeout, this, &FakeConnection::step);
        connect(socket, &QTcpSocket::readyRead, this, &FakeConnection::read);
        connect(socket, &QTcpSocket::bytesWritten, this, [this] {
            if (m_filling)
                step();
        });
        connect(socket, &QTcpSocket::disconnected, this, &FakeConnection::closed);
    }

    void allow(int pieces)
    {
        m_allowance = pieces == noGate || m_allowance == noGate ? noGate : m_allowance + pieces;
        if (m_playing)
            step();
    }

    void send(const QByteArray &bytes)
    {
        if (m_stalled)
            writeBody(bytes);
    }

    void finish(FakeEnding ending)
    {
        if (!m_stalled)
            return;
        m_stalled = false;
        end(ending);
    }

    void drop(FakeEnding ending)
    {
        m_closing = true;
        if (ending == FakeEnding::Reset)
            reset();
        else
            m_socket->disconnectFromHost();
    }

    [[nodiscard]] qint64 bodyBytesSent() const
    {
        return qMax<qint64>(0, m_bodyBytes - m_socket->bytesToWrite());
    }

private:
    void read()
    {
        m_in += m_socket->readAll();
        if (!m_playing && !m_stalled)
            takeRequest();
    }

    void takeRequest()
    {
        const qsizetype headEnd = m_in.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        FakeRequest request;
        request.rawHead = m_in.left(headEnd + 4);
        const QList<QByteArray> lines = request.rawHead.split('\n');
        const QList<QByteArray> words = lines.first().trimmed().split(' ');
        request.method = words.value(0);
        request.target = words.value(1);
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            if (colon > 0)
                request.fields.append({line.left(colon).toLower(), line.mid(colon + 1).trimmed()});
        }
        if (!m_headAnnounced) {
            m_headAnnounced = true;
            if (request.field("expect") == "100-continue")
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            emit m_fake->requestHeadArrived();
        }
        qsizetype end = headEnd + 4;
        if (request.field("transfer-encoding").toLower() == "chunked") {
            const std::optional<qsizetype> bodyEnd = chunkedEnd(m_in, end, &request.body);
            if (!bodyEnd)
                return;
            end = *bodyEnd;
        } else {
            const qsizetype length = request.field("content-length").toLongLong();
            if (m_in.size() < end + length)
                return;
            request.body = m_in.sliced(end, length);
            end += length;
        }
        m_in = m_in.sliced(end);
        m_headAnnounced = false;
        request.connection = m_number;
        request.onConnection = ++m_requestsHere;
        request.at = std::chrono::steady_clock::now();
        m_script = m_fake->scriptFor(request);
        m_fake->m_requests.append(request);
        play(request);
        emit m_fake->requestArrived();
    }

    void play(const FakeRequest &request)
    {
        m_playing = true;
        m_allowance = m_script.pace == FakePace::Gated ? 0 : noGate;
        m_wire.clear();
        m_pieces.clear();
        m_bodyless = request.method == "HEAD" || m_script.status == 204 || m_script.status == 304;
        m_clientWantsClose = request.field("connection").toLower() == "close";
        if (m_script.swallowFromRequest > 0 && request.onConnection >= m_script.swallowFromRequest) {
            m_wire.clear();
            m_script = FakeReply{};
            m_script.ending = FakeEnding::Close;
            m_headCut = true;
            m_pump.start(0);
            return;
        }
        m_headCut = false;
        qint64 length = 0;
        switch (m_script.content) {
        case FakeContent::Pieces:
            m_pieces = m_script.pieces;
            break;
        case FakeContent::EchoBody:
            m_pieces = {request.body};
            break;
        case FakeContent::EchoRequest:
            m_pieces = {request.rawHead + request.body};
            break;
        case FakeContent::Fill:
            break;
        }
        for (const QByteArray &piece : std::as_const(m_pieces))
            length += piece.size();
        m_fillLeft = m_script.content == FakeContent::Fill ? m_script.fillBytes : 0;
        length += m_fillLeft;

        if (!m_script.raw.isNull()) {
            m_wire = m_script.raw;
            m_headCut = true;
        } else {
            m_wire = m_script.before + "HTTP/1.1 " + QByteArray::number(m_script.status) + ' ' +
                     m_script.reason + "\r\n";
            for (const HeaderField &field : std::as_const(m_script.fields))
                m_wire += field.name + ": " + field.value + "\r\n";
            const bool noFraming = m_script.status == 204 || m_script.status == 304;
            if (m_script.framing == FakeFraming::ContentLength && !noFraming)
                m_wire += "Content-Length: " + QByteArray::number(m_script.declaredLength.value_or(length)) +
                          "\r\n";
            else if (m_script.framing == FakeFraming::Chunked && !noFraming)
                m_wire += "Transfer-Encoding: chunked\r\n";
            else if (m_script.framing == FakeFraming::UntilClose)
                m_wire += "Connection: close\r\n";
            m_wire += "\r\n";
            if (m_script.cutHeadAt >= 0) {
                m_wire.truncate(m_script.cutHeadAt);
                m_headCut = true;
            }
        }
        if (m_bodyless) {
            m_pieces.clear();
            m_fillLeft = 0;
        }
        m_pump.start(m_script.msBefore);
    }

    /// Does what can be done now; called again by the timer, by released gates, by drained buffers.
    void step()
    {
        if (!m_playing || m_pump.isActive())
            return;
        m_filling = false;
        if (m_script.pace == FakePace::ByteByByte && !m_flattened) {
            if (!m_headCut) {
                for (const QByteArray &piece : std::as_const(m_pieces))
                    m_wire += framed(piece);
                m_bodyBytes += m_wire.size();
                m_pieces.clear();
            }
            m_flattened = true;
        }
        if (!m_wire.isEmpty()) {
            const qsizetype count = m_script.pace == FakePace::ByteByByte ? 1 : m_wire.size();
            m_socket->write(m_wire.left(count));
            m_socket->flush();
            m_wire = m_wire.sliced(count);
            if (!m_wire.isEmpty()) {
                m_pump.start(0);
                return;
            }
        }
        if (m_headCut) {
            end(m_script.ending);
            return;
        }
        while (!m_pieces.isEmpty()) {
            if (m_allowance == 0)
                return;
            if (m_allowance != noGate)
                --m_allowance;
            writeBody(m_pieces.takeFirst());
            if (!m_pieces.isEmpty() && m_script.msBetween > 0) {
                m_pump.start(m_script.msBetween);
                return;
            }
        }
        while (m_fillLeft > 0) {
            if (m_socket->bytesToWrite() > mostInUserSpace) {
                m_filling = true;
                return;
            }
            const qint64 count = qMin<qint64>(m_fillLeft, 64 * 1024);
            m_fillLeft -= count;
            writeBody(QByteArray(count, 'x'));
        }
        end(m_script.ending);
    }

    [[nodiscard]] QByteArray framed(const QByteArray &bytes) const
    {
        if (m_script.framing != FakeFraming::Chunked || bytes.isEmpty())
            return bytes;
        return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
    }

    void writeBody(const QByteArray &bytes)
    {
        m_bodyBytes += bytes.size();
        m_socket->write(framed(bytes));
        m_socket->flush();
    }

    void end(FakeEnding ending)
    {
        m_playing = false;
        m_flattened = false;
        switch (ending) {
        case FakeEnding::Whole:
            if (m_script.framing == FakeFraming::Chunked && !m_bodyless && !m_headCut)
                m_socket->write("0\r\n\r\n");
            ++m_fake->m_repliesSent;
            if (m_script.framing == FakeFraming::UntilClose || m_clientWantsClose) {
                m_closing = true;
                m_socket->disconnectFromHost();
            } else {
                m_socket->flush();
                QTimer::singleShot(0, this, [this] {
                    if (!m_playing && !m_stalled)
                        takeRequest();
                });
            }
            emit m_fake->replySent();
            break;
        case FakeEnding::Close:
            m_closing = true;
            m_socket->disconnectFromHost();
            break;
        case FakeEnding::Reset:
            m_closing = true;
            // What was written must reach the client first: a reset throws away what is still under way.
            m_socket->flush();
            QTimer::singleShot(20, this, &FakeConnection::reset);
            break;
        case FakeEnding::Stall:
            m_stalled = true;
            break;
        }
    }

    void reset()
    {
        const linger hard{1, 0};
        setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        m_socket->abort();
    }

    void closed()
    {
        m_fake->m_connections.removeOne(this);
        m_fake->m_bodyBytesOfClosed += m_bodyBytes;
        deleteLater();
        if (m_closing)
            return;
        ++m_fake->m_closedByClient;
        m_fake->m_lastClosedByClientAt = std::chrono::steady_clock::now();
        emit m_fake->closedByClient(m_number);
    }

    FakeUpstream *m_fake;
    QTcpSocket *m_socket;
    QTimer m_pump;
    int m_number;
    int m_requestsHere = 0;
    QByteArray m_in;
    FakeReply m_script;
    QByteArray m_wire;
    QList<QByteArray> m_pieces;
    qint64 m_fillLeft = 0;
    qint64 m_bodyBytes = 0;
    int m_allowance = 0;
    bool m_playing = false;
    bool m_stalled = false;
    bool m_filling = false;
    bool m_flattened = false;
    bool m_headCut = false;
    bool m_headAnnounced = false;
    bool m_bodyless = false;
    bool m_clientWantsClose = false;
    bool m_closing = false;
};

FakeUpstream::FakeUpstream(const QHostAddress &address)
{
    m_server.setListenBacklogSize(1024);
    const bool listening = m_server.listen(address, 0);
    Q_ASSERT(listening);
    Q_UNUSED(listening)
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            m_connections.append(new FakeConnection(this, socket, ++m_connectionCount));
    });
}

FakeUpstream::~FakeUpstream()
{
    // The sockets tell of their end while they are deleted: they must not reach a fake that is half gone.
    const QList<FakeConnection *> connections = std::exchange(m_connections, {});
    for (FakeConnection *connection : connections) {
        for (QTcpSocket *socket : connection->findChildren<QTcpSocket *>())
            socket->disconnect();
        delete connection;
    }
}

quint16 FakeUpstream::port() const
{
    return m_server.serverPort();
}

QByteArray FakeUpstream::baseUrl() const
{
    const QHostAddress address = m_server.serverAddress();
    const QByteArray host = address.toString().toLatin1();
    return "http://" + (address.protocol() == QAbstractSocket::IPv6Protocol ? '[' + host + ']' : host) + ':' +
           QByteArray::number(port());
}

void FakeUpstream::setDefault(FakeReply reply)
{
    m_default = std::move(reply);
}

void FakeUpstream::on(const QByteArray &path, FakeReply reply)
{
    m_scripts.insert(path, std::move(reply));
}

void FakeUpstream::next(FakeReply reply)
{
    m_next.append(std::move(reply));
}

void FakeUpstream::release(int pieces)
{
    const QList<FakeConnection *> connections = m_connections;
    for (FakeConnection *connection : connections)
        connection->allow(pieces);
}

void FakeUpstream::releaseAll()
{
    release(noGate);
}

void FakeUpstream::send(const QByteArray &bytes)
{
    const QList<FakeConnection *> connections = m_connections;
    for (FakeConnection *connection : connections)
        connection->send(bytes);
}

void FakeUpstream::finish(FakeEnding ending)
{
    const QList<FakeConnection *> connections = m_connections;
    for (FakeConnection *connection : connections)
        connection->finish(ending);
}

void FakeUpstream::dropConnections(FakeEnding ending)
{
    const QList<FakeConnection *> connections = m_connections;
    for (FakeConnection *connection : connections)
        connection->drop(ending);
}

qsizetype FakeUpstream::requestCount(const QByteArray &path) const
{
    qsizetype count = 0;
    for (const FakeRequest &request : m_requests)
        count += request.path() == path ? 1 : 0;
    return count;
}

int FakeUpstream::openConnectionCount() const
{
    return static_cast<int>(m_connections.size());
}

qint64 FakeUpstream::bodyBytesSent() const
{
    qint64 bytes = m_bodyBytesOfClosed;
    for (const FakeConnection *connection : m_connections)
        bytes += connection->bodyBytesSent();
    return bytes;
}

FakeReply FakeUpstream::scriptFor(const FakeRequest &request)
{
    if (!m_next.isEmpty())
        return m_next.takeFirst();
    return m_scripts.value(request.path(), m_default);
}

} // namespace byok::test
