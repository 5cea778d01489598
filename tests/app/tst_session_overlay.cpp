// SPDX-License-Identifier: Apache-2.0
#include "app/session_overlay.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestSessionOverlay : public QObject
{
    Q_OBJECT

private:
    static StartOptions started()
    {
        StartOptions start;
        start.origins = {"https://session.example", "https://both.example"};
        start.bodyBytes = 4096;
        return start;
    }
    static RelayConfig stored()
    {
        RelayConfig config;
        AppEntry app;
        app.id = u"https://both.example"_s;
        app.grant.duration = GrantDuration::UntilRevoked;
        app.grant.providers = {u"openai"_s};
        config.apps = {app};
        return config;
    }

private slots:
    void nothingOfTheSessionIsWritten()
    {
        SessionOverlay overlay(started(), QDateTime::currentDateTimeUtc());
        RelayConfig session = overlay.laidOver(stored());
        QCOMPARE(session.apps.size(), 2);
        QCOMPARE(session.settings.bodyBytes, 4096);
        session.tokens += TokenEntry{.sha256 = QByteArray(32, 'a'),
                                     .appId = u"https://session.example"_s,
                                     .createdAt = {},
                                     .expiresAt = {}};
        QVERIFY(overlay.withoutSession(session) == stored());
    }

    void anEndedApprovalsTokensDoNotComeBackForTheSession()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        RelayConfig config = stored();
        config.apps.first().endsAt = now.addDays(-1);
        config.tokens = {{QByteArray(32, 'o'), u"https://both.example"_s, now.addDays(-2), now.addDays(80)}};
        SessionOverlay overlay(started(), now);
        const RelayConfig session = overlay.laidOver(config);
        QVERIFY(session.findApp(u"https://both.example")->isInForce(now));
        QVERIFY(session.tokens.isEmpty());
    }

    void theKeysOfASessionsAppEndWithIt()
    {
        SessionOverlay overlay(started(), QDateTime::currentDateTimeUtc());
        RelayConfig session = overlay.laidOver(stored());
        KeyEntry key;
        key.account = u"app/x"_s;
        key.provider = u"openai"_s;
        key.appId = u"https://session.example"_s;
        session.keys += key;
        key.account = u"key/y"_s;
        key.appId.clear();
        session.keys += key;
        const RelayConfig lasting = overlay.withoutSession(session);
        QCOMPARE(lasting.keys.size(), 1);
        QCOMPARE(lasting.keys.first().account, u"key/y"_s);
        QCOMPARE(lasting.unlistedAccounts, QStringList{u"app/x"_s});
    }

    void aLastingApprovalKeepsItsLimits()
    {
        SessionOverlay overlay(started(), QDateTime::currentDateTimeUtc());
        const RelayConfig session = overlay.laidOver(stored());
        QCOMPARE(session.findApp(u"https://both.example")->grant.providers, QStringList{u"openai"_s});
        QVERIFY(session.findApp(u"https://both.example")->grant.duration == GrantDuration::UntilRevoked);
    }

    void whatIsSaidToLastIsWritten()
    {
        SessionOverlay overlay(started(), QDateTime::currentDateTimeUtc());
        RelayConfig session = overlay.laidOver(stored());
        session.apps.last().grant.duration = GrantDuration::UntilRevoked;
        session.settings.bodyBytes = 8192;
        session.settings.idleSeconds = 7;
        const RelayConfig lasting = overlay.withoutSession(session);
        QCOMPARE(lasting.apps.size(), 2);
        QCOMPARE(lasting.settings.bodyBytes, 8192);
        QCOMPARE(lasting.settings.idleSeconds, 7);
    }

    void aMemorySessionNeitherSeesNorLosesWhatTheKeychainHolds()
    {
        StartOptions start;
        start.vault = Vault::Memory;
        SessionOverlay overlay(start, QDateTime::currentDateTimeUtc());
        RelayConfig kept = stored();
        KeyEntry key;
        key.account = u"key/openai/default"_s;
        key.provider = u"openai"_s;
        kept.keys = {key};
        kept.unlistedAccounts = {u"key/groq/default#1"_s};
        RelayConfig session = overlay.laidOver(kept);
        QVERIFY(session.keys.isEmpty());
        QVERIFY(session.unlistedAccounts.isEmpty());
        key.account = u"key/anthropic/default"_s;
        key.provider = u"anthropic"_s;
        session.keys = {key};
        session.unlistedAccounts = {u"key/anthropic/default#2"_s};
        session.paused = true;
        const RelayConfig lasting = overlay.withoutSession(session);
        QVERIFY(lasting.keys == kept.keys);
        QCOMPARE(lasting.unlistedAccounts, kept.unlistedAccounts);
        QVERIFY(lasting.paused);
    }

    void whatARevokedAppHasInTheKeychainIsNotKeptByAMemorySession()
    {
        StartOptions start;
        start.vault = Vault::Memory;
        SessionOverlay overlay(start, QDateTime::currentDateTimeUtc());
        RelayConfig kept = stored();
        KeyEntry key;
        key.account = u"app/https://both.example/openai#1"_s;
        key.provider = u"openai"_s;
        key.appId = u"https://both.example"_s;
        kept.keys = {key};
        RelayConfig session = overlay.laidOver(kept);
        session.apps.clear();
        const RelayConfig lasting = overlay.withoutSession(session);
        QVERIFY(lasting.keys.isEmpty());
        QCOMPARE(lasting.unlistedAccounts, QStringList{key.account});
    }
};

QTEST_APPLESS_MAIN(TestSessionOverlay)
#include "tst_session_overlay.moc"
