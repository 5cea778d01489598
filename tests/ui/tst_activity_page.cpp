// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "tests/ui/ledger_filling.h"
#include "ui/pages/activity_page.h"
#include "ui/pages/overview_page.h"
#include "ui/widgets/day_chart.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

/// The clocks of another place, as long as it lives.
class ZoneForTest
{
public:
    explicit ZoneForTest(const char *zone)
        : m_before(qgetenv("TZ"))
        , m_wasSet(qEnvironmentVariableIsSet("TZ"))
    {
        qputenv("TZ", zone);
        tzset();
    }
    ~ZoneForTest()
    {
        if (m_wasSet)
            qputenv("TZ", m_before);
        else
            qunsetenv("TZ");
        tzset();
    }
    Q_DISABLE_COPY_MOVE(ZoneForTest)

private:
    QByteArray m_before;
    bool m_wasSet;
};

} // namespace

class TestActivityPage : public QObject
{
    Q_OBJECT

private:
    FakeDesktop m_desktop;

    /// What the table shows of one column, joined by blanks.
    static QString shown(const QWidget &page, ActivityModel::Column column = ActivityModel::Model)
    {
        const QAbstractItemModel *model = page.findChild<QTableView *>(u"activityTable"_s)->model();
        QStringList texts;
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, column).data().toString());
        return texts.join(u' ');
    }
    static void choose(const QWidget &page, const QString &box, const QString &text)
    {
        auto *combo = page.findChild<QComboBox *>(box);
        QTRY_VERIFY(combo->findText(text) >= 0);
        combo->setCurrentIndex(combo->findText(text));
    }
    static QList<UsageRow> someRows()
    {
        constexpr qint64 day = 24LL * 60 * 60;
        return {usageRow(u"https://a.example"_s, u"openai"_s, u"gpt-4o"_s, 200, 0),
                usageRow(u"https://b.example"_s, u"anthropic"_s, u"claude"_s, 404, 1),
                usageRow(u"https://a.example"_s, u"anthropic"_s, u"=1+1"_s, 503, 2 * day)};
    }
    /// Chooses an export and a file for it; its bytes once they are there.
    static QByteArray exportTo(QWidget &page, const QString &action, const QString &path)
    {
        page.findChild<QAction *>(action)->trigger();
        auto *dialog = page.findChild<QFileDialog *>(u"exportDialog"_s);
        if (!dialog)
            return {};
        dialog->selectFile(path);
        QMetaObject::invokeMethod(dialog, "accept");
        const auto *note = page.findChild<QLabel *>(u"exportNote"_s);
        if (!QTest::qWaitFor([&] { return note->text().contains(path); }, byok::test::patience))
            return {};
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void initTestCase()
    {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        QStandardPaths::setTestModeEnabled(true);
    }

    void anEmptyLedgerSaysWhatWillBeThere()
    {
        RunningRelay relay;
        ActivityPage page({relay.controller(), m_desktop});
        page.show();
        auto *nothing = page.findChild<QLabel *>(u"activityNothing"_s);
        QTRY_VERIFY(nothing->isVisible());
        QVERIFY(nothing->text().contains(u"Nothing has been relayed yet"_s));
        QVERIFY(!page.findChild<QTableView *>(u"activityTable"_s)->isVisible());
        QVERIFY(!page.findChild<QPushButton *>(u"export"_s)->isEnabled());
    }

    void filtersByAppProviderStatusAndDay()
    {
        RunningRelay relay;
        fillLedger(relay, someRows());
        ActivityPage page({relay.controller(), m_desktop});
        page.show();
        QTRY_COMPARE(shown(page), u"gpt-4o claude =1+1"_s);
        choose(page, u"appFilter"_s, u"https://a.example"_s);
        QTRY_COMPARE(shown(page), u"gpt-4o =1+1"_s);
        choose(page, u"providerFilter"_s, u"Anthropic"_s);
        QTRY_COMPARE(shown(page), u"=1+1"_s);
        QTest::mouseClick(page.findChild<QPushButton *>(u"showAll"_s), Qt::LeftButton);
        QTRY_COMPARE(shown(page), u"gpt-4o claude =1+1"_s);
        choose(page, u"statusFilter"_s, u"Broken (500 to 599)"_s);
        QTRY_COMPARE(shown(page), u"=1+1"_s);
        QTest::mouseClick(page.findChild<QPushButton *>(u"showAll"_s), Qt::LeftButton);
        QTRY_COMPARE(shown(page), u"gpt-4o claude =1+1"_s);
        auto *chart = page.findChild<DayChart *>(u"dayChart"_s);
        for (int presses = 0; presses < 3; ++presses)
            QTest::keyClick(chart, Qt::Key_Left); // today, yesterday, the day before
        QTRY_COMPARE(shown(page), u"=1+1"_s);
        QTest::keyClick(chart, Qt::Key_Right);
        QTRY_VERIFY(page.findChild<QLabel *>(u"activityNothing"_s)->isVisible());
        QVERIFY(page.findChild<QLabel *>(u"activityNothing"_s)->text().contains(u"Show all"_s));
    }

    /// Where the date is another one than in Greenwich at this hour.
    void aDayIsTheDayOfTheCalendarOnTheWall()
    {
        const bool isLate = QDateTime::currentDateTimeUtc().time().hour() >= 11;
        const ZoneForTest zone(isLate ? "Pacific/Kiritimati" : "Pacific/Pago_Pago");
        QVERIFY(QDate::currentDate() != QDateTime::currentDateTimeUtc().date());
        RunningRelay relay;
        fillLedger(relay, {usageRow(u"https://a.example"_s, u"openai"_s, u"gpt-4o"_s, 200, 60)});
        ActivityPage page({relay.controller(), m_desktop});
        page.show();
        QTRY_COMPARE(shown(page), u"gpt-4o"_s);
        auto *chart = page.findChild<DayChart *>(u"dayChart"_s);
        QTRY_VERIFY(chart->accessibleDescription().contains(u"1 request"_s));
        QTest::keyClick(chart, Qt::Key_Left); // the last one: today
        QCOMPARE(chart->picked(), QDate::currentDate());
        QVERIFY(!chart->accessibleDescription().contains(u"0 requests"_s));
        QTRY_COMPARE(shown(page), u"gpt-4o"_s);
        QTest::keyClick(chart, Qt::Key_Left);
        QTRY_COMPARE(shown(page), u""_s);
        OverviewPage overview({relay.controller(), m_desktop});
        overview.show();
        QTRY_COMPARE(overview.findChild<QLabel *>(u"todayRequests"_s)->text(), u"1"_s);
    }

    void searchesWhileOneTypes()
    {
        RunningRelay relay;
        fillLedger(relay, someRows());
        ActivityPage page({relay.controller(), m_desktop});
        page.show();
        QTRY_COMPARE(shown(page), u"gpt-4o claude =1+1"_s);
        QTest::keyClicks(page.findChild<QLineEdit *>(u"search"_s), u"B.EX 404"_s);
        QTRY_COMPARE(shown(page), u"claude"_s);
    }

    void aClickOnAHeadingSorts()
    {
        RunningRelay relay;
        fillLedger(relay, someRows());
        ActivityPage page({relay.controller(), m_desktop});
        page.resize(2000, 700);
        page.show();
        QTRY_COMPARE(shown(page), u"gpt-4o claude =1+1"_s);
        QHeaderView *header = page.findChild<QTableView *>(u"activityTable"_s)->horizontalHeader();
        const QPoint place(header->sectionViewportPosition(ActivityModel::Status) + 10, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        QTRY_COMPARE(shown(page, ActivityModel::Status), u"200 404 503"_s);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        QTRY_COMPARE(shown(page, ActivityModel::Status), u"503 404 200"_s);
    }

    void aRequestThatEndsJoinsTheList()
    {
        RunningRelay relay;
        ActivityPage page({relay.controller(), m_desktop});
        page.show();
        relay.upstream().next(FakeReply{});
        QVERIFY(relay.ask(relay.request("POST", "/relay/openai/v1/chat/completions",
                                        R"({"model": "gpt-4o", "messages": []})")));
        QTRY_COMPARE(shown(page), u"gpt-4o"_s);
        QTRY_VERIFY(page.findChild<QTableView *>(u"activityTable"_s)->isVisible());
    }

    void exportsAllThatTheFilterShows()
    {
        RunningRelay relay;
        QTemporaryDir folder;
        QList<UsageRow> rows = someRows();
        for (int i = 0; i < 2 * ActivityModel::pageRows; ++i)
            rows.append(usageRow(u"https://many.example"_s, u"openai"_s, u"m,\"%1\""_s.arg(i), 200, 10));
        rows[0].tokensIn = 7;
        fillLedger(relay, rows);
        ActivityPage page({relay.controller(), m_desktop});
        page.show();
        QTRY_COMPARE(page.findChild<QTableView *>(u"activityTable"_s)->model()->rowCount(),
                     ActivityModel::pageRows);
        QByteArray csv = exportTo(page, u"exportCsv"_s, folder.filePath(u"all.csv"_s));
        QCOMPARE(csv.count("\r\n"), rows.size() + 1); // not only the rows that were loaded
        QVERIFY(csv.startsWith("started_at,app,provider,model,key,"));
        QVERIFY(csv.contains(",'=1+1,"));           // no formula
        QVERIFY(csv.contains(",\"m,\"\"0\"\"\",")); // RFC 4180
        QTest::keyClicks(page.findChild<QLineEdit *>(u"search"_s), u"a.example"_s);
        QTRY_COMPARE(shown(page), u"gpt-4o =1+1"_s);
        const QByteArray json = exportTo(page, u"exportJson"_s, folder.filePath(u"some.json"_s));
        const QJsonArray array = QJsonDocument::fromJson(json).array();
        QCOMPARE(array.size(), 2);
        QCOMPARE(array[0][u"model"_s], u"gpt-4o"_s);
        QCOMPARE(array[0][u"input_tokens"_s], 7);
        QVERIFY(array[0][u"output_tokens"_s].isNull());
        QCOMPARE(array[1][u"model"_s], u"=1+1"_s); // as it is: JSON knows no formulas
    }

    void anExportThatCannotBeWrittenSaysSo()
    {
        RunningRelay relay;
        fillLedger(relay, someRows());
        ActivityPage page({relay.controller(), m_desktop});
        page.show();
        QTRY_COMPARE(shown(page), u"gpt-4o claude =1+1"_s);
        page.findChild<QAction *>(u"exportCsv"_s)->trigger();
        auto *dialog = page.findChild<QFileDialog *>(u"exportDialog"_s);
        QVERIFY(dialog);
        emit dialog->fileSelected(u"/nowhere/at/all.csv"_s);
        const auto *note = page.findChild<QLabel *>(u"exportNote"_s);
        QTRY_VERIFY2(note->text().contains(u"/nowhere/at/all.csv"_s), qPrintable(note->text()));
        QTRY_VERIFY(note->text().contains(u"could not be written"_s));
        QVERIFY(page.findChild<QPushButton *>(u"export"_s)->isEnabled());
    }
};

QTEST_MAIN(TestActivityPage)
#include "tst_activity_page.moc"
