// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/access/token_edits.h"
#include "tests/relay/access/edited_config.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestAppEdits : public QObject
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
        QTest::newRow("a provider's name as no list of providers takes it")
            << allowOrigin("https://c.example", {}, grantFor({u"open_ai"_s}), noon);
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
    }
    void whatIsNotWellFormedIsRefusedAndChangesNothing()
    {
        QFETCH(ConfigEdit, edit);
        const QString fault = faultOfRefusal(edit);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
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
};

QTEST_APPLESS_MAIN(TestAppEdits)
#include "tst_app_edits.moc"
