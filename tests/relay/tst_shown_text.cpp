// SPDX-License-Identifier: Apache-2.0
#include "relay/shown_text.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestShownText : public QObject
{
    Q_OBJECT

private slots:
    void plainTextShowsWhatItIs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("plain");
        QTest::newRow("empty") << QString() << true;
        QTest::newRow("letters") << u"My Writer 2"_s << true;
        QTest::newRow("other scripts") << u"مفاتيح – キー – 🔑"_s << true;
        QTest::newRow("two lines") << u"a\nb"_s << false;
        QTest::newRow("NUL") << QString(u"a\0b"_s) << false;
        QTest::newRow("right to left override") << u"a\u202Eb"_s << false;
        QTest::newRow("zero width") << u"a\u200Bb"_s << false;
    }
    void plainTextShowsWhatItIs()
    {
        QFETCH(QString, text);
        QTEST(isPlainText(text), "plain");
    }

    void invisibleIsWhatHidesOrIsNotSeenAlike_data()
    {
        QTest::addColumn<char32_t>("c");
        QTest::addColumn<bool>("invisible");
        QTest::newRow("letter") << U'a' << false;
        QTest::newRow("blank") << U' ' << false;
        QTest::newRow("picture") << U'🔑' << false;
        QTest::newRow("control") << U'\u0007' << true;
        QTest::newRow("zero width joiner") << U'\u200D' << true;
        QTest::newRow("line separator") << U'\u2028' << true;
        QTest::newRow("paragraph separator") << U'\u2029' << true;
        QTest::newRow("private use") << U'\uE000' << true;
        QTest::newRow("half a pair") << char32_t(0xD800) << true;
        QTest::newRow("not assigned") << char32_t(0x0378) << true;
    }
    void invisibleIsWhatHidesOrIsNotSeenAlike()
    {
        QFETCH(char32_t, c);
        QTEST(isInvisible(c), "invisible");
    }

    void aLongTextIsCutBetweenCharacters_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cut");
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("fits") << u"abcd"_s << u"abcd"_s;
        QTest::newRow("too long") << u"abcde"_s << u"abc…"_s;
        QTest::newRow("a pair at the cut") << u"ab🔑cd"_s << u"ab…"_s;
        QTest::newRow("a pair before the cut") << u"a🔑cd"_s << u"a🔑…"_s;
    }
    void aLongTextIsCutBetweenCharacters()
    {
        QFETCH(QString, text);
        QTEST(shortened(text, 4), "cut");
        QCOMPARE(shortened(u"ab"_s, 1), u"…"_s);
    }
};

QTEST_APPLESS_MAIN(TestShownText)
#include "tst_shown_text.moc"
