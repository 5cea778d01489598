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
};

QTEST_GUILESS_MAIN(TestKeyShape)
#include "tst_key_shape.moc"
