// SPDX-License-Identifier: Apache-2.0
#include "relay/access/origin.h"

#include <QTest>

using namespace byok;

class TestOrigin : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatABrowserSendsIsWellFormed_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("wellFormed");
        const auto row = [](const QByteArray &origin, bool wellFormed) {
            QTest::newRow(origin.isEmpty() ? "(empty)" : origin.left(60).constData()) << origin << wellFormed;
        };
        row("https://app.example", true);
        row("http://localhost:5173", true);
        row("http://localhost", true);
        row("http://127.0.0.1:8080", true);
        row("http://[::1]:8080", true);
        row("https://[2001:db8::1]", true);
        row("https://xn--pple-43d.com", true);
        row("https://my_app.example", true);
        row("https://a.b-c.example:8443", true);
        row("chrome-extension://abcdefghijklmnopabcdefghijklmnop", true);
        row("moz-extension://7f6b2a3c-1f0a-4e2b-9c3d-2a1b0c9d8e7f", true);
        row("app://obsidian.md", true);
        row("capacitor://localhost", true);
        row("tauri://localhost", true);
        row("", false);
        row("null", false);
        row("NULL", false);
        row("*", false);
        row("https://*.example", false);
        row("https://", false);
        row("https:", false);
        row("//app.example", false);
        row("app.example", false);
        row("://app.example", false);
        row("file://", false);
        row("file://host", false);
        row("data://x", false);
        row("blob://x", false);
        row("about://blank", false);
        row("javascript://x", false);
        row("1http://app.example", false);
        row("HTTPS://app.example", false);
        row("https://App.example", false);
        row("https://app.example/", false);
        row("https://app.example/path", false);
        row("https://app.example?x", false);
        row("https://app.example#x", false);
        row("https://user@app.example", false);
        row("https://app.example:443", false);
        row("http://app.example:80", false);
        row("https://app.example:80", true);
        row("http://app.example:443", true);
        row("https://app.example:", false);
        row("https://app.example:0", false);
        row("https://app.example:0443", false);
        row("https://app.example:65535", true);
        row("https://app.example:65536", false);
        row("https://app.example:99999999", false);
        row("https://app.example:8a", false);
        row("https://app.example:1:2", false);
        row("https://app.example.", false);
        row("https://.app.example", false);
        row("https://app..example", false);
        row("https://app example", false);
        row(" https://app.example", false);
        row("https://app.example\t", false);
        row("https://app.example https://b.example", false);
        row("https://app.example,https://b.example", false);
        row("https://\xc3\xa4pp.example", false);
        row(QByteArray("https://app\0.example", 20), false);
        row("https://app%2eexample", false);
        row("https://127.1", false);
        row("https://2130706433", false);
        row("https://127.0.0.01", false);
        row("https://127.0.0.256", false);
        row("https://1.2.3.4.5", false);
        row("https://app.example.1", false);
        row("http://[::1", false);
        row("http://::1", false);
        row("http://[::1%25lo]", false);
        row("http://[127.0.0.1]", false);
        row("http://[::1]x", false);
        row("http://[]:1", false);
        row("chrome-extension://", false);
        row("chrome-extension://abcdefghijklmnop", false);
        row("chrome-extension://abcdefghijklmnopabcdefghijklmnoq", false);
        row("chrome-extension://abcdefghijklmnopabcdefghijklmnop:80", false);
        row("https://" + QByteArray(63, 'a') + ".example", true);
        row("https://" + QByteArray(64, 'b') + ".example", false);
        row("https://" + QByteArray("c23456789.").repeated(25) + "com", true);
        row("https://" + QByteArray("d23456789.").repeated(25) + "comm", false);
        row("x" + QByteArray(300, 'y') + "://app.example", false);
        row("https://" + QByteArray(5 * 1024, 'e'), false);
    }
    void onlyWhatABrowserSendsIsWellFormed()
    {
        QFETCH(QByteArray, origin);
        QTEST(isWellFormedOrigin(origin), "wellFormed");
    }

    void whatAPersonTypesBecomesAnOrigin_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("origin"); // empty: refused
        const auto row = [](const char *typed, const char *origin) {
            QTest::newRow(*typed ? typed : "(empty)") << QString::fromUtf8(typed) << QByteArray(origin);
        };
        row("https://app.example", "https://app.example");
        row("  https://App.Example/ ", "https://app.example");
        row("HTTPS://app.example:443", "https://app.example");
        row("http://app.example:80/", "http://app.example");
        row("https://app.example:8443", "https://app.example:8443");
        row("app.example", "https://app.example");
        row("app.example:8443", "https://app.example:8443");
        row("localhost:5173", "http://localhost:5173");
        row("localhost", "http://localhost");
        row("127.0.0.1:3000", "http://127.0.0.1:3000");
        row("[::1]:3000", "http://[::1]:3000");
        row("http://[::1]", "http://[::1]");
        row("https://bücher.example", "https://xn--bcher-kva.example");
        row("chrome-extension://abcdefghijklmnopabcdefghijklmnop",
            "chrome-extension://abcdefghijklmnopabcdefghijklmnop");
        row("app://obsidian.md", "app://obsidian.md");
        row("", "");
        row("null", "");
        row("*", "");
        row("https://*.example", "");
        row("https://", "");
        row("https://app.example/page", "");
        row("https://app.example/?a=b", "");
        row("https://app.example/#x", "");
        row("https://user:pass@app.example", "");
        row("https://@app.example", "");
        row("https://app.example:0", "");
        row("https://app.example:70000", "");
        row("https://app.example.", "");
        row("file:///home/me/page.html", "");
        row("data:text/html,x", "");
        row("javascript:alert(1)", "");
        row("chrome-extension://short", "");
        row("chrome-extension://", "");
        row("two words", "");
        row("https://a.example https://b.example", "");
        row("https://a.example\nHost: x", "");
    }
    void whatAPersonTypesBecomesAnOrigin()
    {
        QFETCH(QString, typed);
        QFETCH(QByteArray, origin);
        const Result<QByteArray> result = originFromInput(typed);
        QCOMPARE(result.ok(), !origin.isEmpty());
        if (result) {
            QCOMPARE(result.value(), origin);
            QVERIFY(isWellFormedOrigin(result.value()));
        } else {
            QVERIFY(result.error().sentence.endsWith(u'.'));
        }
    }
};

QTEST_APPLESS_MAIN(TestOrigin)
#include "tst_origin.moc"
