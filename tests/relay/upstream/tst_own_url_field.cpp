// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/own_url_field.h"

#include <QTest>

using namespace byok;

class TestOwnUrlField : public QObject
{
    Q_OBJECT

private slots:
    void whereItLeads_data()
    {
        QTest::addColumn<QByteArray>("providerUrl");
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("told"); // empty: left out
        const QByteArray google = "https://generativelanguage.googleapis.com";
        const QByteArray path = "/upload/v1beta/files?upload_id=AB-c_1%2B&upload_protocol=resumable";
        const auto row = [](const char *name, const QByteArray &base, const QByteArray &given,
                            const QByteArray &told = {}) { QTest::newRow(name) << base << given << told; };
        row("the provider's own", google, google + path, m_relay + path);
        row("with the scheme's own port", google, google + ":443" + path, m_relay + path);
        row("in capitals", google, "HTTPS://GenerativeLanguage.GoogleAPIs.com" + path, m_relay + path);
        row("of a base URL with a port", "http://127.0.0.1:4000", "http://127.0.0.1:4000/u", m_relay + "/u");
        row("below a base URL with a path", "https://gate.example/google", "https://gate.example/google/u?a",
            m_relay + "/u?a");
        row("dots stay, to be judged later", google, google + "/a/../b", m_relay + "/a/../b");

        row("elsewhere", google, "https://evil.example" + path);
        row("a name that begins alike", google, google + ".evil.example" + path);
        row("a part of the name", google, "https://googleapis.com" + path);
        row("another port", google, google + ":8443" + path);
        row("without TLS", google, "http://generativelanguage.googleapis.com" + path);
        row("a user in front", google, "https://generativelanguage.googleapis.com@evil.example" + path);
        row("a user at the provider", google, "https://me@generativelanguage.googleapis.com" + path);
        row("a backslash", google, google + "\\@evil.example" + path);
        row("a fragment", google, google + "/a#b");
        row("a blank", google, google + "/a b");
        row("not ASCII", google, google + "/\xc3\xa4");
        row("no path", google, google);
        row("a query without a path", google, google + "?a=/b");
        row("beside the base URL's path", "https://gate.example/google", "https://gate.example/other/u");
        row("a path that begins alike", "https://gate.example/google", "https://gate.example/googled/u");
        row("a path alone", google, path);
        row("a scheme of its own", google, "javascript:alert(1)//generativelanguage.googleapis.com/");
        row("nothing", google, "");
    }
    void whereItLeads()
    {
        QFETCH(QByteArray, providerUrl);
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, told);
        const HeaderFields fields = leadingBack({{"x-goog-upload-url", given}}, {"x-goog-upload-url"},
                                                {.providerUrl = providerUrl, .relayUrl = m_relay});
        QCOMPARE(fields,
                 told.isEmpty() ? HeaderFields() : HeaderFields({HeaderField{"x-goog-upload-url", told}}));
    }

    void otherFieldsStayAndSoDoesTheOrder()
    {
        const QByteArray url = "https://a.example/x";
        const HeaderFields fields{
            {"a", url}, {"own", url}, {"b", "2"}, {"own", "https://b.example/"}, {"own", url}};
        const RelayedPlace place{.providerUrl = "https://a.example", .relayUrl = m_relay};
        QCOMPARE(leadingBack(fields, {"own", "none"}, place),
                 HeaderFields({{"a", url}, {"own", m_relay + "/x"}, {"b", "2"}, {"own", m_relay + "/x"}}));
        QCOMPARE(leadingBack(fields, {}, place), fields);
    }

private:
    const QByteArray m_relay = "http://127.0.0.1:2965/relay/google";
};

QTEST_APPLESS_MAIN(TestOwnUrlField)
#include "tst_own_url_field.moc"
