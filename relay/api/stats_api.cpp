// SPDX-License-Identifier: Apache-2.0
#include "relay/api/stats_api.h"

#include "relay/json_or_null.h"
#include "relay/usage/usage_ledger.h"

#include <QJsonArray>
#include <QStringDecoder>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QJsonValue dollars(const std::optional<qint64> &micros)
{
    constexpr double microsPerDollar = 1'000'000;
    return micros ? QJsonValue(double(*micros) / microsPerDollar) : QJsonValue(QJsonValue::Null);
}

double toFourDecimals(double number)
{
    constexpr double steps = 10'000;
    return std::round(number * steps) / steps;
}

/// Each holds one: byok-relay 1.5 calls them users.
qint64 tokensOf(const QString &appId, const RelayConfig &config)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return std::ranges::count_if(config.tokens, [&](const TokenEntry &token) {
        return token.appId == appId && (!token.expiresAt.isValid() || token.expiresAt > now);
    });
}

} // namespace

Result<QString, RelayError> appIdFromSegment(QByteArrayView segment)
{
    const auto bad = [] {
        return RelayError{
            ErrorCode::InvalidArgument,
            u"The app in the path is not one: write its id with percent signs and two hex digits "
            "for what a path cannot hold, e.g. /stats/https%3A%2F%2Fapp.example."_s};
    };
    constexpr qsizetype mostBytes = 1024;
    if (segment.isEmpty() || segment.size() > mostBytes)
        return bad();
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    for (qsizetype i = 0; i < segment.size(); ++i) {
        if (segment[i] == '%' &&
            (i + 2 >= segment.size() || !isHex(segment[i + 1]) || !isHex(segment[i + 2])))
            return bad();
    }
    QStringDecoder fromUtf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString id = fromUtf8(QByteArray::fromPercentEncoding(segment.toByteArray()));
    const bool isText = !fromUtf8.hasError() && std::ranges::none_of(id, [](QChar c) {
        return c.category() == QChar::Other_Control || c == QChar::ReplacementCharacter;
    });
    if (!isText)
        return bad();
    return id.contains(u':') ? id : u"program:"_s + id;
}

QJsonObject statsJson(const UsageStats &stats)
{
    QJsonObject providers;
    for (const ProviderUsage &provider : stats.providers)
        providers.insert(provider.provider,
                         QJsonObject{{u"total"_s, provider.total}, {u"errors"_s, provider.errors}});
    QJsonArray models;
    for (const ModelUsage &model : stats.topModels) {
        models.append(QJsonObject{{u"model"_s, model.model},
                                  {u"total"_s, model.total},
                                  {u"input_tokens"_s, jsonOrNull(model.tokensIn)},
                                  {u"output_tokens"_s, jsonOrNull(model.tokensOut)},
                                  {u"estimated_cost_usd"_s, dollars(model.costMicros)}});
    }
    return {{u"total"_s, stats.total},
            {u"last_7d"_s, stats.last7Days},
            {u"last_30d"_s, stats.last30Days},
            {u"error_count"_s, stats.errors},
            {u"error_rate"_s, toFourDecimals(stats.errorRate())},
            {u"providers"_s, providers},
            {u"top_models"_s, models},
            {u"total_input_tokens"_s, jsonOrNull(stats.tokensIn)},
            {u"total_output_tokens"_s, jsonOrNull(stats.tokensOut)},
            {u"estimated_cost_usd"_s, dollars(stats.costMicros)},
            {u"last_request"_s, stats.lastRequest.isValid()
                                    ? QJsonValue(stats.lastRequest.toUTC().toString(Qt::ISODateWithMs))
                                    : QJsonValue(QJsonValue::Null)}};
}

void serveStats(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                ApiServices &services)
{
    QString appId = request.admission.caller.appId;
    QJsonObject more; // of an app that somebody else asks about
    if (route.resource == Resource::AppStats) {
        Result<QString, RelayError> named = appIdFromSegment(route.argument);
        if (!named) {
            refuse(request, *writer, named.error());
            return;
        }
        appId = std::move(named).value();
        more = {{u"app_id"_s, appId}, {u"user_count"_s, tokensOf(appId, *services.config)}};
    }
    const std::shared_ptr<ResponseWriter> later = std::move(writer);
    services.usage->stats(appId, [request, later, more](const Result<UsageStats> &stats) {
        if (!stats) {
            refuse(request, *later, {ErrorCode::Internal, stats.error().sentence});
            return;
        }
        QJsonObject answer = statsJson(stats.value());
        for (auto field = more.begin(); field != more.end(); ++field)
            answer.insert(field.key(), field.value());
        later->sendWhole(jsonReply(200, answer));
    });
}

} // namespace byok
