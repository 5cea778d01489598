// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray chat = "/relay/openai/v1/chat/completions";

QJsonObject json(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

RelayConfig with(qint64 Settings::*limit, qint64 value)
{
    RelayConfig config;
    config.settings.*limit = value;
    return config;
}

QByteArray pairing(const RunningRelay &relay, const QByteArray &origin)
{
    return relay.bareRequest("POST", "/users", "Origin: " + origin + "\r\nContent-Type: application/json\r\n",
                             "{\"app_id\":\"a\"}");
}

} // namespace

/// How many requests an app may send, over real sockets.
class TestRelayLimits : public QObject
{
    Q_OBJECT

private slots:
    void everyReplySaysWhatIsLeft()
    {
        RunningRelay relay;
        relay.upstream().setDefault({.fields = {{"x-ratelimit-remaining", "7"}}});
        const auto plain = relay.ask(relay.request("GET", "/keys"));
        QVERIFY(plain);
        QCOMPARE(plain->field("ratelimit-policy"), "100;w=60");
        QCOMPARE(plain->field("ratelimit-limit"), "100");
        QCOMPARE(plain->field("ratelimit-remaining"), "99");
        QVERIFY(plain->field("ratelimit-reset").toInt() > 0);
        QCOMPARE(plain->field("access-control-expose-headers"), "*");

        const auto relayed = relay.ask(relay.request("POST", chat, "{}"));
        QVERIFY(relayed);
        QCOMPARE(relayed->field("ratelimit-policy"), "100;w=60, 20;w=60");
        QCOMPARE(relayed->field("ratelimit-remaining"), "19");  // of the rule that has least left
        QCOMPARE(relayed->field("x-ratelimit-remaining"), "7"); // the provider's own
        // An error of a request that was let in, too; one that was not has nothing to say of it.
        const auto unknown = relay.ask(relay.request("POST", "/relay/none/x", "{}"));
        QCOMPARE(unknown->status, 400);
        QCOMPARE(unknown->field("ratelimit-remaining"), "18");
        QCOMPARE(relay.ask(relay.bareRequest("GET", "/keys"))->field("ratelimit-limit"), QByteArray());
    }

    void theTwentyFirstAiRequestWithinAMinuteIs429InTheCallersDialect()
    {
        RunningRelay relay;
        for (int i = 0; i < 20; ++i)
            QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
        const auto refused = relay.ask(relay.request("POST", chat, "{}"));
        QVERIFY(refused);
        QCOMPARE(refused->status, 429);
        const int wait = refused->field("retry-after").toInt();
        QVERIFY2(wait >= 1 && wait <= 65, refused->field("retry-after").constData());
        QCOMPARE(refused->field("ratelimit-remaining"), "0");
        QCOMPARE(json(*refused)["error"_L1]["type"_L1].toString(),
                 u"rate_limit_error"_s); // OpenAI's envelope
        QVERIFY(refused->field("x-should-retry").isNull());
        QCOMPARE(relay.upstream().requestCount(), 20);
        // What goes to no provider, and other callers, are not held up.
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
        QCOMPARE(relay.ask(relay.programRequest("POST", chat, "{}"))->status, 200);
    }

    void theLimitIsTheOriginsHoweverManyTokensItHas()
    {
        RunningRelay relay(RunningRelay::Key::Stored, with(&Settings::aiRequestsPerMinute, 3));
        const auto paired = relay.ask(pairing(relay, RunningRelay::origin));
        QVERIFY(paired);
        const QByteArray second = json(*paired)["token"_L1].toString().toLatin1();
        QVERIFY(second.startsWith("byok_"));
        const QByteArray withSecond =
            relay.bareRequest("GET", "/relay/openai/v1/models",
                              "Origin: " + RunningRelay::origin + "\r\nx-relay-token: " + second + "\r\n");
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
        QCOMPARE(relay.ask(withSecond)->status, 200);
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
        QCOMPARE(relay.ask(withSecond)->status, 429);
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 429);
    }

    void aRefusalForAnotherReasonDoesNotCount()
    {
        RunningRelay relay(RunningRelay::Key::Stored, with(&Settings::requestsPerMinute, 2));
        const QByteArray page = "Origin: " + RunningRelay::origin + "\r\n";
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(relay.ask(relay.bareRequest("GET", "/keys", page))->status, 401);
            QCOMPARE(relay.ask(relay.request("GET", "/nothing"))->status, 404);
            QCOMPARE(
                relay
                    .ask(relay.bareRequest("OPTIONS", chat, page + "Access-Control-Request-Method: POST\r\n"))
                    ->status,
                204);
        }
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 429);
        // The limit comes after the token: who has none is told that, and not how much others have asked.
        QCOMPARE(relay.ask(relay.bareRequest("GET", "/keys", page))->status, 401);
    }

    void theOwnPagesEchoCountsForItselfAlone()
    {
        RunningRelay relay(RunningRelay::Key::None, with(&Settings::aiRequestsPerMinute, 2));
        const QByteArray own = "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: "
                               "empty\r\nOrigin: http://127.0.0.1:" +
                               QByteArray::number(relay.port()) + "\r\nContent-Type: application/json\r\n";
        const QByteArray echo =
            relay.bareRequest("POST", "/relay/echo/v1/chat/completions", own,
                              "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
        QCOMPARE(relay.ask(echo)->status, 200);
        QCOMPARE(relay.ask(echo)->status, 200);
        QCOMPARE(relay.ask(echo)->status, 429);
        QCOMPARE(relay.ask(relay.request("GET", "/relay/echo/v1/models"))->status, 200);
    }

    void settingsAreInForceAtOnceAndAnAppsOwnLimitsGoFirst()
    {
        RunningRelay relay(RunningRelay::Key::Stored, with(&Settings::requestsPerMinute, 1));
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 429);
        QVERIFY(relay.keeper().apply([](RelayConfig &config) {
            config.settings.requestsPerMinute = 0;
            return Result<>(Nothing{});
        }));
        QTRY_COMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
        AppLimits own;
        own.requestsPerMinute = 1;
        QVERIFY(relay.keeper().apply(limitApp(QString::fromLatin1(RunningRelay::origin), own)));
        QTRY_COMPARE(relay.ask(relay.request("GET", "/keys"))->status, 429);
        QCOMPARE(relay.ask(relay.programRequest("GET", "/keys"))->status, 200);
    }

    void anAppsOwnLimitOnRequestsUnderWay()
    {
        RunningRelay relay;
        AppLimits own;
        own.exchanges = 1;
        QVERIFY(relay.keeper().apply(limitApp(QString::fromLatin1(RunningRelay::origin), own)));
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n"}));
        RawClient first(relay.port());
        first.send(relay.request("POST", chat, "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 429);
        RawClient program(relay.port());
        program.send(relay.programRequest("POST", chat, "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 2);
    }

    void anApprovedOriginGetsTenTokensAnHour()
    {
        RunningRelay relay;
        for (int i = 0; i < 10; ++i)
            QCOMPARE(relay.ask(pairing(relay, RunningRelay::origin))->status, 200);
        const auto refused = relay.ask(pairing(relay, RunningRelay::origin));
        QVERIFY(refused);
        QCOMPARE(refused->status, 429);
        QVERIFY(refused->field("retry-after").toInt() > 3000);
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
    }
};

QTEST_GUILESS_MAIN(TestRelayLimits)
#include "tst_relay_limits.moc"
