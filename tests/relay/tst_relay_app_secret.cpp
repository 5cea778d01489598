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

const QByteArray secret = "planted-app-secret-0123456789";

StartPolicy withSecret()
{
    StartPolicy policy;
    policy.appSecret = Secret::copyOf(secret);
    return policy;
}

QJsonObject json(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

QByteArray bearer(const QByteArray &value)
{
    return "Authorization: Bearer " + value + "\r\n";
}

QByteArray pairing(const RunningRelay &relay, const QByteArray &lines, const QByteArray &body)
{
    return relay.bareRequest("POST", "/users", "Content-Type: application/json\r\n" + lines, body);
}

const AppEntry *appIn(RunningRelay &relay, const QString &id)
{
    return relay.keeper().current()->findApp(id);
}

} // namespace

/// A relay that was started with an APP_SECRET, over real sockets.
class TestRelayAppSecret : public QObject
{
    Q_OBJECT

private slots:
    void aProgramThatShowsItGetsATokenWithoutAQuestion_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("in the head") << bearer(secret)
                                     << "{\"app_id\":\"job\",\"app_name\":\"Nightly job\"}"_ba;
        QTest::newRow("in the body") << QByteArray()
                                     << "{\"app_id\":\"job\",\"app_name\":\"Nightly job\",\"app_secret\":\"" +
                                            secret + "\"}";
    }
    void aProgramThatShowsItGetsATokenWithoutAQuestion()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QByteArray, body);
        RunningRelay relay(RunningRelay::Key::Stored, {}, withSecret());
        const auto first = relay.ask(pairing(relay, lines, body));
        QVERIFY(first);
        QCOMPARE(first->status, 200);
        const QByteArray token = json(*first)["token"_L1].toString().toLatin1();
        QCOMPARE(token.size(), 5 + 64);
        QVERIFY(json(*first)["expires_at"_L1].toDouble() > double(QDateTime::currentMSecsSinceEpoch()));
        const AppEntry *app = appIn(relay, u"program:job"_s);
        QVERIFY(app);
        QCOMPARE(app->kind, AppKind::Program);
        QCOMPARE(app->name, u"Nightly job"_s);

        const auto second = relay.ask(pairing(relay, lines, body));
        QCOMPARE(second->status, 200);
        const QByteArray other = json(*second)["token"_L1].toString().toLatin1();
        QVERIFY(other != token);
        for (const QByteArray &one : {token, other}) {
            QCOMPARE(relay.ask(relay.bareRequest("GET", "/keys", "x-relay-token: " + one + "\r\n"))->status,
                     200);
            // A program's token is none with an Origin.
            QCOMPARE(relay
                         .ask(relay.bareRequest("GET", "/keys",
                                                "Origin: " + RunningRelay::origin +
                                                    "\r\nx-relay-token: " + one + "\r\n"))
                         ->status,
                     401);
        }
        QCOMPARE(relay.keeper().current()->apps.size(), 3); // the two that were there, and this one
    }

    void withoutItNobodyGetsATokenAndErrorsArePlain()
    {
        RunningRelay relay(RunningRelay::Key::Stored, {}, withSecret());
        const QByteArray origin = "Origin: " + RunningRelay::origin + "\r\n";
        for (const QByteArray &lines :
             {QByteArray(), origin, bearer("wrong"), origin + bearer(relay.token())}) {
            const auto reply = relay.ask(pairing(relay, lines, "{\"app_id\":\"a\"}"));
            QVERIFY(reply);
            QCOMPARE(reply->status, 401);
            QCOMPARE(json(*reply)["code"_L1].toString(), u"app_secret_refused"_s);
            QVERIFY(json(*reply)["error"_L1].isString());
        }
        QCOMPARE(relay.ask(pairing(relay, {}, "{\"app_id\":\"a\",\"app_secret\":\"wrong\"}"))->status, 401);
        QCOMPARE(relay.ask(pairing(relay, {}, "{\"app_id\":\"a\",\"app_secret\":7}"))->status, 401);
        QCOMPARE(relay.keeper().current()->tokens.size(), 2);
        // Tokens that are there go on as before.
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
    }

    void fiveWrongOnesAMinuteAreSlowedAndTheRightOneIsNot()
    {
        RunningRelay relay(RunningRelay::Key::Stored, {}, withSecret());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(relay.ask(pairing(relay, bearer("wrong"), "{\"app_id\":\"a\"}"))->status, 401);
        const auto slowed = relay.ask(pairing(relay, bearer("wrong"), "{\"app_id\":\"a\"}"));
        QCOMPARE(slowed->status, 429);
        const int wait = slowed->field("retry-after").toInt();
        QVERIFY(wait > 0 && wait <= 60);
        QCOMPARE(relay.ask(pairing(relay, {}, "{\"app_id\":\"a\",\"app_secret\":\"wrong\"}"))->status, 429);
        QCOMPARE(relay.ask(pairing(relay, bearer(secret), "{\"app_id\":\"a\"}"))->status, 200);
    }

    void itNeverStandsInForConsentToAnOrigin()
    {
        RunningRelay relay(RunningRelay::Key::Stored, {}, withSecret());
        const auto approved = relay.ask(pairing(
            relay, "Origin: " + RunningRelay::origin + "\r\n" + bearer(secret), "{\"app_id\":\"a\"}"));
        QCOMPARE(approved->status, 200);
        RawClient stranger(relay.port());
        stranger.send(pairing(relay, "Origin: " + RunningRelay::otherOrigin + "\r\n" + bearer(secret),
                              "{\"app_id\":\"a\"}"));
        // Refused, or held for the person's answer; in no case a token.
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
        QVERIFY(!stranger.received().contains("byok_"));
        QVERIFY(!appIn(relay, QString::fromLatin1(RunningRelay::otherOrigin)));
        QVERIFY(!appIn(relay, u"program:a"_s));
    }

    void itJoinsNothingThatThePersonApproved()
    {
        RelayConfig roomy;
        roomy.settings.registrationsPerHour = 0;
        RunningRelay relay(RunningRelay::Key::Stored, roomy, withSecret());
        Grant wide;
        wide.paths = PathScope::WholeApi;
        wide.duration = GrantDuration::UntilRevoked;
        relay.setGrant(wide); // of "program:script", made by hand, too
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QVERIFY(relay.keeper().apply(allowProgram(u"program:asked"_s, u"/usr/bin/asked"_s, wide, now)));
        for (int i = 0; i < 22; ++i)
            QCOMPARE(relay.ask(pairing(relay, bearer(secret), "{\"app_id\":\"script\"}"))->status, 200);
        const auto reply = relay.ask(pairing(relay, bearer(secret), "{\"app_id\":\"asked\"}"));
        QCOMPARE(reply->status, 200);
        const QByteArray token = json(*reply)["token"_L1].toString().toLatin1();
        // Neither gave more than the inference paths, and the person's own token goes on.
        QCOMPARE(
            relay.ask(relay.bareRequest("GET", "/relay/openai/v1/files", "x-relay-token: " + token + "\r\n"))
                ->status,
            403);
        for (const QString &id : {u"program:script 2"_s, u"program:asked 2"_s}) {
            QVERIFY(appIn(relay, id));
            QCOMPARE(appIn(relay, id)->grant.paths, PathScope::InferenceOnly);
        }
        QCOMPARE(relay.ask(relay.programRequest("GET", "/keys"))->status, 200);
        for (const QByteArray &bad : {"{}"_ba, "{\"app_id\":\"\"}"_ba, "{\"app_id\":7}"_ba})
            QCOMPARE(relay.ask(pairing(relay, bearer(secret), bad))->status, 400);
    }

    void registrationsAreCounted()
    {
        RunningRelay relay(RunningRelay::Key::Stored, {}, withSecret());
        for (int i = 0; i < 10; ++i)
            QCOMPARE(relay.ask(pairing(relay, bearer(secret), "{\"app_id\":\"job\"}"))->status, 200);
        QCOMPARE(relay.ask(pairing(relay, bearer(secret), "{\"app_id\":\"job\"}"))->status, 429);
        QCOMPARE(relay.ask(pairing(relay, bearer(secret), "{\"app_id\":\"other\"}"))->status, 200);
    }

    void statsOfAnAppAreForWhoeverHoldsIt()
    {
        RunningRelay relay(RunningRelay::Key::Stored, {}, withSecret());
        QCOMPARE(relay.ask(relay.programRequest("POST", "/relay/openai/v1/chat/completions", "{}"))->status,
                 200);
        const auto stats = [&relay](const QByteArray &app, const QByteArray &lines) {
            return relay.ask(relay.bareRequest("GET", "/stats/" + app, lines));
        };
        const auto reply = stats("script", bearer(secret));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(json(*reply)["app_id"_L1].toString(), u"program:script"_s);
        QCOMPARE(json(*reply)["user_count"_L1].toInt(), 1);
        QTRY_COMPARE(json(*stats("program%3Ascript", bearer(secret)))["total"_L1].toInt(), 1);
        QCOMPARE(json(*stats("https%3A%2F%2Fapp.example", bearer(secret)))["app_id"_L1].toString(),
                 QString::fromLatin1(RunningRelay::origin));
        QCOMPARE(stats("https%3A%2F", bearer(secret))->status, 200); // an app that never was: zeros
        QCOMPARE(stats("100%", bearer(secret))->status, 400);
        QCOMPARE(stats("a%00", bearer(secret))->status, 400);
        QCOMPARE(stats("script", {})->status, 401);
        QCOMPARE(stats("script", bearer("wrong"))->status, 401);
        QCOMPARE(stats("script", bearer(relay.programToken()))->status, 401);
        QCOMPARE(stats("script", "Origin: " + RunningRelay::otherOrigin + "\r\n" + bearer(secret))->status,
                 403);

        RunningRelay open;
        const auto unset = open.ask(open.bareRequest("GET", "/stats/script", bearer(secret)));
        QCOMPARE(unset->status, 503);
        QCOMPARE(json(*unset)["code"_L1].toString(), u"app_secret_unset"_s);
    }
};

QTEST_GUILESS_MAIN(TestRelayAppSecret)
#include "tst_relay_app_secret.moc"
