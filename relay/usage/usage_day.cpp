// SPDX-License-Identifier: Apache-2.0
#include "relay/usage/usage_day.h"

#include <QDateTime>

namespace byok {

namespace {

/// The first instant that is not before `day`: of that day, or of the next one that there was.
qint64 firstInstant(const QDate &day, const QTimeZone &zone)
{
    // Samoa had no 30 December 2011.
    const QDateTime first = day.startOfDay(zone);
    return (first.isValid() ? first : day.addDays(1).startOfDay(zone)).toMSecsSinceEpoch();
}

} // namespace

DayBounds boundsOf(const QDate &day, const QTimeZone &zone)
{
    return {firstInstant(day, zone), firstInstant(day.addDays(1), zone)};
}

QDate dayAt(qint64 instant, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(instant, zone).date();
}

} // namespace byok
