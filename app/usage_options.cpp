// SPDX-License-Identifier: Apache-2.0
#include "app/usage_options.h"

#include <algorithm>
#include <array>

namespace byok {

namespace {

struct GroupingRow
{
    UsageGrouping by;
    const char *name;
};

constexpr auto groupings = std::to_array<GroupingRow>({{UsageGrouping::App, "app"},
                                                       {UsageGrouping::Provider, "provider"},
                                                       {UsageGrouping::Model, "model"},
                                                       {UsageGrouping::Day, "day"}});

} // namespace

QString groupingName(UsageGrouping by)
{
    const auto row = std::ranges::find(groupings, by, &GroupingRow::by);
    Q_ASSERT(row != groupings.end());
    return QLatin1StringView(row->name).toString();
}

std::optional<UsageGrouping> groupingNamed(QStringView name)
{
    for (const GroupingRow &row : groupings) {
        if (name == QLatin1StringView(row.name))
            return row.by;
    }
    return std::nullopt;
}

Result<QDate> sinceDay(QStringView since, const QDate &today)
{
    constexpr int mostDays = 36'500;
    if (since.endsWith(u'd') && since.size() <= 6) {
        const QStringView digits = since.chopped(1);
        const bool allDigits =
            !digits.isEmpty() && std::ranges::all_of(digits, [](QChar c) { return c >= u'0' && c <= u'9'; });
        const int days = allDigits ? digits.toInt() : 0;
        if (days >= 1 && days <= mostDays)
            return today.addDays(1 - days);
    }
    const QDate day = QDate::fromString(since, Qt::ISODate);
    if (day.isValid() && since.size() == qsizetype(sizeof("2026-11-01") - 1) && day.year() >= 1970)
        return day;
    return Failure{QStringLiteral("\"%1\" is no day: write one like 2026-11-01, or a number of days like 7d.")
                       .arg(since.left(40))};
}

} // namespace byok
