// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/origin_label.h"
#include "ui/words.h"

#include <QTest>
#include <QTextDocument>

using namespace byok;
using namespace Qt::StringLiterals;

class TestOriginLabel : public QObject
{
    Q_OBJECT

private:
    static QString joined(const OriginDisplay &display)
    {
        return display.before + display.bold + display.after;
    }
    static QByteArray hostOf253()
    {
        // paypal.com.aaaa….evil.example, 253 characters of host
        const QByteArray end = ".evil.example";
        QByteArray host = "paypal.com.";
        while (host.size() + end.size() < 253)
            host += host.size() % 50 == 49 ? '.' : 'a';
        host += end;
        return host;
    }

private slots:
    void whatCountsIsAlwaysInSight_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QString>("bold");
        QTest::addColumn<QString>("end");
        QTest::newRow("short") << "https://app.example"_ba << u"app.example"_s << u"app.example"_s;
        QTest::newRow("port") << "http://localhost:5173"_ba << u"localhost"_s << u"localhost:5173"_s;
        QTest::newRow("253") << "https://" + hostOf253() << u"evil.example"_s << u"evil.example"_s;
        QTest::newRow("253, port") << "https://" + hostOf253() + ":8443" << u"evil.example"_s
                                   << u"evil.example:8443"_s;
        QTest::newRow("punycode") << "https://www.xn--pple-43d.com"_ba << u"xn--pple-43d.com"_s
                                  << u"xn--pple-43d.com"_s;
    }
    void whatCountsIsAlwaysInSight()
    {
        QFETCH(QByteArray, origin);
        QFETCH(QString, bold);
        QFETCH(QString, end);
        OriginLabel label(u"label"_s);
        label.setOrigin(origin);
        for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            label.setLayoutDirection(direction);
            label.resize(label.minimumSizeHint());
            QCOMPARE(label.shown().bold, bold);
            QVERIFY2(joined(label.shown()).endsWith(end), qPrintable(joined(label.shown())));
            label.resize(300, 40);
            QCOMPARE(label.shown().bold, bold);
            QVERIFY(joined(label.shown()).endsWith(end));
        }
        label.resize(label.sizeHint());
        QCOMPARE(joined(label.shown()), QString::fromLatin1(origin));
    }

    void theWholeIsInTheTooltipAndTheAccessibleName()
    {
        const QByteArray origin = "https://" + hostOf253();
        OriginLabel label(u"label"_s);
        label.setOrigin(origin);
        label.resize(label.minimumSizeHint());
        QVERIFY(joined(label.shown()).startsWith(QChar(0x2026)));
        QCOMPARE(label.toolTip(), QString::fromLatin1(origin));
        QCOMPARE(label.accessibleName(), QString::fromLatin1(origin));
        QVERIFY(label.minimumSizeHint().width() < 400);
    }

    void nothingIsPaintedOutside()
    {
        OriginLabel label(u"label"_s);
        label.setOrigin("https://a-rather-long-name.somewhere.app.example:12345");
        label.resize(label.minimumSizeHint());
        const OriginDisplay shown = label.shown();
        QFont bold = label.font();
        bold.setBold(true);
        const int width = QFontMetrics(label.font()).horizontalAdvance(shown.before + shown.after) +
                          QFontMetrics(bold).horizontalAdvance(shown.bold);
        QVERIFY2(width <= label.width() + 1, qPrintable(u"%1 of %2"_s.arg(width).arg(label.width())));
    }

    void aProgramIsItsFileName()
    {
        OriginLabel label(u"label"_s);
        label.setProgram(u"/usr/lib/python3/bin/python3.13"_s);
        label.resize(label.sizeHint());
        QCOMPARE(label.shown().before, u"/usr/lib/python3/bin/"_s);
        QCOMPARE(label.shown().bold, u"python3.13"_s);
        // A name that turns its own end around: "fdp.exe" would read "exe.pdf".
        label.setProgram(u"/tmp/report\u202efdp.exe"_s);
        QVERIFY(!label.text().contains(QChar(0x202e)));
        QCOMPARE(label.text(), u"/tmp/report\ufffdfdp.exe"_s);
        label.setProgram(u"/tmp/<b>x"_s);
        QCOMPARE(label.toolTip(), u"/tmp/&lt;b&gt;x"_s);
    }

    /// Models give their tooltips through it: programs name themselves.
    void aTooltipIsNoMarkup()
    {
        const QString tip = plainTip(u"App: program:<img src='x'>\nKey: a & b"_s);
        QVERIFY2(!tip.contains(u"<img"_s), qPrintable(tip));
        QTextDocument shown;
        shown.setHtml(tip);
        QCOMPARE(shown.toPlainText(), u"App: program:<img src='x'>\nKey: a & b"_s);
        QCOMPARE(plainTip(u"a & b"_s), u"a & b"_s);
    }
};

QTEST_MAIN(TestOriginLabel)
#include "tst_origin_label.moc"
