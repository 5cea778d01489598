// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/key_edits.h"
#include "relay/keys/key_ring.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <chrono>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray chat = "/relay/openai/v1/chat/completions";
constexpr std::chrono::milliseconds aSecond{1000};

QJsonObject json(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

QString appId()
{
    return QString::fromLatin1(RunningRelay::origin);
}

ConfigEdit pausing(bool paused)
{
    return [paused](RelayConfig &config) -> Result<> {
        config.paused = paused;
        return Nothing{};
    };
}

void lockAndWait(RelayController &controller)
{
    bool locked = false;
    controller.lock([&locked] { locked = true; });
    QTRY_VERIFY(locked);
}

void unlockAndWait(RelayController &controller)
{
    bool unlocked = false;
    controller.unlock([&unlocked] { unlocked = true; });
    QTRY_VERIFY(unlocked);
}

/// One more token of the approved page, as it gets it from the relay.
QByteArray anotherToken(const RunningRelay &relay)
{
    const auto reply = relay.ask(relay.bareRequest(
        "POST", "/users", "Origin: " + RunningRelay::origin + "\r\nContent-Type: application/json\r\n",
        "{\"app_id\":\"a\"}"));
    return reply ? json(*reply)["token"_L1].toString().toLatin1() : QByteArray();
}

QByteArray asPage(const RunningRelay &relay, const QByteArray &token, const QByteArray &method,
                  const QByteArray &target)
{
    return relay.bareRequest(method, target,
                             "Origin: " + RunningRelay::origin + "\r\nx-relay-token: " + token + "\r\n");
}

/// A connection that listens to /events. Its constructor waits for `hello`.
class Listener
{
public:
    Listener(const RunningRelay &relay, const QByteArray &request)
        : client(relay.port())
    {
        client.send(request);
        heard = client.waitForText("event: hello");
    }

    /// Waits for the event and gives its data.
    QJsonObject waitFor(const QByteArray &event, std::chrono::milliseconds limit = RawClient::patience)
    {
        const QByteArray begin = "event: " + event + "\ndata: ";
        if (!client.waitForText(begin, limit) ||
            !client.waitUntil([&] { return rest(begin).contains("\n\n"); }, limit))
            return {{u"none"_s, true}};
        const QByteArray text = rest(begin);
        return QJsonDocument::fromJson(text.left(text.indexOf("\n\n"))).object();
    }
    [[nodiscard]] QByteArray rest(const QByteArray &begin) const
    {
        const QByteArray &all = client.received();
        return all.mid(all.indexOf(begin) + begin.size());
    }
    [[nodiscard]] qsizetype countOf(const char *text) const { return client.received().count(text); }

    RawClient client;
    bool heard = false;
};

} // namespace

/// What a token may do, how it ends, what its app is told: over real sockets.
class TestRelaySession : public QObject
{
    Q_OBJECT

private slots:
    void theSessionSaysWhatTheTokenMayDo()
    {
        RunningRelay relay;
        Grant grant;
        grant.providers = {u"openai"_s, u"groq"_s};
        grant.models = {u"gpt-*"_s};
        grant.duration = GrantDuration::OneDay;
        grant.limits.aiRequestsPerMinute = 5;
        grant.limits.registrationsPerHour = 0;
        QVERIFY(relay.keeper().apply(
            allowOrigin(RunningRelay::origin, u"App"_s, grant, QDateTime::currentDateTimeUtc())));
        QTRY_COMPARE(json(*relay.ask(relay.request("GET", "/session")))["models"_L1].toArray().size(), 1);
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n"}));
        RawClient under(relay.port());
        under.send(relay.request("POST", chat, "{\"model\":\"gpt-4o\"}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);

        const auto reply = relay.ask(relay.request("GET", "/session"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        const QJsonObject session = json(*reply);
        QCOMPARE(session["app_id"_L1].toString(), appId());
        QCOMPARE(session["kind"_L1].toString(), u"origin"_s);
        QCOMPARE(session["name"_L1].toString(), u"App"_s);
        QCOMPARE(session["providers"_L1].toArray().toVariantList(), (QVariantList{u"openai"_s, u"groq"_s}));
        QCOMPARE(session["models"_L1].toArray().first().toString(), u"gpt-*"_s);
        QCOMPARE(session["paths"_L1].toString(), u"inference"_s);
        const double now = double(QDateTime::currentMSecsSinceEpoch());
        constexpr double day = 86'400'000;
        QVERIFY(session["expires_at"_L1].toDouble() > now + 89 * day);
        QVERIFY(session["approval_ends_at"_L1].toDouble() > now + 0.99 * day);
        QVERIFY(session["approval_ends_at"_L1].toDouble() < now + 1.01 * day);
        QCOMPARE(session["state"_L1].toString(), u"running"_s);
        QCOMPARE(session["live_exchanges"_L1].toInt(), 1);
        QVERIFY(session["budget"_L1].isNull());
        const QJsonObject limits = session["limits"_L1].toObject();
        QCOMPARE(limits["requests_per_minute"_L1]["limit"_L1].toInt(), 100);
        QCOMPARE(limits["ai_requests_per_minute"_L1]["limit"_L1].toInt(), 5);
        QCOMPARE(limits["ai_requests_per_minute"_L1]["remaining"_L1].toInt(), 4);
        QVERIFY(limits["registrations_per_hour"_L1].isNull());
        QCOMPARE(limits["exchanges"_L1]["remaining"_L1].toInt(), 31);
        // Looking costs a request, but none of the AI requests.
        const QJsonObject again = json(*relay.ask(relay.request("GET", "/session")))["limits"_L1].toObject();
        QCOMPARE(again["ai_requests_per_minute"_L1]["remaining"_L1].toInt(), 4);
        QCOMPARE(again["requests_per_minute"_L1]["remaining"_L1].toInt(),
                 limits["requests_per_minute"_L1]["remaining"_L1].toInt() - 1);

        const QJsonObject program = json(*relay.ask(relay.programRequest("GET", "/session")));
        QCOMPARE(program["kind"_L1].toString(), u"program"_s);
        QCOMPARE(program["app_id"_L1].toString(), u"program:script"_s);
        QVERIFY(program["models"_L1].isNull());
        QCOMPARE(relay.ask(relay.bareRequest("GET", "/session"))->status, 401);
    }

    void theStateIsRunningPausedOrLocked()
    {
        RunningRelay relay;
        const auto state = [&relay] {
            return json(*relay.ask(relay.request("GET", "/session")))["state"_L1].toString();
        };
        QCOMPARE(state(), u"running"_s);
        lockAndWait(relay.controller());
        QCOMPARE(state(), u"locked"_s);
        QVERIFY(relay.keeper().apply(pausing(true)));
        QTRY_COMPARE(state(), u"paused"_s);
        QVERIFY(relay.keeper().apply(pausing(false)));
        QTRY_COMPARE(state(), u"locked"_s);
        unlockAndWait(relay.controller());
        QCOMPARE(state(), u"running"_s);
    }

    void aRevokedTokenIsGoneAtOnceAndNoOther_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("POST /tokens/revoke") << "POST"_ba << "/tokens/revoke"_ba;
        QTest::newRow("DELETE /session") << "DELETE"_ba << "/session"_ba;
    }
    void aRevokedTokenIsGoneAtOnceAndNoOther()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        RunningRelay relay;
        const QByteArray second = anotherToken(relay);
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient live(relay.port());
        live.send(relay.request("POST", chat, "{}"));
        RawClient stays(relay.port());
        stays.send(asPage(relay, second, "GET", "/relay/openai/v1/models"));
        QTRY_COMPARE(relay.upstream().requestCount(), 2);
        relay.upstream().release();
        QVERIFY(live.waitForText("data: one"));
        QVERIFY(stays.waitForText("data: one"));

        const auto reply = relay.ask(relay.request(method, target));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(json(*reply)["ok"_L1].toBool(), true);
        QVERIFY(!json(*reply)["message"_L1].toString().isEmpty());
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 401);
        QVERIFY(live.waitForClose(aSecond));
        QVERIFY(live.received().contains("token_invalid"));
        QTRY_COMPARE(relay.upstream().closedByClientCount(), 1);
        // The app's other token, its stream and its approval stay.
        QVERIFY(!stays.closedByPeer());
        QCOMPARE(relay.ask(asPage(relay, second, "GET", "/keys"))->status, 200);
        QVERIFY(!anotherToken(relay).isEmpty());
        QCOMPARE(relay.ask(relay.request(method, target))->status, 401); // it cannot be revoked twice
    }

    void aStreamEndsWhenTheGrantIsNarrowedBeyondIt_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Grant>("narrower");
        Grant all;
        all.paths = PathScope::WholeApi;
        all.duration = GrantDuration::UntilRevoked;
        Grant mini = all;
        mini.models = {u"*-mini"_s};
        Grant inference = all;
        inference.paths = PathScope::InferenceOnly;
        Grant elsewhere = all;
        elsewhere.providers = {u"anthropic"_s};
        QTest::newRow("model") << "POST"_ba << chat << "{\"model\":\"gpt-4o\"}"_ba << mini;
        QTest::newRow("model unknown") << "POST"_ba << chat << "{}"_ba << mini;
        QTest::newRow("path") << "GET"_ba << "/relay/openai/v1/files"_ba << QByteArray() << inference;
        QTest::newRow("method") << "DELETE"_ba << "/relay/openai/v1/models/x"_ba << QByteArray() << inference;
        QTest::newRow("provider") << "POST"_ba << chat << "{\"model\":\"gpt-4o\"}"_ba << elsewhere;
    }
    void aStreamEndsWhenTheGrantIsNarrowedBeyondIt()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(Grant, narrower);
        RunningRelay relay;
        Grant wide;
        wide.paths = PathScope::WholeApi;
        wide.duration = GrantDuration::UntilRevoked;
        relay.setGrant(wide);
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient ends(relay.port());
        ends.send(relay.request(method, target, body));
        RawClient fits(relay.port());
        fits.send(relay.request("POST", "/relay/anthropic/v1/messages", "{\"model\":\"o1-mini\"}"));
        RawClient other(relay.port());
        other.send(relay.programRequest(method, target, body));
        QTRY_COMPARE(relay.upstream().requestCount(), 3);
        relay.upstream().release();
        for (RawClient *client : {&ends, &fits, &other})
            QVERIFY(client->waitForText("data: one"));

        QVERIFY(relay.keeper().apply(
            allowOrigin(RunningRelay::origin, u"App"_s, narrower, QDateTime::currentDateTimeUtc())));
        QVERIFY(ends.waitForClose(aSecond));
        QVERIFY(ends.received().contains("provider_refused"));
        QTRY_COMPARE(relay.upstream().closedByClientCount(), 1);
        // What still fits, and another app's, go on to their end.
        relay.upstream().releaseAll();
        QVERIFY(fits.waitForText("data: two"));
        QVERIFY(other.waitForText("data: two"));
    }

    void aLockedRelayUsesNoKeyAndSaysSoInTheCallersDialect()
    {
        RunningRelay relay;
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient before(relay.port());
        before.send(relay.request("POST", chat, "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        lockAndWait(relay.controller());
        QCOMPARE(relay.controller().status().state, RelayState::Locked);

        auto reply = relay.ask(relay.request("POST", chat, "{}"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 423);
        QCOMPARE(json(*reply)["error"_L1]["code"_L1].toString(), u"locked"_s); // OpenAI's envelope
        QCOMPARE(reply->field("x-should-retry"), "false");
        reply = relay.ask(relay.programRequest("POST", chat, "{}"));
        QCOMPARE(reply->status, 423);
        QCOMPARE(json(*reply)["code"_L1].toString(), u"locked"_s); // plain
        QVERIFY(json(*reply)["error"_L1].toString().contains(u"unlock"));
        QCOMPARE(relay.upstream().requestCount(), 1);
        // What needs no key goes on, and so does what had its key before.
        QCOMPARE(relay.ask(relay.request("GET", "/relay/echo/v1/models"))->status, 200);
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
        relay.upstream().releaseAll();
        const auto whole = before.takeReply();
        QVERIFY(whole);
        QCOMPARE(whole->body, "data: one\n\ndata: two\n\n");

        unlockAndWait(relay.controller());
        QCOMPARE(relay.controller().status().state, RelayState::Running);
        relay.upstream().setDefault({});
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
    }

    // ----------------------------------------------------------------------------------------------------
    // events

    void anAppHearsOfWhatConcernsIt()
    {
        RunningRelay relay;
        Listener listener(relay, relay.request("GET", "/events"));
        QVERIFY(listener.heard);
        const QByteArray &all = listener.client.received();
        QVERIFY(all.startsWith("HTTP/1.1 200 "));
        const QByteArray head = all.left(all.indexOf("\r\n\r\n")).toLower();
        QVERIFY2(head.contains("content-type: text/event-stream"), head.constData());
        QVERIFY(head.contains("access-control-allow-origin: https://app.example"));
        QVERIFY(head.contains("ratelimit-remaining: 99"));
        const QJsonObject hello = listener.waitFor("hello");
        QCOMPARE(hello["state"_L1].toString(), u"running"_s);
        QCOMPARE(hello["app_id"_L1].toString(), appId());

        QVERIFY(relay.keeper().apply(pausing(true)));
        QCOMPARE(listener.waitFor("paused")["state"_L1].toString(), u"paused"_s);
        lockAndWait(relay.controller());
        QCOMPARE(listener.waitFor("locked")["state"_L1].toString(), u"paused"_s);
        QVERIFY(relay.keeper().apply(pausing(false)));
        QCOMPARE(listener.waitFor("resumed")["state"_L1].toString(), u"locked"_s);
        lockAndWait(relay.controller()); // again: nothing new
        unlockAndWait(relay.controller());
        QCOMPARE(listener.waitFor("unlocked")["state"_L1].toString(), u"running"_s);
        QCOMPARE(listener.countOf("event: locked"), 1);
        QCOMPARE(relay.controller().status().liveExchanges, 0);
    }

    void keysThatTheAppMayUseAndNoOthersAreNews()
    {
        RunningRelay relay;
        Grant grant;
        grant.providers = {u"openai"_s, u"groq"_s};
        QVERIFY(relay.keeper().apply(
            allowOrigin(RunningRelay::origin, u"App"_s, grant, QDateTime::currentDateTimeUtc())));
        Listener listener(relay, relay.request("GET", "/events"));
        QVERIFY(listener.heard);
        const auto store = [&relay](const QString &provider, const QString &appId) {
            const QString account = appId + u'/' + provider;
            return relay.keeper().apply(listKey({.account = account,
                                                 .provider = provider,
                                                 .label = u"default"_s,
                                                 .appId = appId,
                                                 .addedAt = QDateTime::currentDateTimeUtc()}));
        };
        // Another app's key, and one of a provider that this app may not use.
        QVERIFY(store(u"groq"_s, u"program:script"_s));
        QVERIFY(store(u"mistral"_s, {}));
        QVERIFY(store(u"groq"_s, {}));
        QVERIFY(!listener.waitFor("keys_changed").contains("none"_L1));
        lockAndWait(relay.controller());
        listener.waitFor("locked");
        QCOMPARE(listener.countOf("event: keys_changed"), 1);
        // Its own, stored by itself; and a grant that takes a provider away.
        QCOMPARE(
            relay.ask(relay.request("POST", "/keys/openai", "{\"key\":\"sk-own-0123456789abcdef\"}"))->status,
            200);
        QTRY_COMPARE(listener.countOf("event: keys_changed"), 2);
        grant.providers = {u"openai"_s};
        QVERIFY(relay.keeper().apply(
            allowOrigin(RunningRelay::origin, u"App"_s, grant, QDateTime::currentDateTimeUtc())));
        QTRY_COMPARE(listener.countOf("event: keys_changed"), 3);
    }

    void revokingEndsTheEventStreamWithAWord_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("by the person") << QByteArray() << QByteArray();
        QTest::newRow("POST /tokens/revoke") << "POST"_ba << "/tokens/revoke"_ba;
        QTest::newRow("DELETE /session") << "DELETE"_ba << "/session"_ba;
        QTest::newRow("DELETE /users") << "DELETE"_ba << "/users"_ba;
    }
    void revokingEndsTheEventStreamWithAWord()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        RunningRelay relay;
        Listener listener(relay, relay.request("GET", "/events"));
        Listener program(relay, relay.programRequest("GET", "/events"));
        QVERIFY(listener.heard && program.heard);
        if (method.isEmpty())
            QVERIFY(relay.keeper().apply(revokeApp(appId())));
        else
            QCOMPARE(relay.ask(relay.request(method, target))->status, 200);
        QCOMPARE(listener.waitFor("revoked", aSecond)["code"_L1].toString(), u"token_invalid"_s);
        const auto whole =
            listener.client.takeReply(ReplyTo::AnyMethod, aSecond); // a whole one: it ended well
        QVERIFY(whole);
        QVERIFY(!program.client.received().contains("revoked"));
        QVERIFY(!program.client.closedByPeer());
    }

    void anAppHasOneEventStream()
    {
        RunningRelay relay;
        Listener first(relay, relay.request("GET", "/events"));
        Listener program(relay, relay.programRequest("GET", "/events"));
        Listener second(relay, asPage(relay, anotherToken(relay), "GET", "/events"));
        QVERIFY(first.heard && program.heard && second.heard);
        QVERIFY(!first.waitFor("replaced").contains("none"_L1));
        QVERIFY(first.client.takeReply());
        QVERIFY(relay.keeper().apply(pausing(true)));
        second.waitFor("paused");
        program.waitFor("paused");
        QCOMPARE(second.countOf("event: paused"), 1);
        QVERIFY(!program.client.received().contains("replaced"));
    }

    void onlyATokenOfItsOwnOriginMayListen()
    {
        RunningRelay relay;
        const QByteArray token = "x-relay-token: " + relay.token() + "\r\n";
        const QByteArray origin = "Origin: " + RunningRelay::origin + "\r\n";
        QCOMPARE(relay.ask(relay.bareRequest("GET", "/events", origin))->status, 401);
        QCOMPARE(relay.ask(relay.bareRequest("GET", "/events", token))->status, 401);
        QCOMPARE(relay
                     .ask(relay.bareRequest("GET", "/events",
                                            "Origin: " + RunningRelay::otherOrigin + "\r\n" + token))
                     ->status,
                 403);
        QCOMPARE(relay.ask(relay.bareRequest("GET", "/events?x=" + relay.token(), origin + token))->status,
                 400);
        QCOMPARE(relay.ask(relay.request("POST", "/events"))->status, 405);
        QCOMPARE(relay
                     .ask(relay.bareRequest("GET", "/events",
                                            origin + token +
                                                "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n"))
                     ->status,
                 403);
    }

    void aSignOfLifeComesAndATokenThatRanOutEnds()
    {
        RelayConfig config;
        config.settings.eventPingSeconds = 1;
        RunningRelay relay(RunningRelay::Key::None, config);
        Listener listener(relay, relay.request("GET", "/events"));
        QVERIFY(listener.heard);
        QVERIFY(listener.client.waitForText(": ping\n\n"));
        // Its approval ends by the clock: nobody changes the config when it does.
        QVERIFY(relay.keeper().apply([](RelayConfig &changed) -> Result<> {
            for (AppEntry &app : changed.apps)
                app.endsAt = QDateTime::currentDateTimeUtc().addMSecs(300);
            return Nothing{};
        }));
        QCOMPARE(listener.waitFor("revoked")["code"_L1].toString(), u"token_invalid"_s);
        QVERIFY(listener.client.takeReply());
    }

    void aTokenThatRanOutHearsNothingMoreWithoutPings()
    {
        RelayConfig config;
        config.settings.eventPingSeconds = 0;
        RunningRelay relay(RunningRelay::Key::None, config);
        Listener listener(relay, relay.request("GET", "/events"));
        Listener other(relay, relay.programRequest("GET", "/events"));
        QVERIFY(listener.heard && other.heard);
        const QDateTime end = QDateTime::currentDateTimeUtc().addMSecs(50);
        QVERIFY(relay.keeper().apply([&end](RelayConfig &changed) -> Result<> {
            for (TokenEntry &token : changed.tokens) {
                if (token.appId == QLatin1StringView(RunningRelay::origin))
                    token.expiresAt = end;
            }
            return Nothing{};
        }));
        QTRY_VERIFY(QDateTime::currentDateTimeUtc() > end);
        lockAndWait(relay.controller());
        QVERIFY(other.client.waitForText("event: locked"));
        QCOMPARE(listener.waitFor("revoked")["code"_L1].toString(), u"token_invalid"_s);
        QVERIFY(listener.client.takeReply());
        QCOMPARE(listener.countOf("event: locked"), 0);
    }

    void eventStreamsCountForNoLimitAndHoldNobodyUp()
    {
        RelayConfig config;
        config.settings.exchangesPerApp = 1;
        config.settings.exchanges = 1;
        RunningRelay relay(RunningRelay::Key::Stored, config);
        Listener listener(relay, relay.request("GET", "/events"));
        QVERIFY(listener.heard);
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
        QSignalSpy stopped(&relay.controller(), &RelayController::stopped);
        relay.controller().drain(30);
        QVERIFY(stopped.wait(byok::test::patience));
        QVERIFY(listener.client.takeReply()); // whole, not broken off
    }

    void aReaderThatStopsIsDropped()
    {
        RunningRelay relay;
        Listener listener(relay, relay.request("GET", "/events"));
        QVERIFY(listener.heard);
        listener.client.stopReading();
        constexpr int changes = 60'000; // 6 MB, more than the kernel holds
        bool done = false;
        for (int i = 0; i < changes; ++i) {
            relay.controller().lock([] {});
            relay.controller().unlock([&done, i] { done = i == changes - 1; });
        }
        QTRY_VERIFY_WITH_TIMEOUT(done, 60'000);
        listener.client.resumeReading();
        QVERIFY(listener.client.waitForClose());
        QVERIFY(listener.countOf("event: locked") < changes);
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
    }
};

QTEST_GUILESS_MAIN(TestRelaySession)
#include "tst_relay_session.moc"
