// SPDX-License-Identifier: Apache-2.0
#include "relay/usage/usage_file.h"

#include "relay/usage/usage_queries.h"
#include "relay/usage/usage_schema.h"

#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qint64 dayMilliseconds = 24LL * 60 * 60 * 1000;

/// SQLite's own names for a file that is not, or no longer, a database.
bool saysDamaged(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    constexpr int corrupt = 11, notADatabase = 26;
    return code == corrupt || code == notADatabase;
}

QVariant orNull(const std::optional<qint64> &value)
{
    return value ? QVariant(*value) : QVariant(QMetaType::fromType<qint64>());
}

/// Rolls back what was not committed.
class Transaction
{
public:
    explicit Transaction(QSqlDatabase &database)
        : m_database(database)
        , m_open(database.transaction())
    {
    }
    ~Transaction()
    {
        if (m_open)
            m_database.rollback();
    }
    Q_DISABLE_COPY_MOVE(Transaction)
    [[nodiscard]] bool commit()
    {
        if (!m_open || !m_database.commit())
            return false;
        m_open = false;
        return true;
    }

private:
    QSqlDatabase &m_database;
    bool m_open;
};

} // namespace

UsageFile::UsageFile(QString path)
    : m_path(std::move(path))
    , m_connection(u"usage-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

UsageFile::~UsageFile()
{
    close();
}

void UsageFile::close()
{
    m_database.close();
    m_database = QSqlDatabase(); // the last handle must be gone before the connection is
    QSqlDatabase::removeDatabase(m_connection);
}

Failure UsageFile::failure(const QString &doing, const QSqlError &error)
{
    return {u"%1 in the activity file %2 failed: %3."_s.arg(doing, m_path, error.text().trimmed())};
}

UsageFile::Diagnosis UsageFile::tryOpen()
{
    close();
    // Made here, so that it is never anybody else's to read; SQLite gives its side files the same rights. One
    // that is there may have come from elsewhere, a backup say, with other rights.
    constexpr auto ownersAlone = QFile::ReadOwner | QFile::WriteOwner;
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownersAlone) && !file.exists())
        return {Health::Unusable,
                u"The activity file %1 cannot be made: %2."_s.arg(m_path, file.errorString())};
    file.close();
    file.setPermissions(ownersAlone);
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    if (!m_database.isValid())
        return {Health::Unusable, u"Activity cannot be recorded: Qt's SQLite driver is not installed."_s};
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=2000"_s);
    const auto verdict = [this](const QSqlError &error) {
        return Diagnosis{saysDamaged(error) ? Health::Damaged : Health::Unusable,
                         failure(u"Opening"_s, error).sentence};
    };
    if (!m_database.open())
        return verdict(m_database.lastError());

    QSqlQuery query(m_database);
    // secure_delete: what was forgotten is overwritten. WAL with NORMAL: a killed program loses no commit.
    for (const QString &pragma : {u"PRAGMA secure_delete = ON"_s, u"PRAGMA journal_mode = WAL"_s,
                                  u"PRAGMA synchronous = NORMAL"_s, u"PRAGMA quick_check(1)"_s}) {
        if (!query.exec(pragma))
            return verdict(query.lastError());
    }
    if (!query.next() || query.value(0).toString() != "ok"_L1)
        return {Health::Damaged, query.value(0).toString()};
    query.finish();

    const auto version = usageSchemaOf(m_database);
    if (!version)
        return {Health::Damaged, version.error().sentence};
    if (version.value() > usageSchemaVersion)
        return {Health::Newer, u"The activity file %1 was written by a newer version of this program, so "
                               u"nothing is recorded. Update "
                               "the program, or move the file away."_s.arg(m_path)};
    if (const auto migrated = migrateUsageSchema(m_database, version.value()); !migrated)
        return {Health::Unusable, u"The activity file %1 could not be brought up to date: %2."_s.arg(
                                      m_path, migrated.error().sentence)};
    return {};
}

Result<QString> UsageFile::putAside()
{
    close();
    const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    const QString aside = u"%1.damaged-%2"_s.arg(m_path, stamp);
    if (!QFile::rename(m_path, aside))
        return Failure{
            u"The activity file %1 is damaged and could not be moved aside; nothing is recorded."_s.arg(
                m_path)};
    // A log without its file would be played into the new one.
    for (const QString &side : {u"-wal"_s, u"-shm"_s}) {
        if (QFile::exists(m_path + side) && !QFile::rename(m_path + side, aside + side))
            QFile::remove(m_path + side);
    }
    return aside;
}

Result<UsageFile::Opened> UsageFile::open()
{
    Diagnosis diagnosis = tryOpen();
    QString notice;
    if (diagnosis.health == Health::Damaged) {
        const auto aside = putAside();
        if (!aside)
            return aside.error();
        notice = u"The activity file was damaged. It is kept as %1, and a new one has been begun."_s.arg(
            aside.value());
        diagnosis = tryOpen();
    }
    if (diagnosis.health == Health::Fine)
        return Opened{notice};
    close();
    return Failure{diagnosis.sentence};
}

Result<Nothing, UsageFault> UsageFile::append(const QList<UsageRow> &rows)
{
    Transaction transaction(m_database);
    QSqlQuery insert(m_database);
    bool fine = insert.prepare(
        u"INSERT INTO requests (started_ms, app, provider, model, key_label, way_in, "
        u"status, outcome, is_error, bytes_up,"
        " bytes_down, duration_ms, first_byte_ms, tokens_in, tokens_out, cost_micros, attempts, earlier)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
    for (const UsageRow &row : rows) {
        // NOT NULL columns get empty texts where QString is null.
        const auto text = [](const QString &value) { return value.isNull() ? u""_s : value; };
        const std::optional<qint64> firstByte =
            row.firstByteMilliseconds < 0 ? std::nullopt : std::optional(row.firstByteMilliseconds);
        const QVariantList values{row.startedAt.toMSecsSinceEpoch(),
                                  text(row.app),
                                  text(row.provider),
                                  text(row.model),
                                  text(row.keyLabel),
                                  static_cast<int>(row.wayIn),
                                  row.status,
                                  static_cast<int>(row.outcome),
                                  row.isError() ? 1 : 0,
                                  row.bytesUp,
                                  row.bytesDown,
                                  row.milliseconds,
                                  orNull(firstByte),
                                  orNull(row.tokensIn),
                                  orNull(row.tokensOut),
                                  orNull(row.costMicros),
                                  row.attempts,
                                  text(QString::fromLatin1(earlierAttemptsText(row.earlier)))};
        for (int i = 0; i < values.size(); ++i)
            insert.bindValue(i, values[i]);
        fine = fine && insert.exec();
        if (!fine)
            break;
    }
    insert.finish();
    if (fine && transaction.commit())
        return Nothing{};
    const QSqlError why = fine ? m_database.lastError() : insert.lastError();
    return UsageFault{saysDamaged(why) ? UsageFault::Kind::Damaged : UsageFault::Kind::Other,
                      failure(u"Recording"_s, why).sentence};
}

Result<UsageStats> UsageFile::stats(const QString &app, const QDateTime &now)
{
    auto stats = readUsageStats(m_database, app, now);
    if (!stats)
        return failure(u"Reading"_s, stats.error());
    return std::move(stats).value();
}

Result<QList<UsageSum>> UsageFile::sums(UsageGrouping by, const UsageDays &days)
{
    auto sums = readUsageSums(m_database, by, days);
    if (!sums)
        return failure(u"Reading"_s, sums.error());
    return std::move(sums).value();
}

Result<QList<UsageRow>> UsageFile::rows(const UsageFilter &filter)
{
    auto rows = readUsageRows(m_database, filter);
    if (!rows)
        return failure(u"Reading"_s, rows.error());
    return std::move(rows).value();
}

Result<> UsageFile::forget(const QString &app)
{
    Transaction transaction(m_database);
    QSqlQuery query(m_database);
    for (const QString &statement :
         {u"INSERT INTO forgotten (app, day, requests, errors, bytes_up, bytes_down, tokens_in, tokens_out, "
          u"cost_micros)"
          " SELECT app, started_ms / 86400000 AS day, COUNT(*), SUM(is_error), SUM(bytes_up), "
          "SUM(bytes_down),"
          " SUM(tokens_in), SUM(tokens_out), SUM(cost_micros) FROM requests WHERE app = ? GROUP BY app, day"
          " ON CONFLICT (app, day) DO UPDATE SET requests = requests + excluded.requests, errors = errors + "
          "excluded.errors,"
          " bytes_up = bytes_up + excluded.bytes_up, bytes_down = bytes_down + excluded.bytes_down,"
          " tokens_in = COALESCE(tokens_in + excluded.tokens_in, tokens_in, excluded.tokens_in),"
          " tokens_out = COALESCE(tokens_out + excluded.tokens_out, tokens_out, excluded.tokens_out),"
          " cost_micros = COALESCE(cost_micros + excluded.cost_micros, cost_micros, excluded.cost_micros)"_s,
          u"DELETE FROM requests WHERE app = ?"_s}) {
        if (!query.prepare(statement))
            return failure(u"Forgetting an app"_s, query.lastError());
        query.bindValue(0, app);
        if (!query.exec())
            return failure(u"Forgetting an app"_s, query.lastError());
    }
    query.finish();
    if (!transaction.commit())
        return failure(u"Forgetting an app"_s, m_database.lastError());
    return cutLog(u"Forgetting an app"_s);
}

Result<> UsageFile::erase()
{
    const QString doing = u"Deleting the activity"_s;
    Transaction transaction(m_database);
    QSqlQuery query(m_database);
    for (const QString &statement : {u"DELETE FROM requests"_s, u"DELETE FROM forgotten"_s}) {
        if (!query.exec(statement))
            return failure(doing, query.lastError());
    }
    query.finish();
    if (!transaction.commit())
        return failure(doing, m_database.lastError());
    return cutLog(doing);
}

Result<> UsageFile::cutLog(const QString &doing)
{
    QSqlQuery query(m_database);
    // The log still has the rows as they were written: fold it in and cut it to nothing. Where another
    // program reads the file that cannot be done, which is told by a column and not as an error.
    if (!query.exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s) || !query.next())
        return failure(doing, query.lastError());
    if (query.value(0).toInt() != 0) {
        return Failure{u"What is to be gone is still in the log of the activity file %1, because another "
                       "program is reading that file. Try again when it has finished."_s.arg(m_path)};
    }
    return Nothing{};
}

Result<> UsageFile::prune(qint64 days, const QDateTime &now)
{
    if (days <= 0)
        return Nothing{};
    const qint64 first = now.toMSecsSinceEpoch() - days * dayMilliseconds;
    const std::pair<QString, qint64> statements[] = {
        {u"DELETE FROM requests WHERE started_ms < ?"_s, first},
        {u"DELETE FROM forgotten WHERE day < ?"_s, first / dayMilliseconds},
    };
    Transaction transaction(m_database);
    QSqlQuery query(m_database);
    for (const auto &[statement, limit] : statements) {
        bool fine = query.prepare(statement);
        query.bindValue(0, limit);
        fine = fine && query.exec();
        if (!fine)
            return failure(u"Clearing old rows"_s, query.lastError());
    }
    query.finish();
    if (!transaction.commit())
        return failure(u"Clearing old rows"_s, m_database.lastError());
    return Nothing{};
}

} // namespace byok
