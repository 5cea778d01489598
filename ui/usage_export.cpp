// SPDX-License-Identifier: Apache-2.0
#include "ui/usage_export.h"

#include "relay/json_or_null.h"
#include "relay/usage/csv_cell.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr double microsPerDollar = 1'000'000;

// Names within files are for programs: never translated.

QString nameOf(WayIn wayIn)
{
    switch (wayIn) {
    case WayIn::Relay:
        return u"relay"_s;
    case WayIn::Unified:
        return u"unified"_s;
    case WayIn::OpenAi:
        return u"openai"_s;
    case WayIn::Stateless:
        return u"stateless"_s;
    case WayIn::Realtime:
        return u"realtime"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString nameOf(UsageOutcome outcome)
{
    switch (outcome) {
    case UsageOutcome::Completed:
        return u"completed"_s;
    case UsageOutcome::Refused:
        return u"refused"_s;
    case UsageOutcome::Failed:
        return u"failed"_s;
    case UsageOutcome::ClientGone:
        return u"client_gone"_s;
    case UsageOutcome::Ended:
        return u"ended"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<qint64> firstByteOf(const UsageRow &row)
{
    return row.firstByteMilliseconds < 0 ? std::nullopt : std::optional(row.firstByteMilliseconds);
}

QString text(const std::optional<qint64> &number)
{
    return number ? QString::number(*number) : QString();
}

QByteArray asCsv(const QList<UsageRow> &rows)
{
    constexpr int decimals = 6;
    QString out =
        u"started_at,app,provider,model,key,way_in,status,outcome,bytes_up,bytes_down,milliseconds,"
        "first_byte_milliseconds,input_tokens,output_tokens,estimated_cost_usd,attempts,earlier_attempts\r\n"_s;
    for (const UsageRow &row : rows) {
        const QString cost = row.costMicros
                                 ? QString::number(double(*row.costMicros) / microsPerDollar, 'f', decimals)
                                 : QString();
        out += QStringList{row.startedAt.toUTC().toString(Qt::ISODateWithMs),
                           csvCell(row.app),
                           csvCell(row.provider),
                           csvCell(row.model),
                           csvCell(row.keyLabel),
                           nameOf(row.wayIn),
                           QString::number(row.status),
                           nameOf(row.outcome),
                           QString::number(row.bytesUp),
                           QString::number(row.bytesDown),
                           QString::number(row.milliseconds),
                           text(firstByteOf(row)),
                           text(row.tokensIn),
                           text(row.tokensOut),
                           cost,
                           QString::number(row.attempts),
                           csvCell(QString::fromLatin1(earlierAttemptsText(row.earlier)))}
                   .join(u',') +
               u"\r\n"_s;
    }
    return out.toUtf8();
}

QByteArray asJson(const QList<UsageRow> &rows)
{
    QJsonArray array;
    for (const UsageRow &row : rows) {
        array.append(QJsonObject{
            {u"started_at"_s, row.startedAt.toUTC().toString(Qt::ISODateWithMs)},
            {u"app"_s, row.app},
            {u"provider"_s, row.provider},
            {u"model"_s, row.model},
            {u"key"_s, row.keyLabel},
            {u"way_in"_s, nameOf(row.wayIn)},
            {u"status"_s, row.status},
            {u"outcome"_s, nameOf(row.outcome)},
            {u"bytes_up"_s, row.bytesUp},
            {u"bytes_down"_s, row.bytesDown},
            {u"attempts"_s, row.attempts},
            {u"earlier_attempts"_s, jsonOrNull(QString::fromLatin1(earlierAttemptsText(row.earlier)))},
            {u"milliseconds"_s, row.milliseconds},
            {u"first_byte_milliseconds"_s, jsonOrNull(firstByteOf(row))},
            {u"input_tokens"_s, jsonOrNull(row.tokensIn)},
            {u"output_tokens"_s, jsonOrNull(row.tokensOut)},
            {u"estimated_cost_usd"_s, row.costMicros ? QJsonValue(double(*row.costMicros) / microsPerDollar)
                                                     : QJsonValue(QJsonValue::Null)}});
    }
    return QJsonDocument(array).toJson();
}

} // namespace

QByteArray exportUsage(const QList<UsageRow> &rows, ExportForm form)
{
    return form == ExportForm::Csv ? asCsv(rows) : asJson(rows);
}

Result<> writeWholeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return Nothing{};
    return Failure{
        QCoreApplication::translate("UsageExport", "%1 could not be written: %2. Choose another folder.")
            .arg(path, file.errorString())};
}

} // namespace byok
