// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/openai_paths.h"
#include "relay/providers/provider_catalog.h"
#include "relay/providers/upstream_target.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestOpenAiPaths : public QObject
{
    Q_OBJECT

private slots:
    void eachProvidersEndpointsOfThatMannerAreFound_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QByteArray>("root");
        const auto row = [](const char *provider, const char *root) {
            QTest::newRow(provider) << QString::fromLatin1(provider) << QByteArray(root);
        };
        row("anthropic", "/v1"); // although its own chat path is /v1/messages
        row("openai", "/v1");
        row("google", "/v1beta/openai");
        row("groq", "/openai/v1");
        row("openrouter", "/api/v1");
        row("mistral", "/v1");
        row("huggingface", "/v1");
        row("xai", "/v1");
        row("deepseek", "/v1");
        row("together", "/v1");
        row("cohere", "/compatibility/v1");
        row("perplexity", "");
        row("fireworks", "/inference/v1");
        row("cerebras", "/v1");
        row("azure-openai", "/openai/v1");
        row("ollama", "/v1");
        row("lm-studio", "/v1");
        row("llama-cpp", "/v1");
        row("openai-compatible", "/v1");
        row("echo", "/v1");
        row("elevenlabs", "none");
        row("deepgram", "none");
    }
    void eachProvidersEndpointsOfThatMannerAreFound()
    {
        QFETCH(QString, provider);
        QFETCH(QByteArray, root);
        const auto entry = ProviderCatalog::builtIn().find(provider);
        QVERIFY(entry);
        const auto path = openAiPath(*entry, "/chat/completions");
        QCOMPARE(openAiRoot(*entry).value_or("none"), root);
        if (root == "none") {
            QCOMPARE(path.error().status(), 400);
            QVERIFY(path.error().sentence.contains("/relay/"_L1 + provider));
            return;
        }
        QCOMPARE(path.value(), root + "/chat/completions");
        // What an ordinary grant is for.
        const auto target = upstreamTarget(*entry, {HttpMethod::Post, path.value(), {}}, {});
        QVERIFY2(target.ok(), target.ok() ? "" : qPrintable(target.error().sentence));
        QCOMPARE(target.value(), path.value());
    }

    void everyRowOfTheCatalogIsTold()
    {
        // A provider that comes to the list has to come to the table above.
        QCOMPARE(ProviderCatalog::builtIn().all().size(), 22);
    }

    void aPathThatNamesTheModelIsNoneOfThatManner()
    {
        Provider provider;
        provider.id = u"x"_s;
        provider.chatPath = "/deployments/{model}/chat/completions";
        QVERIFY(!openAiRoot(provider));
    }
};

QTEST_APPLESS_MAIN(TestOpenAiPaths)
#include "tst_openai_paths.moc"
