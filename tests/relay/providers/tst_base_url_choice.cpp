// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/base_url_choice.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestBaseUrlChoice : public QObject
{
    Q_OBJECT

    ProviderCatalog m_catalog =
        ProviderCatalog::builtIn()
            .overlaid(
                "{\"providers\": [ "
                "{\"id\": \"deep\", \"base_url\": \"https://api.deep.example/v1/openai\", "
                "\"inference_paths\": [\"/\"]}, "
                "{\"id\": \"one\", \"base_url\": \"https://two.example/one\", \"inference_paths\": [\"/\"]}, "
                "{\"id\": \"two\", \"base_url\": \"https://two.example/two\", \"inference_paths\": [\"/\"]}, "
                "{\"id\": \"root\", \"base_url\": \"https://both.example\", \"inference_paths\": [\"/\"]}, "
                "{\"id\": \"below\", \"base_url\": \"https://both.example/v1\", \"inference_paths\": "
                "[\"/\"]}, "
                "{\"id\": \"lite\", \"base_url\": \"http://127.0.0.1:4000\", \"inference_paths\": [\"/\"]}]}",
                u"test"_s)
            .value();

private slots:
    void theAddressOnlySelects_data()
    {
        QTest::addColumn<QString>("named");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QString>("found"); ///< empty: refused
        const auto row = [](const char *named, const char *wanted, const char *found = "") {
            QTest::addRow("%s at %s", named, wanted)
                << QString::fromLatin1(named) << QByteArray(wanted) << QString::fromLatin1(found);
        };
        const char *any = "openai-compatible";
        row(any, "https://api.deep.example/v1/openai", "deep");
        row(any, "https://api.deep.example/v1/openai/", "deep");
        row(any, "https://api.deep.example", "deep"); // an origin, as most clients give it
        row(any, "https://API.deep.example:443", "deep");
        row(any, "https://api.deep.example/v2");
        row(any, "http://api.deep.example");
        row(any, "https://api.deep.example:8443");
        row(any, "http://127.0.0.1:4000", "lite");
        row(any, "http://localhost:4000");
        row(any, "https://two.example/one", "one");
        row(any, "https://two.example/two", "two");
        row(any, "https://two.example"); // which of them?
        row(any, "https://both.example", "root");
        row(any, "https://both.example/v1", "below");
        row(any, "https://api.openai.com"); // nobody's own entry: its key is OpenAI's
        row(any, "https://evil.example");
        row(any, "https://api.deep.example.evil.example");
        row(any, "https://api.deep.example@evil.example");
        row(any, "https://evil.example/?https://api.deep.example");
        row(any, "https://evil.example#https://api.deep.example");
        row(any, "//api.deep.example");
        row(any, "api.deep.example");
        row(any, "javascript:alert(1)");
        row(any, "");
        row(any, "https://user:secret@api.deep.example");
        row("openai", "https://api.openai.com", "openai");
        row("openai", "https://api.openai.com/", "openai");
        row("openai", "https://api.openai.com/v1"); // another place than its own
        row("openai", "https://api.deep.example");
        row("openai", "https://evil.example");
        row("deep", "https://api.deep.example", "deep");
        row("deep", "https://both.example/v1", "below");
        row("azure-openai", "https://api.deep.example", "deep"); // it has no address of its own yet
        row("echo", "https://api.deep.example");
    }
    void theAddressOnlySelects()
    {
        QFETCH(QString, named);
        QFETCH(QByteArray, wanted);
        QFETCH(QString, found);
        const auto entry = entryAt(wanted, m_catalog.find(named).value(), m_catalog);
        QCOMPARE(entry.ok() ? entry.value().id : QString(), found);
        if (!entry) {
            QCOMPARE(entry.error().status(), 403);
            QVERIFY2(entry.error().sentence.contains(u"x-relay-base-url"),
                     qPrintable(entry.error().sentence));
            QVERIFY(!entry.error().sentence.contains(u"secret"));
        }
    }
};

QTEST_APPLESS_MAIN(TestBaseUrlChoice)
#include "tst_base_url_choice.moc"
