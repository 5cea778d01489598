// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"
#include "relay/usage/usage_query.h"
#include "relay/usage/usage_row.h"
#include "relay/usage/usage_stats.h"

#include <QList>
#include <QSqlError>

class QSqlDatabase;

namespace byok {

// What can be asked of the ledger's tables. Each blocks on the disk.

/// Of one app, or of all where `app` is empty.
[[nodiscard]] Result<UsageStats, QSqlError> readUsageStats(QSqlDatabase &database, const QString &app,
                                                           const QDateTime &now);
/// Of the days from `since` on (UTC; invalid: all). Days come oldest first, the rest busiest first.
[[nodiscard]] Result<QList<UsageSum>, QSqlError> readUsageSums(QSqlDatabase &database, UsageGrouping by,
                                                               const QDate &since);
/// In the filter's order.
[[nodiscard]] Result<QList<UsageRow>, QSqlError> readUsageRows(QSqlDatabase &database,
                                                               const UsageFilter &filter);

} // namespace byok
