// SPDX-License-Identifier: Apache-2.0
#include "relay/usage/usage_schema.h"

#include <QList>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// The statements that lead from version i to i + 1. What has been released is never changed, only added to.
const QList<QStringList> &steps()
{
    static const QList<QStringList> list{
        {
            u"CREATE TABLE requests (id INTEGER PRIMARY KEY, started_ms INTEGER NOT NULL, app TEXT NOT NULL,"
            " provider TEXT NOT NULL, model TEXT NOT NULL, key_label TEXT NOT NULL, way_in INTEGER NOT NULL,"
            " status INTEGER NOT NULL, outcome INTEGER NOT NULL, is_error INTEGER NOT NULL, bytes_up INTEGER "
            "NOT NULL,"
            " bytes_down INTEGER NOT NULL, duration_ms INTEGER NOT NULL, first_byte_ms INTEGER, tokens_in "
            "INTEGER,"
            " tokens_out INTEGER, cost_micros INTEGER)"_s,
            u"CREATE INDEX requests_by_app ON requests (app, started_ms)"_s,
            u"CREATE INDEX requests_by_time ON requests (started_ms)"_s,
        },
        {
            u"CREATE TABLE forgotten (app TEXT NOT NULL, day INTEGER NOT NULL, requests INTEGER NOT NULL,"
            " errors INTEGER NOT NULL, bytes_up INTEGER NOT NULL, bytes_down INTEGER NOT NULL, tokens_in "
            "INTEGER,"
            " tokens_out INTEGER, cost_micros INTEGER, PRIMARY KEY (app, day)) WITHOUT ROWID"_s,
        },
        {
            u"ALTER TABLE requests ADD COLUMN attempts INTEGER NOT NULL DEFAULT 1"_s,
        },
        {
            // As earlierAttemptsText() writes it.
            u"ALTER TABLE requests ADD COLUMN earlier TEXT NOT NULL DEFAULT ''"_s,
        },
    };
    Q_ASSERT(list.size() == usageSchemaVersion);
    return list;
}

} // namespace

Result<int> usageSchemaOf(QSqlDatabase &database)
{
    QSqlQuery query(database);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return Failure{query.lastError().text()};
    const int version = query.value(0).toInt();
    if (version < 0)
        return Failure{u"the version of its tables is %1"_s.arg(version)};
    return version;
}

Result<> migrateUsageSchema(QSqlDatabase &database, int from)
{
    for (int version = from; version < usageSchemaVersion; ++version) {
        QSqlQuery query(database);
        QStringList statements{u"BEGIN IMMEDIATE"_s};
        statements += steps().at(version);
        // user_version is part of the file, so it changes with the tables or not at all.
        statements += u"PRAGMA user_version = %1"_s.arg(version + 1);
        statements += u"COMMIT"_s;
        for (const QString &statement : std::as_const(statements)) {
            if (!query.exec(statement)) {
                const QString why = query.lastError().text();
                query.exec(u"ROLLBACK"_s);
                return Failure{why};
            }
        }
    }
    return Nothing{};
}

} // namespace byok
