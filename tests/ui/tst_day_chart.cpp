// SPDX-License-Identifier: Apache-2.0
#include "ui/theme.h"
#include "ui/widgets/day_chart.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestDayChart : public QObject
{
    Q_OBJECT

private:
    static inline const QDate first{2026, 11, 1};

    static QList<DayFigures> days()
    {
        return {{first, 10, 0}, {first.addDays(1), 0, 0}, {first.addDays(2), 40, 10}};
    }
    /// How many pixels of a colour are in the third of the days that begins at `third`.
    static int count(const QWidget &chart, const QColor &colour, int third)
    {
        const QImage image = const_cast<QWidget &>(chart).grab().toImage();
        int found = 0;
        for (int x = image.width() * third / 3; x < image.width() * (third + 1) / 3; ++x) {
            for (int y = 0; y < image.height(); ++y)
                found += image.pixelColor(x, y).rgb() == colour.rgb();
        }
        return found;
    }

private slots:
    void barsAreAsHighAsTheFigures()
    {
        DayChart chart;
        chart.resize(300, 120);
        chart.setDays(days());
        const QColor all = toneColour(Tone::Accent, chart.palette());
        const QColor bad = toneColour(Tone::Bad, chart.palette());
        const int low = count(chart, all, 0);
        const int high = count(chart, all, 2) + count(chart, bad, 2);
        QVERIFY(low > 0);
        QVERIFY2(high > 3 * low && high < 5 * low, qPrintable(u"%1 %2"_s.arg(low).arg(high)));
        QCOMPARE(count(chart, all, 1), 0);
        QCOMPARE(count(chart, bad, 0), 0);
        QVERIFY(count(chart, bad, 2) > 0);
    }

    void keysPickADay()
    {
        DayChart chart;
        chart.setDays(days());
        QSignalSpy picked(&chart, &DayChart::dayPicked);
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chart.picked(), first.addDays(2)); // begins at the last
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chart.picked(), first.addDays(1));
        QTest::keyClick(&chart, Qt::Key_Home);
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chart.picked(), first);
        QTest::keyClick(&chart, Qt::Key_Right);
        QCOMPARE(chart.picked(), first.addDays(1));
        QTest::keyClick(&chart, Qt::Key_End);
        QTest::keyClick(&chart, Qt::Key_Escape);
        QVERIFY(!chart.picked().isValid());
        QVERIFY(!picked.last().first().toDate().isValid());
    }

    void keysFollowTheDirectionOfReading()
    {
        DayChart chart;
        chart.setLayoutDirection(Qt::RightToLeft);
        chart.setDays(days());
        chart.setPicked(first);
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chart.picked(), first.addDays(1));
    }

    void clicksPickAndUnpick_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::addColumn<int>("dayAtTheLeft");
        QTest::newRow("left to right") << Qt::LeftToRight << 0;
        QTest::newRow("right to left") << Qt::RightToLeft << 2;
    }
    void clicksPickAndUnpick()
    {
        QFETCH(Qt::LayoutDirection, direction);
        QFETCH(int, dayAtTheLeft);
        DayChart chart;
        chart.setLayoutDirection(direction);
        chart.resize(300, 120);
        chart.setDays(days());
        QTest::mouseClick(&chart, Qt::LeftButton, {}, QPoint(20, 60));
        QCOMPARE(chart.picked(), first.addDays(dayAtTheLeft));
        QTest::mouseClick(&chart, Qt::LeftButton, {}, QPoint(20, 60));
        QVERIFY(!chart.picked().isValid());
    }

    void tellsItsFiguresToWhoDoesNotSeeThem()
    {
        DayChart chart;
        chart.setDays(days());
        chart.setPicked(first.addDays(2));
        QAccessibleInterface *told = QAccessible::queryAccessibleInterface(&chart);
        QVERIFY(told);
        QCOMPARE(told->role(), QAccessible::Chart);
        QCOMPARE(told->text(QAccessible::Name), u"Requests per day"_s);
        const QString description = told->text(QAccessible::Description);
        QVERIFY2(description.contains(u"40"_s) && description.contains(u"10"_s), qPrintable(description));
        QVERIFY(description.contains(u"Picked"_s));
        chart.setDays({});
        QVERIFY(chart.accessibleDescription().contains(u"Nothing"_s));
    }
};

QTEST_MAIN(TestDayChart)
#include "tst_day_chart.moc"
