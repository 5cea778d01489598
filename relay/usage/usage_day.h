// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDate>
#include <QTimeZone>

namespace byok {

// Where the days of a time zone begin: the one place that turns instants into days. All instants are
// milliseconds since 1970-01-01 UTC. Pure.

/// The instants of one day: from `begin` on, before `end`.
struct DayBounds
{
    qint64 begin = 0;
    qint64 end = 0;
};

/// Of `day`, which is valid, by the clocks of `zone`: 23 or 25 hours where they are set, none where the zone
/// left the day out.
[[nodiscard]] DayBounds boundsOf(const QDate &day, const QTimeZone &zone);
/// The day that the clocks of `zone` show at that instant.
[[nodiscard]] QDate dayAt(qint64 instant, const QTimeZone &zone);

} // namespace byok
