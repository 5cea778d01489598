// SPDX-License-Identifier: Apache-2.0
#include "relay/access/look_alike.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

using W = OriginWarning;

class TestLookAlike : public QObject
{
    Q_OBJECT

private slots:
    void whatASecondLookWouldFindIsSaid_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QList<OriginWarning>>("expected");
        const auto row = [](const char *origin, const QList<W> &warnings = {}) {
            QTest::addRow("%s", origin) << QByteArray(origin) << warnings;
        };
        // Approved: https://openai.com, https://my-writer.example, https://app.planner.co.uk,
        // http://localhost:5173
        row("https://weather.example");
        row("https://openai.com");
        row("https://chat.openai.com");
        row("https://www.my-writer.example");
        row("https://xn--pple-43d.com", {W::Punycode});
        row("https://www.xn--80ak6aa92e.com", {W::Punycode});
        row("https://xn--openi-7ve.com", {W::NearDuplicate, W::Punycode}); // Cyrillic а for the a
        row("https://openal.com", {W::NearDuplicate});                     // l for i
        row("https://openai.net", {W::NearDuplicate});
        row("https://0penai.com", {W::NearDuplicate});
        row("https://opennai.com", {W::NearDuplicate});
        row("https://opneai.com", {W::NearDuplicate});
        row("https://openai.com.evil.net", {W::NameInside});
        row("https://openai-login.net", {W::NameInside});
        row("https://rny-writer.example", {W::NearDuplicate}); // rn for m
        row("https://my-vvriter.example", {W::NearDuplicate}); // vv for w
        row("https://rnono.org", {W::NearDuplicate});          // too short a name for a distance of two
        row("https://p1anner.co.uk", {W::NearDuplicate});
        row("https://other.co.uk");
        row("https://192.168.1.10", {W::IpLiteral});
        row("https://[2001:db8::1]:8443", {W::IpLiteral, W::UnusualPort});
        row("http://192.168.1.10:3000", {W::IpLiteral, W::PlainHttp, W::UnusualPort});
        row("http://weather.example", {W::PlainHttp});
        row("https://weather.example:8443", {W::UnusualPort});
        row("https://mallory.github.io", {W::SharedHosting});
        row("https://a.b.vercel.app", {W::SharedHosting});
        row("http://localhost:3000");
        row("http://app.localhost:3000");
        row("http://127.0.0.1:8080");
        row("http://[::1]:8080");
        row("http://localhost.evil.net", {W::PlainHttp});
        row("chrome-extension://abcdefghijklmnopabcdefghijklmnop");
        row("app://writer.example");
        QTest::addRow("253 characters")
            << "https://"_ba + QByteArray("a.").repeated(122) + "evil.net" << QList<W>{W::VeryLong};
    }
    void whatASecondLookWouldFindIsSaid()
    {
        QFETCH(QByteArray, origin);
        QFETCH(QList<OriginWarning>, expected);
        const QList<QByteArray> known{"https://openai.com",        "https://my-writer.example",
                                      "https://app.planner.co.uk", "http://localhost:5173",
                                      "https://mono.org",          "https://example.org"};
        QList<W> warnings;
        for (const OriginNote &note : originNotes(origin, known)) {
            warnings.append(note.warning);
            QVERIFY2(note.sentence.endsWith(u'.'), qPrintable(note.sentence));
        }
        const auto text = [](const QList<W> &list) {
            QStringList numbers;
            for (const W warning : list)
                numbers += QString::number(static_cast<int>(warning));
            return numbers.join(u' ');
        };
        QCOMPARE(text(warnings), text(expected));
    }

    void aNearDuplicateNamesTheOneItIsNot()
    {
        const auto notes = originNotes("https://openal.com", {"https://openai.com"});
        QCOMPARE(notes.size(), 1);
        QVERIFY2(notes.first().sentence.contains("https://openai.com"_L1),
                 qPrintable(notes.first().sentence));
    }

    void theRegisteredPartIsBold_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("bold");
        QTest::addColumn<QString>("after");
        QTest::newRow("plain") << "https://example.com"_ba << u"https://"_s << u"example.com"_s << u""_s;
        QTest::newRow("subdomain") << "https://login.example.com:8443"_ba << u"https://login."_s
                                   << u"example.com"_s << u":8443"_s;
        QTest::newRow("bait in front")
            << "https://openai.com.evil.net"_ba << u"https://openai.com."_s << u"evil.net"_s << u""_s;
        QTest::newRow("country registry")
            << "https://a.example.co.uk"_ba << u"https://a."_s << u"example.co.uk"_s << u""_s;
        QTest::newRow("shared hosting")
            << "https://x.mallory.github.io"_ba << u"https://x."_s << u"mallory.github.io"_s << u""_s;
        QTest::newRow("the host of hosts")
            << "https://github.io"_ba << u"https://"_s << u"github.io"_s << u""_s;
        QTest::newRow("address") << "http://192.168.1.10:80"_ba << u"http://"_s << u"192.168.1.10"_s
                                 << u":80"_s;
        QTest::newRow("six") << "http://[::1]:5173"_ba << u"http://"_s << u"[::1]"_s << u":5173"_s;
        QTest::newRow("one label") << "http://localhost:5173"_ba << u"http://"_s << u"localhost"_s
                                   << u":5173"_s;
        QTest::newRow("extension") << "chrome-extension://abcdef"_ba << u"chrome-extension://"_s
                                   << u"abcdef"_s << u""_s;
        QTest::newRow("punycode stays ASCII")
            << "https://xn--pple-43d.com"_ba << u"https://"_s << u"xn--pple-43d.com"_s << u""_s;
    }
    void theRegisteredPartIsBold()
    {
        QFETCH(QByteArray, origin);
        const OriginDisplay display = displayOf(origin);
        QTEST(display.before, "before");
        QTEST(display.bold, "bold");
        QTEST(display.after, "after");
        QCOMPARE((display.before + display.bold + display.after).toLatin1(), origin);
    }
};

QTEST_APPLESS_MAIN(TestLookAlike)
#include "tst_look_alike.moc"
