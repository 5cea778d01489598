// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/keys/key_ring.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <chrono>
#include <thread>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray chat = "/relay/openai/v1/chat/completions";

QJsonObject json(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

} // namespace

/// One request through the whole relay: real sockets on both sides, the relay on its own thread.
class TestRelay : public QObject
{
    Q_OBJECT

private slots:
    void theRequestReachesTheProviderWithTheKeyAndWithoutTheToken()
    {
        RunningRelay relay;
        relay.upstream().setDefault(
            {.fields = {{"content-type", "application/json"}, {"x-ratelimit-remaining", "7"}},
             .pieces = {"{\"answer\":12345678901234567890}"}});
        const auto reply =
            relay.ask(relay.request("POST", chat + "?a=b%20c&d", "{\"n\":12345678901234567890}",
                                    "anthropic-beta: x\r\nCookie: a=b\r\nx-stainless-os: Linux\r\n"
                                    "Referer: https://app.example/secret\r\nx-api-key: " +
                                        relay.token() + "\r\n"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->body, QByteArray("{\"answer\":12345678901234567890}"));
        QCOMPARE(reply->field("access-control-allow-origin"), RunningRelay::origin);
        QVERIFY(reply->field("vary").toLower().contains("origin"));
        QCOMPARE(reply->field("x-ratelimit-remaining"), QByteArray("7"));
        QCOMPARE(reply->field("x-relay-request-id").size(), 16);
        QVERIFY(!reply->head.toLower().contains("\nserver:"));

        QCOMPARE(relay.upstream().requestCount(), 1);
        const auto &sent = relay.upstream().requests().first();
        QCOMPARE(sent.method, QByteArray("POST"));
        QCOMPARE(sent.target, QByteArray("/v1/chat/completions?a=b%20c&d"));
        QCOMPARE(sent.body, QByteArray("{\"n\":12345678901234567890}"));
        QCOMPARE(sent.field("authorization"), "Bearer " + RunningRelay::key);
        QCOMPARE(sent.field("anthropic-beta"), QByteArray("x"));
        QCOMPARE(sent.field("x-stainless-os"), QByteArray("Linux"));
        for (const char *gone : {"cookie", "origin", "referer", "x-api-key", "x-relay-token"})
            QVERIFY2(sent.field(gone).isNull(), gone);
        QVERIFY(!sent.rawHead.contains(relay.token()));
        QVERIFY(!sent.rawHead.contains("app.example"));
    }

    void anAddressOfTheProvidersOwnLeadsThroughTheRelayAsItWasCalled_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("by number") << "127.0.0.1"_ba;
        QTest::newRow("by name") << "localhost"_ba;
    }
    void anAddressOfTheProvidersOwnLeadsThroughTheRelayAsItWasCalled()
    {
        QFETCH(QByteArray, name);
        RunningRelay relay;
        const QByteArray own = "/mine/v1/up?id=a%2Bb";
        relay.upstream().setDefault({.fields = {{"x-next", relay.upstream().baseUrl() + own},
                                                {"x-next", "https://elsewhere.example/v1/up"},
                                                {"x-other", "https://elsewhere.example/"}}});
        const auto called = [&](QByteArray request) {
            return relay.ask(request.replace("Host: 127.0.0.1:", "Host: " + name + ':'));
        };
        const auto reply = called(relay.request("POST", "/relay/mine/v1/up", "{}"));
        QVERIFY(reply);
        const QByteArray base = "http://" + name + ':' + QByteArray::number(relay.port());
        QCOMPARE(reply->field("x-next"), base + "/relay/mine/v1/up?id=a%2Bb");
        QVERIFY(!reply->head.contains("elsewhere.example/v1/up"));
        QCOMPARE(reply->field("x-other"), "https://elsewhere.example/"_ba);

        const QByteArray target = reply->field("x-next").sliced(base.size());
        QVERIFY(called(relay.request("POST", target, "rest")));
        QCOMPARE(relay.upstream().requestCount(), 2);
        QCOMPARE(relay.upstream().requests().last().target, own);
    }

    void everyMethodAndStatusPassesThrough_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("status");
        for (const QByteArray &method : {"GET"_ba, "HEAD"_ba, "POST"_ba, "PUT"_ba, "PATCH"_ba, "DELETE"_ba})
            QTest::addRow("%s", method.constData()) << method << 200;
        for (const int status : {201, 204, 304, 400, 401, 404, 418, 429, 500, 529})
            QTest::addRow("status %d", status) << "GET"_ba << status;
    }
    void everyMethodAndStatusPassesThrough()
    {
        QFETCH(QByteArray, method);
        QFETCH(int, status);
        RunningRelay relay;
        relay.setGrant({.paths = PathScope::WholeApi});
        const bool bodyless = status == 204 || status == 304;
        relay.upstream().setDefault({.status = status,
                                     .reason = "Whatever",
                                     .fields = {{"retry-after", "3"}, {"request-id", "r1"}},
                                     .pieces = bodyless ? QList<QByteArray>{} : QList<QByteArray>{"body"}});
        const auto reply = relay.ask(relay.request(method, "/relay/openai/v1/models"),
                                     method == "HEAD" ? ReplyTo::HeadMethod : ReplyTo::AnyMethod);
        QVERIFY(reply);
        QCOMPARE(reply->status, status);
        QCOMPARE(reply->field("retry-after"), QByteArray("3"));
        QCOMPARE(reply->field("request-id"), QByteArray("r1"));
        QCOMPARE(reply->body, bodyless || method == "HEAD" ? QByteArray() : QByteArray("body"));
        QCOMPARE(relay.upstream().requests().first().method, method);
    }

    void theFirstEventArrivesBeforeTheSecondIsProduced()
    {
        RunningRelay relay;
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient page(relay.port());
        page.send(relay.request("POST", chat, "{\"stream\":true}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        relay.upstream().release();
        QVERIFY(page.waitForText("data: one\n\n"));
        QVERIFY(!page.received().contains("two"));
        relay.upstream().release();
        const auto reply = page.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->body, QByteArray("data: one\n\ndata: two\n\n"));
    }

    void aPageThatLeavesCancelsTheProviderWithin100Milliseconds()
    {
        RunningRelay relay;
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient page(relay.port());
        page.send(relay.request("POST", chat, "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        relay.upstream().release();
        QVERIFY(page.waitForText("data: one"));
        QCOMPARE(relay.upstream().closedByClientCount(), 0);
        const auto left = std::chrono::steady_clock::now();
        page.close();
        QTRY_COMPARE(relay.upstream().closedByClientCount(), 1);
        const auto took = relay.upstream().lastClosedByClientAt() - left;
        QVERIFY2(
            took < std::chrono::milliseconds(100),
            qPrintable(QString::number(std::chrono::duration_cast<std::chrono::milliseconds>(took).count())));
        QTRY_COMPARE(relay.records().size(), 1);
        QCOMPARE(relay.records().first().outcome, ExchangeOutcome::ClientGone);
    }

    void aReaderThatStopsPausesTheProviderAndLittleIsHeld()
    {
        RunningRelay relay;
        constexpr qint64 size = 64 << 20;
        relay.upstream().setDefault({.content = FakeContent::Fill, .fillBytes = size});
        RawClient page(relay.port());
        page.send(relay.request("GET", "/relay/openai/v1/models"));
        QVERIFY(page.waitForText("\r\n\r\n"));
        page.stopReading();
        // What the provider has handed over stops growing: kernel buffers on both sides, and 256 KiB in the
        // relay.
        qint64 before = -1;
        QTRY_VERIFY_WITH_TIMEOUT(
            std::exchange(before, relay.upstream().bodyBytesSent()) == relay.upstream().bodyBytesSent() &&
                [&] {
                    QTest::qWait(200);
                    return before == relay.upstream().bodyBytesSent();
                }(),
            20'000);
        QVERIFY2(before < size / 2, qPrintable(QString::number(before)));
        page.resumeReading();
        const auto reply = page.takeReply(ReplyTo::AnyMethod, std::chrono::seconds(60));
        QVERIFY2(reply, qPrintable(QString::number(page.received().size())));
        QCOMPARE(reply->body.size(), size);
    }

    void aReaderThatNeverReadsAgainIsDropped()
    {
        RelayConfig config;
        config.settings.stalledReaderSeconds = 1;
        RunningRelay relay(RunningRelay::Key::Stored, config);
        relay.upstream().setDefault({.content = FakeContent::Fill, .fillBytes = 64 << 20});
        RawClient page(relay.port());
        page.send(relay.request("GET", "/relay/openai/v1/models"));
        QVERIFY(page.waitForText("\r\n\r\n"));
        page.stopReading();
        QTRY_COMPARE(relay.upstream().closedByClientCount(), 1);
        QTRY_COMPARE(relay.records().size(), 1);
    }

    void aKeyInAReplyIsMaskedWhereverItIsSplit()
    {
        RunningRelay relay;
        for (qsizetype at = 1; at < RunningRelay::key.size(); at += 7) {
            relay.upstream().next(
                {.fields = {{"x-echo", RunningRelay::key}},
                 .pieces = {"<" + RunningRelay::key.left(at), RunningRelay::key.mid(at) + ">"},
                 .framing = FakeFraming::Chunked});
            const auto reply = relay.ask(relay.request("GET", "/relay/openai/v1/models"));
            QVERIFY(reply);
            QCOMPARE(reply->body, "<" + QByteArray(RunningRelay::key.size(), '*') + ">");
            QVERIFY(!reply->head.contains(RunningRelay::key));
        }
    }

    void whatGoesWrongUpstreamIsToldPlainly_data()
    {
        QTest::addColumn<FakeReply>("script");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        FakeReply resetInHead;
        resetInHead.ending = FakeEnding::Reset;
        resetInHead.cutHeadAt = 12;
        QTest::newRow("reset in the head") << resetInHead << 502 << "upstream_broken"_ba;
        FakeReply closed;
        closed.cutHeadAt = 0;
        closed.ending = FakeEnding::Close;
        QTest::newRow("closed without a byte") << closed << 502 << "upstream_broken"_ba;
        FakeReply nonsense;
        nonsense.raw = "SSH-2.0-OpenSSH_9.2\r\n\r\n";
        nonsense.ending = FakeEnding::Close;
        QTest::newRow("not HTTP") << nonsense << 502 << "upstream_broken"_ba;
        FakeReply redirect;
        redirect.status = 307;
        redirect.fields = {{"location", "https://evil.example/"}};
        QTest::newRow("redirect") << redirect << 502 << "upstream_redirect"_ba;
        FakeReply encoded;
        encoded.fields = {{"content-encoding", "gzip"}};
        QTest::newRow("compressed") << encoded << 502 << "upstream_encoded"_ba;
        FakeReply stalled;
        stalled.cutHeadAt = 0;
        stalled.ending = FakeEnding::Stall;
        QTest::newRow("stalls before its head") << stalled << 504 << "upstream_timeout"_ba;
    }
    void whatGoesWrongUpstreamIsToldPlainly()
    {
        QFETCH(FakeReply, script);
        RelayConfig config;
        config.settings.firstByteSeconds = 1;
        RunningRelay relay(RunningRelay::Key::Stored, config);
        relay.upstream().setDefault(script);
        const auto reply = relay.ask(relay.request("POST", chat, "{}"));
        QVERIFY(reply);
        QTEST(reply->status, "status");
        const QJsonObject error =
            json(*reply).value("error"_L1).toObject(); // OpenAI's envelope: the token came as a bearer
        QTEST(error.value("code"_L1).toString().toLatin1(), "code");
        QVERIFY(error.value("message"_L1).toString().size() > 20);
        QCOMPARE(reply->field("access-control-allow-origin"), RunningRelay::origin);
        QCOMPARE(relay.upstream().requestCount(), 1);
    }

    void aProviderThatRefusesConnectionsIs502()
    {
        RunningRelay relay;
        const auto reply = relay.ask(relay.request("POST", "/relay/nowhere/v1/chat", "{}"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 502);
        QVERIFY(reply->body.contains("upstream_unreachable"));
    }

    void aStreamThatBreaksEndsWithAnErrorEventAndABrokenTransfer()
    {
        RunningRelay relay;
        FakeReply script = FakeReply::eventStream({"data: one\n\n"});
        script.pace = FakePace::AtOnce;
        script.ending = FakeEnding::Reset;
        relay.upstream().setDefault(script);
        RawClient page(relay.port());
        page.send(relay.request("POST", chat, "{}"));
        QVERIFY(page.waitForClose());
        QVERIFY(page.received().contains("event: error"));
        QVERIFY(!page.received().endsWith("0\r\n\r\n"));
    }

    void aBodyThatFallsShortIsABrokenTransfer()
    {
        RunningRelay relay;
        FakeReply script;
        script.pieces = {"0123456789"};
        script.declaredLength = 100;
        script.ending = FakeEnding::Close;
        relay.upstream().setDefault(script);
        RawClient page(relay.port());
        page.send(relay.request("GET", "/relay/openai/v1/models"));
        QVERIFY(page.waitForClose());
        QVERIFY(!page.takeReply());
        QVERIFY(page.received().contains("0123456789"));
    }

    void badInputGetsASentence_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("unknown provider") << "/relay/nope/v1/x"_ba << 400 << "Unsupported provider: nope"_ba;
        QTest::newRow("path outside the grant") << "/relay/openai/v1/files"_ba << 403 << ""_ba;
        QTest::newRow("dot segments") << "/relay/openai/v1/models/../files"_ba << 403 << ""_ba;
        QTest::newRow("encoded dots") << "/relay/openai/v1/models/%2e%2e/files"_ba << 403 << ""_ba;
        QTest::newRow("key in the query") << "/relay/openai/v1/models?key=abc"_ba << 400 << ""_ba;
        QTest::newRow("no base URL yet") << "/relay/azure-openai/openai/x"_ba << 403 << "base URL"_ba;
        QTest::newRow("turned off") << "/relay/ollama/v1/models"_ba << 403 << "turned off"_ba;
        QTest::newRow("no such route") << "/nothing"_ba << 404 << ""_ba;
    }
    void badInputGetsASentence()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, sentence);
        RunningRelay relay;
        const auto reply = relay.ask(relay.request("GET", target));
        QVERIFY(reply);
        QTEST(reply->status, "status");
        QVERIFY(!json(*reply).isEmpty());
        QVERIFY2(reply->body.contains(sentence), reply->body.constData());
        QCOMPARE(relay.upstream().requestCount(), 0);
    }

    void withoutAKeyTheSentenceSaysWhatToDo()
    {
        RunningRelay relay(RunningRelay::Key::None);
        const auto reply = relay.ask(relay.programRequest("POST", chat, "{}"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 400);
        QCOMPARE(json(*reply).value("error"_L1).toString(),
                 u"No API key stored for provider \"openai\". POST /keys/openai first."_s);
    }

    void aPageStoresUsesAndRemovesAKeyOfItsOwn()
    {
        RunningRelay relay(RunningRelay::Key::None);
        const QByteArray own = "sk-own-key-of-the-page-0123456789";
        auto reply = relay.ask(relay.request("POST", "/keys/openai", "{\"key\":\"  " + own + "\\n\"}"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(json(*reply).value("provider"_L1).toString(), u"openai"_s);
        reply = relay.ask(relay.request("GET", "/keys"));
        QVERIFY(reply->body.contains("\"openai\""));
        QVERIFY(!reply->body.contains(own));
        reply = relay.ask(relay.request("POST", chat, "{}"));
        QCOMPARE(reply->status, 200);
        QCOMPARE(relay.upstream().requests().last().field("authorization"), "Bearer " + own);
        // Another app has no use of it.
        reply = relay.ask(relay.programRequest("POST", chat, "{}"));
        QCOMPARE(reply->status, 400);
        reply = relay.ask(relay.request("DELETE", "/keys/openai"));
        QCOMPARE(reply->status, 200);
        reply = relay.ask(relay.request("POST", chat, "{}"));
        QCOMPARE(reply->status, 400);
    }

    void badKeysAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("newline inside") << "{\"key\":\"sk-0123456789\\n0123456789\"}"_ba;
        QTest::newRow("too short") << "{\"key\":\"sk-1\"}"_ba;
        QTest::newRow("none") << "{}"_ba;
        QTest::newRow("not JSON") << "{"_ba;
        QTest::newRow("a list") << "[]"_ba;
    }
    void badKeysAreRefused()
    {
        QFETCH(QByteArray, body);
        RunningRelay relay(RunningRelay::Key::None);
        const auto reply = relay.ask(relay.request("POST", "/keys/openai", body));
        QVERIFY(reply);
        QCOMPARE(reply->status, 400);
        QVERIFY(!json(*reply).isEmpty());
        QVERIFY(relay.keeper().current()->keys.isEmpty());
    }

    void anApprovedPageGetsATokenAtOnce()
    {
        RunningRelay relay;
        const QByteArray body = "{\"app_id\":\"my-app\"}";
        const QByteArray type = "Content-Type: application/json\r\n";
        auto reply = relay.ask(
            relay.bareRequest("POST", "/users", "Origin: " + RunningRelay::origin + "\r\n" + type, body));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        const QByteArray token = json(*reply).value("token"_L1).toString().toLatin1();
        QCOMPARE(token.size(), 5 + 64);
        QVERIFY(json(*reply).value("expires_at"_L1).toDouble() > double(QDateTime::currentMSecsSinceEpoch()));
        reply = relay.ask(relay.bareRequest(
            "GET", "/keys", "Origin: " + RunningRelay::origin + "\r\nx-relay-token: " + token + "\r\n"));
        QCOMPARE(reply->status, 200);

        reply = relay.ask(
            relay.bareRequest("POST", "/users", "Origin: " + RunningRelay::origin + "\r\n" + type, "{}"));
        QCOMPARE(reply->status, 400);
        QCOMPARE(json(*reply).value("error"_L1).toString(), u"app_id is required"_s);
    }

    void whatIsRevokedOrPausedWhileABodyComesHolds_data()
    {
        QTest::addColumn<bool>("revoked");
        QTest::addColumn<int>("status");
        QTest::newRow("revoked") << true << 401;
        QTest::newRow("paused") << false << 503;
    }
    void whatIsRevokedOrPausedWhileABodyComesHolds()
    {
        QFETCH(bool, revoked);
        RunningRelay relay;
        const QByteArray bytes = relay.request("POST", chat, "{  }");
        RawClient page(relay.port());
        page.send(bytes.chopped(2));
        QTRY_VERIFY(relay.controller().status().connections > 0);
        QVERIFY(relay.keeper().apply([revoked](RelayConfig &config) {
            if (revoked)
                config.tokens.clear();
            else
                config.paused = true;
            return Result<>(Nothing{});
        }));
        // In force once another request is judged by it.
        QTRY_VERIFY(relay.ask(relay.request("POST", chat, "{}"))->status >= 400);
        const qsizetype before = relay.upstream().requestCount();
        page.send(bytes.last(2));
        const auto reply = page.takeReply();
        QVERIFY(reply);
        QTEST(reply->status, "status");
        QCOMPARE(relay.upstream().requestCount(), before);
    }

    void anEventStreamThatFallsShortEndsWithAnErrorEvent()
    {
        RunningRelay relay;
        FakeReply script = FakeReply::eventStream({QByteArray(99, 'x')});
        script.pace = FakePace::AtOnce;
        script.framing = FakeFraming::ContentLength;
        script.declaredLength = 100;
        script.ending = FakeEnding::Close;
        relay.upstream().setDefault(script);
        RawClient page(relay.port());
        page.send(relay.request("POST", chat, "{}"));
        QVERIFY(page.waitForClose());
        QVERIFY(page.received().contains("event: error"));
        QTRY_COMPARE(relay.records().size(), 1);
        QCOMPARE(relay.records().first().outcome, ExchangeOutcome::Failed);
    }

    void twoContentEncodingsDoNotSlipThrough()
    {
        RunningRelay relay;
        relay.upstream().setDefault(
            {.fields = {{"content-encoding", "identity"}, {"content-encoding", "gzip"}}});
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 502);
    }

    void aStatusThatIsNoneIs502()
    {
        RunningRelay relay;
        FakeReply script;
        script.raw = "HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n";
        script.ending = FakeEnding::Close;
        relay.upstream().setDefault(script);
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 502);
    }

    void anotherOriginIsRefusedAndLearnsNothing()
    {
        RunningRelay relay;
        QByteArray first;
        for (const QByteArray &target : {"/keys"_ba, chat, "/health"_ba, "/nothing"_ba}) {
            const auto reply = relay.ask(relay.bareRequest(
                "GET", target,
                "Origin: " + RunningRelay::otherOrigin + "\r\nx-relay-token: " + relay.token() + "\r\n"));
            QVERIFY(reply);
            QCOMPARE(reply->status, 403);
            QVERIFY(reply->field("access-control-allow-origin").isNull());
            QByteArray bytes = reply->head + reply->body;
            bytes.remove(bytes.indexOf("date:", 0), 37);
            if (first.isEmpty())
                first = reply->body;
            QCOMPARE(reply->body, first);
        }
        QCOMPARE(relay.upstream().requestCount(), 0);
    }

    void revokingAnAppEndsItsStreamWithinASecond()
    {
        RunningRelay relay;
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient page(relay.port());
        page.send(relay.request("POST", chat, "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        relay.upstream().release();
        QVERIFY(page.waitForText("data: one"));
        QVERIFY(relay.keeper().apply(revokeApp(QString::fromLatin1(RunningRelay::origin))));
        QVERIFY(page.waitForClose(std::chrono::milliseconds(1000)));
        QTRY_COMPARE(relay.upstream().closedByClientCount(), 1);
        const auto reply = relay.ask(relay.request("GET", "/keys"));
        QCOMPARE(reply->status, 403);
    }

    void aTokenThatIsUsedStaysValid()
    {
        RunningRelay relay;
        const QDateTime soon = QDateTime::currentDateTimeUtc().addDays(3);
        QVERIFY(relay.keeper().apply([soon](RelayConfig &config) {
            for (TokenEntry &token : config.tokens)
                token.expiresAt = soon;
            return Result<>(Nothing{});
        }));
        QTRY_COMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
        const auto expiry = [&] {
            return AppRegistry(*relay.keeper().current()).tokenByHash(tokenHash(relay.token()))->expiresAt;
        };
        QTRY_VERIFY(expiry() > soon.addDays(80));
        const QDateTime renewed = expiry();
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
        QCOMPARE(expiry(), renewed); // once a day is enough
    }

    void limitsOnRequestsUnderWayAre429()
    {
        RelayConfig config;
        config.settings.exchangesPerApp = 2;
        RunningRelay relay(RunningRelay::Key::Stored, config);
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n"}));
        RawClient first(relay.port());
        first.send(relay.request("POST", chat, "{}"));
        RawClient second(relay.port());
        second.send(relay.request("POST", chat, "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 2);
        auto reply = relay.ask(relay.request("POST", chat, "{}"));
        QCOMPARE(reply->status, 429);
        QVERIFY(!reply->field("retry-after").isNull());
        relay.upstream().releaseAll();
        QVERIFY(first.takeReply());
        QVERIFY(second.takeReply());
        relay.upstream().setDefault({});
        reply = relay.ask(relay.request("POST", chat, "{}"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
    }

    void everyReplyOnTheWayToAProviderIsNamed_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("lines"); ///< empty: the page's own, with its token
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &method, const QByteArray &target, int status,
                            const QByteArray &body = {}, const QByteArray &lines = {}) {
            QTest::newRow(name) << method << target << lines << body << status;
        };
        const QByteArray page = "Origin: " + RunningRelay::origin + "\r\n";
        row("relayed", "POST", chat, 200, "{}");
        row("unknown provider", "POST", "/relay/nope/x", 400, "{}");
        row("path not granted", "POST", "/relay/openai/v1/files", 403, "{}");
        row("nobody there", "POST", "/relay/nowhere/v1/chat", 502, "{}");
        row("echo's models", "GET", "/relay/echo/v1/models", 200);
        row("echo's model", "GET", "/relay/echo/v1/models/echo", 200);
        row("echo has no other", "GET", "/relay/echo/v1/models/x", 404);
        row("echo's models are only read", "DELETE", "/relay/echo/v1/models", 405);
        row("echo", "POST", "/relay/echo/v1/chat/completions", 200,
            R"({"messages":[{"role":"user","content":"hi"}]})");
        row("echo, streamed", "POST", "/relay/echo/v1/chat/completions", 200,
            R"({"stream":true,"messages":[{"role":"user","content":"hi"}]})");
        row("unified", "POST", "/relay", 200, R"({"model":"gpt-4o"})");
        row("unified, no model", "POST", "/relay", 400, "{}");
        row("at the head: no token", "POST", chat, 401, "{}", page);
        row("at the head: wrong token", "POST", "/relay", 401, "{}", page + "x-relay-token: byok_no\r\n");
        row("at the head: method", "PUT", "/relay", 405, "{}", page);
        row("at the head: opened", "GET", chat, 403, "", "Sec-Fetch-Mode: navigate\r\n");
        row("at the head: from a program", "POST", chat, 401, "{}", "Accept: */*\r\n");
    }
    void everyReplyOnTheWayToAProviderIsNamed()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, lines);
        QFETCH(QByteArray, body);
        RunningRelay relay;
        const auto reply = relay.ask(lines.isEmpty() ? relay.request(method, target, body)
                                                     : relay.bareRequest(method, target, lines, body));
        QVERIFY(reply);
        QTEST(reply->status, "status");
        QCOMPARE(headerCount(reply->fields, "x-relay-request-id"), 1);
        QCOMPARE(reply->field("x-relay-request-id").size(), 16);
    }

    void echoIsCountedLikeAnyOther()
    {
        RelayConfig config;
        config.settings.exchangesPerApp = 1;
        RunningRelay relay(RunningRelay::Key::None, config);
        const QByteArray longAnswer = "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" +
                                      QByteArray("word ").repeated(400) + "\"}]}";
        RawClient page(relay.port());
        page.send(relay.request("POST", "/relay/echo/v1/chat/completions", longAnswer));
        QVERIFY(page.waitForText("\"word \""));
        QCOMPARE(relay.ask(relay.request("POST", "/relay/echo/v1/chat/completions", longAnswer))->status,
                 429);
        QVERIFY(relay.keeper().apply(revokeApp(QString::fromLatin1(RunningRelay::origin))));
        QVERIFY(page.waitForClose(std::chrono::milliseconds(1000)));
        QVERIFY(!page.received().contains("[DONE]"));
    }

    void aPausedRelayAnswers503AndDiscoveryGoesOn()
    {
        RunningRelay relay;
        QVERIFY(relay.keeper().apply([](RelayConfig &config) {
            config.paused = true;
            return Result<>(Nothing{});
        }));
        QTRY_COMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 503);
        QCOMPARE(relay.ask(relay.request("POST", "/relay", R"({"model":"gpt-4o"})"))->status, 503);
        QCOMPARE(relay.ask(relay.bareRequest("GET", "/.well-known/byok-relay"))->status, 200);
        QVERIFY(relay.keeper().apply([](RelayConfig &config) {
            config.paused = false;
            return Result<>(Nothing{});
        }));
        QTRY_COMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
    }

    void drainingLetsAStreamEnd()
    {
        RunningRelay relay;
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient page(relay.port());
        page.send(relay.request("POST", chat, "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        relay.upstream().release();
        QVERIFY(page.waitForText("data: one"));
        QSignalSpy stopped(&relay.controller(), &RelayController::stopped);
        const quint16 port = relay.port();
        relay.controller().drain(30);
        QTRY_COMPARE(relay.controller().status().state, RelayState::Draining);
        QVERIFY(!RawClient(port).isConnected());
        relay.upstream().releaseAll();
        const auto reply = page.takeReply();
        QVERIFY(reply);
        QVERIFY(reply->body.endsWith("data: two\n\n"));
        QTRY_COMPARE(stopped.size(), 1);
    }

    void aBlockedGuiThreadStallsNoStream()
    {
        RunningRelay relay;
        // Echo needs nothing of this thread: block it and let another thread be the page.
        const quint16 port = relay.port();
        const QByteArray bytes = relay.programRequest(
            "POST", "/relay/echo/v1/chat/completions",
            "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"one two three\"}]}");
        QByteArray received;
        std::thread page([&] {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, port);
            if (!socket.waitForConnected())
                return;
            socket.write(bytes);
            while (!received.contains("[DONE]") && socket.waitForReadyRead())
                received += socket.readAll();
        });
        page.join();
        QVERIFY2(received.contains("\"one \""), received.constData());
        QVERIFY(received.contains("data: [DONE]\n\n"));
    }

    void theOwnPageIsServedAndMayUseEchoOnly()
    {
        RunningRelay relay;
        const QByteArray own =
            "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n";
        auto reply = relay.ask(relay.bareRequest(
            "GET", "/", "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QVERIFY(reply->field("content-type").startsWith("text/html"));
        QVERIFY(reply->field("content-security-policy").contains("frame-ancestors 'none'"));
        for (const QByteArray &asset : {"page.css"_ba, "page.js"_ba, "icon.svg"_ba})
            QCOMPARE(relay.ask(relay.bareRequest("GET", "/assets/" + asset, own))->status, 200);
        QCOMPARE(relay.ask(relay.bareRequest("GET", "/assets/nothing", own))->status, 404);

        const QByteArray origin = "Origin: http://127.0.0.1:" + QByteArray::number(relay.port()) +
                                  "\r\nContent-Type: application/json\r\n";
        const QByteArray prompt = "{\"messages\":[{\"role\":\"user\",\"content\":\"hello there\"}]}";
        reply = relay.ask(relay.bareRequest("POST", "/relay/echo/v1/chat/completions", own + origin, prompt));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QVERIFY(reply->body.contains("hello there"));
        reply = relay.ask(relay.bareRequest("POST", chat, own + origin, prompt));
        QCOMPARE(reply->status, 403);
        QCOMPARE(relay.upstream().requestCount(), 0);
    }

    void nothingOfARequestButItsMeasuresIsRecorded()
    {
        RunningRelay relay;
        const auto reply = relay.ask(relay.request("POST", chat + "?user=alice", "{\"secret\":1}"));
        QVERIFY(reply);
        QTRY_COMPARE(relay.records().size(), 1);
        const ExchangeRecord &record = relay.records().first();
        QCOMPARE(record.path, QByteArray("/v1/chat/completions"));
        QCOMPARE(record.appId.toLatin1(), RunningRelay::origin);
        QCOMPARE(record.status, 200);
        QCOMPARE(record.bytesUp, 12);
        QCOMPARE(record.outcome, ExchangeOutcome::Completed);
        QCOMPARE(record.id, reply->field("x-relay-request-id"));
    }

    void keysAreTriedAgainstTheProvider()
    {
        RunningRelay relay;
        std::optional<Result<QString>> verdict;
        const auto test = [&] {
            verdict.reset();
            relay.controller().testKey(RunningRelay::keyAccount(u"openai"_s), u"openai"_s,
                                       [&](Result<QString> said) { verdict = std::move(said); });
        };
        relay.upstream().next({.status = 200});
        test();
        QTRY_VERIFY(verdict);
        QVERIFY(verdict->ok());
        QCOMPARE(relay.upstream().requests().last().target, QByteArray("/v1/models"));
        relay.upstream().next({.status = 401, .pieces = {RunningRelay::key}});
        test();
        QTRY_VERIFY(verdict);
        QVERIFY(!verdict->ok());
        QVERIFY(verdict->error().sentence.contains(u"does not know this key"));
    }
};

QTEST_GUILESS_MAIN(TestRelay)
#include "tst_relay.moc"
