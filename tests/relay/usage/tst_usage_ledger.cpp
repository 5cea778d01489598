// SPDX-License-Identifier: Apache-2.0
// Real files in a folder of their own, and a child process that is killed: this program again, with "--write
// FILE".
#include "tests/relay/usage/ledger_bench.h"
#include "tests/support/patience.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimeZone>
#include <QTimer>

#include <atomic>
#include <cstdio>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

/// Whether the text is anywhere in any file of the folder.
bool isIn(const QString &folder, const QByteArray &text)
{
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

/// The child: a row every 4 ms, each told with its time, until killed.
int writeUntilKilled(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    UsageLedger ledger(application.arguments().at(2), 0);
    QElapsedTimer clock;
    clock.start();
    QTimer timer;
    int number = 0;
    QObject::connect(&timer, &QTimer::timeout, &application, [&] {
        ledger.append(row(u"https://a.example"_s, u"openai"_s, QString::number(++number)));
        std::printf("%d %lld\n", number, static_cast<long long>(clock.elapsed()));
        std::fflush(stdout);
    });
    timer.start(4);
    return application.exec();
}

/// Something that belongs to one thread, such as a reply under way: notes whether another touched it.
class Homebody
{
public:
    explicit Homebody(std::atomic_int &touched)
        : m_touched(touched)
    {
    }
    Homebody(const Homebody &other)
        : m_touched(other.m_touched)
        , m_home(other.m_home)
    {
        look();
    }
    Homebody &operator=(const Homebody &) = delete;
    ~Homebody() { look(); }

private:
    void look() const
    {
        if (QThread::currentThread() != m_home)
            ++m_touched;
    }
    std::atomic_int &m_touched;
    QThread *m_home = QThread::currentThread();
};

} // namespace

class TestUsageLedger : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    const QString m_app = u"https://writer.example"_s;

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(u"usage.sqlite"_s);
    }

    void everyColumnIsKept()
    {
        UsageRow full = row(m_app, u"anthropic"_s, u"claude-x"_s, 429);
        full.startedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, QTimeZone::UTC);
        full.keyLabel = u"work"_s;
        full.wayIn = WayIn::Unified;
        full.attempts = 3;
        full.earlier = {{u"openai"_s, u"Büro 1"_s, AttemptEnd::Answered, 429}};
        full.outcome = UsageOutcome::ClientGone;
        full.tokensIn = 7;
        full.costMicros = 0;
        UsageRow bare;
        bare.startedAt = full.startedAt.addMSecs(1);
        bare.outcome = UsageOutcome::Refused;
        {
            UsageLedger ledger(m_path, 0);
            ledger.append(full);
            ledger.append(bare);
        }
        const QStringList rows =
            sql(m_path, u"SELECT started_ms, app, provider, model, key_label, way_in, status, outcome,"
                        " is_error, bytes_up, bytes_down, duration_ms, first_byte_ms, tokens_in, tokens_out,"
                        " cost_micros, attempts, earlier FROM requests ORDER BY id"_s);
        QCOMPARE(
            rows,
            QStringList(
                {u"1700000000123 https://writer.example anthropic claude-x work 1 429 3 1 10 1000 50 20 7 - 0 3 openai;key=B%C3%BCro%201;status=429"_s,
                 u"1700000000124     0 0 1 1 0 0 0 - - - - 1 "_s}));
    }

    void whatIsToBeDoneWithAnAnswerNeverLeavesItsThread()
    {
        std::atomic_int touched = 0;
        {
            UsageLedger ledger(m_path, 0);
            const Homebody home(touched);
            for (int i = 0; i < 100; ++i) {
                const auto answer = wait<UsageStats>([&](const auto &done) {
                    ledger.stats({}, [done, home](const Result<UsageStats> &result) { done(result); });
                });
                QVERIFY(answer.ok());
            }
            ledger.stats({}, [home](const Result<UsageStats> &) {}); // and one that is never answered
        }
        QCOMPARE(touched, 0);
    }

    void onlyTheOwnerMayRead()
    {
        {
            UsageLedger ledger(m_path, 0);
            ledger.append(row(m_app));
            QVERIFY(statsOf(ledger, m_app).ok());
            const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
            for (const QString &side : {u""_s, u"-wal"_s, u"-shm"_s}) {
                QVERIFY2(QFile::exists(m_path + side), qPrintable(side));
                QVERIFY2(!(QFile::permissions(m_path + side) & others), qPrintable(side));
            }
        }
        QVERIFY(QFile::exists(m_path));
    }

    void aFileWithLooserRightsIsClosedToOthers()
    {
        {
            UsageLedger ledger(m_path, 0);
            ledger.append(row(m_app));
        }
        QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        UsageLedger ledger(m_path, 0);
        QCOMPARE(statsOf(ledger, m_app).value().total, 1);
        QVERIFY(!(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void appendingDoesNotWaitForTheDisk()
    {
        UsageLedger ledger(m_path, 0);
        QVERIFY(statsOf(ledger, {}).ok());
        Holder holder(m_path, u"BEGIN EXCLUSIVE"_s);
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 1000; ++i)
            ledger.append(row(m_app));
        QVERIFY2(clock.elapsed() < 1'000, qPrintable(QString::number(clock.elapsed())));
        QTest::qWait(UsageLedger::batchMilliseconds + 100);
        holder.letGo();
        const auto stats = statsOf(ledger, m_app);
        QVERIFY2(stats.ok(), qPrintable(stats.ok() ? QString() : stats.error().sentence));
        QCOMPARE(stats.value().total, 1000);
    }

    void rowsAreOnDiskWithinASecond()
    {
        UsageLedger ledger(m_path, 0);
        QVERIFY(statsOf(ledger, {}).ok());
        QElapsedTimer clock;
        clock.start();
        ledger.append(row(m_app));
        QTRY_COMPARE_WITH_TIMEOUT(sql(m_path, u"SELECT COUNT(*) FROM requests"_s), QStringList(u"1"_s),
                                  3'000);
        QVERIFY(clock.elapsed() <= 3'000); // a second, on a machine with three times as much to do
    }

    void statsAreWhatWasUsed()
    {
        UsageLedger ledger(m_path, 0);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const auto add = [&](const QString &provider, const QString &model, int status, int daysAgo,
                             UsageOutcome outcome = UsageOutcome::Completed) {
            UsageRow one = row(m_app, provider, model, status);
            one.startedAt = now.addDays(-daysAgo);
            one.outcome = outcome;
            ledger.append(one);
        };
        add(u"openai"_s, u"gpt-4o"_s, 200, 0);
        add(u"openai"_s, u"gpt-4o"_s, 429, 1);
        add(u"openai"_s, {}, 200, 6);
        add(u"anthropic"_s, u"claude"_s, 200, 8);
        add(u"anthropic"_s, u"claude"_s, 200, 29, UsageOutcome::Failed);
        add(u"anthropic"_s, u"claude"_s, 0, 31, UsageOutcome::ClientGone);
        ledger.append(row(u"https://other.example"_s));

        const auto found = statsOf(ledger, m_app);
        QVERIFY2(found.ok(), qPrintable(found.ok() ? QString() : found.error().sentence));
        const UsageStats &stats = found.value();
        QCOMPARE(stats.total, 6);
        QCOMPARE(stats.last7Days, 3);
        QCOMPARE(stats.last30Days, 5);
        QCOMPARE(stats.errors, 2);
        QCOMPARE(stats.errorRate(), 2.0 / 6.0);
        QCOMPARE(stats.providers, (QList<ProviderUsage>{{u"anthropic"_s, 3, 1}, {u"openai"_s, 3, 1}}));
        QCOMPARE(stats.topModels, (QList<ModelUsage>{{u"claude"_s, 3}, {u"gpt-4o"_s, 2}}));
        QCOMPARE(stats.lastRequest, QDateTime::fromMSecsSinceEpoch(now.toMSecsSinceEpoch(), QTimeZone::UTC));
        QVERIFY(!stats.tokensIn);
        QVERIFY(!stats.costMicros);
        QCOMPARE(statsOf(ledger, {}).value().total, 7);
        const UsageStats nobody = statsOf(ledger, u"https://nobody.example"_s).value();
        QCOMPARE(nobody.total, 0);
        QCOMPARE(nobody.errorRate(), 0.0);
        QVERIFY(!nobody.lastRequest.isValid());
        QCOMPARE(statsOf(ledger, u"' OR 1=1 --"_s).value().total, 0);
    }

    void sumsAreByWhatIsAsked()
    {
        UsageLedger ledger(m_path, 0);
        const QDateTime noon(QDate(2026, 3, 10), QTime(12, 0), QTimeZone::UTC);
        const auto add = [&](const QString &app, const QString &provider, const QString &model, int status,
                             const QDateTime &at, std::optional<qint64> tokens = {}) {
            UsageRow one = row(app, provider, model, status);
            one.startedAt = at;
            one.tokensIn = tokens;
            ledger.append(one);
        };
        const QString other = u"https://other.example"_s, gone = u"https://gone.example"_s;
        add(m_app, u"openai"_s, u"gpt-4o"_s, 200, noon, 5);
        add(m_app, u"openai"_s, u"gpt-4o"_s, 500, noon.addDays(1));
        add(m_app, u"anthropic"_s, u"claude"_s, 200, noon.addDays(1), 2);
        add(other, u"openai"_s, {}, 200, noon.addDays(2));
        add(gone, u"openai"_s, u"gpt-4o"_s, 200, noon.addDays(1));
        add(gone, u"openai"_s, u"gpt-4o"_s, 429, noon.addDays(2));
        QVERIFY(wait<Nothing>([&](const auto &done) { ledger.forgetApp(gone, done); }).ok());

        // Each group as "key requests/errors up down tokens".
        const auto sums = [&](UsageGrouping by, const QDate &since = {}) {
            const auto found =
                wait<QList<UsageSum>>([&](const auto &done) { ledger.sums(by, {since}, done); });
            QStringList lines;
            for (const UsageSum &sum : found.ok() ? found.value() : QList<UsageSum>()) {
                lines.append(u"%1 %2/%3 %4 %5 %6"_s.arg(sum.key)
                                 .arg(sum.requests)
                                 .arg(sum.errors)
                                 .arg(sum.bytesUp)
                                 .arg(sum.bytesDown)
                                 .arg(sum.tokensIn ? QString::number(*sum.tokensIn) : u"-"_s));
            }
            return lines;
        };
        QCOMPARE(sums(UsageGrouping::App),
                 QStringList(
                     {m_app + u" 3/1 30 3000 7"_s, gone + u" 2/1 20 2000 -"_s, other + u" 1/0 10 1000 -"_s}));
        QCOMPARE(sums(UsageGrouping::Provider),
                 QStringList({u"openai 3/1 30 3000 5"_s, u" 2/1 20 2000 -"_s, u"anthropic 1/0 10 1000 2"_s}));
        QCOMPARE(sums(UsageGrouping::Model),
                 QStringList({u" 3/1 30 3000 -"_s, u"gpt-4o 2/1 20 2000 5"_s, u"claude 1/0 10 1000 2"_s}));
        QCOMPARE(sums(UsageGrouping::Day),
                 QStringList({u"2026-03-10 1/0 10 1000 5"_s, u"2026-03-11 3/1 30 3000 2"_s,
                              u"2026-03-12 2/1 20 2000 -"_s}));
        QCOMPARE(sums(UsageGrouping::Day, QDate(2026, 3, 12)), QStringList(u"2026-03-12 2/1 20 2000 -"_s));
        QCOMPARE(sums(UsageGrouping::App, QDate(2026, 3, 13)), QStringList());
    }

    void aDayIsTheZonesDay_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QDate>("day");
        QTest::addColumn<double>("hours");
        QTest::newRow("UTC") << "UTC"_ba << QDate(2026, 3, 29) << 24.0;
        QTest::newRow("clocks go forward") << "Europe/Berlin"_ba << QDate(2026, 3, 29) << 23.0;
        QTest::newRow("clocks go back") << "Europe/Berlin"_ba << QDate(2026, 10, 25) << 25.0;
        QTest::newRow("at midnight") << "America/Havana"_ba << QDate(2026, 3, 8) << 23.0;
        QTest::newRow("by half an hour") << "Australia/Lord_Howe"_ba << QDate(2026, 4, 5) << 24.5;
        QTest::newRow("three quarters") << "Asia/Kathmandu"_ba << QDate(2026, 3, 10) << 24.0;
        QTest::newRow("a day ahead") << "Pacific/Kiritimati"_ba << QDate(2026, 3, 10) << 24.0;
        QTest::newRow("a day that never was") << "Pacific/Apia"_ba << QDate(2011, 12, 30) << 0.0;
    }
    void aDayIsTheZonesDay()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QDate, day);
        QFETCH(double, hours);
        const QTimeZone clocks(zone);
        QVERIFY(clocks.isValid());
        UsageLedger ledger(m_path, 0);
        constexpr int quartersADay = 96;
        const QDateTime begin(day.addDays(-2), QTime(0, 0), QTimeZone::UTC);
        QMap<QString, qint64> expected;
        for (int quarter = 0; quarter < 5 * quartersADay; ++quarter) {
            // The quarter's first instant, and its last.
            for (const qint64 into : {0, 899'999}) {
                UsageRow one = row(m_app, u"openai"_s, u"m"_s);
                one.startedAt = begin.addMSecs(quarter * 900'000LL + into);
                ++expected[one.startedAt.toTimeZone(clocks).date().toString(Qt::ISODate)];
                ledger.append(one);
            }
        }
        const QString name = day.toString(Qt::ISODate);
        QCOMPARE(double(expected.value(name)), hours * 8);
        const auto sums = [&](const QDate &since) {
            const auto found = wait<QList<UsageSum>>(
                [&](const auto &done) { ledger.sums(UsageGrouping::Day, {since, clocks}, done); });
            QMap<QString, qint64> days;
            for (const UsageSum &sum : found.ok() ? found.value() : QList<UsageSum>())
                days.insert(sum.key, sum.requests);
            return days;
        };
        QCOMPARE(sums({}), expected);
        QCOMPARE(sums(day).value(name), expected.value(name));
        QCOMPARE(sums(day).firstKey(), hours > 0 ? name : day.addDays(1).toString(Qt::ISODate));
        const auto rows = wait<QList<UsageRow>>(
            [&](const auto &done) { ledger.rows({.day = day, .zone = clocks, .limit = 1000}, done); });
        QVERIFY(rows.ok());
        QCOMPARE(double(rows.value().size()), hours * 8);
    }

    void rowsAreListedNewestFirst()
    {
        UsageLedger ledger(m_path, 0);
        const QDateTime begin(QDate(2026, 3, 10), QTime(23, 59, 59), QTimeZone::UTC);
        QList<UsageRow> written;
        for (const int status : {200, 304, 404, 503, 0}) {
            UsageRow one = row(status == 404 ? u"https://other.example"_s : m_app,
                               status == 503 ? u"anthropic"_s : u"openai"_s, QString::number(status), status);
            one.startedAt = begin.addSecs(written.size());
            one.wayIn = WayIn::Unified;
            one.outcome = UsageOutcome::ClientGone;
            one.tokensOut = status;
            if (status == 0)
                one.firstByteMilliseconds = -1;
            ledger.append(one);
            written.append(one);
        }
        const auto rows = [&](const UsageFilter &filter) {
            const auto found = wait<QList<UsageRow>>([&](const auto &done) { ledger.rows(filter, done); });
            return found.ok() ? found.value() : QList<UsageRow>();
        };
        const auto models = [&](const UsageFilter &filter) {
            QStringList list;
            for (const UsageRow &one : rows(filter))
                list.append(one.model);
            return list.join(u' ');
        };
        QCOMPARE(models({}), u"0 503 404 304 200"_s);
        QCOMPARE(models({.limit = 2}), u"0 503"_s);
        QCOMPARE(models({.limit = 2, .offset = 2}), u"404 304"_s);
        QCOMPARE(models({.offset = 9}), u""_s);
        QCOMPARE(models({.limit = -1}), u""_s);
        QCOMPARE(models({.app = m_app}), u"0 503 304 200"_s);
        QCOMPARE(models({.provider = u"anthropic"_s}), u"503"_s);
        QCOMPARE(models({.app = u"https://other.example"_s, .provider = u"anthropic"_s}), u""_s);
        QCOMPARE(models({.status = StatusClass::Success}), u"304 200"_s);
        QCOMPARE(models({.status = StatusClass::ClientError}), u"404"_s);
        QCOMPARE(models({.status = StatusClass::ServerError}), u"503"_s);
        QCOMPARE(models({.status = StatusClass::None}), u"0"_s);
        QCOMPARE(models({.day = QDate(2026, 3, 10)}), u"200"_s);
        QCOMPARE(models({.day = QDate(2026, 3, 11)}), u"0 503 404 304"_s);
        QCOMPARE(models({.app = u"' OR 1 --"_s}), u""_s);
        const auto withoutId = [](UsageRow one) {
            one.id = 0;
            return one;
        };
        QCOMPARE(withoutId(rows({}).first()), written.last());
        QCOMPARE(withoutId(rows({}).last()), written.first());
        QCOMPARE(rows({}).first().id, rows({.app = m_app}).first().id);
        QVERIFY(rows({}).first().id != rows({}).last().id);
    }

    void rowsAreSearchedAndSorted()
    {
        UsageLedger ledger(m_path, 0);
        const QDateTime begin(QDate(2026, 3, 10), QTime(12, 0), QTimeZone::UTC);
        const auto add = [&](const QString &app, const QString &model, int status,
                             std::optional<qint64> cost) {
            UsageRow one = row(app, u"openai"_s, model, status);
            one.startedAt = begin.addSecs(status);
            one.keyLabel = u"work"_s;
            one.costMicros = cost;
            ledger.append(one);
        };
        add(u"https://a.example"_s, u"gpt-4o"_s, 200, 7);
        add(u"https://b.example"_s, u"o3"_s, 404, {});
        add(u"program:100%"_s, u"under_score"_s, 503, 3);
        const auto models = [&](const UsageFilter &filter) {
            QStringList list;
            const auto found = wait<QList<UsageRow>>([&](const auto &done) { ledger.rows(filter, done); });
            for (const UsageRow &one : found.ok() ? found.value() : QList<UsageRow>())
                list.append(one.model);
            return list.join(u' ');
        };
        QCOMPARE(models({.search = u"GPT"_s}), u"gpt-4o"_s);
        QCOMPARE(models({.search = u"work"_s}), u"under_score o3 gpt-4o"_s);
        QCOMPARE(models({.search = u" example  o3 "_s}), u"o3"_s);
        QCOMPARE(models({.search = u"404"_s}), u"o3"_s);
        QCOMPARE(models({.search = u"40"_s}), u""_s); // a status is meant whole
        QCOMPARE(models({.search = u"%"_s}), u"under_score"_s);
        QCOMPARE(models({.search = u"r_s"_s}), u"under_score"_s);
        QCOMPARE(models({.search = u"t_4"_s}), u""_s); // no wildcard
        QCOMPARE(models({.search = u"\\"_s}), u""_s);
        QCOMPARE(models({.search = u"' OR 1 --"_s}), u""_s);
        QCOMPARE(models({.provider = u"openai"_s, .search = u"b.ex"_s}), u"o3"_s);
        QCOMPARE(models({.sortBy = UsageColumn::Time, .order = Qt::AscendingOrder}),
                 u"gpt-4o o3 under_score"_s);
        QCOMPARE(models({.sortBy = UsageColumn::App, .order = Qt::AscendingOrder}),
                 u"gpt-4o o3 under_score"_s);
        QCOMPARE(models({.sortBy = UsageColumn::Model}), u"under_score o3 gpt-4o"_s);
        QCOMPARE(models({.sortBy = UsageColumn::Status}), u"under_score o3 gpt-4o"_s);
        QCOMPARE(models({.sortBy = UsageColumn::Cost}), u"gpt-4o under_score o3"_s);
        QCOMPARE(models({.sortBy = UsageColumn::Cost, .order = Qt::AscendingOrder}),
                 u"under_score gpt-4o o3"_s);
        QCOMPARE(models({.sortBy = UsageColumn::Provider}),
                 u"under_score o3 gpt-4o"_s); // equals: newest first
    }

    void aFileThatAnotherProgramHoldsForLongLosesNothing()
    {
        UsageLedger ledger(m_path, 0);
        QSignalSpy problems(&ledger, &UsageLedger::problem);
        QVERIFY(statsOf(ledger, {}).ok());
        Holder holder(m_path, u"BEGIN EXCLUSIVE"_s);
        ledger.append(row(m_app));
        // Longer than the ledger waits for the file: it says so, and keeps the row.
        QTRY_COMPARE(problems.size(), 1);
        QVERIFY2(problems.first().first().toString().contains("locked"_L1),
                 qPrintable(problems.first().first().toString()));
        holder.letGo();
        QCOMPARE(statsOf(ledger, m_app).value().total, 1);
        ledger.append(row(m_app));
        QCOMPARE(statsOf(ledger, m_app).value().total, 2);
    }

    void aFileThatIsHeldAtTheStartIsTakenUpLater()
    {
        {
            UsageLedger ledger(m_path, 0);
            ledger.append(row(m_app));
        }
        Holder holder(m_path, u"PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"_s);
        UsageLedger ledger(m_path, 0);
        QSignalSpy problems(&ledger, &UsageLedger::problem);
        ledger.append(row(m_app));
        QTRY_COMPARE(problems.size(), 1);
        holder.letGo();
        QTRY_VERIFY(statsOf(ledger, m_app).ok());
        QCOMPARE(statsOf(ledger, m_app).value().total, 2);
    }

    void forgettingFailsWhereTheLogStillHasTheRows()
    {
        UsageLedger ledger(m_path, 0);
        ledger.append(row(m_app, u"openai"_s, u"planted-model"_s));
        QCOMPARE(statsOf(ledger, m_app).value().total, 1);
        Holder reader(m_path, u"BEGIN; SELECT COUNT(*) FROM requests"_s);
        const auto refused = wait<Nothing>([&](const auto &done) { ledger.forgetApp(m_app, done); });
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().sentence.contains("another program"_L1),
                 qPrintable(refused.error().sentence));
        QVERIFY(isIn(m_folder->path(), "planted-model"));
        reader.letGo();
        QVERIFY(wait<Nothing>([&](const auto &done) { ledger.forgetApp(m_app, done); }).ok());
        QVERIFY(!isIn(m_folder->path(), "planted-model"));
        QCOMPARE(statsOf(ledger, m_app).value().total, 1);
    }

    void forgettingFailsWhereRowsStillWaitForTheDisk()
    {
        UsageLedger ledger(m_path, 0);
        QVERIFY(statsOf(ledger, {}).ok());
        Holder holder(m_path, u"BEGIN EXCLUSIVE"_s);
        ledger.append(row(m_app, u"openai"_s, u"planted-model"_s));
        QVERIFY(!wait<Nothing>([&](const auto &done) { ledger.forgetApp(m_app, done); }).ok());
        holder.letGo();
        QVERIFY(wait<Nothing>([&](const auto &done) { ledger.forgetApp(m_app, done); }).ok());
        QVERIFY(!isIn(m_folder->path(), "planted-model"));
        QCOMPARE(statsOf(ledger, m_app).value().total, 1);
    }

    void tenModelsAreNamed()
    {
        UsageLedger ledger(m_path, 0);
        for (int model = 0; model < 15; ++model) {
            for (int i = 0; i <= model; ++i)
                ledger.append(row(m_app, u"openai"_s, u"m%1"_s.arg(model)));
        }
        const auto models = statsOf(ledger, m_app).value().topModels;
        QCOMPARE(models.size(), 10);
        QCOMPARE(models.first(), (ModelUsage{u"m14"_s, 15}));
    }

    void aForgottenAppLeavesOnlyItsDaysAndTotals()
    {
        const QByteArray secretModel = "planted-model-name";
        UsageLedger ledger(m_path, 0);
        for (int i = 0; i < 50; ++i) {
            UsageRow one =
                row(m_app, u"planted-provider"_s, QString::fromLatin1(secretModel), i < 5 ? 500 : 200);
            one.keyLabel = u"planted-label"_s;
            one.startedAt = one.startedAt.addDays(-(i % 2));
            one.tokensOut = 3;
            ledger.append(one);
        }
        ledger.append(row(u"https://other.example"_s));
        QCOMPARE(statsOf(ledger, m_app).value().total, 50);
        QVERIFY(isIn(m_folder->path(), secretModel)); // the search finds what is there

        QVERIFY(wait<Nothing>([&](const auto &done) { ledger.forgetApp(m_app, done); }).ok());
        for (const QByteArray &gone : {secretModel, "planted-provider"_ba, "planted-label"_ba})
            QVERIFY2(!isIn(m_folder->path(), gone), gone.constData());
        QCOMPARE(sql(m_path, u"SELECT COUNT(*) FROM requests WHERE app = '%1'"_s.arg(m_app)),
                 QStringList(u"0"_s));

        const UsageStats stats = statsOf(ledger, m_app).value();
        QCOMPARE(stats.total, 50);
        QCOMPARE(stats.last7Days, 50);
        QCOMPARE(stats.errors, 5);
        QCOMPARE(stats.tokensOut, std::optional<qint64>(150));
        QVERIFY(!stats.tokensIn);
        QVERIFY(stats.providers.isEmpty());
        QVERIFY(stats.topModels.isEmpty());
        QVERIFY(!stats.lastRequest.isValid());
        QCOMPARE(statsOf(ledger, u"https://other.example"_s).value().providers.size(), 1);

        // It comes back, and goes again: the days add up.
        ledger.append(row(m_app));
        QCOMPARE(statsOf(ledger, m_app).value().total, 51);
        QVERIFY(wait<Nothing>([&](const auto &done) { ledger.forgetApp(m_app, done); }).ok());
        QCOMPARE(statsOf(ledger, m_app).value().total, 51);
        QCOMPARE(statsOf(ledger, m_app).value().tokensOut, std::optional<qint64>(150));
    }

    void whatIsTooOldGoes()
    {
        const auto add = [&](UsageLedger &ledger, int daysAgo, const QString &app) {
            UsageRow one = row(app);
            one.startedAt = one.startedAt.addDays(-daysAgo);
            ledger.append(one);
        };
        {
            UsageLedger ledger(m_path, 0);
            for (int days : {0, 5, 20, 400})
                add(ledger, days, m_app);
            for (int days : {1, 400})
                add(ledger, days, u"https://gone.example"_s);
            QVERIFY(wait<Nothing>([&](const auto &done) {
                        ledger.forgetApp(u"https://gone.example"_s, done);
                    }).ok());
            QCOMPARE(statsOf(ledger, {}).value().total, 6);
            ledger.setRetentionDays(90);
            QCOMPARE(statsOf(ledger, {}).value().total, 4);
        }
        UsageLedger later(m_path, 10); // and at the next start
        QCOMPARE(statsOf(later, {}).value().total, 3);
    }

    void aKillLosesAtMostTheLastSecond()
    {
        for (const int lifetime : {700, 1600, 2300}) {
            const QString path = m_folder->filePath(u"killed-%1.sqlite"_s.arg(lifetime));
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {u"--write"_s, path});
            QVERIFY(child.waitForStarted());
            QByteArray told;
            QVERIFY(QTest::qWaitFor(
                [&] {
                    child.waitForReadyRead(20);
                    told += child.readAllStandardOutput();
                    const qsizetype line = told.lastIndexOf('\n', -2);
                    return told.endsWith('\n') &&
                           told.mid(line + 1).trimmed().split(' ').last().toLongLong() >= lifetime;
                },
                30'000));
            child.kill(); // SIGKILL
            QVERIFY(child.waitForFinished());
            told += child.readAllStandardOutput();

            QList<qint64> times; // of row i + 1
            for (const QByteArray &line : told.split('\n')) {
                const QList<QByteArray> words = line.split(' ');
                if (words.size() == 2 && words[0].toLongLong() == times.size() + 1)
                    times.append(words[1].toLongLong());
            }
            const qsizetype due =
                std::ranges::count_if(times, [&](qint64 time) { return time <= times.last() - 1000; });
            UsageLedger ledger(path, 0);
            const QSignalSpy problems(&ledger, &UsageLedger::problem);
            const auto stats = statsOf(ledger, {});
            QVERIFY(stats.ok());
            QVERIFY2(stats.value().total >= due,
                     qPrintable(
                         u"%1 of %2 due, %3 written"_s.arg(stats.value().total).arg(due).arg(times.size())));
            if (lifetime > 1500)
                QVERIFY2(due > 20 && stats.value().total > 0, "the test itself saw too little");
            QCOMPARE(
                sql(path, u"SELECT COUNT(DISTINCT model), MAX(CAST(model AS INTEGER)) FROM requests"_s),
                QStringList(u"%1 %1"_s.arg(stats.value().total).replace(u"0 0"_s, u"0 -"_s))); // no holes
            QCOMPARE(problems.size(), 0);
        }
    }

    void manyThreadsMayAppend()
    {
        UsageLedger ledger(m_path, 0);
        QList<QThread *> threads;
        for (int i = 0; i < 4; ++i) {
            threads.append(QThread::create([&ledger, this] {
                for (int n = 0; n < 500; ++n)
                    ledger.append(row(m_app));
            }));
            threads.last()->start();
        }
        for (QThread *thread : std::as_const(threads)) {
            QVERIFY(thread->wait(10'000));
            delete thread;
        }
        QCOMPARE(statsOf(ledger, m_app).value().total, 2000);
    }
};

int main(int argc, char **argv)
{
    if (argc == 3 && QByteArrayView(argv[1]) == "--write")
        return writeUntilKilled(argc, argv);
    QCoreApplication application(argc, argv);
    TestUsageLedger test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_usage_ledger.moc"
