// SPDX-License-Identifier: Apache-2.0
#include "relay/grant.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qint64 mostPerWindow = 1'000'000;

constexpr AppLimitRow limitRows[] = {
    {"requests-per-minute", &AppLimits::requestsPerMinute, mostPerWindow, "requests of any kind a minute"},
    {"ai-requests-per-minute", &AppLimits::aiRequestsPerMinute, mostPerWindow,
     "requests to providers a minute"},
    {"registrations-per-hour", &AppLimits::registrationsPerHour, mostPerWindow,
     "times an hour that it may ask for a token"},
    {"exchanges", &AppLimits::exchanges, 65'536, "relayed requests at one time"},
};

} // namespace

QDateTime grantEnd(GrantDuration duration, const QDateTime &now)
{
    switch (duration) {
    case GrantDuration::OneDay:
        return now.toUTC().addDays(1);
    case GrantDuration::NinetyDays:
        return now.toUTC().addDays(90);
    case GrantDuration::ThisSession:
    case GrantDuration::UntilRevoked:
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

QString durationName(GrantDuration duration)
{
    switch (duration) {
    case GrantDuration::ThisSession:
        return u"session"_s;
    case GrantDuration::OneDay:
        return u"day"_s;
    case GrantDuration::NinetyDays:
        return u"90-days"_s;
    case GrantDuration::UntilRevoked:
        return u"until-revoked"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<GrantDuration> durationNamed(QStringView name)
{
    for (const GrantDuration duration : {GrantDuration::ThisSession, GrantDuration::OneDay,
                                         GrantDuration::NinetyDays, GrantDuration::UntilRevoked}) {
        if (name == durationName(duration))
            return duration;
    }
    return std::nullopt;
}

QString pathScopeName(PathScope scope)
{
    switch (scope) {
    case PathScope::InferenceOnly:
        return u"inference"_s;
    case PathScope::WholeApi:
        return u"all"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<PathScope> pathScopeNamed(QStringView name)
{
    for (const PathScope scope : {PathScope::InferenceOnly, PathScope::WholeApi}) {
        if (name == pathScopeName(scope))
            return scope;
    }
    return std::nullopt;
}

std::span<const AppLimitRow> appLimitRows()
{
    return limitRows;
}

const AppLimitRow *findAppLimit(QStringView name)
{
    const auto found = std::ranges::find_if(
        limitRows, [name](const AppLimitRow &row) { return name == QLatin1StringView(row.name); });
    return found == std::end(limitRows) ? nullptr : &*found;
}

} // namespace byok
