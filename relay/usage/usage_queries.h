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
/// Days come oldest first, the rest busiest first. What a forgotten app did is known by the UTC day alone,
/// and counts on the day of that date in every zone.
[[nodiscard]] Result<QList<UsageSum>, QSqlError> readUsageSums(QSqlDatabase &database, UsageGrouping by,
                                                               const UsageDays &days);
/// In the filter's order.
[[nodiscard]] Result<QList<UsageRow>, QSqlError> readUsageRows(QSqlDatabase &database,
                                                               const UsageFilter &filter);

} // namespace byok
