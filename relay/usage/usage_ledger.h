// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"
#include "relay/usage/usage_query.h"
#include "relay/usage/usage_row.h"
#include "relay/usage/usage_stats.h"

#include <QMutex>
#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace byok {

class UsageWriter;

/// Rows on their way to the ledger's thread. Shared by both sides; bounded, so that a disk that hangs costs
/// memory only up to a point. Thread-safe.
class UsageInbox
{
public:
    static constexpr qsizetype capacity = 20'000;

    /// What putting a row in came to: whether somebody has to be woken, and whether there was room.
    enum class Put { First, Another, Dropped };
    [[nodiscard]] Put put(UsageRow row);
    [[nodiscard]] QList<UsageRow> takeAll();
    /// Gives back what could not be written, in front of what came meanwhile, up to the capacity.
    void giveBack(const QList<UsageRow> &rows);
    [[nodiscard]] qint64 dropped() const;

private:
    mutable QMutex m_mutex;
    QList<UsageRow> m_rows;
    qint64 m_dropped = 0;
};

/// What was used, by whom, when: a SQLite file written in batches on a thread of its own, so that no stream
/// ever waits for a disk. Metadata only. A kill loses at most the last second. Made and destroyed on one
/// thread (its home), whose event loop gets the answers; append() may be called from any.
class UsageLedger final : public QObject
{
    Q_OBJECT

public:
    /// A row waits at most this long before it is written.
    static constexpr int batchMilliseconds = 500;

    /// Starts the thread; `path` is opened there. `retentionDays` 0: rows stay for ever.
    UsageLedger(const QString &path, qint64 retentionDays, QObject *parent = nullptr);
    /// Writes what waits, then ends the thread.
    ~UsageLedger() override;

    /// Never blocks on the disk. Any thread.
    void append(const UsageRow &row);
    /// Rows that were dropped because the disk did not keep up. Any thread.
    [[nodiscard]] qint64 dropped() const { return m_inbox->dropped(); }

    void setRetentionDays(qint64 days);
    /// Of one app, or of all where `app` is empty; everything appended before is in it. `done` is called on
    /// the home thread, unless the ledger is destroyed first.
    void stats(const QString &app, std::function<void(Result<UsageStats>)> done);
    /// Added up: days oldest first, the rest busiest first. `done` as above.
    void sums(UsageGrouping by, const UsageDays &days, std::function<void(Result<QList<UsageSum>>)> done);
    /// In the filter's order. `done` as above.
    void rows(const UsageFilter &filter, std::function<void(Result<QList<UsageRow>>)> done);
    /// The app's rows lose all but its id, the day and the totals. `done` as above, after it is on disk.
    void forgetApp(const QString &app, std::function<void(Result<>)> done);
    /// Every row goes. `done` as above, after the file holds none.
    void erase(std::function<void(Result<>)> done);

signals:
    /// Something the person should know, in a sentence: the file was damaged, the disk is full. Each once
    /// until it changes.
    void problem(const QString &sentence);

private:
    template <typename T>
    void ask(std::function<Result<T>(UsageWriter &)> question, std::function<void(Result<T>)> done);

    std::shared_ptr<UsageInbox> m_inbox;
    QThread m_thread;
    UsageWriter *m_writer = nullptr; ///< lives on m_thread and is deleted there
};

} // namespace byok
