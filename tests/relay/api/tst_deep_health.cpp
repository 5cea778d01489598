// SPDX-License-Identifier: Apache-2.0
// GET /health?deep=1 over real sockets: what it tells, what reaches the providers, how often.
#include "relay/access/app_edits.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ofOpenAi = "/health?deep=1&provider=openai";

QJsonObject json(const std::optional<RawReply> &reply)
{
    return reply ? QJsonDocument::fromJson(reply->body).object() : QJsonObject();
}

int statusOf(const std::optional<RawReply> &reply)
{
    return reply ? reply->status : 0;
}

/// An app that may use just these.
Grant grantOf(const QStringList &providers)
{
    Grant grant;
    grant.providers = providers;
    return grant;
}

FakeReply silent()
{
    FakeReply reply;
    reply.cutHeadAt = 0;
    reply.ending = FakeEnding::Stall;
    return reply;
}

} // namespace

class TestDeepHealth : public QObject
{
    Q_OBJECT

private slots:
    void anyAnswerIsReachableAndNoKeyIsSent_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 302, 401, 404, 500})
            QTest::addRow("%d", status) << status;
    }
    void anyAnswerIsReachableAndNoKeyIsSent()
    {
        QFETCH(int, status);
        RunningRelay relay;
        relay.upstream().setDefault({.status = status});
        const auto reply = relay.ask(relay.programRequest("GET", ofOpenAi));
        QCOMPARE(statusOf(reply), 200);
        const QJsonObject body = json(reply);
        QCOMPARE(body.value("ok"_L1), QJsonValue(true));
        for (const QString &name : {u"version"_s, u"commit"_s, u"uptime"_s, u"timestamp"_s, u"providers"_s})
            QVERIFY2(body.contains(name), qPrintable(name));
        QCOMPARE(body.value("checks"_L1).toObject(),
                 (QJsonObject{{u"relay"_s, u"ok"_s}, {u"openai"_s, u"ok"_s}}));
        QVERIFY(!body.contains("warnings"_L1));

        QCOMPARE(relay.upstream().requestCount(), 1);
        const FakeRequest &probe = relay.upstream().requests().first();
        QCOMPARE(probe.method, "GET"_ba);
        QCOMPARE(probe.target, "/v1/models"_ba);
        QVERIFY(probe.field("authorization").isEmpty());
        QVERIFY(!probe.rawHead.contains(relay.programToken()) && !probe.rawHead.contains(RunningRelay::key));
        QVERIFY(relay.records().isEmpty()); // it is nobody's use of a provider
    }

    void anAnswerHoldsForAMinuteWhoeverAsks()
    {
        RunningRelay relay;
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(statusOf(relay.ask(relay.programRequest("GET", ofOpenAi))), 200);
            QCOMPARE(statusOf(relay.ask(relay.request("GET", ofOpenAi))), 200);
        }
        QCOMPARE(relay.upstream().requestCount(), 1);
    }

    void whoeverAsksMeanwhileSharesTheProbe()
    {
        RunningRelay relay;
        relay.upstream().setDefault({.msBefore = 300});
        RawClient first(relay.port());
        RawClient second(relay.port());
        first.send(relay.programRequest("GET", ofOpenAi));
        second.send(relay.programRequest("GET", ofOpenAi));
        QCOMPARE(statusOf(first.takeReply()), 200);
        QCOMPARE(statusOf(second.takeReply()), 200);
        QCOMPARE(relay.upstream().requestCount(), 1);
    }

    void allThatTheAppMayUseAreAsked()
    {
        RunningRelay relay;
        relay.setGrant(grantOf({u"openai"_s, u"nowhere"_s, u"mine"_s}));
        const auto reply = relay.ask(relay.programRequest("GET", "/health?deep=1"));
        QCOMPARE(statusOf(reply), 503);
        const QJsonObject body = json(reply);
        QCOMPARE(body.value("ok"_L1), QJsonValue(false));
        QCOMPARE(body.value("checks"_L1).toObject(), (QJsonObject{{u"relay"_s, u"ok"_s},
                                                                  {u"openai"_s, u"ok"_s},
                                                                  {u"nowhere"_s, u"unreachable"_s},
                                                                  {u"mine"_s, u"ok"_s}}));
        QCOMPARE(body.value("warnings"_L1).toArray(),
                 QJsonArray{u"Nowhere could not be reached just now."_s}); // not why, nor where it is
        QVERIFY(!reply->body.contains("127.0.0.1"));
        QCOMPARE(relay.upstream().requestCount("/v1/models"), 1);
        QCOMPARE(relay.upstream().requestCount("/mine/"), 1);
    }

    void aProviderThatClosesWithoutAnAnswerIsUnreachable()
    {
        RunningRelay relay;
        FakeReply closed;
        closed.cutHeadAt = 0;
        closed.ending = FakeEnding::Close;
        relay.upstream().setDefault(closed);
        const auto reply = relay.ask(relay.programRequest("GET", ofOpenAi));
        QCOMPARE(statusOf(reply), 503);
        QCOMPARE(json(reply).value("checks"_L1).toObject().value("openai"_L1).toString(), u"unreachable"_s);
    }

    void whatIsRefused_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const QByteArray page = "Origin: " + RunningRelay::origin + "\r\n";
        QTest::newRow("a program without a token") << ofOpenAi << ""_ba << 401 << u"token"_s;
        QTest::newRow("a page without a token") << ofOpenAi << page << 401 << u"token"_s;
        QTest::newRow("a wrong token") << ofOpenAi << "x-relay-token: byok_" + QByteArray(64, '0') + "\r\n"
                                       << 401 << u"token"_s;
        QTest::newRow("an origin that is not approved")
            << ofOpenAi << "Origin: " + RunningRelay::otherOrigin + "\r\n"
            << 403 << u"not approved"_s;
        QTest::newRow("the relay's own page")
            << ofOpenAi << "Sec-Fetch-Site: same-origin\r\n"_ba << 403 << u"own page"_s;
        QTest::newRow("spelled otherwise") << "/health?d%65ep=1"_ba << ""_ba << 401 << u"token"_s;
        QTest::newRow("no such provider")
            << "/health?deep=1&provider=nope"_ba << "token"_ba << 400 << u"Unsupported provider: nope"_s;
        QTest::newRow("not granted") << "/health?deep=1&provider=anthropic"_ba << "token"_ba << 403
                                     << u"may not use"_s;
    }
    void whatIsRefused()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, lines);
        QFETCH(QString, says);
        RunningRelay relay;
        relay.setGrant(grantOf({u"openai"_s}));
        if (lines == "token")
            lines = "x-relay-token: " + relay.programToken() + "\r\n";
        const auto reply = relay.ask(relay.bareRequest("GET", target, lines));
        QVERIFY(reply);
        QTEST(reply->status, "status");
        QVERIFY2(reply->body.contains(says.toUtf8()), reply->body.constData());
        QCOMPARE(relay.upstream().requestCount(), 0);
    }

    void withoutDeepNothingIsAskedAndNoTokenNeeded()
    {
        RunningRelay relay;
        for (const char *target : {"/health", "/health?deep=0", "/health?provider=openai"})
            QCOMPARE(statusOf(relay.ask(relay.bareRequest("GET", target))), 200);
        QCOMPARE(relay.upstream().requestCount(), 0);
    }

    void aCallerThatLeavesLeavesNothingBehind()
    {
        RunningRelay relay;
        relay.upstream().setDefault(silent());
        auto client = std::make_unique<RawClient>(relay.port());
        client->send(relay.programRequest("GET", ofOpenAi));
        QTRY_COMPARE(relay.controller().status().liveExchanges, 1);
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        client->close();
        QTRY_COMPARE(relay.controller().status().liveExchanges, 0);
        relay.upstream().finish(FakeEnding::Close); // its probe ends, and has nobody to tell
        QTRY_COMPARE(relay.upstream().openConnectionCount(), 0);
        QCOMPARE(statusOf(relay.ask(relay.bareRequest("GET", "/health"))), 200);
    }

    void whoIsRevokedGetsNoAnswer()
    {
        RunningRelay relay;
        relay.upstream().setDefault(silent());
        RawClient page(relay.port());
        page.send(relay.request("GET", ofOpenAi));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        QVERIFY(relay.keeper().apply(revokeApp(QString::fromLatin1(RunningRelay::origin))));
        QCOMPARE(statusOf(page.takeReply()), 401);
    }

    void aRelayThatLeavesDoesNotWaitForeverForAProvider()
    {
        RunningRelay relay;
        relay.upstream().setDefault(silent());
        RawClient client(relay.port());
        client.send(relay.programRequest("GET", ofOpenAi));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        QSignalSpy stopped(&relay.controller(), &RelayController::stopped);
        relay.controller().drain(1);
        QCOMPARE(statusOf(client.takeReply()), 503);
        QTRY_COMPARE(stopped.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestDeepHealth)
#include "tst_deep_health.moc"
