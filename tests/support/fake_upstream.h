// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/header_field.h"
#include "tests/support/patience.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTcpServer>

#include <chrono>
#include <memory>
#include <optional>

namespace byok::test {

using SteadyTime = std::chrono::steady_clock::time_point;

/// One request as the fake provider read it off the wire. Value.
struct FakeRequest
{
    QByteArray method;
    QByteArray target;   ///< raw
    HeaderFields fields; ///< names lower-case, order kept
    QByteArray rawHead;  ///< up to and with the empty line
    QByteArray body;
    int connection = 0;   ///< which connection of the fake's life, from 1
    int onConnection = 0; ///< which request on that connection, from 1
    SteadyTime at;        ///< when its last byte had been read

    [[nodiscard]] QByteArray field(QByteArrayView name) const { return headerValue(fields, name); }
    [[nodiscard]] QByteArray path() const
    {
        return target.contains('?') ? target.left(target.indexOf('?')) : target;
    }
};

/// How the reply's end is told.
enum class FakeFraming { Chunked, ContentLength, UntilClose };

/// When the pieces of the body go out.
enum class FakePace {
    AtOnce,     ///< as fast as the reader reads
    Gated,      ///< one piece for each FakeUpstream::release()
    ByteByByte, ///< each byte of the whole reply, head too, in an event-loop turn of its own
};

/// What happens after the last byte of the script.
enum class FakeEnding {
    Whole, ///< the reply ends as its framing says
    Close, ///< the connection is closed without that (FIN)
    Reset, ///< the same with a reset (RST)
    Stall, ///< nothing more, the connection stays open; finish() and send() go on from there
};

/// What the body is.
enum class FakeContent {
    Pieces,      ///< `pieces`
    Fill,        ///< `fillBytes` bytes of 'x', made while they are sent
    EchoBody,    ///< the request's body
    EchoRequest, ///< the request's head and body, as they came
};

/// A script for one reply. Value.
struct FakeReply
{
    int status = 200;
    QByteArray reason = "OK";
    HeaderFields fields = {{"content-type", "application/json"}};
    QList<QByteArray> pieces = {"{}"};
    FakeContent content = FakeContent::Pieces;
    qint64 fillBytes = 0;
    FakeFraming framing = FakeFraming::ContentLength;
    FakePace pace = FakePace::AtOnce;
    FakeEnding ending = FakeEnding::Whole;
    QByteArray before;                    ///< raw bytes ahead of the status line, e.g. a 103
    std::optional<qint64> declaredLength; ///< a Content-Length that is a lie
    qsizetype cutHeadAt = -1; ///< the ending happens after this many bytes of the head; -1: not in the head
    QByteArray raw;           ///< instead of all of the above: these bytes, then the ending
    int msBefore = 0;         ///< time between the request's last byte and the reply's first
    int msBetween = 0;        ///< time between pieces
    int swallowFromRequest =
        0; ///< n > 0: the n-th and later requests on a connection are read, then closed without a byte

    /// An event stream of these events, gated.
    [[nodiscard]] static FakeReply eventStream(QList<QByteArray> events);
};

class FakeConnection;

/// A scripted provider on a loopback socket: answers as the test says and remembers every request.
/// Single-threaded, lives on the test's thread and needs its event loop (QTRY_…, QSignalSpy).
class FakeUpstream : public QObject
{
    Q_OBJECT

public:
    explicit FakeUpstream(const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));
    ~FakeUpstream() override;

    [[nodiscard]] quint16 port() const;
    /// "http://127.0.0.1:<port>", no '/' at the end.
    [[nodiscard]] QByteArray baseUrl() const;

    /// For any path without a script of its own.
    void setDefault(FakeReply reply);
    /// For every request to this path (without its query).
    void on(const QByteArray &path, FakeReply reply);
    /// For the next request only, whatever its path; several queue up.
    void next(FakeReply reply);

    /// Lets every gated reply send this many more pieces, now or when they get there.
    void release(int pieces = 1);
    void releaseAll();
    /// To every reply that is stalled: more bytes of body, framed like the rest.
    void send(const QByteArray &bytes);
    /// Ends every stalled reply: as its framing says, or by closing or reset.
    void finish(FakeEnding ending = FakeEnding::Whole);
    /// Closes (or resets) every connection, whatever it is doing.
    void dropConnections(FakeEnding ending = FakeEnding::Reset);

    [[nodiscard]] const QList<FakeRequest> &requests() const { return m_requests; }
    [[nodiscard]] qsizetype requestCount() const { return m_requests.size(); }
    /// How many requests of that path came.
    [[nodiscard]] qsizetype requestCount(const QByteArray &path) const;
    /// Connections ever accepted, and those open now.
    [[nodiscard]] int connectionCount() const { return m_connectionCount; }
    [[nodiscard]] int openConnectionCount() const;
    /// Replies whose end has been handed to the kernel.
    [[nodiscard]] int repliesSent() const { return m_repliesSent; }
    /// Body bytes handed to the kernel.
    [[nodiscard]] qint64 bodyBytesSent() const;
    /// How often the other side closed first, and when it did so last.
    [[nodiscard]] int closedByClientCount() const { return m_closedByClient; }
    [[nodiscard]] SteadyTime lastClosedByClientAt() const { return m_lastClosedByClientAt; }

signals:
    void requestHeadArrived();
    void requestArrived();
    void replySent();
    void closedByClient(int connection);

private:
    friend class FakeConnection;
    FakeReply scriptFor(const FakeRequest &request);

    QTcpServer m_server;
    QList<FakeConnection *> m_connections;
    QHash<QByteArray, FakeReply> m_scripts;
    QList<FakeReply> m_next;
    FakeReply m_default;
    QList<FakeRequest> m_requests;
    int m_connectionCount = 0;
    int m_repliesSent = 0;
    int m_closedByClient = 0;
    qint64 m_bodyBytesOfClosed = 0;
    SteadyTime m_lastClosedByClientAt;
};

} // namespace byok::test
