// SPDX-License-Identifier: Apache-2.0
#include "relay/usage/sqlite_version.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

namespace byok {

QString sqliteVersion()
{
    const QString connection =
        QStringLiteral("version-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    QString version;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(QStringLiteral(":memory:"));
        if (database.open()) {
            QSqlQuery query(database);
            if (query.exec(QStringLiteral("SELECT sqlite_version()")) && query.next())
                version = query.value(0).toString();
        }
    } // the last handle must be gone before the connection is
    QSqlDatabase::removeDatabase(connection);
    return version;
}

} // namespace byok
