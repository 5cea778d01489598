// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"
#include "relay/usage/usage_query.h"

#include <QDate>
#include <QString>

#include <optional>

namespace byok {

/// What `byok-relay usage` asks. Value.
struct UsageQuestion
{
    UsageGrouping by = UsageGrouping::App;
    QString since; ///< as given, and found good by sinceDay(); empty: from the beginning
};

/// "app", "provider", "model", "day".
[[nodiscard]] QString groupingName(UsageGrouping by);
[[nodiscard]] std::optional<UsageGrouping> groupingNamed(QStringView name);

/// The first day that `since` takes in: a day ("2026-11-01", UTC like all days of the record), or a number of
/// days of which `today` is the last ("7d"). Fails with a sentence. Pure.
[[nodiscard]] Result<QDate> sinceDay(QStringView since, const QDate &today);

} // namespace byok
