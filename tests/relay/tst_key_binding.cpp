// SPDX-License-Identifier: Apache-2.0
#include "relay/key_binding.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestKeyBinding : public QObject
{
    Q_OBJECT

private slots:
    void aProvidersOriginIsItsBaseUrlsAlone_data()
    {
        QTest::addColumn<QByteArray>("baseUrl");
        QTest::addColumn<QByteArray>("origin");
        QTest::newRow("plain") << "https://api.openai.com"_ba << "https://api.openai.com"_ba;
        QTest::newRow("a path") << "https://openrouter.ai/api"_ba << "https://openrouter.ai"_ba;
        QTest::newRow("upper case") << "https://API.OpenAI.com"_ba << "https://api.openai.com"_ba;
        QTest::newRow("its usual port") << "https://api.openai.com:443"_ba << "https://api.openai.com"_ba;
        QTest::newRow("another port") << "https://api.openai.com:8443"_ba << "https://api.openai.com:8443"_ba;
        QTest::newRow("this machine") << "http://127.0.0.1:1234/v1"_ba << "http://127.0.0.1:1234"_ba;
        QTest::newRow("IPv6") << "http://[::1]:1234"_ba << "http://[::1]:1234"_ba;
        QTest::newRow("plain http is another") << "http://api.openai.com"_ba << "http://api.openai.com"_ba;
        QTest::newRow("a user's name") << "https://api.openai.com@evil.example"_ba << ""_ba;
        QTest::newRow("none") << ""_ba << ""_ba;
    }
    void aProvidersOriginIsItsBaseUrlsAlone()
    {
        QFETCH(QByteArray, baseUrl);
        Provider provider;
        provider.baseUrl = baseUrl;
        QTEST(originForKeys(provider), "origin");
    }

    void theKeysOfAnOlderFileGoWhereTheirProviderIsShippedWith_data()
    {
        QTest::addColumn<QByteArray>("provider");
        QTest::addColumn<QByteArray>("sentTo");
        QTest::newRow("shipped") << "openai"_ba << "https://api.openai.com"_ba;
        QTest::newRow("without an address") << "azure-openai"_ba << ""_ba;
        QTest::newRow("not shipped") << "mine"_ba << ""_ba;
    }
    void theKeysOfAnOlderFileGoWhereTheirProviderIsShippedWith()
    {
        QFETCH(QByteArray, provider);
        const Result<RelayConfig> read =
            RelayConfig::fromJson("{\"version\": 1, \"keys\": [{\"account\": \"a\", \"provider\": \"" +
                                      provider + "\", \"app\": \"\"}]}",
                                  u"c"_s);
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().sentence));
        const RelayConfig bound = withKeysBound(read.value(), ProviderCatalog::builtIn());
        QTEST(bound.keys.first().sentTo, "sentTo");
    }

    void aKeyThatIsBoundStaysBound()
    {
        RelayConfig config;
        config.keys = {{u"a"_s, u"openai"_s, u"default"_s, {}, {}, "http://127.0.0.1:9"}};
        QVERIFY(withKeysBound(config, ProviderCatalog::builtIn()) == config);
    }
};

QTEST_APPLESS_MAIN(TestKeyBinding)
#include "tst_key_binding.moc"
