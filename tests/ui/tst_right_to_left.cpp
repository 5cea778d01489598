// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/fold.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"

#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QRegularExpression>
#include <QTest>
#include <QToolButton>
#include <QXmlStreamReader>

#include <cstdlib>
#include <memory>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

/// What is painted in an upright stripe without a gap. Value.
struct Mark
{
    int left = 0;
    int pixels = 0;
};

/// The marks of a widget on its plain ground, from left to right.
QList<Mark> marksOf(QWidget &widget)
{
    const QImage image = widget.grab().toImage();
    QList<Mark> marks;
    bool isInMark = false;
    for (int x = 0; x < image.width(); ++x) {
        int pixels = 0;
        for (int y = 0; y < image.height(); ++y)
            pixels += image.pixel(x, y) != image.pixel(0, 0) ? 1 : 0;
        if (pixels > 0 && !isInMark)
            marks.append({x, 0});
        isInMark = pixels > 0;
        if (isInMark)
            marks.last().pixels += pixels;
    }
    return marks;
}

} // namespace

/// What Qt itself does not mirror.
class TestRightToLeft : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }

    /// A figure stands above its caption, an address beside its name.
    void whatIsWrittenInLatinLettersBeginsWhereTheLanguageDoes_data()
    {
        QTest::addColumn<QString>("kind");
        for (const QString &kind : {u"text"_s, u"heading"_s, u"tone"_s})
            QTest::newRow(qPrintable(kind)) << kind;
    }
    void whatIsWrittenInLatinLettersBeginsWhereTheLanguageDoes()
    {
        QFETCH(QString, kind);
        for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            QGuiApplication::setLayoutDirection(direction);
            const QString text = u"29"_s;
            const std::unique_ptr<QLabel> label(kind == "text"_L1      ? makeText(text)
                                                : kind == "heading"_L1 ? makeHeading(text)
                                                                       : new ToneLabel(Tone::Quiet, text));
            label->resize(300, 40);
            const QList<Mark> marks = marksOf(*label);
            QVERIFY(!marks.isEmpty());
            QCOMPARE(marks.constFirst().left > 150, direction == Qt::RightToLeft);
            // Where it can be selected, another part of Qt paints it.
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
            QCOMPARE(marksOf(*label).constFirst().left > 150, direction == Qt::RightToLeft);
        }
    }

    /// Which way a line runs is told by its first letter, and a name in it may be in Latin ones: the whole
    /// sentence would run from left to right, with its full stop in front.
    void everyHebrewSentenceRunsFromRightToLeft()
    {
        QFile file(qEnvironmentVariable("BYOK_SOURCE_DIR") + u"/resources/i18n/byok-relay_he.ts"_s);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        static const QRegularExpression hebrew(u"[\\x{0590}-\\x{05ff}]"_s);
        QXmlStreamReader reader(&file);
        QStringList wrong;
        while (!reader.atEnd()) {
            reader.readNext();
            const bool isText = reader.isStartElement() &&
                                (reader.name() == "numerusform"_L1 || reader.name() == "translation"_L1);
            const QString text =
                isText ? reader.readElementText(QXmlStreamReader::IncludeChildElements) : QString();
            // An amount of time begins with a figure, which tells nothing; so does a count.
            const bool isAmount = text.contains(u'׳') && text.size() < 16;
            const QString filled = QString(text).replace(u"%n"_s, u"2"_s).replace(u"%1"_s, u"Name"_s);
            if (text.contains(hebrew) && !isAmount && !filled.isRightToLeft())
                wrong.append(text);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void aFoldHasItsArrowWhereItsHeadingBegins()
    {
        const auto marks = [](Qt::LayoutDirection direction) {
            QGuiApplication::setLayoutDirection(direction);
            Fold fold(u"fold"_s, u"O"_s, new QWidget); // the same from both sides
            fold.resize(200, 100);
            return marksOf(*fold.findChild<QToolButton *>(u"foldHeading"_s));
        };
        const QList<Mark> usual = marks(Qt::LeftToRight);
        const QList<Mark> mirrored = marks(Qt::RightToLeft);
        QCOMPARE(usual.size(), 2); // the arrow and the letter
        QCOMPARE(mirrored.size(), 2);
        QVERIFY(std::abs(usual[0].pixels - usual[1].pixels) > 10);
        QVERIFY(std::abs(usual[0].pixels - mirrored[1].pixels) <= 6);
        QVERIFY(std::abs(usual[1].pixels - mirrored[0].pixels) <= 6);
    }
};

QTEST_MAIN(TestRightToLeft)
#include "tst_right_to_left.moc"
