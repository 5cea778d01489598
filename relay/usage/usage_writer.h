// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/usage/usage_file.h"
#include "relay/usage/usage_ledger.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace byok {

/// The ledger's side of the disk: empties the inbox in batches, clears what is too old, begins anew where the
/// file breaks under it. Owned by the UsageLedger; lives on the ledger's thread.
class UsageWriter final : public QObject
{
    Q_OBJECT

public:
    UsageWriter(QString path, qint64 retentionDays, std::shared_ptr<UsageInbox> inbox);

    void open();
    /// Writes at the end of the current batch, which begins now if there is none.
    void writeSoon();
    /// Writes what waits, now.
    void writeNow();
    void setRetentionDays(qint64 days);
    [[nodiscard]] Result<UsageStats> stats(const QString &app);
    [[nodiscard]] Result<QList<UsageSum>> sums(UsageGrouping by, const UsageDays &days);
    [[nodiscard]] Result<QList<UsageRow>> rows(const UsageFilter &filter);
    [[nodiscard]] Result<> forget(const QString &app);
    [[nodiscard]] Result<> erase();

signals:
    void problem(const QString &sentence);

private:
    [[nodiscard]] Result<> write();
    void prune();
    void tell(const QString &sentence);

    UsageFile m_file;
    qint64 m_retentionDays;
    std::shared_ptr<UsageInbox> m_inbox;
    QTimer m_batch{this};
    QTimer m_pruning{this};
    QString m_told;
    QElapsedTimer m_sinceOpening;
};

} // namespace byok
