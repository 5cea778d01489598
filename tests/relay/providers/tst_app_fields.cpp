// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/app_fields.h"
#include "relay/providers/provider_catalog.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestAppFields : public QObject
{
    Q_OBJECT

private slots:
    void openRouterIsToldWhichAppAsks_data()
    {
        QTest::addColumn<QByteArray>("referrer");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("toldReferrer"); ///< null: not told
        QTest::addColumn<QByteArray>("toldName");
        const QByteArray site = "https://app.example/chat";
        QTest::newRow("both") << site << u"My App"_s << site << "My App"_ba;
        QTest::newRow("http") << "http://localhost:3000"_ba << u"x"_s << "http://localhost:3000"_ba << "x"_ba;
        QTest::newRow("neither") << QByteArray() << QString() << QByteArray() << QByteArray();
        QTest::newRow("blanks around") << QByteArray() << u"  x "_s << QByteArray() << "x"_ba;
        QTest::newRow("no address") << "app.example"_ba << u"x"_s << QByteArray() << "x"_ba;
        QTest::newRow("a script") << "javascript:alert(1)"_ba << u"x"_s << QByteArray() << "x"_ba;
        QTest::newRow("not ASCII") << "https://ä.example"_ba << u"Ünïcode"_s << QByteArray() << QByteArray();
        QTest::newRow("a line break") << QByteArray() << u"a\r\nhost: evil"_s << QByteArray() << QByteArray();
        QTest::newRow("too long") << "https://" + QByteArray(300, 'a') << u"x"_s.repeated(201) << QByteArray()
                                  << QByteArray();
    }
    void openRouterIsToldWhichAppAsks()
    {
        QFETCH(QByteArray, referrer);
        QFETCH(QString, name);
        QFETCH(QByteArray, toldReferrer);
        QFETCH(QByteArray, toldName);
        RequestHead head;
        if (!referrer.isNull())
            head.fields.append({"x-relay-referer", referrer});
        const Provider openRouter = ProviderCatalog::builtIn().find(u"openrouter"_s).value();
        const HeaderFields fields = appFieldsFor(openRouter, head, name);
        QCOMPARE(headerValue(fields, "http-referer"), toldReferrer);
        QCOMPARE(headerValue(fields, "x-title"), toldName);
        QCOMPARE(fields.size(), (toldReferrer.isEmpty() ? 0 : 1) + (toldName.isEmpty() ? 0 : 1));
    }

    void otherProvidersAreToldNothing()
    {
        RequestHead head;
        head.fields.append(HeaderField{"x-relay-referer", "https://app.example"});
        const ProviderCatalog catalog = ProviderCatalog::builtIn();
        for (const Provider &provider : catalog.all())
            QCOMPARE(appFieldsFor(provider, head, u"App"_s).isEmpty(), provider.id != "openrouter"_L1);
    }
};

QTEST_APPLESS_MAIN(TestAppFields)
#include "tst_app_fields.moc"
