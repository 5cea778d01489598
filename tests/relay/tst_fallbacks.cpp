// SPDX-License-Identifier: Apache-2.0
#include "relay/fallbacks.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QString app = u"https://app.example"_s;

FallbackRule rule(const QString &appId, const QString &model, OtherKeys keys = OtherKeys::Yes)
{
    return {appId, model, keys, {}, PaidTargets::LocalOnly};
}

Provider openai()
{
    Provider provider;
    provider.id = u"openai"_s;
    provider.baseUrl = "https://api.openai.com";
    provider.chatPath = "/v1/chat/completions";
    return provider;
}

KeyEntry key(const QString &account, const QString &appId = {}, const QString &provider = u"openai"_s,
             const QByteArray &sentTo = "https://api.openai.com")
{
    return {account, provider, account, appId, QDateTime(), sentTo};
}

} // namespace

class TestFallbacks : public QObject
{
    Q_OBJECT

private slots:
    void theFirstRuleThatFitsIsTakenAnAppsOwnBefore_data()
    {
        QTest::addColumn<QList<FallbackRule>>("rules");
        QTest::addColumn<QList<QByteArray>>("models");
        QTest::addColumn<int>("fits"); // place in the list; -1: none
        using Models = QList<QByteArray>;
        const auto row = [](const char *name, const QList<FallbackRule> &rules, const Models &models,
                            int fits) { QTest::newRow(name) << rules << models << fits; };
        row("no rule", {}, {"gpt-4o"}, -1);
        row("for all", {rule({}, {})}, {"gpt-4o"}, 0);
        row("for all, no model known", {rule({}, {})}, {}, 0);
        row("another app's", {rule(u"https://b.example"_s, {})}, {"gpt-4o"}, -1);
        row("own before all", {rule({}, {}), rule(app, {})}, {"gpt-4o"}, 1);
        row("own that does not fit", {rule(app, u"claude-*"_s), rule({}, {})}, {"gpt-4o"}, 1);
        row("first of two", {rule({}, u"gpt-*"_s), rule({}, {})}, {"gpt-4o"}, 0);
        row("second of two", {rule({}, u"claude-*"_s), rule({}, {})}, {"gpt-4o"}, 1);
        row("with the provider", {rule({}, u"openai/gpt-*"_s)}, {"gpt-4o"}, 0);
        row("with another provider", {rule({}, u"groq/gpt-*"_s)}, {"gpt-4o"}, -1);
        row("all of a provider", {rule({}, u"openai/*"_s)}, {"gpt-4o"}, 0);
        row("capitals", {rule({}, u"GPT-4O"_s)}, {"gpt-4o"}, 0);
        row("one of two models", {rule({}, u"gpt-*"_s)}, {"gpt-4o", "o3"}, -1);
        row("certain models, none known", {rule({}, u"gpt-*"_s)}, {}, -1);
    }
    void theFirstRuleThatFitsIsTakenAnAppsOwnBefore()
    {
        QFETCH(QList<FallbackRule>, rules);
        QFETCH(QList<QByteArray>, models);
        const FallbackRule *found = fallbackRuleFor(rules, app, u"openai"_s, models);
        QTEST(found ? static_cast<int>(found - rules.constData()) : -1, "fits");
    }

    void keysAreTriedOneAfterTheOther_data()
    {
        QTest::addColumn<FallbackRule>("rule");
        QTest::addColumn<QList<KeyEntry>>("keys");
        QTest::addColumn<QString>("chosen"); // by the person for this app
        QTest::addColumn<QStringList>("resting");
        QTest::addColumn<QStringList>("order");
        const FallbackRule all = rule({}, {});
        const FallbackRule own = rule(app, {});
        const QList<KeyEntry> three{key(u"a"_s), key(u"b"_s), key(u"c"_s)};
        const auto row = [](const char *name, const FallbackRule &rule, const QList<KeyEntry> &keys,
                            const QString &chosen, const QStringList &resting, const QStringList &order) {
            QTest::newRow(name) << rule << keys << chosen << resting << order;
        };
        row("one", all, {key(u"a"_s)}, {}, {}, {u"a"_s});
        row("three", all, three, {}, {}, {u"a"_s, u"b"_s, u"c"_s});
        row("not without being told to", rule({}, {}, OtherKeys::No), three, {}, {u"a"_s}, {u"a"_s});
        row("the first rests", all, three, {}, {u"a"_s}, {u"b"_s, u"c"_s});
        row("another rests", all, three, {}, {u"b"_s}, {u"a"_s, u"c"_s});
        row("all rest", all, three, {}, {u"a"_s, u"b"_s, u"c"_s}, {u"a"_s, u"b"_s, u"c"_s});
        row("the only one rests", all, {key(u"a"_s)}, {}, {u"a"_s}, {u"a"_s});
        row("another provider's", all, {key(u"a"_s), key(u"g"_s, {}, u"groq"_s)}, {}, {}, {u"a"_s});
        row("stored for another address", all,
            {key(u"a"_s), key(u"b"_s, {}, u"openai"_s, "https://old.example")}, {}, {}, {u"a"_s});
        row("another app's own", all, {key(u"a"_s), key(u"b"_s, u"https://b.example"_s)}, {}, {}, {u"a"_s});
        row("the app's own", all, {key(u"a"_s), key(u"b"_s, app)}, {}, {}, {u"a"_s, u"b"_s});
        row("one chosen, a rule for every app", all, three, u"a"_s, {}, {u"a"_s});
        row("one chosen, the app's own rule", own, three, u"a"_s, {}, {u"a"_s, u"b"_s, u"c"_s});
        row("one chosen, the app's own key stays out", own, {key(u"a"_s), key(u"b"_s, app)}, u"a"_s, {},
            {u"a"_s});
    }
    void keysAreTriedOneAfterTheOther()
    {
        QFETCH(FallbackRule, rule);
        QFETCH(QList<KeyEntry>, keys);
        QFETCH(QString, chosen);
        QFETCH(QStringList, resting);
        RelayConfig config;
        AppEntry entry;
        entry.id = app;
        if (!chosen.isEmpty())
            entry.grant.keys = {{u"openai"_s, chosen}};
        config.apps = {entry};
        config.keys = keys;
        QTEST(keysToTry(rule, config, app, openai(), u"a"_s,
                        [&resting](const QString &account) { return resting.contains(account); }),
              "order");
    }

    void nothingThatMayCostMoneyStandsInUnasked_data()
    {
        QTest::addColumn<ProviderSite>("site");
        QTest::addColumn<AuthScheme>("auth");
        QTest::addColumn<PaidTargets>("paid");
        QTest::addColumn<bool>("may");
        constexpr AuthScheme free = AuthScheme::None;
        QTest::newRow("local") << ProviderSite::Local << free << PaidTargets::LocalOnly << true;
        QTest::newRow("local gateway")
            << ProviderSite::Local << AuthScheme::Bearer << PaidTargets::LocalOnly << false;
        QTest::newRow("local gateway, allowed")
            << ProviderSite::Local << AuthScheme::Bearer << PaidTargets::Allowed << true;
        QTest::newRow("remote") << ProviderSite::Remote << AuthScheme::Bearer << PaidTargets::LocalOnly
                                << false;
        QTest::newRow("remote without a key")
            << ProviderSite::Remote << free << PaidTargets::LocalOnly << false;
        QTest::newRow("remote, allowed")
            << ProviderSite::Remote << AuthScheme::Bearer << PaidTargets::Allowed << true;
        QTest::newRow("echo") << ProviderSite::BuiltIn << free << PaidTargets::Allowed << false;
    }
    void nothingThatMayCostMoneyStandsInUnasked()
    {
        QFETCH(ProviderSite, site);
        QFETCH(AuthScheme, auth);
        QFETCH(PaidTargets, paid);
        FallbackRule one;
        one.paidTargets = paid;
        Provider provider;
        provider.site = site;
        provider.auth = auth;
        QTEST(mayStandIn(one, provider), "may");
    }

    void onlyWhatHasOpenAisFormIsAskedElsewhere_data()
    {
        QTest::addColumn<QByteArray>("chatPath");
        QTest::addColumn<QByteArray>("alsoAt");
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char *name, const char *chatPath, const char *alsoAt, const char *asked,
                            const char *path) {
            QTest::newRow(name) << QByteArray(chatPath) << QByteArray(alsoAt) << QByteArray(asked)
                                << QByteArray(path);
        };
        row("chat", "/openai/v1/chat/completions", "", "/v1/chat/completions", "/openai/v1/chat/completions");
        row("embeddings", "/openai/v1/chat/completions", "", "/v1/embeddings", "/openai/v1/embeddings");
        row("beside a chat of its own", "/v1/messages", "/v1/chat/completions", "/v1/chat/completions",
            "/v1/chat/completions");
        row("a chat of its own alone", "/v1/messages", "", "/v1/chat/completions", "");
        row("no chat", "", "", "/v1/chat/completions", "");
        row("asked in another form", "/v1/chat/completions", "", "/v1/messages", "");
        row("asked for images", "/v1/chat/completions", "", "/v1/images/generations", "");
        row("asked for files", "/v1/chat/completions", "", "/v1/files", "");
    }
    void onlyWhatHasOpenAisFormIsAskedElsewhere()
    {
        QFETCH(QByteArray, chatPath);
        QFETCH(QByteArray, alsoAt);
        QFETCH(QByteArray, asked);
        Provider provider;
        provider.chatPath = chatPath;
        if (!alsoAt.isEmpty())
            provider.inferencePaths = {*InferencePath::fromText("POST " + alsoAt)};
        QTEST(standInPath(provider, asked), "path");
    }
};

QTEST_GUILESS_MAIN(TestFallbacks)
#include "tst_fallbacks.moc"
