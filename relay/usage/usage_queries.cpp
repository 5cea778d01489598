// SPDX-License-Identifier: Apache-2.0
#include "relay/usage/usage_queries.h"

#include "relay/usage/usage_day.h"

#include <QMap>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTimeZone>
#include <QVariant>

#include <algorithm>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qint64 dayMilliseconds = 24LL * 60 * 60 * 1000;
/// Days of every zone begin and end at a quarter of an hour.
constexpr qint64 quarterMilliseconds = 15LL * 60 * 1000;

/// Runs one statement; `each` gets every row. An invalid error: it went well.
template <typename Each>
QSqlError run(QSqlDatabase &database, const QString &sql, const QVariantList &values, Each each)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return query.lastError();
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values[i]);
    if (!query.exec())
        return query.lastError();
    while (query.next())
        each(query);
    return query.lastError();
}

std::optional<qint64> orNothing(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

void addTo(std::optional<qint64> &sum, const QVariant &more)
{
    if (const auto number = orNothing(more))
        sum = sum.value_or(0) + *number;
}

QDateTime utc(const QVariant &milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), QTimeZone::UTC);
}

/// Days since 1970-01-01, as the tables count them.
qint64 dayNumber(const QDate &day)
{
    return QDate(1970, 1, 1).daysTo(day);
}

/// What a table of requests, and one of forgotten apps' days, have as the group's key.
struct KeyColumns
{
    QString ofRequests;
    QString ofForgotten;
};

KeyColumns keyColumns(UsageGrouping by)
{
    switch (by) {
    case UsageGrouping::App:
        return {u"app"_s, u"app"_s};
    case UsageGrouping::Provider:
        return {u"provider"_s, u"''"_s};
    case UsageGrouping::Model:
        return {u"model"_s, u"''"_s};
    case UsageGrouping::Day:
        return {u"started_ms / %1"_s.arg(quarterMilliseconds), u"day"_s};
    }
    Q_UNREACHABLE_RETURN({});
}

QString statusCondition(StatusClass status)
{
    switch (status) {
    case StatusClass::Any:
        return {};
    case StatusClass::Success:
        return u"status BETWEEN 200 AND 399"_s;
    case StatusClass::ClientError:
        return u"status BETWEEN 400 AND 499"_s;
    case StatusClass::ServerError:
        return u"status BETWEEN 500 AND 599"_s;
    case StatusClass::None:
        return u"status = 0"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString columnName(UsageColumn column)
{
    switch (column) {
    case UsageColumn::Time:
        return u"started_ms"_s;
    case UsageColumn::App:
        return u"app"_s;
    case UsageColumn::Provider:
        return u"provider"_s;
    case UsageColumn::Model:
        return u"model"_s;
    case UsageColumn::Key:
        return u"key_label"_s;
    case UsageColumn::WayIn:
        return u"way_in"_s;
    case UsageColumn::Status:
        return u"status"_s;
    case UsageColumn::Outcome:
        return u"outcome"_s;
    case UsageColumn::BytesUp:
        return u"bytes_up"_s;
    case UsageColumn::BytesDown:
        return u"bytes_down"_s;
    case UsageColumn::Duration:
        return u"duration_ms"_s;
    case UsageColumn::TokensIn:
        return u"tokens_in"_s;
    case UsageColumn::TokensOut:
        return u"tokens_out"_s;
    case UsageColumn::Cost:
        return u"cost_micros"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

/// A pattern of LIKE that finds `word` itself anywhere, with the backslash as its escape.
QString patternOf(QString word)
{
    for (const QChar special : u"\\%_"_s)
        word.replace(special, u'\\' + QString(special));
    return u'%' + word + u'%';
}

} // namespace

Result<UsageStats, QSqlError> readUsageStats(QSqlDatabase &database, const QString &app, const QDateTime &now)
{
    UsageStats stats;
    QSqlError fault;
    const auto ask = [&](const QString &sql, QVariantList values, const auto &each) {
        if (!app.isEmpty())
            values.append(app);
        const QSqlError error = run(database, sql.arg(app.isEmpty() ? u"1"_s : u"app = ?"_s), values, each);
        if (error.isValid())
            fault = error;
    };
    const auto add = [&](const QSqlQuery &query) {
        stats.total += query.value(0).toLongLong();
        stats.errors += query.value(1).toLongLong();
        stats.last7Days += query.value(2).toLongLong();
        stats.last30Days += query.value(3).toLongLong();
        addTo(stats.tokensIn, query.value(4));
        addTo(stats.tokensOut, query.value(5));
        addTo(stats.costMicros, query.value(6));
    };
    const qint64 nowMs = now.toMSecsSinceEpoch();
    ask(u"SELECT COUNT(*), SUM(is_error), SUM(started_ms > ?), SUM(started_ms > ?), SUM(tokens_in),"
        " SUM(tokens_out), SUM(cost_micros), MAX(started_ms) FROM requests WHERE %1"_s,
        {nowMs - 7 * dayMilliseconds, nowMs - 30 * dayMilliseconds}, [&](const QSqlQuery &query) {
            add(query);
            if (!query.value(7).isNull())
                stats.lastRequest = utc(query.value(7));
        });
    const qint64 today = nowMs / dayMilliseconds;
    ask(u"SELECT SUM(requests), SUM(errors), SUM(requests * (day > ?)), SUM(requests * (day > ?)),"
        " SUM(tokens_in), SUM(tokens_out), SUM(cost_micros) FROM forgotten WHERE %1"_s,
        {today - 7, today - 30}, add);
    ask(u"SELECT provider, COUNT(*), SUM(is_error) FROM requests WHERE provider <> '' AND %1"
        " GROUP BY provider ORDER BY provider"_s,
        {}, [&](const QSqlQuery &query) {
            stats.providers.append(
                {query.value(0).toString(), query.value(1).toLongLong(), query.value(2).toLongLong()});
        });
    ask(u"SELECT model, COUNT(*), SUM(tokens_in), SUM(tokens_out), SUM(cost_micros) FROM requests"
        " WHERE model <> '' AND %1 GROUP BY model ORDER BY COUNT(*) DESC, model LIMIT 10"_s,
        {}, [&](const QSqlQuery &query) {
            stats.topModels.append({query.value(0).toString(), query.value(1).toLongLong(),
                                    orNothing(query.value(2)), orNothing(query.value(3)),
                                    orNothing(query.value(4))});
        });
    if (fault.isValid())
        return fault;
    return stats;
}

Result<QList<UsageSum>, QSqlError> readUsageSums(QSqlDatabase &database, UsageGrouping by,
                                                 const UsageDays &days)
{
    const KeyColumns key = keyColumns(by);
    // Quarters of hours become days here: SQLite knows no zone but the system's, and that only by the C
    // library.
    const QString sql =
        u"SELECT 0, %1 AS key, COUNT(*), SUM(is_error), SUM(bytes_up), SUM(bytes_down), SUM(tokens_in),"
        " SUM(tokens_out), SUM(cost_micros) FROM requests WHERE started_ms >= ? GROUP BY 2"
        " UNION ALL SELECT 1, %2 AS key, SUM(requests), SUM(errors), SUM(bytes_up), SUM(bytes_down),"
        " SUM(tokens_in), SUM(tokens_out), SUM(cost_micros) FROM forgotten WHERE day >= ? GROUP BY 2"_s.arg(
            key.ofRequests, key.ofForgotten);
    const auto keyOf = [&](const QSqlQuery &query) {
        if (by != UsageGrouping::Day)
            return query.value(1).toString();
        const qint64 count = query.value(1).toLongLong();
        const bool isForgotten = query.value(0).toBool();
        return (isForgotten ? QDate(1970, 1, 1).addDays(count)
                            : dayAt(count * quarterMilliseconds, days.zone))
            .toString(Qt::ISODate);
    };
    const qint64 firstDay = days.since.isValid() ? dayNumber(days.since) : 0;
    const qint64 firstInstant = days.since.isValid() ? boundsOf(days.since, days.zone).begin : 0;
    QMap<QString, UsageSum> sums;
    const QSqlError fault = run(database, sql, {firstInstant, firstDay}, [&](const QSqlQuery &query) {
        UsageSum &sum = sums[keyOf(query)];
        sum.requests += query.value(2).toLongLong();
        sum.errors += query.value(3).toLongLong();
        sum.bytesUp += query.value(4).toLongLong();
        sum.bytesDown += query.value(5).toLongLong();
        addTo(sum.tokensIn, query.value(6));
        addTo(sum.tokensOut, query.value(7));
        addTo(sum.costMicros, query.value(8));
    });
    if (fault.isValid())
        return fault;
    QList<UsageSum> list;
    for (auto [name, sum] : std::as_const(sums).asKeyValueRange()) {
        list.append(sum);
        list.last().key = name;
    }
    if (by != UsageGrouping::Day)
        std::ranges::stable_sort(list, std::ranges::greater(), &UsageSum::requests);
    return list;
}

Result<QList<UsageRow>, QSqlError> readUsageRows(QSqlDatabase &database, const UsageFilter &filter)
{
    QStringList conditions{u"1"_s};
    QVariantList values;
    const auto want = [&](const QString &condition, const QVariantList &bound) {
        conditions.append(condition);
        values += bound;
    };
    if (!filter.app.isEmpty())
        want(u"app = ?"_s, {filter.app});
    if (!filter.provider.isEmpty())
        want(u"provider = ?"_s, {filter.provider});
    if (filter.status != StatusClass::Any)
        want(statusCondition(filter.status), {});
    if (filter.day.isValid()) {
        const DayBounds bounds = boundsOf(filter.day, filter.zone);
        want(u"started_ms >= ? AND started_ms < ?"_s, {bounds.begin, bounds.end});
    }
    constexpr int mostWords = 8;
    const QStringList words = filter.search.split(u' ', Qt::SkipEmptyParts).mid(0, mostWords);
    for (const QString &word : words) {
        const QString pattern = patternOf(word);
        want(u"(app LIKE ? ESCAPE '\\' OR provider LIKE ? ESCAPE '\\' OR model LIKE ? ESCAPE '\\'"
             " OR key_label LIKE ? ESCAPE '\\' OR CAST(status AS TEXT) = ?)"_s,
             {pattern, pattern, pattern, pattern, word});
    }
    values += {qMax(filter.limit, 0), qMax(filter.offset, 0)};
    const QString sql =
        u"SELECT id, started_ms, app, provider, model, key_label, way_in, status, outcome, bytes_up, "
        u"bytes_down,"
        " duration_ms, first_byte_ms, tokens_in, tokens_out, cost_micros, attempts, earlier FROM requests "
        "WHERE %1"
        " ORDER BY %2 %3 NULLS LAST, started_ms DESC, id DESC LIMIT ? OFFSET ?"_s.arg(
            conditions.join(u" AND "_s), columnName(filter.sortBy),
            filter.order == Qt::AscendingOrder ? u"ASC"_s : u"DESC"_s);
    QList<UsageRow> rows;
    const QSqlError fault = run(database, sql, values, [&](const QSqlQuery &query) {
        UsageRow row;
        row.id = query.value(0).toLongLong();
        row.startedAt = utc(query.value(1));
        row.app = query.value(2).toString();
        row.provider = query.value(3).toString();
        row.model = query.value(4).toString();
        row.keyLabel = query.value(5).toString();
        row.wayIn = static_cast<WayIn>(query.value(6).toInt());
        row.status = query.value(7).toInt();
        row.outcome = static_cast<UsageOutcome>(query.value(8).toInt());
        row.bytesUp = query.value(9).toLongLong();
        row.bytesDown = query.value(10).toLongLong();
        row.milliseconds = query.value(11).toLongLong();
        row.firstByteMilliseconds = orNothing(query.value(12)).value_or(-1);
        row.tokensIn = orNothing(query.value(13));
        row.tokensOut = orNothing(query.value(14));
        row.costMicros = orNothing(query.value(15));
        row.attempts = query.value(16).toInt();
        row.earlier = earlierAttemptsOf(query.value(17).toString().toLatin1());
        rows.append(row);
    });
    if (fault.isValid())
        return fault;
    return rows;
}

} // namespace byok
