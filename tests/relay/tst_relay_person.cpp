// SPDX-License-Identifier: Apache-2.0
// What a person sees and does in the windows, as the relay answers it: over real sockets.
#include "relay/access/app_edits.h"
#include "relay/access/key_edits.h"
#include "relay/access/provider_edits.h"
#include "relay/usage/usage_ledger.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray chat = "/relay/openai/v1/chat/completions";

QString appId()
{
    return QString::fromLatin1(RunningRelay::origin);
}

QJsonObject json(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

QString errorIn(const RawReply &reply)
{
    return json(reply)["error"_L1]["message"_L1].toString(); // OpenAI's envelope
}

/// The key that the newest request at the provider carried.
QByteArray keySent(RunningRelay &relay)
{
    return relay.upstream().requests().last().field("authorization").mid(7);
}

Result<> storeKey(RunningRelay &relay, const QString &provider, const QString &label, const QByteArray &key,
                  const QByteArray &sentTo)
{
    const QString account = u"key/%1/%2#%3"_s.arg(provider, label, QString::fromLatin1(key.last(4)));
    relay.store().held.insert(account, key);
    return relay.keeper().apply(listKey({.account = account,
                                         .provider = provider,
                                         .label = label,
                                         .appId = {},
                                         .addedAt = QDateTime::currentDateTimeUtc(),
                                         .sentTo = sentTo}));
}

ProviderEntry ownEntry(RunningRelay &relay)
{
    ProviderEntry entry;
    entry.id = u"lite"_s;
    entry.name = u"Lite"_s;
    entry.baseUrl = relay.upstream().baseUrl() + "/lite";
    entry.paths = {"POST /v1/chat/completions"};
    entry.privateAddresses = PrivateAddresses::Allowed;
    return entry;
}

} // namespace

class TestRelayPerson : public QObject
{
    Q_OBJECT

private slots:
    // ----------------------------------------------------------------------------------------------------
    // live requests

    void whatIsUnderWayIsShownAndCountsAsItGoes()
    {
        RunningRelay relay;
        QSignalSpy changed(&relay.controller(), &RelayController::liveExchangesChanged);
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient client(relay.port());
        client.send(relay.request("POST", chat, "{\"model\":\"gpt-4o\"}"));
        QTRY_COMPARE(relay.controller().liveExchanges().size(), 1);
        const LiveExchange live = relay.controller().liveExchanges().first();
        QCOMPARE(live.appId, appId());
        QCOMPARE(live.provider, u"openai"_s);
        QCOMPARE(live.model, u"gpt-4o"_s);
        QCOMPARE(live.keyLabel, u"default"_s);
        QCOMPARE(live.wayIn, WayIn::Relay);
        QCOMPARE(live.bytesUp, 18);
        QVERIFY(live.startedAt.secsTo(QDateTime::currentDateTimeUtc()) < 10);
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        relay.upstream().release();
        QTRY_COMPARE(relay.controller().liveExchanges().first().bytesDown, 11);
        relay.upstream().releaseAll();
        QTRY_VERIFY(relay.controller().liveExchanges().isEmpty());
        QVERIFY(client.received().toLower().contains("x-relay-request-id: " + live.id));
        QVERIFY(changed.size() >= 3);
    }

    void aFloodIsToldOfFourTimesASecond()
    {
        RunningRelay relay;
        QSignalSpy changed(&relay.controller(), &RelayController::liveExchangesChanged);
        relay.upstream().setDefault({.pieces = {"{}"}, .pace = FakePace::Gated});
        QElapsedTimer clock;
        clock.start();
        RawClient client(relay.port());
        for (int i = 0; i < 15; ++i) {
            client.send(relay.request("POST", chat, "{}"));
            QTRY_COMPARE(relay.upstream().requestCount(), i + 1);
            relay.upstream().release();
            QVERIFY(client.takeReply());
        }
        QTRY_VERIFY(relay.controller().liveExchanges().isEmpty());
        QVERIFY2(changed.size() <= clock.elapsed() / 250 + 2, qPrintable(QString::number(changed.size())));
    }

    void aStoppedRequestEndsWithAWordAndNoOtherDoes()
    {
        RunningRelay relay;
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient stopped(relay.port());
        stopped.send(relay.request("POST", chat, "{}"));
        QTRY_COMPARE(relay.controller().liveExchanges().size(), 1);
        const QByteArray id = relay.controller().liveExchanges().first().id;
        RawClient other(relay.port());
        other.send(relay.request("POST", chat, "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 2);
        relay.upstream().release();
        QVERIFY(stopped.waitForText("data: one"));
        QVERIFY(other.waitForText("data: one"));

        relay.controller().stopExchange(id);
        QVERIFY(stopped.waitForClose());
        QVERIFY2(stopped.received().contains("The person stopped this request."),
                 stopped.received().constData());
        QTRY_COMPARE(relay.records().size(), 1);
        QCOMPARE(relay.records().first().id, id);
        QCOMPARE(relay.records().first().outcome, ExchangeOutcome::Revoked);
        relay.controller().stopExchange(id); // has ended: nothing
        relay.controller().stopExchange({});
        relay.upstream().releaseAll();
        QVERIFY(other.waitForText("data: two"));
        QVERIFY(other.takeReply());
        QTRY_COMPARE(relay.records().size(), 2);
        QCOMPARE(relay.records().last().outcome, ExchangeOutcome::Completed);
    }

    // ----------------------------------------------------------------------------------------------------
    // keys

    void useAndTestsTellHowAKeyFares()
    {
        RunningRelay relay;
        const auto health = [&relay] {
            return relay.controller().keyReport(u"openai"_s, u"default"_s).health;
        };
        QSignalSpy changed(&relay.controller(), &RelayController::keyReportChanged);
        QCOMPARE(health(), KeyHealth::Untested);
        relay.upstream().setDefault({});
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
        QTRY_COMPARE(health(), KeyHealth::Works);
        QCOMPARE(changed.size(), 1);
        relay.upstream().setDefault({.status = 401});
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 401);
        QTRY_COMPARE(health(), KeyHealth::Refused);
        QVERIFY(relay.controller().keyReport(u"openai"_s, u"default"_s).sentence.isEmpty());

        relay.upstream().setDefault({.status = 429});
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 429);
        QTRY_COMPARE(relay.records().size(), 3);
        QCOMPARE(health(), KeyHealth::Refused); // a rate limit says nothing of it
        std::optional<Result<QString>> verdict;
        const auto done = [&verdict](const Result<QString> &found) { verdict = found; };
        relay.controller().testKey(RunningRelay::keyAccount(u"openai"_s), u"openai"_s, done);
        QTRY_VERIFY(verdict);
        QVERIFY(!verdict->ok());
        QCOMPARE(health(), KeyHealth::Quota);
        QCOMPARE(relay.controller().keyReport(u"openai"_s, u"default"_s).sentence, verdict->error().sentence);

        QVERIFY(storeKey(relay, u"openai"_s, u"default"_s, "sk-next-0123456789", relay.upstream().baseUrl()));
        QCOMPARE(health(), KeyHealth::Untested);
    }

    void aKeyThatIsStoredNowhereCanBeTested()
    {
        RunningRelay relay(RunningRelay::Key::None);
        relay.upstream().setDefault({});
        std::optional<Result<QString>> verdict;
        const auto done = [&verdict](const Result<QString> &found) { verdict = found; };
        relay.controller().testCandidate(Secret::copyOf("sk-new-0123456789"), u"openai"_s, done);
        QTRY_VERIFY(verdict);
        QVERIFY(verdict->ok());
        QCOMPARE(keySent(relay), "sk-new-0123456789"_ba);
        QVERIFY(relay.store().held.isEmpty());
        verdict.reset();
        relay.controller().testCandidate(Secret::copyOf("sk-new-0123456789"), u"nobody"_s, done);
        QTRY_VERIFY(verdict);
        QVERIFY(!verdict->ok());
    }

    void thePersonChoosesWhichOfTheirKeysIsUsed()
    {
        RunningRelay relay;
        relay.upstream().setDefault({});
        const QByteArray work = "sk-work-0123456789";
        const QByteArray home = "sk-home-0123456789";
        QVERIFY(storeKey(relay, u"openai"_s, u"work"_s, work, relay.upstream().baseUrl()));
        QVERIFY(storeKey(relay, u"openai"_s, u"home"_s, home, relay.upstream().baseUrl()));
        const auto ask = [&relay] {
            return relay.ask(relay.request("POST", chat, "{}")).value_or(RawReply{});
        };
        QCOMPARE(ask().status, 200);
        QCOMPARE(keySent(relay), RunningRelay::key);
        QVERIFY(relay.keeper().apply(setDefaultKey(u"openai"_s, u"work"_s)));
        QCOMPARE(ask().status, 200);
        QCOMPARE(keySent(relay), work);
        Grant grant;
        grant.keys = {{u"openai"_s, u"home"_s}};
        QVERIFY(relay.keeper().apply(setGrant(appId(), grant, QDateTime::currentDateTimeUtc())));
        QCOMPARE(ask().status, 200);
        QCOMPARE(keySent(relay), home);
        // Of this app alone.
        QCOMPARE(relay.ask(relay.programRequest("POST", chat, "{}"))->status, 200);
        QCOMPARE(keySent(relay), work);

        // Gone: not silently another one.
        QVERIFY(relay.keeper().apply(unlistKey(u"openai"_s, u"home"_s, {})));
        const qsizetype before = relay.upstream().requestCount();
        const RawReply refused = ask();
        QCOMPARE(refused.status, 403);
        QVERIFY2(errorIn(refused).contains(u"home"_s), refused.body.constData());
        QCOMPARE(relay.upstream().requestCount(), before);
        const QJsonArray listed = json(*relay.ask(relay.request("GET", "/keys")))["providers"_L1].toArray();
        QVERIFY(!listed.contains(u"openai"_s));
        QVERIFY(listed.contains(u"anthropic"_s));
    }

    void aKeychainThatGivesNoKeyIsToldOfOnce()
    {
        RunningRelay relay;
        QSignalSpy failed(&relay.controller(), &RelayController::keychainFailed);
        relay.store().fault = SecretError{SecretFault::Locked, u"The keychain is locked."_s};
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 423);
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 423);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().at(1).toString(), u"The keychain is locked."_s);
        relay.store().fault = SecretError{SecretFault::Unavailable, u"No keychain answers."_s};
        QVERIFY(relay.ask(relay.request("POST", chat, "{}")));
        QTRY_COMPARE(failed.size(), 2);
        relay.store().fault = SecretError{SecretFault::Absent, u"There is none."_s};
        QVERIFY(relay.ask(relay.request("POST", chat, "{}")));
        QCOMPARE(failed.size(), 2);
    }

    // ----------------------------------------------------------------------------------------------------
    // providers

    void anEnteredProviderIsThereFromTheNextRequestOn()
    {
        RunningRelay relay;
        relay.upstream().setDefault({});
        QSignalSpy changed(&relay.controller(), &RelayController::catalogChanged);
        const QByteArray target = "/relay/lite/v1/chat/completions";
        QCOMPARE(relay.ask(relay.request("POST", target, "{}"))->status, 400);
        QVERIFY(relay.keeper().apply(setProvider(ownEntry(relay))));
        QCOMPARE(changed.size(), 1);
        QVERIFY(relay.controller().catalog().find(u"lite"));
        QVERIFY(storeKey(relay, u"lite"_s, u"default"_s, "lite-0123456789", relay.upstream().baseUrl()));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(relay.ask(relay.request("POST", target, "{}"))->status, 200);
        QCOMPARE(relay.upstream().requests().last().target, "/lite/v1/chat/completions"_ba);
        QCOMPARE(keySent(relay), "lite-0123456789"_ba);
        QCOMPARE(relay.ask(relay.request("GET", "/relay/lite/v1/files"))->status, 403);

        // Moved: the key was for the old address.
        ProviderEntry moved = ownEntry(relay);
        moved.baseUrl = "http://127.0.0.1:9";
        QVERIFY(relay.keeper().apply(setProvider(moved)));
        const RawReply refused = relay.ask(relay.request("POST", target, "{}")).value_or(RawReply{});
        QVERIFY2(errorIn(refused).contains(u"store it again"_s), refused.body.constData());
        QVERIFY(relay.keeper().apply(removeProvider(u"lite"_s)));
        QCOMPARE(relay.ask(relay.request("POST", target, "{}"))->status, 400);
        QVERIFY(!relay.controller().catalog().find(u"lite"));
        QTRY_VERIFY(!relay.store().held.values().contains("lite-0123456789"));
    }

    void streamsEndWithTheirProvider_data()
    {
        QTest::addColumn<QByteArray>("baseUrl"); ///< of the provider from then on
        QTest::addColumn<bool>("enabled");
        QTest::newRow("turned off") << QByteArray() << false;
        QTest::newRow("moved") << "https://elsewhere.example"_ba << true;
    }
    void streamsEndWithTheirProvider()
    {
        QFETCH(QByteArray, baseUrl);
        QFETCH(bool, enabled);
        RunningRelay relay;
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient ends(relay.port());
        ends.send(relay.request("POST", chat, "{}"));
        RawClient stays(relay.port());
        stays.send(relay.request("POST", "/relay/anthropic/v1/messages", "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 2);
        relay.upstream().release();
        QVERIFY(ends.waitForText("data: one"));
        QVERIFY(stays.waitForText("data: one"));
        ProviderEntry entry;
        entry.id = u"openai"_s;
        entry.kind = ProviderEntry::Kind::OfShipped;
        entry.baseUrl = baseUrl;
        entry.enabled = enabled;
        QVERIFY(relay.keeper().apply(setProvider(entry)));
        QVERIFY(ends.waitForClose());
        QVERIFY(ends.received().contains("provider_refused"));
        relay.upstream().releaseAll();
        QVERIFY(stays.waitForText("data: two"));
        if (!enabled)
            QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 403);
    }

    void streamsEndWhenTheirProviderIsRemoved()
    {
        RunningRelay relay;
        QVERIFY(relay.keeper().apply(setProvider(ownEntry(relay))));
        QVERIFY(storeKey(relay, u"lite"_s, u"default"_s, "lite-0123456789", relay.upstream().baseUrl()));
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient client(relay.port());
        client.send(relay.request("POST", "/relay/lite/v1/chat/completions", "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        relay.upstream().release();
        QVERIFY(client.waitForText("data: one"));
        QVERIFY(relay.keeper().apply(removeProvider(u"lite"_s)));
        QVERIFY(client.waitForClose());
        QTRY_COMPARE(relay.upstream().closedByClientCount(), 1);
    }

    void localProvidersAreFoundWhereTheyAnswer()
    {
        RunningRelay relay;
        relay.upstream().setDefault({.status = 404});
        ProviderEntry here = ownEntry(relay);
        here.enabled = false;
        ProviderEntry nobody = here;
        nobody.id = u"nobody"_s;
        nobody.baseUrl = "http://127.0.0.1:9";
        ProviderEntry itself = here;
        itself.id = u"itself"_s;
        itself.baseUrl = "http://127.0.0.1:" + QByteArray::number(relay.port());
        for (const ProviderEntry &entry : {here, nobody, itself})
            QVERIFY(relay.keeper().apply(setProvider(entry)));
        std::optional<QStringList> found;
        relay.controller().findLocalProviders([&found](const QStringList &ids) { found = ids; });
        QTRY_VERIFY(found);
        QVERIFY(found->contains(u"lite"_s));
        QVERIFY(!found->contains(u"nobody"_s));
        QVERIFY(!found->contains(u"itself"_s));
        QVERIFY(relay.upstream().requests().last().field("authorization").isEmpty());
    }

    // ----------------------------------------------------------------------------------------------------
    // apps

    void aPausedAppIsStoppedAndToldSo()
    {
        RunningRelay relay;
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient live(relay.port());
        live.send(relay.request("POST", chat, "{}"));
        RawClient program(relay.port());
        program.send(relay.programRequest("POST", chat, "{}"));
        RawClient events(relay.port());
        events.send(relay.request("GET", "/events"));
        QVERIFY(events.waitForText("event: hello"));
        QTRY_COMPARE(relay.upstream().requestCount(), 2);
        relay.upstream().release();
        QVERIFY(live.waitForText("data: one"));
        QVERIFY(program.waitForText("data: one"));

        QVERIFY(relay.keeper().apply(pauseApp(appId(), AppPause::Paused)));
        QVERIFY(live.waitForClose());
        QVERIFY(live.received().contains("The person has paused this app."));
        QVERIFY(events.waitForText("event: paused"));
        relay.upstream().releaseAll();
        QVERIFY(program.waitForText("data: two"));
        const RawReply refused = relay.ask(relay.request("POST", chat, "{}")).value_or(RawReply{});
        QCOMPARE(refused.status, 503);
        QCOMPARE(errorIn(refused), u"The person has paused this app."_s);
        QCOMPARE(json(*relay.ask(relay.request("GET", "/session")))["state"_L1].toString(), u"paused"_s);
        // Asking anew asks nobody.
        const auto again = relay.ask(relay.bareRequest(
            "POST", "/users", "Origin: " + RunningRelay::origin + "\r\nContent-Type: application/json\r\n",
            "{\"app_id\":\"a\"}"));
        QCOMPARE(again->status, 503);
        QVERIFY(relay.controller().questions().isEmpty());

        QVERIFY(relay.keeper().apply(pauseApp(appId(), AppPause::Resumed)));
        QVERIFY(events.waitForText("event: resumed"));
        relay.upstream().setDefault({});
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
    }

    // ----------------------------------------------------------------------------------------------------
    // the rest

    void theRelayMovesToAnotherPortWithItsStreams()
    {
        RunningRelay relay;
        const quint16 before = relay.port();
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient live(before);
        live.send(relay.request("POST", chat, "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        quint16 wanted = 0;
        {
            QTcpServer free;
            QVERIFY(free.listen(QHostAddress::LocalHost));
            wanted = free.serverPort();
        }
        std::optional<Result<>> moved;
        const auto done = [&moved](const Result<> &outcome) { moved = outcome; };
        relay.controller().movePort(wanted, done);
        QTRY_VERIFY(moved);
        QVERIFY2(moved->ok(), moved->ok() ? "" : qPrintable(moved->error().sentence));
        QCOMPARE(relay.port(), wanted);
        QCOMPARE(relay.controller().status().wantedPort, wanted);
        QCOMPARE(relay.keeper().current()->port, wanted);
        QCOMPARE(relay.ask(relay.request("GET", "/session"))->status, 200);
        // The old name is another host's from now on, and nobody listens there.
        RawClient client(relay.port());
        client.send("GET /health HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(before) + "\r\n\r\n");
        QCOMPARE(client.takeReply()->status, 421);
        QVERIFY(!RawClient(before).isConnected());
        relay.upstream().releaseAll();
        QVERIFY(live.waitForText("data: two"));
        // It does not ask itself at its new port either.
        ProviderEntry itself = ownEntry(relay);
        itself.baseUrl = "http://127.0.0.1:" + QByteArray::number(wanted);
        QVERIFY(relay.keeper().apply(setProvider(itself)));
        const RawReply loop =
            relay.ask(relay.request("POST", "/relay/lite/v1/chat/completions", "{}")).value_or(RawReply{});
        QVERIFY2(errorIn(loop).contains(u"this relay itself"_s), loop.body.constData());
    }

    void aTakenPortChangesNothing()
    {
        RunningRelay relay;
        const quint16 before = relay.port();
        const quint16 configured = relay.keeper().current()->port;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        std::optional<Result<>> moved;
        relay.controller().movePort(other.serverPort(),
                                    [&moved](const Result<> &outcome) { moved = outcome; });
        QTRY_VERIFY(moved);
        QVERIFY(!moved->ok());
        QVERIFY2(moved->error().sentence.contains(QString::number(other.serverPort())),
                 qPrintable(moved->error().sentence));
        QCOMPARE(relay.port(), before);
        QCOMPARE(relay.keeper().current()->port, configured);
        QCOMPARE(relay.ask(relay.request("GET", "/session"))->status, 200);
    }

    void aMoveThatCannotBeKeptIsUndone()
    {
        bool diskIsFull = false;
        GatedSecretStore store;
        ConfigKeeper keeper(RelayConfig(), [&diskIsFull](const RelayConfig &) -> Result<> {
            if (diskIsFull)
                return Failure{u"The disk is full."_s};
            return Nothing{};
        });
        QTemporaryDir folder;
        RelayController controller(store, keeper, ProviderCatalog::builtIn(),
                                   RelayPaths{folder.filePath(u"usage.sqlite"_s)});
        QVERIFY(controller.start(0, RelayController::PortChoice::OnlyThis));
        const quint16 before = controller.status().port;
        diskIsFull = true;
        std::optional<Result<>> moved;
        controller.movePort(0, [&moved](const Result<> &outcome) { moved = outcome; });
        QTRY_VERIFY(moved);
        QVERIFY(!moved->ok());
        QCOMPARE(moved->error().sentence, u"The disk is full."_s);
        QCOMPARE(controller.status().port, before);
        RawClient client(before);
        client.send("GET /health HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(before) + "\r\n\r\n");
        QCOMPARE(client.takeReply()->status, 200);
    }

    void whatTheLedgerKnowsOfAKeyOutlivesAStart()
    {
        QTemporaryDir folder;
        const RelayPaths paths{folder.filePath(u"usage.sqlite"_s)};
        RelayConfig config;
        config.keys = {{u"a"_s, u"openai"_s, u"work"_s, {}, QDateTime::currentDateTimeUtc().addDays(-1)}};
        {
            UsageLedger ledger(paths.usage, 0);
            UsageRow row;
            row.startedAt = QDateTime::currentDateTimeUtc().addSecs(-60);
            row.provider = u"openai"_s;
            row.keyLabel = u"work"_s;
            row.status = 401;
            ledger.append(row);
        }
        GatedSecretStore store;
        ConfigKeeper keeper(config, [](const RelayConfig &) { return Result<>(Nothing{}); });
        RelayController controller(store, keeper, ProviderCatalog::builtIn(), paths);
        QVERIFY(controller.start(0, RelayController::PortChoice::OnlyThis));
        QTRY_COMPARE(controller.keyReport(u"openai"_s, u"work"_s).health, KeyHealth::Refused);
    }

    void deletingTheActivityLeavesNone()
    {
        RunningRelay relay;
        relay.upstream().setDefault({});
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
        QTRY_COMPARE(relay.records().size(), 1);
        std::optional<Result<>> erased;
        relay.controller().eraseUsage([&erased](const Result<> &outcome) { erased = outcome; });
        QTRY_VERIFY(erased);
        QVERIFY2(erased->ok(), erased->ok() ? "" : qPrintable(erased->error().sentence));
        std::optional<Result<QList<UsageRow>>> rows;
        relay.controller().usageRows({}, [&rows](const Result<QList<UsageRow>> &found) { rows = found; });
        QTRY_VERIFY(rows);
        QVERIFY(rows->ok());
        QVERIFY(rows->value().isEmpty());
        for (const QString &ending : {u""_s, u"-wal"_s}) {
            QFile file(relay.usagePath() + ending);
            if (file.open(QIODevice::ReadOnly))
                QVERIFY(!file.readAll().contains("app.example"));
        }
    }
};

QTEST_GUILESS_MAIN(TestRelayPerson)
#include "tst_relay_person.moc"
