// SPDX-License-Identifier: Apache-2.0
// What the person changes while their keychain still asks them for the key of a request, over real sockets.
#include "relay/access/app_edits.h"
#include "relay/access/fallback_edits.h"
#include "relay/access/key_edits.h"
#include "relay/access/provider_edits.h"
#include "relay/access/relay_edits.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QString account = RunningRelay::keyAccount(u"openai"_s);
const QString workAccount = u"key/openai/work#1"_s;

void mustBe(const Result<> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().sentence));
}

QByteArray plainRequest(const RunningRelay &relay)
{
    return relay.request("POST", "/relay/openai/v1/chat/completions", "{\"model\":\"gpt-4o\"}");
}

QByteArray socketRequest(const RunningRelay &relay)
{
    return relay.bareRequest(
        "GET", "/relay/openai/v1/realtime?model=gpt-4o",
        "Origin: " + RunningRelay::origin +
            "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key." +
            relay.token() + "\r\n");
}

/// Two ways in that wait for a key.
struct Way
{
    const char *name;
    QByteArray (*request)(const RunningRelay &);
};
constexpr Way ways[] = {{"HTTP", plainRequest}, {"WebSocket", socketRequest}};

/// What the person does meanwhile, and what the app is told.
struct Change
{
    const char *name;
    void (*make)(RunningRelay &);
    int status;
    const char *code;
};

const QString app = QString::fromLatin1(RunningRelay::origin);

void grantOnly(RunningRelay &relay, const QStringList &providers, const QStringList &models)
{
    Grant grant;
    grant.providers = providers;
    grant.models = models;
    relay.setGrant(grant);
}

ProviderEntry openAiAt(const QByteArray &baseUrl)
{
    return {.id = u"openai"_s,
            .kind = ProviderEntry::Kind::OfShipped,
            .baseUrl = baseUrl,
            .privateAddresses = PrivateAddresses::Allowed};
}

const Change changes[] = {
    {"relay paused",
     [](RunningRelay &relay) { mustBe(relay.keeper().apply(pauseRelay(RelayPause::Paused))); }, 503,
     "paused"},
    {"app paused", [](RunningRelay &relay) { mustBe(relay.keeper().apply(pauseApp(app, AppPause::Paused))); },
     503, "paused"},
    {"relay locked", [](RunningRelay &relay) { relay.controller().lock([] {}); }, 423, "locked"},
    {"app revoked", [](RunningRelay &relay) { mustBe(relay.keeper().apply(revokeApp(app))); }, 401, nullptr},
    {"provider taken from the app", [](RunningRelay &relay) { grantOnly(relay, {u"anthropic"_s}, {}); }, 403,
     nullptr},
    {"model taken from the app", [](RunningRelay &relay) { grantOnly(relay, {}, {u"gpt-5*"_s}); }, 403,
     nullptr},
    {"provider moved",
     [](RunningRelay &relay) { mustBe(relay.keeper().apply(setProvider(openAiAt("http://127.0.0.1:9")))); },
     403, nullptr},
    {"provider turned off",
     [](RunningRelay &relay) {
         ProviderEntry off = openAiAt(relay.upstream().baseUrl());
         off.enabled = false;
         mustBe(relay.keeper().apply(setProvider(off)));
     },
     403, nullptr},
    {"another key chosen for the app",
     [](RunningRelay &relay) { mustBe(relay.keeper().apply(chooseKey(app, u"openai"_s, u"work"_s))); }, 409,
     "changed_meanwhile"},
    {"key removed",
     [](RunningRelay &relay) { mustBe(relay.keeper().apply(unlistKey(u"openai"_s, u"default"_s, {}))); }, 400,
     nullptr},
};

} // namespace

class TestRelayWaitingKey : public QObject
{
    Q_OBJECT

private slots:
    void whatChangesMeanwhileHolds_data()
    {
        QTest::addColumn<int>("way");
        QTest::addColumn<int>("change");
        for (int way = 0; way < int(std::size(ways)); ++way) {
            for (int change = 0; change < int(std::size(changes)); ++change)
                QTest::addRow("%s, %s", ways[way].name, changes[change].name) << way << change;
        }
    }
    void whatChangesMeanwhileHolds()
    {
        QFETCH(int, way);
        QFETCH(int, change);
        RunningRelay relay;
        addWorkKey(relay);
        RawClient client(relay.port());
        waitForKey(relay, client, ways[way]);
        changes[change].make(relay);
        relay.store().openReads();
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QVERIFY2(reply->status == changes[change].status, (reply->head + reply->body).constData());
        if (changes[change].code)
            QVERIFY2(reply->body.contains(changes[change].code), reply->body.constData());
        QCOMPARE(relay.upstream().requestCount(), 0);
        QTRY_COMPARE(relay.records().size(), 1);
        QCOMPARE(relay.records().first().status, changes[change].status);
    }

    void whatDoesNotConcernItIsNoMatter_data()
    {
        QTest::addColumn<int>("way");
        for (int way = 0; way < int(std::size(ways)); ++way)
            QTest::addRow("%s", ways[way].name) << way;
    }
    void whatDoesNotConcernItIsNoMatter()
    {
        QFETCH(int, way);
        RunningRelay relay;
        addWorkKey(relay);
        RawClient client(relay.port());
        waitForKey(relay, client, ways[way]);
        grantOnly(relay, {u"openai"_s}, {u"gpt-4o"_s});
        mustBe(relay.keeper().apply(chooseKey(u"program:script"_s, u"openai"_s, u"work"_s)));
        relay.store().openReads();
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        QCOMPARE(relay.upstream().requests().first().field("authorization"), "Bearer " + RunningRelay::key);
    }

    void whomTheKeyBillsIsJudgedAgain_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<int>("status");
        QTest::newRow("named") << "OpenAI-Organization: org-of-the-app\r\n"_ba << 409;
        QTest::newRow("not named") << ""_ba << 200;
    }
    void whomTheKeyBillsIsJudgedAgain()
    {
        QFETCH(QByteArray, field);
        QFETCH(int, status);
        RunningRelay relay;
        addWorkKey(relay);
        Grant whole;
        whole.paths = PathScope::WholeApi;
        relay.setGrant(whole);
        RawClient client(relay.port());
        relay.store().waitsFor = account;
        client.send(plainRequest(relay).replace("\r\nHost:", "\r\n" + field + "Host:"));
        QTRY_COMPARE(relay.store().waitingReads(), 1);
        relay.setGrant({});
        relay.store().openReads();
        const RawReply reply = client.takeReply().value_or(RawReply{});
        QCOMPARE(reply.status, status);
        QVERIFY(!reply.head.contains("x-should-retry: false")); // nothing was sent: a client may ask anew
        QCOMPARE(relay.upstream().requestCount(), status == 409 ? 0 : 1);
    }

    /// The key that was chosen rests, so that a rule has another one begin.
    void aRuleThatIsTakenBackMeanwhileHoldsNoMore_data()
    {
        QTest::addColumn<bool>("isTakenBack");
        QTest::addColumn<int>("status");
        QTest::newRow("stays") << false << 200;
        QTest::newRow("taken back") << true << 409;
    }
    void aRuleThatIsTakenBackMeanwhileHoldsNoMore()
    {
        QFETCH(bool, isTakenBack);
        QFETCH(int, status);
        RunningRelay relay;
        addWorkKey(relay);
        mustBe(
            relay.keeper().apply(setFallbacks({}, {{{}, {}, OtherKeys::Yes, {}, PaidTargets::LocalOnly}})));
        relay.store().held.remove(workAccount); // so that the key is not known from the first request
        FakeReply busy;
        busy.status = 429;
        busy.fields = {{"retry-after", "600"}};
        relay.upstream().next(busy);
        QCOMPARE(relay.ask(plainRequest(relay)).value_or(RawReply{}).status, 429);
        relay.store().held.insert(workAccount, "sk-planted-work-0123456789abcdefghij");

        RawClient client(relay.port());
        waitForKey(relay, client, ways[0], workAccount);
        if (isTakenBack)
            mustBe(relay.keeper().apply(setFallbacks({}, {})));
        relay.store().openReads();
        QCOMPARE(client.takeReply().value_or(RawReply{}).status, status);
        QCOMPARE(relay.upstream().requestCount(), isTakenBack ? 1 : 2);
    }

private:
    static void addWorkKey(RunningRelay &relay)
    {
        relay.store().held.insert(workAccount, "sk-planted-work-0123456789abcdefghij");
        mustBe(relay.keeper().apply(listKey({.account = workAccount,
                                             .provider = u"openai"_s,
                                             .label = u"work"_s,
                                             .appId = {},
                                             .addedAt = QDateTime::currentDateTimeUtc(),
                                             .sentTo = relay.upstream().baseUrl()})));
    }
    /// The request is made, and the keychain asks the person for its key.
    static void waitForKey(RunningRelay &relay, RawClient &client, const Way &way,
                           const QString &waitsFor = account)
    {
        relay.store().waitsFor = waitsFor;
        client.send(way.request(relay));
        QTRY_COMPARE(relay.store().waitingReads(), 1);
        QTRY_COMPARE(relay.controller().liveExchanges().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRelayWaitingKey)
#include "tst_relay_waiting_key.moc"
