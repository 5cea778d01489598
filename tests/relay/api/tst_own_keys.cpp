// SPDX-License-Identifier: Apache-2.0
// Keys that an app stores for itself, over real sockets: stored, rotated, removed, turned off, bound to an
// address.
#include "relay/access/app_edits.h"
#include "relay/access/key_edits.h"
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

const QByteArray chat = "/relay/openai/v1/chat/completions";
const QByteArray rotate = "/keys/openai/rotate";
const QByteArray oldKey = "sk-old-0123456789abcdefghijkl";
const QByteArray newKey = "sk-new-0123456789abcdefghijkl";
const QByteArray otherKey = "sk-other-0123456789abcdefghijkl";

QByteArray body(const QByteArray &key)
{
    return "{\"key\": \"" + key + "\"}";
}

QJsonObject json(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

/// A relay without a key of the person's, whose page has stored `oldKey` for itself. Its token travels as
/// x-relay-token, so that errors are plain.
struct Home
{
    explicit Home(const RelayConfig &config = {})
        : relay(RunningRelay::Key::None, config)
    {
    }
    QByteArray bytes(const QByteArray &method, const QByteArray &target, const QByteArray &content = {}) const
    {
        const QByteArray type = content.isEmpty() ? QByteArray() : "Content-Type: application/json\r\n";
        return relay.bareRequest(method, target,
                                 "Origin: " + RunningRelay::origin + "\r\nx-relay-token: " + relay.token() +
                                     "\r\n" + type,
                                 content);
    }
    RawReply ask(const QByteArray &method, const QByteArray &target, const QByteArray &content = {}) const
    {
        return relay.ask(bytes(method, target, content)).value_or(RawReply{});
    }
    bool storesOldKey() const { return ask("POST", "/keys/openai", body(oldKey)).status == 200; }
    /// The key that the app's requests carry; empty where they get none.
    QByteArray inUse()
    {
        relay.upstream().setDefault({});
        if (ask("POST", chat, "{}").status != 200)
            return {};
        return relay.upstream().requests().last().field("authorization").mid(7);
    }

    RunningRelay relay;
};

} // namespace

class TestOwnKeys : public QObject
{
    Q_OBJECT

private slots:
    void aKeyIsRotatedOnceTheProviderAcceptsTheNewOne()
    {
        Home home;
        QVERIFY(home.storesOldKey());
        QCOMPARE(home.inUse(), oldKey);
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        const RawReply reply = home.ask("POST", rotate, body("  " + newKey + "\\n"));
        QCOMPARE(reply.status, 200);
        QCOMPARE(json(reply).value("ok"_L1), QJsonValue(true));
        QCOMPARE(json(reply).value("provider"_L1).toString(), u"openai"_s);
        const double rotated = json(reply).value("rotated"_L1).toDouble();
        QVERIFY(rotated >= double(before) && rotated <= double(QDateTime::currentMSecsSinceEpoch()));

        const FakeRequest &check = home.relay.upstream().requests().last();
        QCOMPARE(check.method, "GET"_ba);
        QCOMPARE(check.target, "/v1/models"_ba);
        QCOMPARE(check.field("authorization"), "Bearer " + newKey);
        QVERIFY(!check.rawHead.contains(home.relay.token()));

        QCOMPARE(home.inUse(), newKey);
        QTRY_COMPARE(home.relay.store().held.values(), QList<QByteArray>{newKey});
        QVERIFY(home.relay.keeper().current()->unlistedAccounts.isEmpty());
    }

    void whatTheProviderSaysDecidesAndIsNotRepeated_data()
    {
        QTest::addColumn<FakeReply>("verdict");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        for (const int status : {400, 401, 402, 403, 429})
            QTest::addRow("%d", status)
                << FakeReply{.status = status, .pieces = {"its own words"}} << 422 << u"key_refused"_s;
        for (const int status : {302, 404, 500, 503})
            QTest::addRow("%d", status)
                << FakeReply{.status = status, .pieces = {"its own words"}} << 502 << u"upstream_broken"_s;
        FakeReply closed;
        closed.cutHeadAt = 0;
        closed.ending = FakeEnding::Close;
        QTest::newRow("no answer") << closed << 502 << u"upstream_unreachable"_s;
        FakeReply stalled;
        stalled.cutHeadAt = 0;
        stalled.ending = FakeEnding::Stall;
        QTest::newRow("too late") << stalled << 504 << u"upstream_timeout"_s;
    }
    void whatTheProviderSaysDecidesAndIsNotRepeated()
    {
        QFETCH(FakeReply, verdict);
        RelayConfig config;
        config.settings.firstByteSeconds = 1;
        Home home(config);
        QVERIFY(home.storesOldKey());
        home.relay.upstream().setDefault(verdict);
        const RawReply reply = home.ask("POST", rotate, body(newKey));
        QTEST(reply.status, "status");
        QTEST(json(reply).value("code"_L1).toString(), "code");
        QVERIFY2(json(reply).value("error"_L1).toString().contains(u"old key stays in use"_s),
                 reply.body.constData());
        QVERIFY(!reply.body.contains("its own words") && !reply.body.contains(newKey));
        QCOMPARE(home.inUse(), oldKey);
        QCOMPARE(home.relay.store().held.values(), QList<QByteArray>{oldKey});
    }

    void whatIsNoRotationIsRefusedWithoutAskingTheProvider_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        QTest::newRow("wrong shape") << rotate << body("gsk_0123456789abcdefghijkl") << 400
                                     << u"OpenAI wants"_s;
        QTest::newRow("too short") << rotate << body("sk-1") << 400 << u"A valid API key is required"_s;
        QTest::newRow("no key") << rotate << "{}"_ba << 400 << u"A valid API key is required"_s;
        QTest::newRow("not JSON") << rotate << "{"_ba << 400 << u"JSON"_s;
        QTest::newRow("unknown provider")
            << "/keys/nobody/rotate"_ba << body(newKey) << 400 << u"Unsupported provider"_s;
        QTest::newRow("nothing stored") << "/keys/groq/rotate"_ba << body("gsk_0123456789abcdefghijkl") << 400
                                        << u"POST /keys/groq first"_s;
        QTest::newRow("the person's own")
            << "/keys/anthropic/rotate"_ba << body("sk-ant-0123456789abcdefghijkl") << 403
            << u"person's own"_s;
        QTest::newRow("a provider without an address")
            << "/keys/azure-openai/rotate"_ba << body(newKey) << 403 << u"base URL"_s;
    }
    void whatIsNoRotationIsRefusedWithoutAskingTheProvider()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, content);
        QFETCH(QString, says);
        Home home;
        QVERIFY(home.storesOldKey());
        QVERIFY(home.relay.keeper().apply(listKey(
            {u"key/anthropic"_s, u"anthropic"_s, u"default"_s, {}, {}, home.relay.upstream().baseUrl()})));
        const RawReply reply = home.ask("POST", target, content);
        QTEST(reply.status, "status");
        const QString sentence = json(reply).value("error"_L1).toString();
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
        if (target == rotate) {
            const QString hint = json(reply).value("hint"_L1).toString();
            QVERIFY2(hint.contains(u"begins with sk-"_s) && hint.contains(u"platform.openai.com"_s),
                     qPrintable(hint));
        }
        QCOMPARE(home.relay.upstream().requestCount(), 0);
        QCOMPARE(home.inUse(), oldKey);
    }

    void aProviderThatCannotBeAskedKeepsItsKey()
    {
        Home home;
        QCOMPARE(home.ask("POST", "/keys/nowhere", body(oldKey)).status, 200);
        const RawReply reply = home.ask("POST", "/keys/nowhere/rotate", body(newKey));
        QCOMPARE(reply.status, 422);
        QVERIFY2(json(reply).value("error"_L1).toString().contains(u"no endpoint"_s), reply.body.constData());
        QCOMPARE(home.relay.store().held.values(), QList<QByteArray>{oldKey});
    }

    void fiveAnHourAndAppsDoNotShareThem()
    {
        Home home;
        QVERIFY(home.storesOldKey());
        QCOMPARE(home.ask("POST", rotate, body("sk-1")).status, 400); // not counted
        for (int i = 0; i < 5; ++i)
            QCOMPARE(home.ask("POST", rotate, body(newKey + QByteArray::number(i))).status, 200);
        const RawReply reply = home.ask("POST", rotate, body(newKey));
        QCOMPARE(reply.status, 429);
        QVERIFY(reply.field("retry-after").toInt() > 60);
        QCOMPARE(home.inUse(), newKey + '4');

        const auto program = [&](const QByteArray &method, const QByteArray &target) {
            return home.relay.ask(home.relay.programRequest(method, target, body(otherKey)))->status;
        };
        QCOMPARE(program("POST", "/keys/openai"), 200);
        QCOMPARE(program("POST", rotate), 200);
    }

    void whatComesInBetweenHolds_data()
    {
        QTest::addColumn<QString>("between");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("inUse");
        QTest::newRow("deleted") << u"delete"_s << 409 << ""_ba;
        QTest::newRow("stored anew") << u"store"_s << 409 << otherKey;
        QTest::newRow("turned off") << u"off"_s << 403 << ""_ba;
        QTest::newRow("revoked") << u"revoke"_s << 401 << ""_ba;
        QTest::newRow("the app left") << u"leave"_s << -1 << oldKey;
    }
    void whatComesInBetweenHolds()
    {
        QFETCH(QString, between);
        QFETCH(int, status);
        Home home;
        QVERIFY(home.storesOldKey());
        FakeReply slow;
        slow.pace = FakePace::Gated;
        slow.cutHeadAt = 0;
        slow.ending = FakeEnding::Stall;
        FakeReply late;
        late.msBefore = 500;
        home.relay.upstream().next(status < 0 ? slow : late);
        RawClient page(home.relay.port());
        page.send(home.bytes("POST", rotate, body(newKey)));
        QTRY_COMPARE(home.relay.upstream().requestCount("/v1/models"), 1);
        const QString app = QString::fromLatin1(RunningRelay::origin);
        if (between == "delete"_L1)
            QCOMPARE(home.ask("DELETE", "/keys/openai").status, 200);
        if (between == "store"_L1)
            QCOMPARE(home.ask("POST", "/keys/openai", body(otherKey)).status, 200);
        if (between == "off"_L1)
            QVERIFY(home.relay.keeper().apply(switchOwnKey(app, u"openai"_s, OwnKeyUse::TurnedOff)));
        if (between == "revoke"_L1)
            QVERIFY(home.relay.keeper().apply(revokeApp(app)));
        if (status > 0) {
            const auto reply = page.takeReply();
            QVERIFY(reply);
            QCOMPARE(reply->status, status);
        } else {
            page.close();
            QTRY_COMPARE(home.relay.upstream().closedByClientCount(), 1);
        }
        QTEST(home.inUse(), "inUse");
        QTRY_VERIFY(home.relay.keeper().current()->unlistedAccounts.isEmpty());
        QVERIFY(!home.relay.store().held.values().contains(newKey));
        QCOMPARE(home.relay.store().held.size(), home.relay.keeper().current()->keys.size());
    }

    void aKeyOnItsWayToTheKeychainIsWaitedForWhenTheRelayLeaves()
    {
        Home home;
        home.relay.store().shut();
        RawClient page(home.relay.port());
        page.send(home.bytes("POST", "/keys/openai", body(oldKey)));
        QTRY_COMPARE(home.relay.store().waitingCount(), 1);
        QSignalSpy stopped(&home.relay.controller(), &RelayController::stopped);
        home.relay.controller().drain(30);
        QTRY_COMPARE(home.relay.controller().status().state, RelayState::Draining);
        QCOMPARE(stopped.size(), 0);
        home.relay.store().open();
        const auto reply = page.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QTRY_COMPARE(stopped.size(), 1);
        QCOMPARE(home.relay.keeper().current()->keys.size(), 1);
    }

    void butNoLongerThanTheRelayWaits()
    {
        Home home;
        home.relay.store().shut();
        RawClient page(home.relay.port());
        page.send(home.bytes("POST", "/keys/openai", body(oldKey)));
        QTRY_COMPARE(home.relay.store().waitingCount(), 1);
        QSignalSpy stopped(&home.relay.controller(), &RelayController::stopped);
        home.relay.controller().drain(1);
        const auto reply = page.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 503);
        QTRY_COMPARE(stopped.size(), 1);
        home.relay.store().open(); // late: it is listed, or on the list of what is to be removed
        const auto config = home.relay.keeper().current();
        QCOMPARE(home.relay.store().held.size(), config->keys.size() + config->unlistedAccounts.size());
    }

    void aKeyThatIsTurnedOffIsNotUsedWhateverThePageDoes()
    {
        Home home;
        QVERIFY(home.storesOldKey());
        const QString app = QString::fromLatin1(RunningRelay::origin);
        QVERIFY(home.relay.keeper().apply(switchOwnKey(app, u"openai"_s, OwnKeyUse::TurnedOff)));
        QTRY_COMPARE(json(home.ask("GET", "/keys")).value("providers"_L1).toArray().size(), 0);
        RawReply reply = home.ask("POST", chat, "{}");
        QCOMPARE(reply.status, 403);
        QVERIFY2(reply.body.contains("turned off"), reply.body.constData());
        QCOMPARE(home.ask("POST", "/keys/openai", body(newKey)).status, 403);
        QCOMPARE(home.ask("POST", rotate, body(newKey)).status, 403);
        QCOMPARE(home.ask("DELETE", "/keys/openai").status, 200);
        QCOMPARE(home.ask("POST", "/keys/openai", body(newKey)).status, 403);
        QCOMPARE(home.relay.upstream().requestCount(), 0);

        QVERIFY(home.relay.keeper().apply(switchOwnKey(app, u"openai"_s, OwnKeyUse::Allowed)));
        QTRY_COMPARE(home.ask("POST", "/keys/openai", body(newKey)).status, 200);
        QCOMPARE(home.inUse(), newKey);
    }

    void thePersonsKeyGoesOnWhereTheAppsIsTurnedOff()
    {
        RunningRelay relay;
        QVERIFY(relay.keeper().apply(
            switchOwnKey(QString::fromLatin1(RunningRelay::origin), u"openai"_s, OwnKeyUse::TurnedOff)));
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
    }

    void whatAnAppStoresIsTakenOrRefusedInASentence_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("kept");
        const auto row = [](const char *name, const QByteArray &content, int status, const QByteArray &kept) {
            QTest::newRow(name) << content << status << kept;
        };
        row("a test key", body("test-key-0123456789"), 200, "test-key-0123456789");
        row("the other name", "{\"api_key\": \"" + oldKey + "\"}", 200, oldKey);
        row("both, the first empty", "{\"key\": \"\", \"api_key\": \"" + oldKey + "\"}", 200, oldKey);
        row("both, the first null", "{\"key\": null, \"api_key\": \"" + oldKey + "\"}", 200, oldKey);
        row("both, the first blank", "{\"key\": \" \", \"api_key\": \"" + oldKey + "\"}", 200, oldKey);
        row("both", "{\"key\": \"" + newKey + "\", \"api_key\": \"" + oldKey + "\"}", 200, newKey);
        row("another provider's", body("sk-ant-0123456789abcdef"), 400, {});
        row("a blank inside", body("sk-0123456789 abcdef"), 400, {});
        row("a line break inside", body("sk-0123456789\\nabcdef"), 400, {});
        row("nine characters", body("  012345678 "), 400, {});
        row("none", "{}", 400, {});
    }
    void whatAnAppStoresIsTakenOrRefusedInASentence()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, kept);
        Home home;
        const RawReply reply = home.ask("POST", "/keys/openai", content);
        QTEST(reply.status, "status");
        QCOMPARE(home.relay.store().held.values(), kept.isEmpty() ? QList<QByteArray>() : QList{kept});
        if (kept.isEmpty())
            QVERIFY(json(reply).value("error"_L1).toString().startsWith(u"A valid API key is required"_s));
    }

    void aKeyOfAProviderThatTheAppLostCanBeRemoved()
    {
        Home home;
        QVERIFY(home.storesOldKey());
        Grant narrow;
        narrow.providers = QStringList{u"anthropic"_s};
        home.relay.setGrant(narrow);
        QTRY_COMPARE(home.ask("POST", "/keys/openai", body(newKey)).status, 403);
        QCOMPARE(home.ask("DELETE", "/keys/openai").status, 200);
        QCOMPARE(home.ask("DELETE", "/keys/openai").status, 200); // also if absent
        QCOMPARE(home.ask("DELETE", "/keys/groq").status, 200);
        QVERIFY(home.relay.store().held.isEmpty());
    }

    void aLockedRelayRotatesNothing()
    {
        Home home;
        QVERIFY(home.storesOldKey());
        home.relay.controller().lock([] {});
        QTRY_COMPARE(home.relay.controller().status().state, RelayState::Locked);
        for (int i = 0; i < 6; ++i) // refused before it counts
            QCOMPARE(home.ask("POST", rotate, body(newKey)).status, 423);
        QCOMPARE(home.relay.upstream().requestCount(), 0);
        QCOMPARE(home.relay.store().held.values(), QList<QByteArray>{oldKey});
        home.relay.controller().unlock([] {});
        QTRY_COMPARE(home.relay.controller().status().state, RelayState::Running);
        QCOMPARE(home.ask("POST", rotate, body(newKey)).status, 200);
    }

    void aKeyThatWasStoredForAnotherAddressStaysHere()
    {
        Home home;
        const QString account = u"key/openai/default#1"_s;
        home.relay.store().held.insert(account, oldKey);
        QVERIFY(home.relay.keeper().apply(
            listKey({account, u"openai"_s, u"default"_s, {}, {}, "https://api.openai.com"})));
        RawReply reply;
        QTRY_VERIFY((reply = home.ask("POST", chat, "{}")).status == 403);
        const QString sentence = json(reply).value("error"_L1).toString();
        QCOMPARE(json(reply).value("code"_L1).toString(), u"key_bound_elsewhere"_s);
        for (const QString &named :
             {u"https://api.openai.com"_s, QString::fromLatin1(home.relay.upstream().baseUrl()),
              u"keys set openai"_s})
            QVERIFY2(sentence.contains(named), qPrintable(sentence));
        std::optional<Result<QString>> verdict;
        home.relay.controller().testKey(account, u"openai"_s,
                                        [&](Result<QString> said) { verdict = std::move(said); });
        QTRY_VERIFY(verdict);
        QVERIFY(!verdict->ok());
        QCOMPARE(home.relay.upstream().requestCount(), 0);

        // The app's own fits, and is used instead.
        QVERIFY(home.storesOldKey());
        QCOMPARE(home.inUse(), oldKey);
    }

    void aKeyThatNoListNamesIsNotUsed()
    {
        Home home;
        for (const QString &account : {u"key/openai/default"_s, u"none"_s,
                                       u"app/"_s + QString::fromLatin1(RunningRelay::origin) + u"/openai"_s})
            home.relay.store().held.insert(account, oldKey);
        QCOMPARE(home.ask("POST", chat, "{}").status, 400);
        QCOMPARE(home.relay.upstream().requestCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestOwnKeys)
#include "tst_own_keys.moc"
