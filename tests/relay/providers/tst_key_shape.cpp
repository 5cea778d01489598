// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/key_shape.h"
#include "relay/providers/provider_catalog.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestKeyShape : public QObject
{
    Q_OBJECT

private slots:
    void aKeyTellsWhoseItIs_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("owners");
        QTest::newRow("Anthropic's is not OpenAI's") << "sk-ant-api03-abcdefghij"_ba << u"anthropic"_s;
        QTest::newRow("OpenRouter's is not OpenAI's") << "sk-or-v1-abcdefghijkl"_ba << u"openrouter"_s;
        QTest::newRow("OpenAI's project key") << "sk-proj-abcdefghij_klm"_ba << u"openai"_s;
        QTest::newRow("two share a shape, the commoner first")
            << "sk-abcdefghijklmnop"_ba << u"openai deepseek"_s;
        QTest::newRow("Google's") << "AIzaabcdefghijklmnopqrstuvwxyz0123456789"_ba << u"google"_s;
        QTest::newRow("letters that name its provider go before digits that could be anybody's")
            << "sk_0123456789abcdef0123456789abcdef"_ba << u"elevenlabs"_s;
        QTest::newRow("32 hexadecimal digits could be two providers'")
            << "0123456789abcdef0123456789abcdef"_ba << u"mistral elevenlabs"_s;
        QTest::newRow("nobody's") << "correct horse battery staple"_ba << u""_s;
        QTest::newRow("only part of it") << "my key: sk-ant-api03-abcdefghij"_ba << u""_s;
        QTest::newRow("nothing") << QByteArray() << u""_s;
    }
    void aKeyTellsWhoseItIs()
    {
        QFETCH(QByteArray, key);
        QTEST(ownersByShape(ProviderCatalog::builtIn().all(), Secret::copyOf(key)).join(u' '), "owners");
    }

    void aBeginningThatOneProviderHasNamesIt_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("owner");
        QTest::newRow("Anthropic's") << "sk-ant-api03-abcdefghij"_ba << u"anthropic"_s;
        QTest::newRow("OpenRouter's") << "sk-or-v1-abcdefghijkl"_ba << u"openrouter"_s;
        QTest::newRow("OpenAI's project key") << "sk-proj-abcdefghij_klm"_ba << u"openai"_s;
        QTest::newRow("OpenAI's service account") << "sk-svcacct-abcdefghij"_ba << u"openai"_s;
        QTest::newRow("Google's") << "AIzaabcdefghijklmnopqrstuvwxyz0123456789"_ba << u"google"_s;
        QTest::newRow("Google's newer") << "AQ.abcdefghijklmnopqrstuvwxyz"_ba << u"google"_s;
        QTest::newRow("Groq's") << "gsk_abcdefghij0123456789"_ba << u"groq"_s;
        QTest::newRow("xAI's") << "xai-abcdefghij0123456789"_ba << u"xai"_s;
        QTest::newRow("Perplexity's") << "pplx-abcdefghij0123456789"_ba << u"perplexity"_s;
        QTest::newRow("Cerebras's") << "csk-abcdefghij0123456789"_ba << u"cerebras"_s;
        QTest::newRow("Hugging Face's") << "hf_abcdefghij0123456789"_ba << u"huggingface"_s;
        QTest::newRow("ElevenLabs's") << "sk_0123456789abcdef0123456789abcdef"_ba << u"elevenlabs"_s;
        QTest::newRow("a bare sk- is several providers'") << "sk-abcdefghijklmnop"_ba << u""_s;
        QTest::newRow("also where one of them would not take it") << "sk-abc_defghijklmnop"_ba << u""_s;
        QTest::newRow("digits that could be anybody's") << "0123456789abcdef0123456789abcdef"_ba << u""_s;
        QTest::newRow("a beginning and no more") << "sk-ant-"_ba << u""_s;
        QTest::newRow("a beginning that is longer than the key") << "sk-an"_ba << u""_s;
        QTest::newRow("in the middle") << "my sk-ant-api03-abcdefghij"_ba << u""_s;
        QTest::newRow("in capitals") << "SK-ANT-API03-ABCDEFGHIJ"_ba << u""_s;
        QTest::newRow("nobody's") << "correct horse battery staple"_ba << u""_s;
        QTest::newRow("nothing") << QByteArray() << u""_s;
    }
    void aBeginningThatOneProviderHasNamesIt()
    {
        QFETCH(QByteArray, key);
        QTEST(providerNamedByKey(ProviderCatalog::builtIn().all(), Secret::copyOf(key)), "owner");
    }

    void aPersonsProviderMakesABeginningAmbiguous()
    {
        const auto gateway = [](const QByteArray &pattern) {
            const Result<ProviderCatalog> catalog = ProviderCatalog::builtIn().overlaid(
                "{\"providers\":[{\"id\":\"gateway\",\"name\":\"Gateway\",\"base_url\":\"https://"
                "gateway.example\","
                "\"auth\":\"bearer\",\"inference_paths\":[\"/v1\"],\"key_patterns\":[\"" +
                    pattern + "\"]}]}",
                u"test"_s);
            return catalog
                       ? providerNamedByKey(catalog.value().all(), Secret::copyOf("gsk_abcdefghij0123456789"))
                       : catalog.error().sentence;
        };
        QCOMPARE(gateway("gsk_[a-z]+"), u""_s);              // whether or not it fits
        QCOMPARE(gateway("gsk_abc[a-z0-9]+"), u"gateway"_s); // says more than Groq's
        QCOMPARE(gateway("gsk_abcX?[a-z0-9]+"), u"gateway"_s);
        QCOMPARE(gateway("(gsk_abc|x)[a-z0-9]+"), u"groq"_s); // begins with no plain letters
        QCOMPARE(gateway("gsk_abc[a-z]+|gsk_x"), u"groq"_s);
    }
};

QTEST_GUILESS_MAIN(TestKeyShape)
#include "tst_key_shape.moc"
