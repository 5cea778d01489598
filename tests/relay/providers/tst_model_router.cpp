// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/model_router.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>

using namespace byok;
using namespace Qt::StringLiterals;

using U = ModelUse;

class TestModelRouter : public QObject
{
    Q_OBJECT

    ModelRouter m_router{
        {u"openai"_s, u"anthropic"_s, u"google"_s, u"groq"_s, u"openrouter"_s, u"mistral"_s, u"ollama"_s},
        {{u"^acme-"_s, u"acme"_s, U::Chat},
         {u"(broken"_s, u"acme"_s, U::Chat},
         {u"tail$"_s, u"acme"_s, U::Chat}},
        {{"phi3:mini", {u"ollama"_s}},
         {"gpt-oss:20b", {u"lm-studio"_s, u"ollama"_s}},
         {"llama3.2:3b", {u"ollama"_s}}}};

private slots:
    void aModelNamesItsProvider_data()
    {
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QString>("provider"); ///< empty: none
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<ModelUse>("use");
        const auto row = [](const char *asked, const char *provider, const char *model = nullptr,
                            U use = U::Chat) {
            QTest::addRow("%s", asked) << QByteArray(asked) << QString::fromLatin1(provider)
                                       << QByteArray(model ? model : asked) << use;
        };
        row("gpt-4o", "openai");
        row("GPT-4o", "openai");
        row("o1", "openai");
        row("o3-mini", "openai");
        row("o9", "openai");
        row("o0", "");
        row("chatgpt-4o-latest", "openai");
        row("text-embedding-3-small", "openai", nullptr, U::Embeddings);
        row("claude-sonnet-4-5", "anthropic");
        row("Claude-3-haiku", "anthropic");
        row("gemini-2.5-pro", "google");
        row("llama-3.3-70b-versatile", "groq");
        row("llama3-8b-8192", "groq");
        row("mixtral-8x7b", "groq");
        row("gemma-7b-it", "groq");
        row("qwen-2.5", "groq");
        row("qwen2.5", "");
        row("mistral-large-latest", "mistral");
        row("codestral-2405", "mistral");
        row("open-mistral-7b", "mistral");
        row("openai/gpt-4o", "openai", "gpt-4o");
        row("groq/openai/gpt-oss-20b", "groq", "openai/gpt-oss-20b");
        row("openrouter/meta-llama/llama-3-70b", "openrouter", "meta-llama/llama-3-70b");
        row("anthropic/gpt-4o", "anthropic", "gpt-4o");
        row("mistral/mistral-embed", "mistral", "mistral-embed", U::Embeddings);
        row("meta-llama/llama-3-70b", "");
        row("nobody/gpt-4o", "");
        row("openai/", "");
        row("/gpt-4o", "");
        row("my-gpt-4o", "");
        row("xclaude-3", "");
        row("acme-1", "acme");
        row("ACME-1", "acme");
        row("head-tail", ""); // from the first character on
        row("phi3:mini", "ollama");
        row("gpt-oss:20b", "openai"); // the table comes before what happens to be on this machine
        row("phi3", "");
        row("", "");
    }
    void aModelNamesItsProvider()
    {
        QFETCH(QByteArray, asked);
        QFETCH(QString, provider);
        QFETCH(QByteArray, model);
        QFETCH(ModelUse, use);
        const auto routed = m_router.route(asked);
        if (provider.isEmpty()) {
            QVERIFY(!routed.ok());
            QCOMPARE(routed.error().status(), asked.endsWith('/') ? 400 : 404);
            QVERIFY(routed.error().sentence.size() < 400);
            return;
        }
        QVERIFY2(routed.ok(), qPrintable(routed.ok() ? QString() : routed.error().sentence));
        QCOMPARE(routed.value(), (RoutedModel{provider, model, use}));
    }

    void aModelOnThisMachineIsTakenByWhomeverItsPatternsProviderIsNotFor_data()
    {
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QStringList>("usable");
        QTest::addColumn<QString>("provider"); ///< empty: none
        const auto row = [](const char *asked, const QStringList &usable, const char *provider) {
            QTest::addRow("%s for %s", asked, qPrintable(usable.join(u'+')))
                << QByteArray(asked) << usable << QString::fromLatin1(provider);
        };
        row("llama3.2:3b", {u"groq"_s, u"ollama"_s}, "groq");
        row("llama3.2:3b", {u"ollama"_s}, "ollama");
        row("llama3.2:3b", {u"lm-studio"_s}, "groq"); // whose answer says what is missing
        row("llama3.2:1b", {u"ollama"_s}, "groq");
        row("gpt-oss:20b", {u"ollama"_s}, "ollama");
        row("gpt-oss:20b", {u"ollama"_s, u"lm-studio"_s}, "lm-studio");
        row("gpt-oss:20b", {u"openai"_s, u"lm-studio"_s}, "openai");
        row("groq/llama3.2:3b", {u"ollama"_s}, "groq");
        row("phi3:mini", {u"ollama"_s}, "ollama");
        row("phi3:mini", {u"openai"_s}, ""); // not even told of
        row("phi3", {u"ollama"_s}, "");
    }
    void aModelOnThisMachineIsTakenByWhomeverItsPatternsProviderIsNotFor()
    {
        QFETCH(QByteArray, asked);
        QFETCH(QStringList, usable);
        QFETCH(QString, provider);
        const auto routed =
            m_router.route(asked, [&usable](const QString &id) { return usable.contains(id); });
        QCOMPARE(routed.ok() ? routed.value().provider : QString(), provider);
        if (!routed.ok())
            QCOMPARE(routed.error().code, ErrorCode::ModelNotFound);
    }

    void aCatalogsProvidersBringTheirPatterns()
    {
        Provider acme;
        acme.id = u"acme"_s;
        acme.modelPatterns = {u"acme-"_s, u"gpt-acme"_s};
        Provider other;
        other.id = u"other"_s;
        other.modelPatterns = {u"acme-"_s};
        const ModelRouter router = ModelRouter::of({acme, other});
        QCOMPARE(router.route("Acme-1").value(), (RoutedModel{u"acme"_s, "Acme-1", U::Chat}));
        QCOMPARE(router.route("acme-embed-1").value().use, U::Embeddings);
        QCOMPARE(router.route("gpt-acme").value().provider, u"openai"_s); // built-in ones come first
        QCOMPARE(router.route("other/acme-1").value(), (RoutedModel{u"other"_s, "acme-1", U::Chat}));
        QVERIFY(!router.route("my-acme-1").ok());
        for (const ModelPattern &row : router.patterns())
            QVERIFY2(row.pattern.startsWith(u'^'), qPrintable(row.pattern));
    }

    void aBrokenPatternOfThePersonsOwnIsLeftOut()
    {
        QCOMPARE(m_router.patterns().size(), builtInModelPatterns().size() + 2);
    }

    void thePathFitsTheUse_data()
    {
        QTest::addColumn<QByteArray>("chatPath");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<ModelUse>("use");
        QTest::addColumn<QByteArray>("path"); ///< empty: refused
        const QByteArray openAi = "/v1/chat/completions";
        const QByteArray google = "/v1beta/models/{model}:generateContent";
        QTest::newRow("chat") << openAi << "gpt-4o"_ba << U::Chat << openAi;
        QTest::newRow("embeddings") << openAi << "text-embedding-3"_ba << U::Embeddings
                                    << "/v1/embeddings"_ba;
        QTest::newRow("groq") << "/openai/v1/chat/completions"_ba << "x"_ba << U::Embeddings
                              << "/openai/v1/embeddings"_ba;
        QTest::newRow("anthropic") << "/v1/messages"_ba << "claude"_ba << U::Chat << "/v1/messages"_ba;
        QTest::newRow("anthropic embeddings")
            << "/v1/messages"_ba << "claude"_ba << U::Embeddings << QByteArray();
        QTest::newRow("none") << QByteArray() << "x"_ba << U::Chat << QByteArray();
        QTest::newRow("google") << google << "gemini-2.5-pro"_ba << U::Chat
                                << "/v1beta/models/gemini-2.5-pro:generateContent"_ba;
        QTest::newRow("google's long name") << google << "models/gemini-2.5-pro"_ba << U::Chat
                                            << "/v1beta/models/gemini-2.5-pro:generateContent"_ba;
        QTest::newRow("google embeddings") << google << "gemini-embedding-001"_ba << U::Embeddings
                                           << "/v1beta/models/gemini-embedding-001:embedContent"_ba;
        for (const char *trick : {"a/../../v1/files", "..", ".", "a?key=1", "a#b", "a%2fb", "a:b", "a b",
                                  "a\\b", "", "models/", "models/../x", "a\r\nb", "ä"})
            QTest::addRow("trick %s", trick) << google << QByteArray(trick) << U::Chat << QByteArray();
    }
    void thePathFitsTheUse()
    {
        QFETCH(QByteArray, model);
        QFETCH(ModelUse, use);
        QFETCH(QByteArray, path);
        Provider provider;
        provider.id = u"p"_s;
        provider.name = u"P"_s;
        QFETCH(QByteArray, chatPath);
        provider.chatPath = chatPath;
        const auto found = unifiedPath(provider, {u"p"_s, model, use});
        QCOMPARE(found.ok(), !path.isEmpty());
        if (found)
            QCOMPARE(found.value(), path);
        else
            QCOMPARE(found.error().status(), 400);
    }

    void globsAllow_data()
    {
        QTest::addColumn<QStringList>("globs");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const QStringList &globs, const char *model, bool allowed) {
            QTest::addRow("%s: %s", qPrintable(globs.join(u',')), model)
                << globs << QByteArray(model) << allowed;
        };
        row({}, "anything", true);
        row({u"gpt-4o"_s}, "gpt-4o", true);
        row({u"gpt-4o"_s}, "GPT-4O", true);
        row({u"gpt-4o"_s}, "gpt-4o-mini", false);
        row({u"gpt-4o"_s}, "xgpt-4o", false);
        row({u"gpt-4o*"_s}, "gpt-4o-mini", true);
        row({u"*mini"_s}, "gpt-4o-mini", true);
        row({u"*mini"_s}, "gpt-4o-mini-x", false);
        row({u"gpt-*-mini"_s}, "gpt-4o-mini", true);
        row({u"gpt-?o"_s}, "gpt-4o", true);
        row({u"gpt-?o"_s}, "gpt-o", false);
        row({u"*"_s}, "x", true);
        row({u""_s}, "x", false);
        row({u"gpt.4o"_s}, "gpt-4o", false);
        row({u"[a-z]*"_s}, "gpt", false);
        row({u"claude-*"_s, u"gpt-*"_s}, "gpt-4o", true);
        row({u" gpt-* "_s}, "gpt-4o", true);
        row({u"gemini-*"_s}, "models/gemini-pro", true);
        row({u"models/gemini-*"_s}, "models/gemini-pro", true);
        row({u"gemini-*"_s}, "x/models/gemini-pro", false);
        row({u"a*b*c"_s}, "aXbYbZc", true);
    }
    void globsAllow()
    {
        QFETCH(QStringList, globs);
        QFETCH(QByteArray, model);
        QTEST(modelAllowed(globs, model), "allowed");
    }

    void noGlobIsSlow()
    {
        QElapsedTimer clock;
        clock.start();
        QVERIFY(!modelAllowed({u"*a"_s.repeated(200) + u'b'}, QByteArray(256, 'a')));
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    }

    void theTargetNamesModels_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArrayList>("models");
        const auto row = [](const char *path, const char *query, const QByteArrayList &models) {
            QTest::addRow("%s?%s", path, query) << QByteArray(path) << QByteArray(query) << models;
        };
        row("/v1beta/models/gemini-pro:generateContent", "alt=sse", {"gemini-pro"});
        row("/v1beta/models/gemini-pro:batchGenerateContent", "", {"gemini-pro"});
        row("/openai/realtime", "api-version=1&deployment=gpt-rt", {"gpt-rt"});
        row("/v1/listen", "a=b;model=nova", {"nova"});
        row("/v1beta/tunedModels/mine:generateContent", "", {"mine"});
        row("/v1beta/models/gem%69ni%2Dpro:generateContent", "", {"gemini-pro"});
        row("/v1beta/mod%65ls/gemini-pro%3AgenerateContent", "", {"gemini-pro"});
        row("/v1beta/models", "", {});
        row("/v1/models/gpt-4o", "", {"gpt-4o"});
        row("/models/org/name", "", {"org/name"});
        row("/models/org/na%6De", "", {"org/name"});
        row("/openai/deployments/mine/chat/completions", "api-version=1", {"mine"});
        row("/v1/realtime", "model=gpt-realtime", {"gpt-realtime"});
        row("/v1/listen", "language=de&model=nova%2D3&Model=x", {"nova-3", "x"});
        row("/v1/speech", "model_id=a+b", {"a b"});
        row("/v1/chat/completions", "models=1", {});
    }
    void theTargetNamesModels()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        QTEST(QByteArrayList(modelsInTarget(path, query)), "models");
    }

    void rulesAboutModelsCannotBeWalkedAround_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<int>(
            "status"); ///< 0: allowed. The rules: gpt-4o* for all, *-mini or gemini-* for the app.
        const auto row = [](const char *name, int status, const char *path, const QByteArray &body,
                            const char *query = "", const char *encoding = "") {
            QTest::newRow(name) << QByteArray(path) << QByteArray(query) << body << QByteArray(encoding)
                                << status;
        };
        const char *chat = "/v1/chat/completions";
        row("both allow", 0, chat, R"({"model":"gpt-4o-mini"})");
        row("the app's does not", 403, chat, R"({"model":"gpt-4o"})");
        row("the one for all does not", 403, "/v1beta/models/gemini-pro:generateContent", "{}");
        row("prefix is not taken for the name", 403, chat, R"({"model":"openai/gpt-4o-mini"})");
        row("list of fallbacks", 403, chat, R"({"model":"gpt-4o-mini","models":["o1-pro"]})");
        row("batch", 403, "/v1/messages/batches", R"({"requests":[{"params":{"model":"o1-pro"}}]})");
        row("good in the path, bad in the body", 403, "/v1beta/models/gpt-4o-mini:batchEmbedContents",
            R"({"requests":[{"model":"models/o1"}]})");
        row("good in the body, bad in the query", 403, "/v1/realtime", R"({"model":"gpt-4o-mini"})",
            "model=o1-pro");
        row("good where nobody reads it, none in the body", 400, "/v1/images/generations",
            R"({"prompt":"x"})", "model=gpt-4o-mini");
        row("good in the query, where it is read", 0, "/v1/listen", R"({"url":"x"})", "model=gpt-4o-mini");
        row("bad in the query, where it is read", 403, "/v1/listen", R"({"url":"x"})", "model=o1-pro");
        row("doubled", 400, chat, R"({"model":"gpt-4o-mini","model":"o1-pro"})");
        row("with escapes", 400, chat, R"({"mod\u0065l":"o1-pro"})");
        row("none named", 400, chat, "{}");
        row("not JSON", 400, "/v1/audio/transcriptions", "--x\r\n");
        row("compressed", 400, chat, R"({"model":"gpt-4o-mini"})", "", "gzip");
        row("a list of models", 0, "/v1/models", "");
        row("a description", 403, "/v1/models/o1-pro", "");
    }
    void rulesAboutModelsCannotBeWalkedAround()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, encoding);
        const std::array<QStringList, 2> rules{QStringList{u"gpt-4o*"_s},
                                               QStringList{u"*-mini"_s, u"gemini-*"_s}};
        const auto verdict = judgeModels(rules, path, query, body, encoding);
        QTEST(verdict.ok() ? 0 : verdict.error().status(), "status");
        // Without rules nothing is even read.
        const std::array<QStringList, 2> none;
        QVERIFY(judgeModels(none, path, query, body, encoding).ok());
    }
};

QTEST_APPLESS_MAIN(TestModelRouter)
#include "tst_model_router.moc"
