// SPDX-License-Identifier: Apache-2.0
#include "tests/relay/http/test_door.h"
#include "tests/relay/http/wire_cases.h"
#include "tests/support/patience.h"
#include "tests/support/raw_client.h"

#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <chrono>

using namespace byok;
using namespace byok::test;
using namespace std::chrono_literals;

namespace {

const QByteArray host("Host: h\r\n");
const QByteArray get("GET /x HTTP/1.1\r\n" + host + "\r\n");

// AddressSanitizer keeps what was freed for a while, to find uses of it.
#ifdef __SANITIZE_ADDRESS__
constexpr qint64 mostGrowthKilobytes = 50'000;
#else
constexpr qint64 mostGrowthKilobytes = 2'000;
#endif

qint64 residentKilobytes()
{
    QFile status(QStringLiteral("/proc/self/statm"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    return status.readAll().split(' ').value(1).toLongLong() * 4;
}

/// How many final replies these bytes hold.
int countReplies(const QByteArray &bytes)
{
    return static_cast<int>(bytes.count("HTTP/1.1 ")) - static_cast<int>(bytes.count("HTTP/1.1 100 "));
}

const QByteArray handshake("GET /x HTTP/1.1\r\n" + host +
                           "X-Upgrade: 1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");

/// Turns each request into a tunnel whose bytes go to `heard`.
void openTunnels(TestDoor &door, std::unique_ptr<ClientTunnel> &tunnel, QByteArray &heard)
{
    door.onRequest = [&tunnel, &heard](const ClientRequest &, std::unique_ptr<ResponseWriter> writer) {
        tunnel = writer->upgrade({{"x-own", "1"}});
        QObject::connect(tunnel.get(), &ClientTunnel::readable, tunnel.get(),
                         [&tunnel, &heard] { heard += tunnel->take(1024 * 1024); });
    };
}

} // namespace

class TestWireGuard : public QObject
{
    Q_OBJECT

private slots:
    // ------------------------------------------------------------------------------------ what is let
    // through

    void verdictOnTheWireIsTheParsers_data()
    {
        QTest::addColumn<WireCase>("wire");
        for (const WireCase &wire : wireCases())
            QTest::newRow(wire.name) << wire;
    }
    void verdictOnTheWireIsTheParsers()
    {
        QFETCH(WireCase, wire);
        TestDoor door({.lingerMilliseconds = 200});
        const auto check = [&](RawClient &client, int before) {
            const bool head = wire.bytes.startsWith("HEAD");
            const auto reply = client.takeReply(head ? ReplyTo::HeadMethod : ReplyTo::AnyMethod);
            QVERIFY(reply);
            QCOMPARE(reply->field("server"), QByteArray());
            if (wire.status == 0) {
                QCOMPARE(reply->status, 200);
                if (!head)
                    QVERIFY(reply->body.endsWith('\n' + wire.body));
                QCOMPARE(door.handled, before + 1);
            } else {
                QCOMPARE(reply->status, wire.status);
                QCOMPARE(reply->field("connection"), "close");
                QVERIFY(client.waitForClose());
                QVERIFY(client.received().isEmpty()); // one reply at most
                QCOMPARE(door.handled, before);
            }
            QCOMPARE(door.server->undispatched(), 0);
        };
        { // whole
            RawClient client(door.port);
            client.send(wire.bytes);
            check(client, 0);
        }
        { // second on a connection
            const int before = door.handled;
            RawClient client(door.port);
            client.send(get);
            QVERIFY(client.takeReply());
            client.send(wire.bytes);
            check(client, before + 1);
        }
        { // in two pieces, halfway: a message is never dispatched before its last byte has come
            const qsizetype half = wire.bytes.size() / 2;
            const int before = door.handled;
            RawClient client(door.port);
            client.send(wire.bytes.first(half));
            QTest::qWait(0);
            client.send(wire.bytes.sliced(half));
            QVERIFY(client.waitUntil(
                [&] { return countReplies(client.received()) > 0 || client.closedByPeer(); }));
            if (wire.status == 0)
                check(client, before);
        }
    }

    void bytesOneByOneAreOneRequest_data()
    {
        QTest::addColumn<WireCase>("wire");
        for (const WireCase &wire : wireCases()) {
            if (wire.bytes.size() < 200 && !QByteArray(wire.name).contains("behind") &&
                !QByteArray(wire.name).contains("at once") &&
                !QByteArray(wire.name).contains("without a length"))
                QTest::newRow(wire.name) << wire;
        }
    }
    void bytesOneByOneAreOneRequest()
    {
        QFETCH(WireCase, wire);
        TestDoor door({.lingerMilliseconds = 200});
        RawClient client(door.port);
        client.sendByteByByte(wire.bytes);
        const auto reply =
            client.takeReply(wire.bytes.startsWith("HEAD") ? ReplyTo::HeadMethod : ReplyTo::AnyMethod);
        QVERIFY(reply);
        QCOMPARE(reply->status, wire.status == 0 ? 200 : wire.status);
        QVERIFY(door.handled == (wire.status == 0 ? 1 : 0));
        QCOMPARE(countReplies(client.received()), 0);
    }

    void dispatchWithoutATicketIsNotServed()
    {
        TestDoor door;
        auto hole = std::make_unique<QTcpServer>();
        QVERIFY(hole->listen(QHostAddress::LocalHost, 0));
        const quint16 port = hole->serverPort();
        QVERIFY(door.server->bind(hole.release()));
        RawClient client(port);
        client.send("GET /0123456789abcdef0123456789abcdef HTTP/1.1\r\nHost: h\r\n\r\n");
        QVERIFY(client.waitUntil([&] { return door.server->undispatched() == 1; }));
        QCOMPARE(door.handled, 0);
        QVERIFY(client.received().isEmpty());
    }

    void everyRequestHasAnIdOfItsOwn()
    {
        TestDoor door;
        RawClient client(door.port);
        for (int i = 0; i < 20; ++i) {
            client.send(get);
            QVERIFY(client.takeReply());
        }
        QCOMPARE(door.ids.size(), 20);
        for (const QByteArray &id : std::as_const(door.ids))
            QCOMPARE(id.size(), 16);
    }

    // -------------------------------------------------------------------------------------- decided at the
    // head

    void denialComesBeforeTheBody()
    {
        TestDoor door;
        RawClient client(door.port);
        client.send("POST /x HTTP/1.1\r\n" + host + "X-Deny: 1\r\nContent-Length: 1000000\r\n\r\n");
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 401);
        QCOMPARE(reply->field("connection"), "close");
        QCOMPARE(door.server->bodyBytesInFlight(), 0);
        QCOMPARE(door.handled, 0);
    }

    void denialWithoutABodyKeepsTheConnection()
    {
        TestDoor door;
        RawClient client(door.port);
        for (int i = 0; i < 3; ++i) {
            client.send("GET /x HTTP/1.1\r\n" + host + "X-Deny: 1\r\n\r\n");
            const auto reply = client.takeReply();
            QVERIFY(reply);
            QCOMPARE(reply->status, 401);
        }
        client.send(get);
        QCOMPARE(client.takeReply().value_or(RawReply{}).status, 200);
        QCOMPARE(door.judged, 4);
    }

    void refusalIsNotLostDuringAnUpload()
    {
        TestDoor door({.lingerBytes = 0});
        for (int i = 0; i < 5; ++i) {
            RawClient client(door.port);
            client.send("POST /x HTTP/1.1\r\n" + host + "X-Deny: 1\r\nContent-Length: 10485760\r\n\r\n" +
                        QByteArray(10'485'760, 'x'));
            const auto reply = client.takeReply();
            QVERIFY(reply);
            QCOMPARE(reply->status, 401);
            QVERIFY(!client.wasReset());
        }
        QCOMPARE(door.handled, 0);
    }

    void uploaderThatNeverStopsIsCutOff()
    {
        TestDoor door;
        RawClient client(door.port);
        client.send("POST /x HTTP/1.1\r\n" + host + "X-Deny: 1\r\nContent-Length: 10485760\r\n\r\n" +
                    QByteArray(10'485'760, 'x'));
        QVERIFY(client.waitForClose());
        QTRY_COMPARE(door.server->connectionCount(), 0);
        QCOMPARE(door.handled, 0);
    }

    void continueComesOnlyAfterAdmission_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("bodyAtOnce");
        QTest::addColumn<bool>("continued");
        QTest::addColumn<int>("status");
        QTest::newRow("admitted") << QByteArray("1.1") << QByteArray() << QByteArray() << true << 200;
        QTest::newRow("denied") << QByteArray("1.1") << QByteArray("X-Deny: 1\r\n") << QByteArray() << false
                                << 401;
        QTest::newRow("body is already coming")
            << QByteArray("1.1") << QByteArray() << QByteArray("he") << false << 200;
        QTest::newRow("HTTP/1.0 knows no 100")
            << QByteArray("1.0") << QByteArray() << QByteArray("he") << false << 200;
    }
    void continueComesOnlyAfterAdmission()
    {
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, bodyAtOnce);
        QFETCH(bool, continued);
        TestDoor door;
        RawClient client(door.port);
        client.send("POST /x HTTP/" + version + "\r\n" + host +
                    "Expect: 100-continue\r\nContent-Length: 5\r\n" + field + "\r\n" + bodyAtOnce);
        if (continued) {
            const auto first = client.takeReply();
            QVERIFY(first);
            QCOMPARE(first->status, 100);
            QCOMPARE(door.handled, 0);
        }
        if (field.isEmpty())
            client.send(QByteArray("hello").sliced(bodyAtOnce.size()));
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QTEST(reply->status, "status");
    }

    void upgradeIsRefusedButTheJudgeSpeaksFirst()
    {
        TestDoor door;
        const QByteArray upgrade("GET /x HTTP/1.1\r\n" + host +
                                 "Connection: Upgrade\r\nUpgrade: websocket\r\n");
        RawClient client(door.port);
        client.send(upgrade + "\r\n");
        QCOMPARE(client.takeReply().value_or(RawReply{}).status, 400);
        QVERIFY(client.waitForClose());
        RawClient denied(door.port);
        denied.send(upgrade + "X-Deny: 1\r\n\r\n");
        QCOMPARE(denied.takeReply().value_or(RawReply{}).status, 401);
        RawClient h2c(door.port);
        h2c.send("GET /x HTTP/1.1\r\n" + host +
                 "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: "
                 "AAMAAABkAAQAAP__\r\n\r\n");
        QCOMPARE(h2c.takeReply().value_or(RawReply{}).status, 400);
        QCOMPARE(door.handled, 0);
    }

    // ------------------------------------------------------------------------------------------ tunnels

    void aTunnelCarriesBytesUntouched()
    {
        TestDoor door;
        std::unique_ptr<ClientTunnel> tunnel;
        QByteArray heard;
        openTunnels(door, tunnel, heard);
        RawClient client(door.port);
        client.send(handshake);
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 101);
        QCOMPARE(reply->field("x-own"), "1");
        QCOMPARE(reply->field("x-common"), QByteArray()); // the handshake's fields alone
        const QByteArray odd = "GET /smuggled HTTP/1.1\r\n" + host + "\r\n\r\n";
        client.send(odd);
        QTRY_COMPARE(heard, odd);
        QCOMPARE(door.handled, 1);
        QCOMPARE(door.judged, 1);
        tunnel->write("HTTP/1.1 200 OK\r\n\r\n");
        QVERIFY(client.waitForText("200 OK\r\n\r\n"));
        tunnel->write("the end");
        tunnel->finish();
        QVERIFY(client.waitForClose());
        QVERIFY(client.received().endsWith("the end"));
        QVERIFY(!client.wasReset());
        QTRY_COMPARE(door.server->connectionCount(), 0);
    }

    void anIdleTunnelIsNotClosedForRoom()
    {
        TestDoor door({.keepAliveMilliseconds = 1, .connections = 1});
        std::unique_ptr<ClientTunnel> tunnel;
        QByteArray heard;
        openTunnels(door, tunnel, heard);
        RawClient client(door.port);
        client.send(handshake);
        QCOMPARE(client.takeReply().value_or(RawReply{}).status, 101);
        RawClient second(door.port);
        QVERIFY(second.waitForClose());
        client.send("still here");
        QTRY_COMPARE(heard, "still here");
    }

    void bytesAheadOfTheTunnelEndTheConnection()
    {
        TestDoor door;
        std::unique_ptr<ResponseWriter> held;
        door.onRequest = [&](const ClientRequest &, std::unique_ptr<ResponseWriter> writer) {
            held = std::move(writer);
        };
        RawClient eager(door.port);
        eager.send(handshake + "\x82");
        QCOMPARE(eager.takeReply().value_or(RawReply{}).status, 400);
        RawClient impatient(door.port);
        impatient.send(handshake);
        QTRY_VERIFY(held);
        impatient.send("\x82");
        QVERIFY(impatient.waitForClose());
        QVERIFY(impatient.received().isEmpty());
    }

    void whatNobodyTakesStaysWithTheClient()
    {
        TestDoor door;
        std::unique_ptr<ClientTunnel> tunnel;
        door.onRequest = [&](const ClientRequest &, std::unique_ptr<ResponseWriter> writer) {
            tunnel = writer->upgrade({});
        };
        RawClient client(door.port);
        client.send(handshake);
        QCOMPARE(client.takeReply().value_or(RawReply{}).status, 101);
        constexpr qsizetype much = 32 * 1024 * 1024;
        client.send(QByteArray(much, 'x'));
        qint64 before = -1;
        QTRY_VERIFY(std::exchange(before, client.socket().bytesToWrite()) == client.socket().bytesToWrite());
        QVERIFY(client.socket().bytesToWrite() > much / 2);
        qsizetype taken = 0;
        const auto take = [&] { taken += tunnel->take(much).size(); };
        QObject::connect(tunnel.get(), &ClientTunnel::readable, tunnel.get(), take);
        take();
        QTRY_COMPARE(taken, much);
    }

    void lastBytesCanBeTakenWhenTheClientHasGone()
    {
        TestDoor door;
        std::unique_ptr<ClientTunnel> tunnel;
        QByteArray last;
        door.onRequest = [&](const ClientRequest &, std::unique_ptr<ResponseWriter> writer) {
            tunnel = writer->upgrade({});
            QObject::connect(tunnel.get(), &ClientTunnel::clientGone, tunnel.get(),
                             [&] { last = tunnel->take(100); });
        };
        RawClient client(door.port);
        client.send(handshake);
        QCOMPARE(client.takeReply().value_or(RawReply{}).status, 101);
        client.send("goodbye");
        client.close();
        QTRY_COMPARE(last, "goodbye");
        QTRY_COMPARE(door.server->connectionCount(), 0);
        tunnel->write("too late");
        QCOMPARE(tunnel->bytesHeld(), 0);
    }

    void aTunnelThatIsDroppedBreaksTheConnection()
    {
        TestDoor door;
        std::unique_ptr<ClientTunnel> tunnel;
        QByteArray heard;
        openTunnels(door, tunnel, heard);
        RawClient client(door.port);
        client.send(handshake);
        QCOMPARE(client.takeReply().value_or(RawReply{}).status, 101);
        tunnel.reset();
        QVERIFY(client.waitForClose());
        QVERIFY(client.wasReset());
    }

    void aReaderOfATunnelThatStopsIsDropped()
    {
        TestDoor door({.stalledReaderMilliseconds = 100});
        std::unique_ptr<ClientTunnel> tunnel;
        QByteArray heard;
        openTunnels(door, tunnel, heard);
        RawClient client(door.port);
        client.send(handshake);
        QCOMPARE(client.takeReply().value_or(RawReply{}).status, 101);
        client.stopReading();
        tunnel->write(QByteArray(32 * 1024 * 1024, 'x'));
        QTRY_COMPARE(door.server->connectionCount(), 0);
    }

    void anUpgradeMayBeAnsweredLikeAnyRequest()
    {
        TestDoor door;
        RawClient client(door.port);
        client.send(handshake);
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->field("connection"), "close");
        QVERIFY(client.waitForClose());
    }

    void refusalAfterAdmissionCarriesItsFields()
    {
        TestDoor door({.bodyBytes = 10});
        RawClient client(door.port);
        client.send("POST /x HTTP/1.1\r\n" + host + "Content-Length: 11\r\n\r\n");
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 413);
        QCOMPARE(reply->field("x-common"), "yes");
        QCOMPARE(reply->field("vary"), "Origin");
    }

    // -------------------------------------------------------------------------------------------- the
    // connection

    void oneConnectionServesAThousand()
    {
        TestDoor door;
        RawClient client(door.port);
        for (int i = 0; i < 1000; ++i) {
            client.send("POST /n HTTP/1.1\r\n" + host + "Content-Length: 4\r\n\r\n" +
                        QByteArray::number(i).rightJustified(4, '0'));
            const auto reply = client.takeReply();
            QVERIFY(reply);
            QCOMPARE(reply->body, "POST /n\n" + QByteArray::number(i).rightJustified(4, '0'));
        }
        QCOMPARE(door.handled, 1000);
        QCOMPARE(door.server->connectionCount(), 1);
    }

    void bytesWhileAReplyIsPendingEndTheConnection()
    {
        TestDoor door;
        std::unique_ptr<ResponseWriter> held;
        door.onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            held = std::move(writer);
        };
        RawClient client(door.port);
        client.send(get);
        QVERIFY(client.waitUntil([&] { return held != nullptr; }));
        QSignalSpy gone(held.get(), &ResponseWriter::clientGone);
        client.send(get);
        QVERIFY(client.waitForClose());
        QVERIFY(client.received().isEmpty());
        QCOMPARE(gone.count(), 1);
        QCOMPARE(door.handled, 1);
        held->sendWhole({200, {}, "too late"});
        held.reset();
        QTRY_COMPARE(door.server->connectionCount(), 0);
    }

    void headHasNoBodyButItsLength()
    {
        TestDoor door;
        RawClient client(door.port);
        client.send("HEAD /x HTTP/1.1\r\n" + host + "\r\n");
        const auto reply = client.takeReply(ReplyTo::HeadMethod);
        QVERIFY(reply);
        QCOMPARE(reply->field("content-length"), "8");
        client.send(get);
        QCOMPARE(client.takeReply().value_or(RawReply{}).body, "GET /x\n");
    }

    void closeIsHonoured_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("Connection: close")
            << QByteArray("GET /x HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
        QTest::newRow("HTTP/1.0") << QByteArray("GET /x HTTP/1.0\r\n" + host + "\r\n");
        QTest::newRow("HTTP/1.0 keep-alive")
            << QByteArray("GET /x HTTP/1.0\r\n" + host + "Connection: keep-alive\r\n\r\n");
    }
    void closeIsHonoured()
    {
        QFETCH(QByteArray, request);
        TestDoor door;
        RawClient client(door.port);
        client.send(request);
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->field("connection"), "close");
        QVERIFY(!reply->field("date").isEmpty());
        QVERIFY(client.waitForClose());
        QVERIFY(!client.wasReset());
        QTRY_COMPARE(door.server->connectionCount(), 0);
    }

    // -------------------------------------------------------------------------------------------------
    // streaming

    void streamsAreFramedForTheirReader_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<qint64>("length");
        QTest::addColumn<QByteArray>("framing");
        QTest::newRow("chunked") << get << qint64(-1) << QByteArray("transfer-encoding: chunked");
        QTest::newRow("length") << get << qint64(6) << QByteArray("content-length: 6");
        QTest::newRow("HTTP/1.0") << QByteArray("GET / HTTP/1.0\r\n" + host + "\r\n") << qint64(-1)
                                  << QByteArray("connection: close");
    }
    void streamsAreFramedForTheirReader()
    {
        QFETCH(QByteArray, request);
        QFETCH(qint64, length);
        QFETCH(QByteArray, framing);
        TestDoor door;
        std::unique_ptr<ResponseWriter> held;
        door.onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            held = std::move(writer);
        };
        RawClient client(door.port);
        client.send(request);
        QVERIFY(client.waitUntil([&] { return held != nullptr; }));
        held->begin(200, {{"content-type", "text/plain"}, {"server", "x"}},
                    length < 0 ? std::nullopt : std::optional(length));
        QVERIFY(client.waitForText("\r\n\r\n"));
        QVERIFY(client.received().contains(framing));
        QVERIFY(!client.received().contains("server"));
        QVERIFY(client.received().contains("x-common: yes"));
        held->write("one");
        QVERIFY(client.waitForText("one"));
        held->write("two");
        held->end();
        held.reset();
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->body, "onetwo");
        if (!request.contains("1.0")) {
            door.onRequest = nullptr;
            client.send(get);
            QVERIFY(client.takeReply());
        }
    }

    void writesOfOneTurnAreOnePiece()
    {
        TestDoor door;
        door.onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            writer->begin(200, {}, std::nullopt);
            for (int i = 0; i < 200'000; ++i) // would take minutes if each write moved what is held
                writer->write("x");
            writer->end();
        };
        RawClient client(door.port);
        client.send(get);
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->body.size(), 200'000);
    }

    void brokenReplyLooksBroken_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<qint64>("length");
        QTest::newRow("chunked") << get << qint64(-1);
        QTest::newRow("length") << get << qint64(100);
        QTest::newRow("HTTP/1.0") << QByteArray("GET / HTTP/1.0\r\n" + host + "\r\n") << qint64(-1);
    }
    void brokenReplyLooksBroken()
    {
        QFETCH(QByteArray, request);
        QFETCH(qint64, length);
        TestDoor door;
        std::unique_ptr<ResponseWriter> held;
        door.onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            held = std::move(writer);
        };
        RawClient client(door.port);
        client.send(request);
        QVERIFY(client.waitUntil([&] { return held != nullptr; }));
        QSignalSpy gone(held.get(), &ResponseWriter::clientGone);
        held->begin(200, {}, length < 0 ? std::nullopt : std::optional(length));
        held->write("part");
        QVERIFY(client.waitForText("part"));
        held->write("last words");
        held->abort();
        QCOMPARE(gone.count(), 0); // the client did not leave, we did
        QVERIFY(client.waitForClose());
        if (request.contains("1.0"))
            QVERIFY(client.wasReset());
        else {
            QVERIFY(client.received().contains("last words"));
            QVERIFY(!RawClient::parseReply(client.received(), ReplyTo::AnyMethod, RawClient::Stream::Closed));
        }
        QTRY_COMPARE(door.server->connectionCount(), 0);
    }

    void lastWordsOfABrokenReplyComeAMomentBeforeItsEnd()
    {
        TestDoor door({.breakMilliseconds = 60'000});
        door.onRequest = [](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            writer->begin(200, {}, std::nullopt);
            writer->write("last words");
            writer->abort();
        };
        RawClient client(door.port);
        client.send(get);
        QVERIFY(client.waitForText("last words"));
        // A turn of the event loop for what the relay would have done meanwhile.
        RawClient other(door.port);
        other.send("GET /x HTTP/1.1\r\n" + host + "X-Deny: 1\r\n\r\n");
        QVERIFY(other.takeReply());
        QVERIFY(!client.closedByPeer());
        // It ends at once where the client has read enough.
        client.close();
        other.close();
        QTRY_COMPARE(door.server->connectionCount(), 0);
    }

    void wrongLengthBreaksTheReply()
    {
        for (const QByteArray &body : {QByteArray("123"), QByteArray("12345")}) {
            TestDoor door;
            door.onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
                writer->begin(200, {}, 4);
                writer->write(body);
                if (!writer->finished())
                    writer->end();
            };
            RawClient client(door.port);
            client.send(get);
            QVERIFY(client.waitForClose());
            QVERIFY(!RawClient::parseReply(client.received(), ReplyTo::AnyMethod, RawClient::Stream::Closed));
        }
    }

    void droppedWriterEndsTheConnection()
    {
        TestDoor door;
        door.onRequest = [](ClientRequest, std::unique_ptr<ResponseWriter>) {};
        RawClient client(door.port);
        client.send(get);
        QVERIFY(client.waitForClose());
        QVERIFY(client.received().isEmpty());
        QTRY_COMPARE(door.server->connectionCount(), 0);
    }

    void clientThatLeavesIsNoticed_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("closes") << false;
        QTest::newRow("resets") << true;
    }
    void clientThatLeavesIsNoticed()
    {
        QFETCH(bool, reset);
        TestDoor door;
        std::unique_ptr<ResponseWriter> held;
        door.onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            held = std::move(writer);
        };
        RawClient client(door.port);
        client.send(get);
        QVERIFY(client.waitUntil([&] { return held != nullptr; }));
        held->begin(200, {}, std::nullopt);
        QVERIFY(client.waitForText("\r\n\r\n"));
        QSignalSpy gone(held.get(), &ResponseWriter::clientGone);
        QElapsedTimer clock;
        clock.start();
        reset ? client.reset() : client.close();
        QTRY_COMPARE(gone.count(), 1);
        QVERIFY(clock.elapsed() < 3'000);
        held->write("into the void");
        held->end();
        QTRY_COMPARE(door.server->connectionCount(), 0);
    }

    void slowReaderIsSeenInWhatIsHeld()
    {
        TestDoor door;
        std::unique_ptr<ResponseWriter> held;
        door.onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            held = std::move(writer);
        };
        RawClient client(door.port);
        client.stopReading();
        client.send(get);
        QVERIFY(client.waitUntil([&] { return held != nullptr; }));
        QSignalSpy drained(held.get(), &ResponseWriter::drained);
        held->begin(200, {}, std::nullopt);
        const QByteArray piece(64 * 1024, 'x');
        qint64 written = 0;
        // The kernel takes some megabytes, then bytes stay here.
        while (held->bytesHeld() < 256 * 1024 && written < 64 * 1024 * 1024) {
            held->write(piece);
            written += piece.size();
            QTest::qWait(0);
        }
        QVERIFY(held->bytesHeld() >= 256 * 1024);
        const auto before = drained.count();
        client.resumeReading();
        QTRY_COMPARE(held->bytesHeld(), 0);
        QVERIFY(drained.count() > before);
        held->end();
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->body.size(), written);
    }

    void readerThatTakesNothingIsDropped()
    {
        TestDoor door({.stalledReaderMilliseconds = 300});
        door.onRequest = [](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            writer->sendWhole({200, {}, QByteArray(32 * 1024 * 1024, 'x')});
        };
        RawClient client(door.port);
        client.stopReading();
        client.send(get);
        QTRY_COMPARE(door.handled, 1);
        QTRY_COMPARE(door.server->connectionCount(), 0);
    }

    // ------------------------------------------------------------------------------------------- time and
    // number

    void slowHeadIsTimedOut()
    {
        TestDoor door({.headMilliseconds = 200});
        RawClient silent(door.port);
        RawClient slow(door.port);
        slow.send("GET / HTTP/1.1\r\nX: ");
        const auto reply = slow.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 408);
        QVERIFY(slow.waitForClose());
        QVERIFY(silent.waitForClose());
        QVERIFY(silent.received().isEmpty());
    }

    void bytesNowAndThenDoNotKeepAHeadAlive()
    {
        TestDoor door({.headMilliseconds = 300});
        RawClient client(door.port);
        client.send("GET / HTTP/1.1\r\n");
        QTimer drip;
        connect(&drip, &QTimer::timeout, &client, [&] { client.send("X: y\r\n"); });
        drip.start(20ms);
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 408);
    }

    void slowBodyIsTimedOut()
    {
        TestDoor door({.bodyBytesPerSecond = 1000, .bodyGraceMilliseconds = 200});
        RawClient client(door.port);
        client.send("POST / HTTP/1.1\r\n" + host + "Content-Length: 5000\r\n\r\n");
        QTimer drip;
        connect(&drip, &QTimer::timeout, &client, [&] { client.send("x"); });
        drip.start(20ms);
        const auto reply = client.takeReply();
        drip.stop();
        QVERIFY(reply);
        QCOMPARE(reply->status, 408);
        QCOMPARE(door.handled, 0);
        QTRY_COMPARE(door.server->bodyBytesInFlight(), 0);
    }

    void bodyThatIsFastEnoughMayTakeLong()
    {
        TestDoor door({.bodyBytesPerSecond = 1000, .bodyGraceMilliseconds = 300});
        RawClient client(door.port);
        client.send("POST / HTTP/1.1\r\n" + host + "Content-Length: 5000\r\n\r\n");
        QTimer drip;
        connect(&drip, &QTimer::timeout, &client, [&] { client.send(QByteArray(250, 'x')); });
        drip.start(40ms);
        int sent = 0;
        connect(&drip, &QTimer::timeout, &client, [&] {
            if (++sent == 20)
                drip.stop();
        });
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
    }

    void idleConnectionIsClosed()
    {
        TestDoor door({.keepAliveMilliseconds = 150});
        RawClient client(door.port);
        client.send(get);
        QVERIFY(client.takeReply());
        QVERIFY(client.waitForClose());
        QVERIFY(client.received().isEmpty());
        QVERIFY(!client.wasReset());
    }

    void fullHouseClosesTheOldestIdleOne()
    {
        TestDoor door({.connections = 3});
        std::unique_ptr<ResponseWriter> held;
        RawClient busy(door.port);
        door.onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            held = std::move(writer);
        };
        busy.send(get);
        QVERIFY(busy.waitUntil([&] { return held != nullptr; }));
        door.onRequest = nullptr;
        RawClient older(door.port);
        older.send(get);
        QVERIFY(older.takeReply());
        QTest::qWait(5);
        RawClient newer(door.port);
        newer.send(get);
        QVERIFY(newer.takeReply());
        RawClient next(door.port);
        next.send(get);
        QVERIFY(next.takeReply());
        QVERIFY(older.waitForClose());
        QVERIFY(!newer.closedByPeer());
        QCOMPARE(door.server->connectionCount(), 3);
        held->sendWhole({200, {}, "done"});
        QCOMPARE(busy.takeReply().value_or(RawReply{}).body, "done");
    }

    void fullHouseOfBusyOnesTurnsAway()
    {
        TestDoor door({.connections = 2});
        std::vector<std::unique_ptr<ResponseWriter>> held;
        door.onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            held.push_back(std::move(writer));
        };
        RawClient one(door.port);
        RawClient two(door.port);
        one.send(get);
        two.send(get);
        QVERIFY(one.waitUntil([&] { return held.size() == 2; }));
        RawClient three(door.port);
        three.send(get);
        QVERIFY(three.waitForClose());
        QVERIFY(three.received().isEmpty());
        QCOMPARE(door.server->connectionCount(), 2);
    }

    void slowClientsDoNotKeepAGoodOneWaiting()
    {
        TestDoor door;
        std::vector<std::unique_ptr<RawClient>> slow;
        for (int i = 0; i < 200; ++i) {
            slow.push_back(std::make_unique<RawClient>(door.port));
            slow.back()->send("GET / HTTP/1.1\r\nX: ");
        }
        RawClient good(door.port);
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 100; ++i) {
            for (int k = 0; k < 10; ++k)
                slow[static_cast<size_t>(i * 10 + k) % slow.size()]->send("y");
            good.send(get);
            QCOMPARE(good.takeReply().value_or(RawReply{}).status, 200);
        }
        QVERIFY(clock.elapsed() < 8'000);
        QCOMPARE(door.server->connectionCount(), 201);
    }

    // ------------------------------------------------------------------------------------------------- life
    // and end

    void answersAtOnceLeaveNothingBehind_data()
    {
        QTest::addColumn<bool>("later");
        QTest::newRow("answered at once") << false;
        QTest::newRow("answered later") << true;
    }
    void answersAtOnceLeaveNothingBehind()
    {
        QFETCH(bool, later);
        TestDoor door;
        if (later) {
            door.onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
                QTimer::singleShot(0, door.server.get(),
                                   [held = std::shared_ptr<ResponseWriter>(std::move(writer))] {
                                       held->sendWhole({200, {}, "later"});
                                   });
            };
        }
        RawClient client(door.port);
        const auto round = [&](int count) {
            for (int i = 0; i < count; ++i) {
                client.send(get);
                if (!client.takeReply())
                    return false;
            }
            return true;
        };
        QVERIFY(round(300));
        const auto objects = door.server->findChildren<QObject *>().size();
        const qint64 before = residentKilobytes();
        QVERIFY(round(2000));
        QCOMPARE(door.server->findChildren<QObject *>().size(), objects);
        QVERIFY2(residentKilobytes() - before < mostGrowthKilobytes,
                 qPrintable(QString::number(residentKilobytes() - before)));
    }

    void connectionsLeaveNothingBehind()
    {
        TestDoor door;
        const auto objects = door.server->findChildren<QObject *>().size();
        for (int i = 0; i < 100; ++i) {
            RawClient client(door.port);
            client.send(get);
            QVERIFY(client.takeReply());
        }
        QTRY_COMPARE(door.server->connectionCount(), 0);
        QTRY_COMPARE(door.server->findChildren<QObject *>().size(), objects);
    }

    void serverMayGoWhileRepliesArePending()
    {
        std::vector<std::unique_ptr<ResponseWriter>> held;
        auto door = std::make_unique<TestDoor>();
        door->onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            held.push_back(std::move(writer));
        };
        RawClient one(door->port);
        RawClient two(door->port);
        RawClient idle(door->port);
        one.send(get);
        two.send(get);
        QVERIFY(one.waitUntil([&] { return held.size() == 2; }));
        held[0]->begin(200, {}, std::nullopt);
        QSignalSpy gone(held[0].get(), &ResponseWriter::clientGone);
        door.reset();
        QCOMPARE(gone.count(), 1);
        held[0]->write("x");
        held[0]->end();
        QVERIFY(one.waitForClose());
        QVERIFY(two.waitForClose());
        QVERIFY(idle.waitForClose());
    }

    void drainingLetsRepliesEndAndClosesTheRest()
    {
        TestDoor door;
        std::unique_ptr<ResponseWriter> held;
        RawClient idle(door.port);
        idle.send(get);
        QVERIFY(idle.takeReply());
        door.onRequest = [&](ClientRequest, std::unique_ptr<ResponseWriter> writer) {
            held = std::move(writer);
        };
        RawClient busy(door.port);
        busy.send(get);
        QVERIFY(busy.waitUntil([&] { return held != nullptr; }));
        door.server->stopListening();
        door.server->closeIdle();
        QVERIFY(idle.waitForClose());
        RawClient late(door.port);
        QVERIFY(!late.isConnected());
        held->sendWhole({200, {}, "done"});
        const auto reply = busy.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->body, "done");
        QCOMPARE(reply->field("connection"), "close");
        QVERIFY(busy.waitForClose());
    }

    void takenPortIsSaid()
    {
        TestDoor first;
        RelayServer second(first, first);
        const Result<quint16> listening = second.listen(first.port);
        QVERIFY(!listening);
        QVERIFY(listening.error().sentence.contains(QString::number(first.port)));
        QVERIFY(second.listen(0));
    }

    void bothLoopbackAddressesAreServed()
    {
        TestDoor door;
        RawClient six(door.port, QHostAddress(QHostAddress::LocalHostIPv6));
        six.send(get);
        QCOMPARE(six.takeReply().value_or(RawReply{}).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestWireGuard)
#include "tst_wire_guard.moc"
