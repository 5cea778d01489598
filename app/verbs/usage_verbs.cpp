// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/print.h"
#include "app/verbs/verbs.h"
#include "relay/json_or_null.h"
#include "relay/usage/csv_cell.h"

#include <QLocale>
#include <QPointer>

#include <functional>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

using Sums = QList<UsageSum>;

constexpr double microsPerDollar = 1'000'000;

UsageSum totalOf(const Sums &sums)
{
    const auto add = [](std::optional<qint64> &to, const std::optional<qint64> &more) {
        if (more)
            to = to.value_or(0) + *more;
    };
    UsageSum total;
    for (const UsageSum &sum : sums) {
        total.requests += sum.requests;
        total.errors += sum.errors;
        total.bytesUp += sum.bytesUp;
        total.bytesDown += sum.bytesDown;
        add(total.tokensIn, sum.tokensIn);
        add(total.tokensOut, sum.tokensOut);
        add(total.costMicros, sum.costMicros);
    }
    return total;
}

QString text(const std::optional<qint64> &number)
{
    return number ? QString::number(*number) : QString();
}

QString dollars(const std::optional<qint64> &micros)
{
    constexpr int decimals = 6;
    return micros ? QString::number(double(*micros) / microsPerDollar, 'f', decimals) : QString();
}

QJsonObject jsonOf(const UsageSum &sum)
{
    return {{u"requests"_s, sum.requests},
            {u"errors"_s, sum.errors},
            {u"bytes_up"_s, sum.bytesUp},
            {u"bytes_down"_s, sum.bytesDown},
            {u"input_tokens"_s, jsonOrNull(sum.tokensIn)},
            {u"output_tokens"_s, jsonOrNull(sum.tokensOut)},
            {u"estimated_cost_usd"_s, sum.costMicros ? QJsonValue(double(*sum.costMicros) / microsPerDollar)
                                                     : QJsonValue(QJsonValue::Null)}};
}

VerbReply asJson(const Sums &sums, UsageGrouping by, const QDate &since)
{
    QJsonArray groups;
    for (const UsageSum &sum : sums) {
        QJsonObject group = jsonOf(sum);
        group.insert(groupingName(by), sum.key);
        groups.append(group);
    }
    return json({{u"by"_s, groupingName(by)},
                 {u"since"_s,
                  since.isValid() ? QJsonValue(since.toString(Qt::ISODate)) : QJsonValue(QJsonValue::Null)},
                 {u"usage"_s, groups},
                 {u"total"_s, jsonOf(totalOf(sums))}});
}

VerbReply asCsv(const Sums &sums, UsageGrouping by)
{
    QString out = groupingName(by) +
                  u",requests,errors,bytes_up,bytes_down,input_tokens,output_tokens,estimated_cost_usd\n"_s;
    for (const UsageSum &sum : sums) {
        out += QStringList{csvCell(sum.key),
                           QString::number(sum.requests),
                           QString::number(sum.errors),
                           QString::number(sum.bytesUp),
                           QString::number(sum.bytesDown),
                           text(sum.tokensIn),
                           text(sum.tokensOut),
                           dollars(sum.costMicros)}
                   .join(u',') +
               u'\n';
    }
    return VerbReply::said(out);
}

/// A column for people, and whether it is worth showing.
struct Column
{
    QString heading;
    std::function<QString(const UsageSum &)> value;
    bool shown = true;
};

VerbReply asText(const Sums &sums, UsageGrouping by, const QDate &since)
{
    if (sums.isEmpty()) {
        return VerbReply::said(since.isValid()
                                   ? u"Nothing was relayed since %1.\n"_s.arg(since.toString(Qt::ISODate))
                                   : u"Nothing has been relayed yet.\n"_s);
    }
    const UsageSum total = totalOf(sums);
    const auto size = [](qint64 bytes) { return QLocale::c().formattedDataSize(bytes, 1); };
    const QList<Column> all{
        {u"REQUESTS"_s, [](const UsageSum &sum) { return QString::number(sum.requests); }},
        {u"ERRORS"_s, [](const UsageSum &sum) { return QString::number(sum.errors); }},
        {u"SENT"_s, [&](const UsageSum &sum) { return size(sum.bytesUp); }},
        {u"RECEIVED"_s, [&](const UsageSum &sum) { return size(sum.bytesDown); }},
        {u"TOKENS IN"_s, [](const UsageSum &sum) { return text(sum.tokensIn); }, total.tokensIn.has_value()},
        {u"TOKENS OUT"_s, [](const UsageSum &sum) { return text(sum.tokensOut); },
         total.tokensOut.has_value()},
        {u"US$"_s, [](const UsageSum &sum) { return dollars(sum.costMicros); }, total.costMicros.has_value()},
    };
    const auto line = [&](const QString &key, const UsageSum &sum) {
        QStringList cells{key};
        for (const Column &column : all) {
            if (column.shown)
                cells += column.value(sum);
        }
        return cells;
    };
    QStringList heading{by == UsageGrouping::Day ? u"DAY (UTC)"_s : groupingName(by).toUpper()};
    for (const Column &column : all) {
        if (column.shown)
            heading += column.heading;
    }
    QList<QStringList> lines{heading};
    for (const UsageSum &sum : sums)
        lines += line(sum.key.isEmpty() ? u"(not known)"_s : sum.key, sum);
    if (sums.size() > 1)
        lines += line(u"all"_s, total);
    return VerbReply::said(columns(lines));
}

} // namespace

void Verbs::usage(const VerbRequest &request, const Done &done)
{
    QDate since;
    if (!request.usage.since.isEmpty()) {
        const Result<QDate> day = sinceDay(request.usage.since, QDateTime::currentDateTimeUtc().date());
        if (!day)
            return done(VerbReply::refused(day.error().sentence));
        since = day.value();
    }
    const UsageGrouping by = request.usage.by;
    const OutputForm form = request.form;
    m_hands.usageSums(by, since, [self = QPointer(this), by, since, form, done](const Result<Sums> &sums) {
        if (!self)
            return;
        if (!sums)
            return done(VerbReply::refused(sums.error().sentence));
        switch (form) {
        case OutputForm::Text:
            return done(asText(sums.value(), by, since));
        case OutputForm::Json:
            return done(asJson(sums.value(), by, since));
        case OutputForm::Csv:
            return done(asCsv(sums.value(), by));
        }
    });
}

} // namespace byok
