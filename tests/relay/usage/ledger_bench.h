// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/usage/usage_ledger.h"
#include "tests/support/patience.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

// What the ledger's tests share.
namespace byok {

inline UsageRow row(const QString &app, const QString &provider = QStringLiteral("openai"),
                    const QString &model = QStringLiteral("gpt-4o"), int status = 200)
{
    UsageRow row;
    row.startedAt = QDateTime::currentDateTimeUtc();
    row.app = app;
    row.provider = provider;
    row.model = model;
    row.keyLabel = QStringLiteral("default");
    row.status = status;
    row.bytesUp = 10;
    row.bytesDown = 1000;
    row.milliseconds = 50;
    row.firstByteMilliseconds = 20;
    return row;
}

/// The answer to a question that the ledger answers later.
template <typename T, typename Ask>
Result<T> wait(Ask ask)
{
    std::optional<Result<T>> answer;
    ask([&answer](Result<T> result) { answer = std::move(result); });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, byok::test::patience))
        return Failure{QStringLiteral("no answer within ten seconds")};
    return *answer;
}

inline Result<UsageStats> statsOf(UsageLedger &ledger, const QString &app)
{
    return wait<UsageStats>([&](const auto &done) { ledger.stats(app, done); });
}

/// Runs SQL on a file from beside the ledger; each row's columns joined by blanks, of the last statement.
inline QStringList sql(const QString &path, const QString &statement)
{
    QStringList rows;
    {
        QSqlDatabase database =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("beside"));
        database.setDatabaseName(path);
        if (!database.open())
            return {database.lastError().text()};
        QSqlQuery query(database);
        for (const QString &one : statement.split(QLatin1Char(';'))) {
            if (!query.exec(one))
                rows.append(query.lastError().text());
        }
        while (query.next()) {
            QStringList columns;
            for (int i = 0; query.value(i).isValid(); ++i)
                columns.append(query.value(i).isNull() ? QStringLiteral("-") : query.value(i).toString());
            rows.append(columns.join(QLatin1Char(' ')));
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("beside"));
    return rows;
}

/// Another program that has the ledger's file in use, until it lets go or ends.
class Holder
{
public:
    /// Runs `statements` and keeps the last one's transaction and cursor open.
    Holder(const QString &path, const QString &statements)
        : m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("holder")))
    {
        m_database.setDatabaseName(path);
        if (!m_database.open())
            qFatal("%s", qPrintable(m_database.lastError().text()));
        m_query = QSqlQuery(m_database);
        for (const QString &one : statements.split(QLatin1Char(';'))) {
            if (!m_query.exec(one.trimmed()))
                qFatal("%s", qPrintable(m_query.lastError().text()));
        }
    }
    ~Holder() { letGo(); }
    Q_DISABLE_COPY_MOVE(Holder)

    void letGo()
    {
        if (!m_database.isValid())
            return;
        m_query = QSqlQuery();
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(QStringLiteral("holder"));
    }

private:
    QSqlDatabase m_database;
    QSqlQuery m_query;
};

} // namespace byok
