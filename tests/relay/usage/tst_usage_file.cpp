// SPDX-License-Identifier: Apache-2.0
// What the ledger does with a file that is damaged, newer, older or not to be had.
#include "relay/usage/usage_schema.h"
#include "tests/relay/usage/ledger_bench.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestUsageFile : public QObject
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

    void aDamagedFileIsPutAsideAndSaid_data()
    {
        QTest::addColumn<QByteArray>("content"); ///< null: a good file, with its middle overwritten
        QTest::newRow("no database") << QByteArray(20'000, 'x');
        QTest::newRow("text") << "{\"version\": 1}\n"_ba;
        QTest::newRow("good head, rubbish behind") << "SQLite format 3\0"_ba + QByteArray(8000, '\xa5');
        QTest::newRow("overwritten in the middle") << QByteArray();
    }
    void aDamagedFileIsPutAsideAndSaid()
    {
        QFETCH(QByteArray, content);
        if (content.isNull()) {
            {
                UsageLedger ledger(m_path, 0);
                for (int i = 0; i < 2000; ++i)
                    ledger.append(row(m_app));
            }
            QFile file(m_path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            content = file.readAll();
            QVERIFY(content.size() > 40'000);
            content.replace(8192, 16'384, QByteArray(16'384, '\xa5'));
        }
        write(m_path, content);

        UsageLedger ledger(m_path, 0);
        QSignalSpy problems(&ledger, &UsageLedger::problem);
        ledger.append(row(m_app));
        const auto stats = statsOf(ledger, m_app);
        QVERIFY2(stats.ok(), qPrintable(stats.ok() ? QString() : stats.error().sentence));
        QCOMPARE(stats.value().total, 1);
        QCOMPARE(problems.size(), 1);
        const QString sentence = problems.first().first().toString();
        const auto named = QRegularExpression(uR"(kept as (\S+),)"_s).match(sentence);
        QVERIFY2(named.hasMatch(), qPrintable(sentence));
        QFile aside(named.captured(1));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), content);
    }

    void aFileOfNoVersionThereIsIsPutAside()
    {
        {
            UsageLedger ledger(m_path, 0);
            QVERIFY(statsOf(ledger, m_app).ok());
        }
        sql(m_path, u"PRAGMA user_version = -1"_s);
        UsageLedger ledger(m_path, 0);
        QSignalSpy problems(&ledger, &UsageLedger::problem);
        ledger.append(row(m_app));
        QCOMPARE(statsOf(ledger, m_app).value().total, 1);
        QCOMPARE(problems.size(), 1);
    }

    void aFileThatBreaksUnderTheLedgerIsPutAsideToo()
    {
        UsageLedger ledger(m_path, 0);
        QSignalSpy problems(&ledger, &UsageLedger::problem);
        for (int i = 0; i < 500; ++i)
            ledger.append(row(m_app));
        QCOMPARE(statsOf(ledger, m_app).value().total, 500);
        sql(m_path,
            u"PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'rubbish' WHERE name = 'requests';"
            "PRAGMA schema_version = 1000"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                ledger.append(row(u"https://after.example"_s));
                const auto stats = statsOf(ledger, u"https://after.example"_s);
                return stats.ok() && stats.value().total > 0 && !problems.isEmpty();
            }(),
            10'000);
        QVERIFY2(problems.first().first().toString().contains("damaged"_L1),
                 qPrintable(problems.first().first().toString()));
    }

    void aNewerFileIsLeftAlone()
    {
        sql(m_path, u"PRAGMA user_version = 99"_s);
        UsageLedger ledger(m_path, 30);
        QSignalSpy problems(&ledger, &UsageLedger::problem);
        ledger.append(row(m_app));
        const auto stats = statsOf(ledger, m_app);
        QVERIFY(!stats.ok());
        QVERIFY2(stats.error().sentence.contains("newer version"_L1), qPrintable(stats.error().sentence));
        QTRY_COMPARE(problems.size(), 1);
        QCOMPARE(sql(m_path, u"PRAGMA user_version"_s), QStringList(u"99"_s));
        QCOMPARE(sql(m_path, u"SELECT COUNT(*) FROM sqlite_master"_s), QStringList(u"0"_s));
    }

    void anOlderFileIsBroughtUpToDateWithItsRows()
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"old"_s);
            database.setDatabaseName(m_path);
            QVERIFY(database.open());
            QVERIFY(migrateUsageSchema(database, 0).ok());
            QSqlQuery query(database);
            // As version 1 had it.
            QVERIFY(query.exec(u"DROP TABLE forgotten"_s));
            QVERIFY(query.exec(u"ALTER TABLE requests DROP COLUMN attempts"_s));
            QVERIFY(query.exec(u"ALTER TABLE requests DROP COLUMN earlier"_s));
            QVERIFY(query.exec(u"PRAGMA user_version = 1"_s));
            QVERIFY(query.exec(
                u"INSERT INTO requests (started_ms, app, provider, model, key_label, way_in, status, outcome,"
                " is_error, bytes_up, bytes_down, duration_ms) VALUES (1, '%1', 'openai', 'm', 'k', 0, 200, 0, 0, 1, 1, 1)"_s
                    .arg(m_app)));
        }
        QSqlDatabase::removeDatabase(u"old"_s);
        UsageLedger ledger(m_path, 0);
        QCOMPARE(statsOf(ledger, m_app).value().total, 1);
        QCOMPARE(sql(m_path, u"SELECT attempts, earlier FROM requests"_s), QStringList(u"1 "_s));
        QVERIFY(wait<Nothing>([&](const auto &done) { ledger.forgetApp(m_app, done); }).ok());
        QCOMPARE(sql(m_path, u"PRAGMA user_version"_s), QStringList(QString::number(usageSchemaVersion)));
    }

    void aFolderThatIsNotThereIsSaid()
    {
        UsageLedger ledger(m_folder->filePath(u"no/such/folder/usage.sqlite"_s), 0);
        QSignalSpy problems(&ledger, &UsageLedger::problem);
        ledger.append(row(m_app));
        QVERIFY(!statsOf(ledger, m_app).ok());
        QTRY_COMPARE(problems.size(), 1);
        QVERIFY(problems.first().first().toString().contains("cannot be made"_L1));
    }

    void theInboxIsBounded()
    {
        UsageInbox inbox;
        QCOMPARE(inbox.put(row(m_app)), UsageInbox::Put::First);
        for (qsizetype i = 1; i < UsageInbox::capacity; ++i)
            QCOMPARE(inbox.put(row(m_app)), UsageInbox::Put::Another);
        QCOMPARE(inbox.put(row(m_app)), UsageInbox::Put::Dropped);
        const auto rows = inbox.takeAll();
        QCOMPARE(rows.size(), UsageInbox::capacity);
        QCOMPARE(inbox.put(row(u"new"_s)), UsageInbox::Put::First);
        inbox.giveBack(rows);
        QCOMPARE(inbox.dropped(), 2);
        QCOMPARE(inbox.takeAll().last().app, m_app);
    }
};

QTEST_GUILESS_MAIN(TestUsageFile)
#include "tst_usage_file.moc"
