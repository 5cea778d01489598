// SPDX-License-Identifier: Apache-2.0
#include "relay/access/config_edits.h"

#include <QTest>
#include <QTimeZone>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);
const QString appA = u"https://a.example"_s;
const QString appB = u"https://b.example"_s;

TokenEntry token(char fill, const QString &appId, const QDateTime &createdAt = noon,
                 const QDateTime &expiresAt = noon.addDays(90))
{
    return {QByteArray(32, fill), appId, createdAt, expiresAt};
}

KeyEntry key(const QString &account, const QString &appId)
{
    return {account, u"openai"_s, u"default"_s, appId, noon};
}

Grant grantFor(const QStringList &providers)
{
    Grant grant;
    grant.providers = providers;
    grant.duration = GrantDuration::UntilRevoked;
    return grant;
}

RelayConfig startConfig()
{
    RelayConfig config;
    config.apps = {{appA, AppKind::Origin, u"A"_s, grantFor({u"openai"_s}), noon},
                   {appB, AppKind::Origin, u"B"_s, grantFor({}), noon}};
    config.tokens = {token('a', appA), token('b', appB)};
    config.keys = {key(u"own"_s, {}), key(u"key-a"_s, appA), key(u"key-b"_s, appB)};
    return config;
}

QStringList accounts(const RelayConfig &config)
{
    QStringList list;
    for (const KeyEntry &one : config.keys)
        list.append(one.account);
    return list;
}

QByteArray tokenLetters(const RelayConfig &config)
{
    QByteArray letters;
    for (const TokenEntry &one : config.tokens)
        letters.append(one.sha256.front());
    return letters;
}

} // namespace

Q_DECLARE_METATYPE(byok::ConfigEdit)
Q_DECLARE_METATYPE(byok::FallbackRule)

class TestConfigEdits : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNotWellFormedIsRefusedAndChangesNothing_data()
    {
        QTest::addColumn<ConfigEdit>("edit");
        QTest::newRow("null origin") << allowOrigin("null", {}, {}, noon);
        QTest::newRow("wildcard origin") << allowOrigin("*", {}, {}, noon);
        QTest::newRow("origin with a path") << allowOrigin("https://c.example/", {}, {}, noon);
        QTest::newRow("empty origin") << allowOrigin("", {}, {}, noon);
        QTest::newRow("origin's name too long")
            << allowOrigin("https://c.example", QString(101, u'x'), {}, noon);
        QTest::newRow("origin's name of two lines") << allowOrigin("https://c.example", u"a\nb"_s, {}, noon);
        QTest::newRow("origin's name that turns text around")
            << allowOrigin("https://c.example", u"a\u202eb"_s, {}, noon);
        QTest::newRow("no provider's name")
            << allowOrigin("https://c.example", {}, grantFor({u"Open AI"_s}), noon);
        QTest::newRow("empty provider, which would read as every one")
            << allowOrigin(appA.toLatin1(), {}, grantFor({QString()}), noon);
        Grant odd = grantFor({});
        odd.models = {u"gpt-*\n"_s};
        QTest::newRow("a model of two lines") << allowOrigin(appA.toLatin1(), {}, odd, noon);
        QTest::newRow("program that asks, of blanks") << allowProgram(u"program: "_s, u"/x"_s, {}, noon);
        QTest::newRow("program that asks, as an origin") << allowProgram(appA, u"/x"_s, {}, noon);
        QTest::newRow("program without a name") << addProgram({}, {}, token('p', u"program:"_s), noon);
        QTest::newRow("program of blanks") << addProgram(u" "_s, {}, token('p', u"program: "_s), noon);
        QTest::newRow("program with control characters")
            << addProgram(u"x\u0007"_s, {}, token('p', u"program:x\u0007"_s), noon);
        QTest::newRow("program with another app's token") << addProgram(u"x"_s, {}, token('p', appA), noon);
        QTest::newRow("program without a hash")
            << addProgram(u"x"_s, {}, {{}, u"program:x"_s, noon, {}}, noon);
        QTest::newRow("program with a known hash")
            << addProgram(u"x"_s, {}, token('a', u"program:x"_s), noon);
        QTest::newRow("revoke nobody") << revokeApp(u"https://c.example"_s);
        QTest::newRow("revoke nothing, which owns the person's keys") << revokeApp({});
        QTest::newRow("token for nobody") << addToken(token('c', u"https://c.example"_s), noon);
        QTest::newRow("token without a hash") << addToken({QByteArray(31, 'c'), appA, noon, {}}, noon);
        QTest::newRow("token without a date") << addToken({QByteArray(32, 'c'), appA, {}, {}}, noon);
        QTest::newRow("token twice") << addToken(token('a', appA), noon);
        QTest::newRow("another app's token") << addToken(token('b', appA), noon);
        QTest::newRow("renew nothing") << renewToken(QByteArray(32, 'z'), noon.addDays(1000));
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
        RelayConfig config = startConfig();
        const Result<> result = edit(config);
        QVERIFY(!result.ok());
        QVERIFY(!result.error().sentence.isEmpty());
        QVERIFY(config == startConfig());
    }

    void anOriginIsApprovedOnceAndKeepsItsEntry()
    {
        RelayConfig config = startConfig();
        QVERIFY(allowOrigin("https://c.example", u"Ünï 🙂"_s, grantFor({u"groq"_s, u"groq"_s}), noon)(config)
                    .ok());
        QCOMPARE(config.apps.size(), 3);
        QCOMPARE(config.apps.last(), (AppEntry{u"https://c.example"_s, AppKind::Origin, u"Ünï 🙂"_s,
                                               grantFor({u"groq"_s}), noon}));
        QVERIFY(
            allowOrigin(appA.toLatin1(), u"other"_s, grantFor({u"groq"_s}), noon.addDays(1))(config).ok());
        QCOMPARE(config.apps.size(), 3);
        QCOMPARE(config.apps.first(), (AppEntry{appA, AppKind::Origin, u"A"_s, grantFor({u"groq"_s}), noon}));
        QVERIFY(RelayConfig::fromJson(config.toJson(), u"c"_s).value() == config);
    }

    void anApprovalForATimeEndsAndBeginsAnewWithoutItsTokens()
    {
        RelayConfig config = startConfig();
        Grant day = grantFor({u"openai"_s});
        day.duration = GrantDuration::OneDay;
        QVERIFY(allowOrigin("https://c.example", {}, day, noon)(config).ok());
        QVERIFY(addToken(token('c', u"https://c.example"_s), noon)(config).ok());
        const AppEntry app = config.apps.last();
        QCOMPARE(app.endsAt, noon.addDays(1));
        QVERIFY(app.isInForce(noon.addDays(1).addMSecs(-1)));
        QVERIFY(!app.isInForce(noon.addDays(1)));
        const QByteArray token = "byok_" + QByteArray(64, 'c');
        config.tokens.last().sha256 = tokenHash(token);
        QVERIFY(AppRegistry(config).authenticate(token, "https://c.example", noon).ok());
        QVERIFY(!AppRegistry(config).authenticate(token, "https://c.example", noon.addDays(2)).ok());
        QVERIFY(RelayConfig::fromJson(config.toJson(), u"c"_s).value() == config);

        // Allowed again in time: the token goes on. Afterwards: it does not come back.
        RelayConfig inTime = config;
        QVERIFY(allowOrigin("https://c.example", {}, grantFor({}), noon.addSecs(60))(inTime).ok());
        QVERIFY(AppRegistry(inTime).authenticate(token, "https://c.example", noon.addDays(2)).ok());
        QVERIFY(allowOrigin("https://c.example", {}, grantFor({}), noon.addDays(2))(config).ok());
        QVERIFY(!AppRegistry(config).authenticate(token, "https://c.example", noon.addDays(2)).ok());
        QCOMPARE(config.apps.last().approvedAt, noon.addDays(2));
    }

    void anAppsLimitsStayWhereANewGrantBringsNone()
    {
        RelayConfig config = startConfig();
        AppLimits limits;
        limits.exchanges = 3;
        limits.requestsPerMinute = 0;
        QVERIFY(limitApp(appA, limits)(config).ok());
        QVERIFY(allowOrigin(appA.toLatin1(), {}, grantFor({u"groq"_s}), noon)(config).ok());
        QCOMPARE(config.apps.first().grant.limits, limits);
        QVERIFY(RelayConfig::fromJson(config.toJson(), u"c"_s).value() == config);
        QVERIFY(!limitApp(u"https://nobody.example"_s, limits)(config).ok());
    }

    void aProgramThatAsksGetsAnEntryOfItsOwn()
    {
        RelayConfig config = startConfig();
        const QString first = programId(config, u"curl"_s);
        QCOMPARE(first, u"program:curl"_s);
        QVERIFY(allowProgram(first, u"/usr/bin/curl"_s, grantFor({u"openai"_s}), noon)(config).ok());
        // Never another's, not even with the same executable: two scripts of one interpreter are two
        // programs.
        QVERIFY(!allowProgram(first, u"/usr/bin/curl"_s, grantFor({}), noon)(config).ok());
        QCOMPARE(programId(config, u"curl"_s), u"program:curl 2"_s);
        QCOMPARE(config.apps.last().executable, u"/usr/bin/curl"_s);
        QVERIFY(RelayConfig::fromJson(config.toJson(), u"c"_s).value() == config);
    }

    void aProgramsNameIsNotTakenOverWithWhatIsKeptUnderIt()
    {
        RelayConfig config = startConfig();
        const IssuedToken issued = issueToken(u"program:job"_s, noon, 90);
        QVERIFY(addProgram(u"job"_s, grantFor({}), issued.entry, noon)(config).ok());
        QCOMPARE(programId(config, u"job"_s), u"program:job 2"_s);
        config.keys += key(u"left"_s, u"program:job 2"_s);
        QCOMPARE(programId(config, u"job"_s), u"program:job 3"_s);
    }

    void thePersonsLimitsOutliveAnAppThatGoesAndComesBack()
    {
        RelayConfig config = startConfig();
        AppLimits limits;
        limits.aiRequestsPerMinute = 2;
        QVERIFY(limitApp(appA, limits)(config).ok());
        QVERIFY(revokeApp(appA)(config).ok());
        QVERIFY(RelayConfig::fromJson(config.toJson(), u"c"_s).value() == config);
        QVERIFY(allowOrigin(appA.toLatin1(), {}, grantFor({}), noon)(config).ok());
        QCOMPARE(config.findApp(appA)->grant.limits, limits);
        QVERIFY(limitApp(appA, {})(config).ok());
        QVERIFY(revokeApp(appA)(config).ok());
        QVERIFY(allowOrigin(appA.toLatin1(), {}, grantFor({}), noon)(config).ok());
        QCOMPARE(config.findApp(appA)->grant.limits, AppLimits());
    }

    void aForgottenAppLeavesNoLimits()
    {
        RelayConfig config = startConfig();
        AppLimits limits;
        limits.aiRequestsPerMinute = 2;
        QVERIFY(limitApp(appA, limits)(config).ok());
        QVERIFY(revokeApp(appA)(config).ok());
        QVERIFY(!config.keptLimits.isEmpty());
        QVERIFY(allowOrigin(appA.toLatin1(), {}, grantFor({}), noon)(config).ok());
        QVERIFY(forgetApp(appA)(config).ok());
        QVERIFY(config.keptLimits.isEmpty());
        QVERIFY(!config.findApp(appA));
        QVERIFY(!forgetApp(appA)(config).ok());
    }

    void theSecretJoinsNothingThatCameOtherwise()
    {
        RelayConfig config = startConfig();
        const IssuedToken byHand = issueToken(u"program:foo"_s, noon, 0);
        Grant wide;
        wide.paths = PathScope::WholeApi;
        QVERIFY(addProgram(u"foo"_s, wide, byHand.entry, noon)(config).ok());
        QVERIFY(allowProgram(u"program:bar"_s, u"/usr/bin/bar"_s, grantFor({}), noon)(config).ok());
        for (const QString &name : {u"foo"_s, u"bar"_s}) {
            const RelayConfig before = config;
            const QString taken = u"program:"_s + name;
            QVERIFY(!admitProgram(taken, {}, issueToken(taken, noon, 90).entry, noon)(config).ok());
            // Nor once it has ended.
            QVERIFY(
                !admitProgram(taken, {}, issueToken(taken, noon, 90).entry, noon.addYears(1))(config).ok());
            QVERIFY(config == before);
            const QString own = secretProgramId(config, name);
            QCOMPARE(own, taken + u" 2"_s);
            QVERIFY(admitProgram(own, {}, issueToken(own, noon, 90).entry, noon)(config).ok());
            QCOMPARE(config.findApp(own)->source, AppSource::BySecret);
            QCOMPARE(config.findApp(own)->grant.paths, PathScope::InferenceOnly);
            QCOMPARE(secretProgramId(config, name), own);
            QVERIFY(!allowProgram(own, {}, wide, noon)(config).ok());
        }
        QCOMPARE(programId(config, u"foo"_s), u"program:foo 3"_s);
        QVERIFY(RelayConfig::fromJson(config.toJson(), u"c"_s).value() == config);
    }

    void aNarrowedApprovalBySecretStaysNarrowWhenItBeginsAnew()
    {
        RelayConfig config = startConfig();
        const QString id = u"program:job"_s;
        QVERIFY(admitProgram(id, {}, issueToken(id, noon, 90).entry, noon)(config).ok());
        config.apps.last().grant = grantFor({u"openai"_s});
        config.apps.last().endsAt = noon.addDays(1);
        QVERIFY(admitProgram(id, {}, issueToken(id, noon, 90).entry, noon.addDays(2))(config).ok());
        const AppEntry *app = config.findApp(id);
        QCOMPARE(app->grant.providers, QStringList{u"openai"_s});
        QCOMPARE(app->source, AppSource::BySecret);
        QVERIFY(app->isInForce(noon.addYears(10)));
    }

    void theTokenThatThePersonPutSomewhereStaysPutAtTheCap()
    {
        RelayConfig config = startConfig();
        const QString id = u"program:foo"_s;
        const IssuedToken byHand = issueToken(id, noon, 0);
        QVERIFY(addProgram(u"foo"_s, grantFor({}), byHand.entry, noon)(config).ok());
        for (int i = 1; i <= 30; ++i)
            QVERIFY(addToken(issueToken(id, noon.addSecs(i), 90).entry, noon.addSecs(i))(config).ok());
        QCOMPARE(std::ranges::count(config.tokens, id, &TokenEntry::appId), 20);
        QVERIFY(config.tokens.contains(byHand.entry));
    }

    void aProgramIsAddedWithItsTokenOnce()
    {
        RelayConfig config = startConfig();
        const IssuedToken issued = issueToken(u"program:nightly job"_s, noon, 90);
        QVERIFY(addProgram(u"nightly job"_s, grantFor({u"openai"_s}), issued.entry, noon)(config).ok());
        QCOMPARE(config.apps.last().id, u"program:nightly job"_s);
        QCOMPARE(config.apps.last().kind, AppKind::Program);
        QVERIFY(AppRegistry(config).authenticate(issued.token.expose(), {}, noon).ok());
        const RelayConfig before = config;
        const IssuedToken again = issueToken(u"program:nightly job"_s, noon, 90);
        QVERIFY(!addProgram(u"nightly job"_s, {}, again.entry, noon)(config).ok());
        QVERIFY(config == before);
    }

    void revokingTakesTokensAndOwnKeysAndNothingElse()
    {
        RelayConfig config = startConfig();
        QVERIFY(revokeApp(appA)(config).ok());
        QVERIFY(!config.findApp(appA));
        QVERIFY(config.findApp(appB));
        QCOMPARE(tokenLetters(config), "b");
        QCOMPARE(accounts(config), (QStringList{u"own"_s, u"key-b"_s}));
    }

    void theOldestOfTwentyTokensGoesFirst()
    {
        RelayConfig config = startConfig();
        config.tokens = {token('x', appB, noon.addDays(-50))};
        // The oldest is neither first nor last in the list.
        for (int i = 0; i < 20; ++i)
            QVERIFY(addToken(token(static_cast<char>('A' + i), appA, noon.addSecs(i == 7 ? -100 : i)),
                             noon)(config)
                        .ok());
        QCOMPARE(tokenLetters(config), "xABCDEFGHIJKLMNOPQRST");
        QVERIFY(addToken(token('U', appA), noon)(config).ok());
        QCOMPARE(tokenLetters(config), "xABCDEFGIJKLMNOPQRSTU");
        QVERIFY(addToken(token('V', appA), noon)(config).ok());
        QCOMPARE(tokenLetters(config), "xBCDEFGIJKLMNOPQRSTUV");
    }

    void expiredTokensAreDroppedOnTheWay()
    {
        RelayConfig config = startConfig();
        config.tokens = {token('a', appA, noon, noon.addDays(1)), token('b', appB, noon, noon.addDays(2)),
                         token('c', appB, noon, {})};
        QVERIFY(addToken(token('d', appA, noon.addDays(1), noon.addDays(9)), noon.addDays(1))(config).ok());
        QCOMPARE(tokenLetters(config), "bcd");
    }

    void renewalNeverShortensALife()
    {
        RelayConfig config = startConfig();
        config.tokens.append(token('n', appA, noon, {}));
        QVERIFY(renewToken(QByteArray(32, 'a'), noon.addDays(100))(config).ok());
        QCOMPARE(config.tokens.at(0).expiresAt, noon.addDays(100));
        QVERIFY(renewToken(QByteArray(32, 'a'), noon.addDays(1))(config).ok());
        QCOMPARE(config.tokens.at(0).expiresAt, noon.addDays(100));
        QVERIFY(renewToken(QByteArray(32, 'a'), {})(config).ok());
        QCOMPARE(config.tokens.at(0).expiresAt, noon.addDays(100));
        QVERIFY(renewToken(QByteArray(32, 'n'), noon.addDays(1))(config).ok());
        QVERIFY(!config.tokens.last().expiresAt.isValid());
    }

    void droppingWhatIsGoneIsNoFault()
    {
        RelayConfig config = startConfig();
        QVERIFY(dropToken(QByteArray(32, 'a'))(config).ok());
        QVERIFY(dropToken(QByteArray(32, 'a'))(config).ok());
        QCOMPARE(tokenLetters(config), "b");
        QVERIFY(unlistKey(u"openai"_s, u"default"_s, appA)(config).ok());
        QVERIFY(unlistKey(u"openai"_s, u"default"_s, appA)(config).ok());
        QCOMPARE(accounts(config), (QStringList{u"own"_s, u"key-b"_s}));
        QCOMPARE(config.unlistedAccounts, QStringList{u"key-a"_s});
        QVERIFY(forgetAccount(u"key-a"_s)(config).ok());
        QVERIFY(forgetAccount(u"key-a"_s)(config).ok());
        QVERIFY(config.unlistedAccounts.isEmpty());
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

    void aProviderIsEnteredChangedAndRemovedWithItsKeys()
    {
        RelayConfig config = startConfig();
        ProviderEntry lite;
        lite.id = u"lite"_s;
        lite.name = u" Lite "_s;
        lite.baseUrl = "https://lite.example/";
        QVERIFY(setProvider(lite)(config).ok());
        QCOMPARE(config.providers.size(), 1);
        QCOMPARE(config.providers.first().name, u"Lite"_s);
        QCOMPARE(config.providers.first().baseUrl, "https://lite.example"_ba);
        lite.name = u"Other"_s;
        QVERIFY(setProvider(lite)(config).ok());
        QCOMPARE(config.providers.size(), 1);
        QCOMPARE(config.providers.first().name, u"Other"_s);
        lite.baseUrl = "http://127.0.0.1:4000";
        QVERIFY(!setProvider(lite)(config).ok());

        const KeyEntry persons{u"lite-own"_s, u"lite"_s, u"work"_s, {}, noon};
        const KeyEntry apps{u"lite-a"_s, u"lite"_s, u"default"_s, appA, noon};
        config.keys += {persons, apps};
        QVERIFY(setDefaultKey(u"lite"_s, u"work"_s)(config).ok());
        config.apps.first().grant.keys = {{u"lite"_s, u"work"_s}, {u"openai"_s, u"default"_s}};
        QVERIFY(removeProvider(u"lite"_s)(config).ok());
        QVERIFY(config.providers.isEmpty());
        QCOMPARE(accounts(config), (QStringList{u"own"_s, u"key-a"_s, u"key-b"_s}));
        QCOMPARE(config.unlistedAccounts, (QStringList{u"lite-own"_s, u"lite-a"_s}));
        QVERIFY(config.defaultKeys.isEmpty());
        QCOMPARE(config.apps.first().grant.keys.keys(), QStringList{u"openai"_s});
        QVERIFY(!removeProvider(u"lite"_s)(config).ok());
    }

    void aShippedProviderKeepsItsKeysWhenItIsAsItCame()
    {
        RelayConfig config = startConfig();
        ProviderEntry openai;
        openai.id = u"openai"_s;
        openai.kind = ProviderEntry::Kind::OfShipped;
        openai.enabled = false;
        QVERIFY(setProvider(openai)(config).ok());
        QVERIFY(removeProvider(u"openai"_s)(config).ok());
        QCOMPARE(config.keys.size(), 3);
        QVERIFY(config.providers.isEmpty());
    }

    void aRuleForFailingRequestsIsRefusedWhereItCannotBe_data()
    {
        QTest::addColumn<FallbackRule>("rule");
        const auto row = [](const char *name, const QString &app, const QString &model,
                            const QList<FallbackTarget> &targets) {
            QTest::newRow(name) << FallbackRule{app, model, OtherKeys::Yes, targets, PaidTargets::Allowed};
        };
        row("of an app that is not there", u"https://nobody.example"_s, {}, {});
        row("model with a blank", {}, u" gpt-4"_s, {});
        row("model of two lines", {}, u"a\nb"_s, {});
        row("provider with a capital", {}, {}, {{u"OpenAI"_s, u"gpt-4o"_s}});
        row("no provider", {}, {}, {{QString(), u"gpt-4o"_s}});
        row("no model to try", {}, {}, {{u"groq"_s, QString()}});
        row("a pattern to try", {}, {}, {{u"groq"_s, u"llama*"_s}});
        row("what breaks a body", {}, {}, {{u"groq"_s, u"a\", \"b\": \"c"_s}});
        row("what escapes in a body", {}, {}, {{u"groq"_s, u"a\\"_s}});
        row("too many to try", {}, {}, QList<FallbackTarget>(9, {u"groq"_s, u"a"_s}));
    }
    void aRuleForFailingRequestsIsRefusedWhereItCannotBe()
    {
        QFETCH(FallbackRule, rule);
        RelayConfig config = startConfig();
        const Result<> refused = addFallback(rule)(config);
        QVERIFY(!refused);
        QVERIFY(refused.error().sentence.size() > 20);
    }

    void rulesForFailingRequestsAreOnePerAppAndModel()
    {
        RelayConfig config = startConfig();
        const FallbackRule all{{}, {}, OtherKeys::Yes, {}, PaidTargets::LocalOnly};
        const FallbackRule ours{appA, u"gpt-*"_s, OtherKeys::No, {{u"groq"_s, u"x"_s}}, PaidTargets::Allowed};
        FallbackRule changed = ours;
        changed.otherKeys = OtherKeys::Yes;
        const FallbackRule second{appA, {}, OtherKeys::No, {{u"ollama"_s, u"x"_s}}, PaidTargets::LocalOnly};
        QVERIFY(addFallback(all)(config));
        QVERIFY(addFallback(ours)(config));
        QVERIFY(addFallback(second)(config));
        QVERIFY(addFallback(changed)(config));
        QCOMPARE(config.fallbacks, (QList<FallbackRule>{all, changed, second}));
        QVERIFY(!setFallbacks(appA, {ours, changed})(config)); // two for the same models
        QVERIFY(!setFallbacks(appB, {ours})(config));          // another app's

        config = startConfig();
        QVERIFY(setFallbacks(appA, {second, ours})(config));
        QVERIFY(setFallbacks({}, {all})(config));
        QVERIFY(!removeFallback(appA, u"claude-*"_s)(config));
        QVERIFY(removeFallback(appA, u"gpt-*"_s)(config));
        QCOMPARE(config.fallbacks, (QList<FallbackRule>{second, all}));
        QVERIFY(setFallbacks(appA, {})(config));
        QCOMPARE(config.fallbacks, QList<FallbackRule>{all});
    }

    void whatIsGoneIsTakenOutOfTheRulesForFailingRequests()
    {
        RelayConfig config = startConfig();
        ProviderEntry lite;
        lite.id = u"lite"_s;
        lite.name = u"Lite"_s;
        lite.baseUrl = "https://lite.example";
        QVERIFY(setProvider(lite)(config));
        const FallbackTarget there{u"groq"_s, u"x"_s};
        const FallbackTarget goes{u"lite"_s, u"x"_s};
        const FallbackRule onlyLite{{}, u"a"_s, OtherKeys::No, {goes}, PaidTargets::Allowed};
        const FallbackRule both{{}, u"b"_s, OtherKeys::No, {goes, there}, PaidTargets::Allowed};
        const FallbackRule keysToo{{}, u"c"_s, OtherKeys::Yes, {goes}, PaidTargets::Allowed};
        const FallbackRule never{{}, u"d"_s, OtherKeys::No, {}, PaidTargets::LocalOnly};
        const FallbackRule ofApp{appA, {}, OtherKeys::Yes, {}, PaidTargets::LocalOnly};
        QVERIFY(setFallbacks({}, {onlyLite, both, keysToo, never})(config));
        QVERIFY(setFallbacks(appA, {ofApp})(config));
        QVERIFY(removeProvider(u"lite"_s)(config));
        FallbackRule bothLeft = both;
        bothLeft.targets = {there};
        FallbackRule keysLeft = keysToo;
        keysLeft.targets = {};
        QCOMPARE(config.fallbacks, (QList<FallbackRule>{bothLeft, keysLeft, never, ofApp}));
        QVERIFY(revokeApp(appA)(config));
        QCOMPARE(config.fallbacks, (QList<FallbackRule>{bothLeft, keysLeft, never}));
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

    void anAppIsPausedRenamedAndStaysSoWhenItIsAllowedAnew()
    {
        RelayConfig config = startConfig();
        QVERIFY(pauseApp(appA, AppPause::Paused)(config).ok());
        QVERIFY(renameApp(appA, u" Notes "_s)(config).ok());
        QVERIFY(allowOrigin(appA.toLatin1(), u"Claims"_s, grantFor({}), noon)(config).ok());
        QVERIFY(config.findApp(appA)->paused);
        QCOMPARE(config.findApp(appA)->name, u"Notes"_s);
        QVERIFY(pauseApp(appA, AppPause::Resumed)(config).ok());
        QVERIFY(!config.findApp(appA)->paused);
        QVERIFY(!renameApp(appA, u"  "_s)(config).ok());
        QVERIFY(!renameApp(appA, u"a\u202eb"_s)(config).ok());
        QVERIFY(!renameApp(u"https://gone.example"_s, u"x"_s)(config).ok());
        QVERIFY(!pauseApp(u"https://gone.example"_s, AppPause::Paused)(config).ok());
    }

    void anEditedGrantHoldsFromNowOn()
    {
        RelayConfig config = startConfig();
        config.apps.first().grant.limits.exchanges = 3;
        Grant grant = grantFor({u"groq"_s});
        grant.duration = GrantDuration::OneDay;
        grant.keys = {{u"openai"_s, u"default"_s}};
        QVERIFY(setGrant(appA, grant, noon.addDays(5))(config).ok());
        const AppEntry app = *config.findApp(appA);
        QCOMPARE(app.grant, grant); // the limit that the person took away too
        QCOMPARE(app.endsAt, noon.addDays(6));
        QCOMPARE(app.approvedAt, noon);
        QCOMPARE(tokenLetters(config), "ab"_ba);
        // Ended meanwhile: begins anew.
        QVERIFY(setGrant(appA, grant, noon.addDays(10))(config).ok());
        QCOMPARE(config.findApp(appA)->approvedAt, noon.addDays(10));
        QCOMPARE(tokenLetters(config), "b"_ba);
        grant.keys = {{u"openai"_s, u"gone"_s}};
        const Result<> refused = setGrant(appA, grant, noon)(config);
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().sentence.contains(u"gone"_s), qPrintable(refused.error().sentence));
        QVERIFY(!setGrant(u"https://gone.example"_s, grantFor({}), noon)(config).ok());
    }

    void proxyAndDesktopAreKeptWhereTheyAreSound()
    {
        RelayConfig config;
        QVERIFY(!setProxy({ProxyChoice::Mode::Fixed, ""})(config).ok());
        const Result<> refused =
            setProxy({ProxyChoice::Mode::Fixed, "http://me:pass@proxy.example:1"})(config);
        QVERIFY(!refused.ok());
        QVERIFY(!refused.error().sentence.contains(u"pass@"_s));
        QVERIFY(setProxy({ProxyChoice::Mode::Fixed, "http://proxy.example:8080/"})(config).ok());
        QCOMPARE(config.proxy.url, "http://proxy.example:8080"_ba);
        DesktopChoices desktop;
        desktop.lockAfterIdleMinutes = -1;
        QVERIFY(!setDesktop(desktop)(config).ok());
        desktop.lockAfterIdleMinutes = 5;
        desktop.theme = Theme::Dark;
        QVERIFY(setDesktop(desktop)(config).ok());
        QCOMPARE(config.desktop, desktop);
    }
};

QTEST_APPLESS_MAIN(TestConfigEdits)
#include "tst_config_edits.moc"
