// SPDX-License-Identifier: Apache-2.0
#include "relay/access/key_edits.h"
#include "relay/access/provider_edits.h"
#include "tests/relay/access/edited_config.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestProviderEdits : public QObject
{
    Q_OBJECT

private slots:
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
};

QTEST_APPLESS_MAIN(TestProviderEdits)
#include "tst_provider_edits.moc"
