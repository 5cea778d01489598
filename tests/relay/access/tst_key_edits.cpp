// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/key_edits.h"
#include "tests/relay/access/edited_config.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestKeyEdits : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNotWellFormedIsRefusedAndChangesNothing_data()
    {
        QTest::addColumn<ConfigEdit>("edit");
        QTest::newRow("key without account") << listKey(key({}, {}));
        QTest::newRow("key of no provider") << listKey({u"x"_s, u"Open AI"_s, u"default"_s, {}, noon});
        QTest::newRow("key without label") << listKey({u"x"_s, u"openai"_s, {}, {}, noon});
        QTest::newRow("key of nobody") << listKey(key(u"x"_s, u"https://c.example"_s));
        QTest::newRow("the person's key again") << listKey(key(u"own"_s, {}));
        QTest::newRow("switch nobody's key")
            << switchOwnKey(u"https://c.example"_s, u"openai"_s, OwnKeyUse::TurnedOff);
        QTest::newRow("switch the key of no provider")
            << switchOwnKey(appA, u"Open AI"_s, OwnKeyUse::TurnedOff);
        QTest::newRow("app takes the person's account") << listKey(key(u"own"_s, appA));
        QTest::newRow("app takes another app's account") << listKey(key(u"key-b"_s, appA));
        QTest::newRow("app's key made the person's") << listKey(key(u"key-a"_s, {}));
    }
    void whatIsNotWellFormedIsRefusedAndChangesNothing()
    {
        QFETCH(ConfigEdit, edit);
        const QString fault = faultOfRefusal(edit);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }

    void aListedKeyTakesThePlaceOfTheOneBeforeInOneCommit()
    {
        RelayConfig config = startConfig();
        QVERIFY(announceAccount(u"new"_s)(config).ok());
        QVERIFY(announceAccount(u"new"_s)(config).ok());
        QCOMPARE(config.unlistedAccounts, QStringList{u"new"_s});
        QVERIFY(listKey(key(u"new"_s, appB))(config).ok());
        QCOMPARE(accounts(config), (QStringList{u"own"_s, u"key-a"_s, u"new"_s}));
        QCOMPARE(config.unlistedAccounts, QStringList{u"key-b"_s});
        KeyEntry work = key(u"work"_s, {});
        work.label = u"work"_s;
        QVERIFY(listKey(work)(config).ok());
        QCOMPARE(accounts(config), (QStringList{u"own"_s, u"key-a"_s, u"new"_s, u"work"_s}));
        QVERIFY(RelayConfig::fromJson(config.toJson(), u"c"_s).value() == config);
    }

    void theKeysOfARevokedAppAreToBeRemoved()
    {
        RelayConfig config = startConfig();
        QVERIFY(revokeApp(appA)(config).ok());
        QCOMPARE(config.unlistedAccounts, QStringList{u"key-a"_s});
    }

    void anAppsOwnKeyIsSwitchedPerProviderAndStaysSo()
    {
        RelayConfig config = startConfig();
        QVERIFY(switchOwnKey(appA, u"openai"_s, OwnKeyUse::TurnedOff)(config).ok());
        QVERIFY(switchOwnKey(appA, u"openai"_s, OwnKeyUse::TurnedOff)(config).ok());
        QVERIFY(switchOwnKey(appA, u"groq"_s, OwnKeyUse::TurnedOff)(config).ok());
        QVERIFY(unlistKey(u"openai"_s, u"default"_s, appA)(config).ok());
        QVERIFY(listKey(key(u"again"_s, appA))(config).ok());
        QCOMPARE(config.findApp(appA)->ownKeysOff, (QStringList{u"openai"_s, u"groq"_s}));
        QVERIFY(RelayConfig::fromJson(config.toJson(), u"c"_s).value() == config);
        QVERIFY(switchOwnKey(appA, u"openai"_s, OwnKeyUse::Allowed)(config).ok());
        QCOMPARE(config.findApp(appA)->ownKeysOff, QStringList{u"groq"_s});
        QVERIFY(config.findApp(appB)->ownKeysOff.isEmpty());
    }

    void anAppsKeyIsOneThatThePersonHas()
    {
        RelayConfig config = startConfig();
        QVERIFY(!chooseKey(u"https://nobody.example"_s, u"openai"_s, u"default"_s)(config));
        QVERIFY(!chooseKey(appA, u"openai"_s, u"work"_s)(config));
        QVERIFY(!chooseKey(appA, u"groq"_s, u"default"_s)(config));
        QVERIFY(chooseKey(appA, u"openai"_s, u"default"_s)(config));
        QCOMPARE(config.findApp(appA)->grant.keys.value(u"openai"_s), u"default"_s);
        QVERIFY(chooseKey(appA, u"openai"_s, {})(config));
        QVERIFY(config.findApp(appA)->grant.keys.isEmpty());
    }

    void aDefaultKeyIsOneThatThePersonHas()
    {
        RelayConfig config = startConfig();
        config.keys.append({u"work"_s, u"openai"_s, u"work"_s, {}, noon});
        QVERIFY(!setDefaultKey(u"openai"_s, u"home"_s)(config).ok());
        QVERIFY(!setDefaultKey(u"groq"_s, u"work"_s)(config).ok());
        QVERIFY(setDefaultKey(u"openai"_s, u"work"_s)(config).ok());
        QCOMPARE(config.defaultKeys.value(u"openai"_s), u"work"_s);
        // Replaced, it is still that choice; removed, it is none.
        QVERIFY(listKey({u"work2"_s, u"openai"_s, u"work"_s, {}, noon})(config).ok());
        QCOMPARE(config.defaultKeys.value(u"openai"_s), u"work"_s);
        QVERIFY(unlistKey(u"openai"_s, u"work"_s, {})(config).ok());
        QVERIFY(config.defaultKeys.isEmpty());
        QVERIFY(setDefaultKey(u"openai"_s, u"default"_s)(config).ok());
        QVERIFY(setDefaultKey(u"openai"_s, {})(config).ok());
        QVERIFY(config.defaultKeys.isEmpty());
    }

    void unlistingWhatIsGoneIsNoFault()
    {
        RelayConfig config = startConfig();
        QVERIFY(unlistKey(u"openai"_s, u"default"_s, appA)(config).ok());
        QVERIFY(unlistKey(u"openai"_s, u"default"_s, appA)(config).ok());
        QCOMPARE(accounts(config), (QStringList{u"own"_s, u"key-b"_s}));
        QCOMPARE(config.unlistedAccounts, QStringList{u"key-a"_s});
        QVERIFY(forgetAccount(u"key-a"_s)(config).ok());
        QVERIFY(forgetAccount(u"key-a"_s)(config).ok());
        QVERIFY(config.unlistedAccounts.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestKeyEdits)
#include "tst_key_edits.moc"
