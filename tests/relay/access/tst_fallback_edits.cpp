// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/fallback_edits.h"
#include "relay/access/provider_edits.h"
#include "tests/relay/access/edited_config.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(byok::FallbackRule)

class TestFallbackEdits : public QObject
{
    Q_OBJECT

private slots:
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
};

QTEST_APPLESS_MAIN(TestFallbackEdits)
#include "tst_fallback_edits.moc"
