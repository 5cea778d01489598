// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/access/relay_edits.h"
#include "relay/http/websocket_frames.h"
#include "relay/http/websocket_handshake.h"
#include "tests/relay/upstream/tls_provider.h"
#include "tests/support/fake_socket_server.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray key = "dGhlIHNhbXBsZSBub25jZQ==";
const QByteArray target = "/relay/openai/v1/realtime?model=gpt-realtime";
const QByteArray upgradeLines = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                "Sec-WebSocket-Key: " +
                                key + "\r\n";

/// A relay whose providers openai and google are at `far`.
struct Live
{
    explicit Live(const RelayConfig &config = {}, std::unique_ptr<FakeSocketServer> server = {})
        : far(server ? std::move(server) : std::make_unique<FakeSocketServer>())
        , relay(RunningRelay::Key::Stored, withFar(config, far->baseUrl()))
    {
        const Result<> moved = relay.keeper().apply([this](RelayConfig &changed) {
            for (KeyEntry &one : changed.keys)
                one.sentTo = far->baseUrl();
            return Result<>(Nothing{});
        });
        if (!moved)
            qFatal("%s", qPrintable(moved.error().sentence));
    }

    static RelayConfig withFar(RelayConfig config, const QByteArray &baseUrl)
    {
        for (const QString &id : {u"openai"_s, u"google"_s}) {
            config.providers.append({.id = id,
                                     .kind = ProviderEntry::Kind::OfShipped,
                                     .baseUrl = baseUrl,
                                     .privateAddresses = PrivateAddresses::Allowed});
        }
        return config;
    }

    /// A browser's handshake with these lines besides.
    [[nodiscard]] QByteArray handshake(const QByteArray &lines, const QByteArray &at = target) const
    {
        return relay.bareRequest("GET", at,
                                 "Origin: " + RunningRelay::origin + "\r\n" + upgradeLines + lines);
    }
    /// The page's token as a browser sends it.
    [[nodiscard]] QByteArray protocols(const QByteArray &others = "realtime") const
    {
        return "Sec-WebSocket-Protocol: " + others + ", openai-insecure-api-key." + relay.token() + "\r\n";
    }

    /// Opens a WebSocket through the relay to the far end.
    [[nodiscard]] bool open(RawClient &client, const QByteArray &more = {}, const QByteArray &answer = {})
    {
        client.send(handshake(protocols() + more));
        if (!client.waitUntil([this] { return !far->head().isEmpty(); }))
            return false;
        far->accept("Sec-WebSocket-Protocol: realtime\r\n" + answer);
        const auto reply = client.takeReply();
        return reply && reply->status == 101;
    }

    std::unique_ptr<FakeSocketServer> far;
    RunningRelay relay;
};

QByteArray fieldOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

RelayConfig with(qint64 Settings::*limit, qint64 value)
{
    RelayConfig config;
    config.settings.*limit = value;
    return config;
}

/// A client's frame of binary data, unmasked: nobody between the ends looks at it.
QByteArray frame(const QByteArray &payload)
{
    Q_ASSERT(payload.size() < 126);
    return QByteArray(1, '\x82') + static_cast<char>(payload.size()) + payload;
}

} // namespace

/// WebSockets through the relay, over real sockets, against a far end that the test plays byte by byte.
class TestRelayRealtime : public QObject
{
    Q_OBJECT

private slots:
    // --------------------------------------------------------------------------------- the handshake

    void whatGoesToTheProvider()
    {
        Live live;
        RawClient client(live.relay.port());
        QVERIFY(live.open(client, "Sec-Fetch-Mode: websocket\r\nSec-Fetch-Dest: websocket\r\nSec-Fetch-Site: "
                                  "cross-site\r\nCookie: a=b\r\nOpenAI-Beta: realtime=v1\r\n"
                                  "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
                                  "User-Agent: Browser\r\n"));
        const QByteArray expected =
            "GET /v1/realtime?model=gpt-realtime HTTP/1.1\r\nHost: 127.0.0.1:" +
            QByteArray::number(live.far->port()) +
            "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key +
            "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: realtime\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
            "openai-beta: realtime=v1\r\nuser-agent: byok-relay\r\naccept-encoding: identity\r\n"
            "authorization: Bearer " +
            RunningRelay::key + "\r\n\r\n";
        QCOMPARE(live.far->head(), expected);
        QVERIFY(live.far->received().isEmpty());
    }

    void whatComesBack()
    {
        Live live;
        RawClient client(live.relay.port());
        client.send(live.handshake(live.protocols() + "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
        QTRY_VERIFY(!live.far->head().isEmpty());
        live.far->accept("Sec-WebSocket-Protocol: realtime\r\nSec-WebSocket-Extensions: "
                         "permessage-deflate; server_no_context_takeover\r\nSet-Cookie: a=b\r\n"
                         "X-Request-Id: r1\r\nX-Echo: " +
                         RunningRelay::key + "\r\nAccess-Control-Allow-Origin: *\r\n");
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 101);
        QCOMPARE(reply->field("upgrade"), "websocket");
        QCOMPARE(reply->field("connection"), "Upgrade");
        QCOMPARE(reply->field("sec-websocket-accept"), handshakeAccept(key));
        QCOMPARE(reply->field("sec-websocket-protocol"), "realtime");
        QCOMPARE(reply->field("sec-websocket-extensions"), "permessage-deflate; server_no_context_takeover");
        QCOMPARE(reply->field("x-request-id"), "r1");
        QCOMPARE(reply->field("x-relay-request-id").size(), 16);
        QCOMPARE(reply->field("set-cookie"), QByteArray());
        QCOMPARE(reply->field("access-control-allow-origin"), QByteArray());
        QVERIFY(!reply->head.contains(RunningRelay::key));
    }

    void theTokenMayComeInManyWays_data()
    {
        QTest::addColumn<QByteArray>("at");
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &at, const QByteArray &lines, int status) {
            QTest::newRow(name) << at << lines << status;
        };
        const QByteArray other = "byok_" + QByteArray(64, 'a');
        row("subprotocol", target, "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.TOKEN\r\n",
            101);
        row("subprotocol first", target,
            "Sec-WebSocket-Protocol: openai-insecure-api-key.TOKEN, realtime\r\n", 101);
        row("subprotocol in a field of its own", target,
            "Sec-WebSocket-Protocol: realtime\r\nSec-WebSocket-Protocol: openai-insecure-api-key.TOKEN\r\n",
            101);
        row("key=", target + "&key=TOKEN", {}, 101);
        row("key= first", "/relay/openai/v1/realtime?key=TOKEN&model=gpt-realtime", {}, 101);
        row("Authorization", target, "Authorization: Bearer TOKEN\r\n", 101);
        row("x-goog-api-key", target, "x-goog-api-key: TOKEN\r\n", 101);
        row("the same twice", target + "&key=TOKEN", "x-relay-token: TOKEN\r\n", 101);
        row("/v1/realtime", "/v1/realtime?model=gpt-realtime", "x-relay-token: TOKEN\r\n", 101);

        row("none", target, {}, 401);
        row("wrong in the subprotocol", target,
            "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key." + other + "\r\n", 401);
        row("wrong in key=", target + "&key=" + other, {}, 401);
        row("a provider's key in the subprotocol", target,
            "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.sk-proj-0123456789\r\n", 401);
        row("two that differ", target + "&key=" + other, "x-relay-token: TOKEN\r\n", 400);
        row("two subprotocols that differ", target,
            "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.TOKEN, openai-insecure-api-key." +
                other + "\r\n",
            400);
        row("key= twice", target + "&key=TOKEN&key=TOKEN", {}, 400);
        row("key= spelled otherwise", target + "&k%65y=TOKEN", {}, 400);
        row("api_key=", target + "&api_key=TOKEN", {}, 400);
        row("access_token=", target + "&access_token=TOKEN", {}, 400);
        row("access_token= beside key=", target + "&key=TOKEN&access_token=auth_tokens/x", {}, 400);
        row("only the token's subprotocol", target,
            "Sec-WebSocket-Protocol: openai-insecure-api-key.TOKEN\r\n", 400);
        row("no realtime path", "/relay/openai/v1/chat/completions", "x-relay-token: TOKEN\r\n", 400);
        row("below a realtime path", "/relay/openai/v1/realtime/x", "x-relay-token: TOKEN\r\n", 400);
        row("a provider without", "/relay/anthropic/v1/messages", "x-relay-token: TOKEN\r\n", 400);
        row("no provider", "/relay/nobody/v1/realtime", "x-relay-token: TOKEN\r\n", 400);
        row("no route of ours", "/events", "x-relay-token: TOKEN\r\n", 400);
        row("path tricks", "/relay/openai/v1/x/../realtime", "x-relay-token: TOKEN\r\n", 400);
    }
    void theTokenMayComeInManyWays()
    {
        QFETCH(QByteArray, at);
        QFETCH(QByteArray, lines);
        QFETCH(int, status);
        Live live;
        const auto filled = [&live](QByteArray text) { return text.replace("TOKEN", live.relay.token()); };
        RawClient client(live.relay.port());
        client.send(live.handshake(filled(lines), filled(at)));
        if (status == 101) {
            QTRY_VERIFY(!live.far->head().isEmpty());
            live.far->accept();
        }
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, status);
        QVERIFY(!reply->head.contains(live.relay.token()) && !reply->body.contains(live.relay.token()));
        if (status != 101) {
            QCOMPARE(live.far->connectionCount(), 0);
            QVERIFY(client.waitForClose()); // what follows an upgrade that was refused has no meaning
            return;
        }
        const QByteArray head = live.far->head();
        QVERIFY2(!head.contains("byok_") && !head.contains("insecure"), head.constData());
        QVERIFY2(head.startsWith("GET /v1/realtime?model=gpt-realtime HTTP/1.1\r\n"), head.constData());
        QCOMPARE(fieldOf(head, "authorization"), "Bearer " + RunningRelay::key);
    }

    void aProgramNeedsItsOwnToken()
    {
        Live live;
        RawClient program(live.relay.port());
        program.send(live.relay.bareRequest(
            "GET", target, upgradeLines + "Authorization: Bearer " + live.relay.programToken() + "\r\n"));
        QTRY_VERIFY(!live.far->head().isEmpty());
        live.far->accept();
        QCOMPARE(program.takeReply().value_or(RawReply{}).status, 101);
        // A page's token in a program's hands.
        const auto stolen = live.relay.ask(live.relay.bareRequest(
            "GET", target, upgradeLines + "Authorization: Bearer " + live.relay.token() + "\r\n"));
        QCOMPARE(stolen.value_or(RawReply{}).status, 401);
    }

    void aStrangerGetsTheStrangersAnswer()
    {
        Live live;
        QByteArray asked = live.handshake(live.protocols() + "Sec-Fetch-Mode: websocket\r\nSec-Fetch-Dest: "
                                                             "websocket\r\nSec-Fetch-Site: cross-site\r\n");
        asked.replace("Origin: " + RunningRelay::origin, "Origin: " + RunningRelay::otherOrigin);
        const auto stranger = live.relay.ask(asked);
        const auto elsewhere = live.relay.ask(
            live.relay.bareRequest("GET", "/keys", "Origin: " + RunningRelay::otherOrigin + "\r\n"));
        QVERIFY(stranger && elsewhere);
        QCOMPARE(stranger->status, 403);
        QCOMPARE(stranger->body, elsewhere->body);
        QCOMPARE(stranger->field("access-control-allow-origin"), QByteArray());
        QCOMPARE(live.far->connectionCount(), 0);
    }

    void onlyAWebSocketsHandshakeUpgrades_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("h2c") << "Upgrade: websocket"_ba << "Upgrade: h2c"_ba;
        QTest::newRow("both") << "Upgrade: websocket"_ba << "Upgrade: websocket, h2c"_ba;
        QTest::newRow("version 8") << "Version: 13"_ba << "Version: 8"_ba;
        QTest::newRow("no key") << "Sec-WebSocket-Key"_ba << "X-Key"_ba;
        QTest::newRow("no Connection") << "Connection: Upgrade"_ba << "Connection: keep-alive"_ba;
        QTest::newRow("a body") << "Connection: Upgrade"_ba << "Content-Length: 1\r\nConnection: Upgrade"_ba;
        QTest::newRow("POST") << "GET /"_ba << "POST /"_ba;
    }
    void onlyAWebSocketsHandshakeUpgrades()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        Live live;
        RawClient client(live.relay.port());
        client.send(live.handshake(live.protocols()).replace(from, to));
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 400);
        QVERIFY(reply->body.contains("upgrade_refused") || reply->body.contains("malformed_request"));
        QCOMPARE(live.far->connectionCount(), 0);
    }

    void bytesBeforeTheAnswerEndTheConnection()
    {
        Live live;
        RawClient eager(live.relay.port());
        eager.send(live.handshake(live.protocols()) + frame("too soon"));
        QCOMPARE(eager.takeReply().value_or(RawReply{}).status, 400);
        QCOMPARE(live.far->connectionCount(), 0);
        RawClient impatient(live.relay.port());
        impatient.send(live.handshake(live.protocols()));
        QTRY_VERIFY(!live.far->head().isEmpty());
        impatient.send(frame("too soon"));
        QVERIFY(impatient.waitForClose());
        QTRY_VERIFY(!live.far->isOpen());
        QVERIFY(live.far->received().isEmpty());
    }

    // --------------------------------------------------------------------- what the provider answers

    void aProvidersNoIsPassedOn()
    {
        Live live;
        RawClient client(live.relay.port());
        client.send(live.handshake(live.protocols()));
        QTRY_VERIFY(!live.far->head().isEmpty());
        live.far->send("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nX-Request-Id: r1\r\n"
                       "WWW-Authenticate: Bearer\r\nTransfer-Encoding: chunked\r\n\r\n" +
                       QByteArray::number(QByteArray("wrong key: " + RunningRelay::key).size(), 16) +
                       "\r\nwrong key: " + RunningRelay::key + "\r\n0\r\n\r\n");
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 401);
        QCOMPARE(reply->body, "wrong key: " + QByteArray(RunningRelay::key.size(), '*'));
        QCOMPARE(reply->field("content-type"), "application/json");
        QCOMPARE(reply->field("x-request-id"), "r1");
        QCOMPARE(reply->field("www-authenticate"), QByteArray());
        QCOMPARE(reply->field("access-control-allow-origin"), RunningRelay::origin);
        QTRY_COMPARE(live.relay.records().size(), 1);
        QCOMPARE(live.relay.records().first().status, 401);
        QCOMPARE(live.relay.records().first().outcome, ExchangeOutcome::Completed);
    }

    void aBadAnswerIsNone_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("code");
        const QByteArray start = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n";
        const QByteArray good =
            "Upgrade: websocket\r\nSec-WebSocket-Accept: " + handshakeAccept(key) + "\r\n";
        const auto row = [](const char *name, const QByteArray &answer, const char *code) {
            QTest::newRow(name) << answer << QByteArray(code);
        };
        row("wrong accept",
            start + "Upgrade: websocket\r\nSec-WebSocket-Accept: " + QByteArray(28, 'A') + "\r\n\r\n",
            "upstream_broken");
        row("no accept", start + "Upgrade: websocket\r\n\r\n", "upstream_broken");
        row("another protocol", start + good + "Sec-WebSocket-Protocol: other\r\n\r\n", "upstream_broken");
        row("an extension unasked", start + good + "Sec-WebSocket-Extensions: x\r\n\r\n", "upstream_broken");
        row("no HTTP", "hello\r\n\r\n", "upstream_broken");
        row("a redirect",
            "HTTP/1.1 302 Found\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n",
            "upstream_redirect");
        row("compressed", "HTTP/1.1 400 Bad\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
            "upstream_encoded");
        row("a novel", "HTTP/1.1 400 Bad\r\nContent-Length: 70000\r\n\r\n" + QByteArray(70'000, 'x'),
            "upstream_broken");
    }
    void aBadAnswerIsNone()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, code);
        Live live;
        RawClient client(live.relay.port());
        client.send(live.handshake(live.protocols()));
        QTRY_VERIFY(!live.far->head().isEmpty());
        live.far->send(answer);
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 502);
        QVERIFY2(reply->body.contains(code), reply->body.constData());
        QTRY_VERIFY(!live.far->isOpen());
    }

    void aProviderThatHangsUpIsNamed()
    {
        Live live;
        RawClient client(live.relay.port());
        client.send(live.handshake(live.protocols()));
        QTRY_VERIFY(!live.far->head().isEmpty());
        live.far->close();
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 502);
        QVERIFY(reply->body.contains("OpenAI"));
    }

    // -------------------------------------------------------------------------------------- the bytes

    void bytesPassBothWaysUntouched()
    {
        Live live;
        RawClient client(live.relay.port());
        QVERIFY(live.open(client));
        const QByteArray odd = QByteArray("\x00\xff\r\n\r\nGET / HTTP/1.1\r\n\r\n", 24) + RunningRelay::key;
        client.send(odd);
        QTRY_COMPARE(live.far->received(), odd);
        live.far->send(odd);
        QVERIFY(client.waitForBytes(odd.size()));
        QCOMPARE(client.received(), odd);
        client.close();
        QTRY_VERIFY(!live.far->isOpen());
        QTRY_COMPARE(live.relay.records().size(), 1);
        const ExchangeRecord &record = live.relay.records().first();
        QCOMPARE(record.wayIn, WayIn::Realtime);
        QCOMPARE(record.status, 101);
        QCOMPARE(record.outcome, ExchangeOutcome::ClientGone);
        QCOMPARE(record.bytesUp, odd.size());
        QCOMPARE(record.bytesDown, odd.size());
        QCOMPARE(record.model, u"gpt-realtime"_s);
        QCOMPARE(record.path, "/v1/realtime");
        QCOMPARE(record.provider, u"openai"_s);
    }

    void aFrameBehindThe101IsPassedOn()
    {
        Live live;
        RawClient client(live.relay.port());
        client.send(live.handshake(live.protocols()));
        QTRY_VERIFY(!live.far->head().isEmpty());
        live.far->accept("Sec-WebSocket-Protocol: realtime\r\n");
        live.far->send(frame("hello"));
        QCOMPARE(client.takeReply().value_or(RawReply{}).status, 101);
        QVERIFY(client.waitForBytes(7));
        QCOMPARE(client.received(), frame("hello"));
    }

    void theProvidersEndReachesTheCaller()
    {
        Live live;
        RawClient client(live.relay.port());
        QVERIFY(live.open(client));
        const QByteArray goodbye("\x88\x02\x0f\xa1", 4); // 4001
        live.far->send(goodbye);
        live.far->close();
        QVERIFY(client.waitForClose());
        QCOMPARE(client.received(), goodbye);
        QVERIFY(!client.wasReset());
        QTRY_COMPARE(live.relay.records().size(), 1);
        QCOMPARE(live.relay.records().first().outcome, ExchangeOutcome::Completed);
    }

    void theCallersLastWordsReachTheProvider()
    {
        Live live;
        RawClient client(live.relay.port());
        QVERIFY(live.open(client));
        client.send(frame("bye"));
        client.close();
        QTRY_VERIFY(!live.far->isOpen());
        QCOMPARE(live.far->received(), frame("bye"));
    }

    void muchPassesBothWays_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::newRow("plain") << false;
        QTest::newRow("TLS") << true;
    }
    void muchPassesBothWays()
    {
        QFETCH(bool, tls);
        constexpr qint64 total = 64LL * 1024 * 1024;
        std::unique_ptr<TlsProvider> certificates;
        std::unique_ptr<FakeSocketServer> server;
        RelayConfig config;
        if (tls) {
            FakeSocketServer nobody;
            certificates = std::make_unique<TlsProvider>(nobody.port());
            QVERIFY2(certificates->fault().isEmpty(), certificates->fault().constData());
            server = std::make_unique<FakeSocketServer>(tlsOf(*certificates));
            config.extraCaFile = certificates->authorityFile();
        }
        Live live(config, std::move(server));
        RawClient client(live.relay.port());
        QVERIFY(live.open(client));
        QByteArray piece(256 * 1024, Qt::Uninitialized);
        for (qsizetype i = 0; i < piece.size(); ++i)
            piece[i] = static_cast<char>(i * 31 + i / 257);
        QCryptographicHash sent(QCryptographicHash::Sha256);
        for (qint64 done = 0; done < total; done += piece.size())
            sent.addData(piece);
        // Both at once, as fast as each side takes it.
        Flow down(live.far->socket(), &client.socket(), piece, total);
        Flow up(&client.socket(), live.far->socket(), piece, total);
        client.socket().disconnect(&client);
        live.far->socket()->disconnect(live.far.get());
        down.start();
        up.start();
        QTRY_COMPARE_WITH_TIMEOUT(down.arrived, total, 60s);
        QTRY_COMPARE_WITH_TIMEOUT(up.arrived, total, 60s);
        QCOMPARE(down.hash.result(), sent.result());
        QCOMPARE(up.hash.result(), sent.result());
    }

    void aReaderThatStopsIsNotWaitedForInMemory()
    {
        RelayConfig config = with(&Settings::heldBytesPerStream, 256 * 1024);
        config.settings.stalledReaderSeconds = 1;
        Live live(config);
        RawClient client(live.relay.port());
        QVERIFY(live.open(client));
        client.stopReading();
        const QByteArray piece(1024 * 1024, 'x');
        for (int i = 0; i < 64; ++i)
            live.far->send(piece);
        // The kernel's buffers and the relay's 256 KiB take a few of the 64 MiB; the rest stays with the
        // sender.
        QTRY_VERIFY_WITH_TIMEOUT(!live.far->isOpen(), 20s);
        QVERIFY2(live.far->socket()->bytesToWrite() > 32 * 1024 * 1024 ||
                     live.relay.records().value(0).bytesDown < 32 * 1024 * 1024,
                 "the relay took it all");
        QTRY_COMPARE(live.relay.records().size(), 1);
        QVERIFY(live.relay.records().first().bytesDown < 32 * 1024 * 1024);
    }

    void aProviderThatStopsReadingStopsTheCaller()
    {
        Live live;
        RawClient client(live.relay.port());
        QVERIFY(live.open(client));
        live.far->setReading(false);
        const QByteArray piece(1024 * 1024, 'y');
        for (int i = 0; i < 64; ++i)
            client.send(piece);
        // It comes to rest with most of it still here.
        qint64 before = -1;
        QTRY_VERIFY_WITH_TIMEOUT(
            std::exchange(before, client.socket().bytesToWrite()) == client.socket().bytesToWrite(), 10s);
        QVERIFY(client.socket().bytesToWrite() > 32 * 1024 * 1024);
        live.far->setReading(true);
        QTRY_COMPARE_WITH_TIMEOUT(live.far->received().size(), 64 * piece.size(), 60s);
    }

    // --------------------------------------------------------------------------------------- the end

    void silenceEndsIt()
    {
        Live live(with(&Settings::idleSeconds, 1));
        RawClient client(live.relay.port());
        QVERIFY(live.open(client));
        QVERIFY(client.waitForClose());
        QVERIFY(client.received().startsWith("\x88"));
        QCOMPARE(client.received().mid(2, 2), QByteArray("\x03\xe9")); // 1001
        QTRY_VERIFY(!live.far->isOpen());
    }

    void thePersonEndsIt_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("revoke") << 0;
        QTest::newRow("pause the app") << 1;
        QTest::newRow("pause the relay") << 2;
        QTest::newRow("stop it") << 3;
        QTest::newRow("lock") << 4;
        QTest::newRow("take the provider away") << 5;
        QTest::newRow("allow other models only") << 6;
    }
    void thePersonEndsIt()
    {
        QFETCH(int, how);
        Live live;
        RawClient client(live.relay.port());
        QVERIFY(live.open(client));
        live.far->send(frame("hello"));
        QVERIFY(client.waitForBytes(7));
        const QString app = QString::fromLatin1(RunningRelay::origin);
        switch (how) {
        case 0:
            QVERIFY(live.relay.keeper().apply(revokeApp(app)));
            break;
        case 1:
            QVERIFY(live.relay.keeper().apply(pauseApp(app, AppPause::Paused)));
            break;
        case 2:
            QVERIFY(live.relay.keeper().apply(pauseRelay(RelayPause::Paused)));
            break;
        case 3:
            QTRY_COMPARE(live.relay.controller().liveExchanges().size(), 1);
            live.relay.controller().stopExchange(live.relay.controller().liveExchanges().first().id);
            break;
        case 4:
            live.relay.controller().lock([] {});
            break;
        case 5:
            live.relay.setGrant({.providers = {u"anthropic"_s}});
            break;
        default:
            live.relay.setGrant({.models = {u"gpt-4o"_s}});
            break;
        }
        QVERIFY(client.waitForClose(3s));
        QTRY_VERIFY_WITH_TIMEOUT(!live.far->isOpen(), 3s);
        // A close frame that says why, between two frames.
        const QByteArray said = client.received().sliced(7);
        QVERIFY(said.startsWith("\x88"));
        QCOMPARE(said.mid(2, 2), QByteArray("\x03\xf0")); // 1008
        QVERIFY(said.size() > 20);
        QTRY_COMPARE(live.relay.records().size(), 1);
        QCOMPARE(live.relay.records().first().outcome, ExchangeOutcome::Revoked);
    }

    void noFrameIsPutInsideAnother()
    {
        Live live;
        RawClient client(live.relay.port());
        QVERIFY(live.open(client));
        live.far->send(frame("hello").chopped(2));
        QVERIFY(client.waitForBytes(5));
        QVERIFY(live.relay.keeper().apply(revokeApp(QString::fromLatin1(RunningRelay::origin))));
        QVERIFY(client.waitForClose(3s));
        QCOMPARE(client.received(), frame("hello").chopped(2));
    }

    // ------------------------------------------------------------------------------- models, Google

    void aRuleAboutModelsHoldsForWhatTheAddressNames()
    {
        Live live;
        live.relay.setGrant({.models = {u"gpt-4o*"_s}});
        const auto refused = live.relay.ask(live.handshake(live.protocols()));
        QVERIFY(refused);
        QCOMPARE(refused->status, 403);
        QVERIFY(refused->body.contains("model_refused"));
        const auto unnamed = live.relay.ask(
            live.handshake(live.protocols(), "/relay/openai/v1/realtime?intent=transcription"));
        QVERIFY(unnamed);
        QCOMPARE(unnamed->status, 403);
        QVERIFY(unnamed->body.contains("?model="));
        // Google's reads its model from the first frame, whatever the address says.
        const auto elsewhere = live.relay.ask(live.handshake(
            live.protocols(), "/relay/google/ws/google.ai.generativelanguage.v1beta.GenerativeService."
                              "BidiGenerateContent?model=gpt-4o-mini"));
        QVERIFY(elsewhere);
        QCOMPARE(elsewhere->status, 403);
        QCOMPARE(live.far->connectionCount(), 0);
        RawClient client(live.relay.port());
        client.send(live.handshake(live.protocols(), "/relay/openai/v1/realtime?model=gpt-4o-realtime"));
        QTRY_VERIFY(!live.far->head().isEmpty());
    }

    void anAppMayNotChooseWhoPays()
    {
        Live live;
        RawClient client(live.relay.port());
        client.send(live.handshake(live.protocols("realtime, openai-organization.org-1, openai-project.p") +
                                   "OpenAI-Organization: org-1\r\n"));
        QTRY_VERIFY(!live.far->head().isEmpty());
        QCOMPARE(fieldOf(live.far->head(), "sec-websocket-protocol"), "realtime");
        QVERIFY(!live.far->head().toLower().contains("org-1"));
    }

    void theHandshakeWantsToBeAllowed_data()
    {
        QTest::addColumn<qint64>("rate");
        QTest::addColumn<qint64>("atOnce");
        QTest::newRow("AI requests a minute") << qint64(1) << qint64(32);
        QTest::newRow("at once") << qint64(20) << qint64(1);
    }
    void theHandshakeWantsToBeAllowed()
    {
        QFETCH(qint64, rate);
        QFETCH(qint64, atOnce);
        RelayConfig config = with(&Settings::aiRequestsPerMinute, rate);
        config.settings.exchangesPerApp = atOnce;
        Live live(config);
        RawClient client(live.relay.port());
        QVERIFY(live.open(client));
        const auto second = live.relay.ask(live.handshake(live.protocols()));
        QCOMPARE(second.value_or(RawReply{}).status, 429);
        QCOMPARE(live.far->connectionCount(), 1);
    }

    // ------------------------------------------------------------------------------------------- TLS

    void aFalseCertificateGetsNothing_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("self-signed") << static_cast<int>(TlsProvider::Port::SelfSigned);
        QTest::newRow("wrong name") << static_cast<int>(TlsProvider::Port::WrongName);
        QTest::newRow("expired") << static_cast<int>(TlsProvider::Port::Expired);
        QTest::newRow("not yet valid") << static_cast<int>(TlsProvider::Port::NotYetValid);
        QTest::newRow("TLS 1.1") << static_cast<int>(TlsProvider::Port::OldTls);
    }
    void aFalseCertificateGetsNothing()
    {
        QFETCH(int, kind);
        FakeSocketServer behind;
        TlsProvider tls(behind.port());
        QVERIFY2(tls.fault().isEmpty(), tls.fault().constData());
        RelayConfig config;
        config.extraCaFile = tls.authorityFile();
        Live live(config);
        const QByteArray there = tls.baseUrl(static_cast<TlsProvider::Port>(kind));
        QVERIFY(live.relay.keeper().apply([&there](RelayConfig &changed) {
            changed.providers.clear();
            changed = Live::withFar(changed, there);
            for (KeyEntry &one : changed.keys)
                one.sentTo = there;
            return Result<>(Nothing{});
        }));
        const auto reply = live.relay.ask(live.handshake(live.protocols()));
        QVERIFY(reply);
        QCOMPARE(reply->status, 502);
        QVERIFY2(reply->body.contains("upstream_tls"), reply->body.constData());
        QCOMPARE(behind.connectionCount(), 0);
    }

private:
    /// Sends a piece again and again from one socket and hashes what comes at the other.
    struct Flow
    {
        Flow(QTcpSocket *from, QTcpSocket *to, const QByteArray &piece, qint64 total)
            : source(from)
            , sink(to)
            , bytes(piece)
            , left(total)
        {
        }
        void start()
        {
            sink->setReadBufferSize(0);
            QObject::connect(sink, &QTcpSocket::readyRead, &context, [this] {
                const QByteArray some = sink->readAll();
                hash.addData(some);
                arrived += some.size();
            });
            QObject::connect(source, &QTcpSocket::bytesWritten, &context, [this] { more(); });
            more();
        }
        void more()
        {
            while (left > 0 && source->bytesToWrite() < bytes.size()) {
                source->write(bytes);
                left -= bytes.size();
            }
        }

        QObject context;
        QTcpSocket *source;
        QTcpSocket *sink;
        QByteArray bytes;
        qint64 left;
        qint64 arrived = 0;
        QCryptographicHash hash{QCryptographicHash::Sha256};
    };

    static QSslConfiguration tlsOf(const TlsProvider &provider)
    {
        QFile keyFile(provider.folder() + u"/server.key"_s);
        const bool opened = keyFile.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        Q_UNUSED(opened)
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setPrivateKey(QSslKey(keyFile.readAll(), QSsl::Ec));
        configuration.setLocalCertificate(
            QSslCertificate::fromPath(provider.folder() + u"/good.pem"_s).value(0));
        return configuration;
    }
};

QTEST_GUILESS_MAIN(TestRelayRealtime)
#include "tst_relay_realtime.moc"
