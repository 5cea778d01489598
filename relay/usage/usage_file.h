// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"
#include "relay/usage/usage_query.h"
#include "relay/usage/usage_row.h"
#include "relay/usage/usage_stats.h"

#include <QList>
#include <QSqlDatabase>

namespace byok {

/// Why rows could not be written.
struct UsageFault
{
    enum class Kind {
        Damaged, ///< the file is no longer a whole database: opening it begins a new one
        Other,   ///< the disk is full, another program holds the file, …: it may pass
    };
    Kind kind = Kind::Other;
    QString sentence;
};

/// The ledger's SQLite file: rows in, sums out. Every call blocks on the disk. Owned by the UsageLedger's
/// worker; opened, used and destroyed on the ledger's thread.
class UsageFile
{
public:
    explicit UsageFile(QString path);
    ~UsageFile();
    Q_DISABLE_COPY_MOVE(UsageFile)

    /// What opening came to: nothing to say, or a sentence for the person (the old file was damaged and put
    /// aside).
    struct Opened
    {
        QString notice;
    };
    /// Opens or creates the file (owner-only), brings an older one up to date. A damaged file is moved aside
    /// and a new one begun; one of a newer version of this program is left alone, and that is a failure.
    [[nodiscard]] Result<Opened> open();
    /// All of them or none.
    [[nodiscard]] Result<Nothing, UsageFault> append(const QList<UsageRow> &rows);
    /// Of one app, or of all where `app` is empty.
    [[nodiscard]] Result<UsageStats> stats(const QString &app, const QDateTime &now);
    /// As the functions of usage_queries.h that they ask.
    [[nodiscard]] Result<QList<UsageSum>> sums(UsageGrouping by, const UsageDays &days);
    [[nodiscard]] Result<QList<UsageRow>> rows(const UsageFilter &filter);
    /// Keeps of an app's rows its id, the day and the totals; the rest is overwritten on disk, in the
    /// log too. Can be asked again where it failed.
    [[nodiscard]] Result<> forget(const QString &app);
    /// Takes every row away, of forgotten apps too; overwritten on disk, in the log too. Can be asked again
    /// where it failed.
    [[nodiscard]] Result<> erase();
    /// Takes away what is older than `days` (0: nothing is).
    [[nodiscard]] Result<> prune(qint64 days, const QDateTime &now);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] bool isOpen() const { return m_database.isOpen(); }

private:
    enum class Health { Fine, Damaged, Newer, Unusable };
    struct Diagnosis
    {
        Health health = Health::Fine;
        QString sentence;
    };

    [[nodiscard]] Diagnosis tryOpen();
    [[nodiscard]] Result<QString> putAside();
    [[nodiscard]] Result<> cutLog(const QString &doing);
    [[nodiscard]] Failure failure(const QString &doing, const class QSqlError &error);
    void close();

    QString m_path;
    QString m_connection; ///< a name that no other connection has
    QSqlDatabase m_database;
};

} // namespace byok
