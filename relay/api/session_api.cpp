// SPDX-License-Identifier: Apache-2.0
#include "relay/api/session_api.h"

#include "relay/access/token_edits.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QJsonValue millisecondsOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toMSecsSinceEpoch()) : QJsonValue(QJsonValue::Null);
}

/// One limit and what it leaves; null where there is none.
QJsonValue limitOf(const RateVerdict &found)
{
    if (found.policy.isEmpty())
        return QJsonValue::Null;
    return QJsonObject{{u"limit"_s, found.limit},
                       {u"remaining"_s, found.remaining},
                       {u"reset_seconds"_s, found.resetSeconds}};
}

QJsonObject limitsOf(const Caller &caller, const AppEntry &app, ApiServices &services)
{
    const RateLimits limits = RateLimits::of(services.config->settings).with(app.grant.limits);
    const auto left = [&](RequestClass what, const RateLimits &only) {
        return limitOf(services.limiter->peek(what, rateSubject(caller), only));
    };
    const qint64 exchanges = app.grant.limits.exchanges.value_or(services.config->settings.exchangesPerApp);
    const int live = services.exchanges->countOf(app.id);
    return {
        {u"requests_per_minute"_s, left(RequestClass::Plain, {limits.requestsPerMinute, 0, 0})},
        {u"ai_requests_per_minute"_s, left(RequestClass::Ai, {0, limits.aiRequestsPerMinute, 0})},
        {u"registrations_per_hour"_s, left(RequestClass::Registration, {0, 0, limits.registrationsPerHour})},
        {u"exchanges"_s, exchanges == 0
                             ? QJsonValue(QJsonValue::Null)
                             : QJsonObject{{u"limit"_s, exchanges},
                                           {u"remaining"_s, std::max<qint64>(0, exchanges - live)}}}};
}

QJsonObject describe(const Caller &caller, const AppEntry &app, const TokenEntry &token,
                     ApiServices &services)
{
    QJsonArray providers;
    for (const Provider &provider : services.catalog.all()) {
        if (provider.enabled && app.mayUse(provider.id))
            providers.append(provider.id);
    }
    return {{u"app_id"_s, app.id},
            {u"kind"_s, app.kind == AppKind::Origin ? u"origin"_s : u"program"_s},
            {u"name"_s, app.name},
            {u"providers"_s, providers},
            {u"models"_s, app.grant.models.isEmpty()
                              ? QJsonValue(QJsonValue::Null)
                              : QJsonValue(QJsonArray::fromStringList(app.grant.models))},
            {u"paths"_s, pathScopeName(app.grant.paths)},
            {u"expires_at"_s, millisecondsOrNull(token.expiresAt)},
            {u"approval_ends_at"_s, millisecondsOrNull(app.endsAt)},
            {u"state"_s, stateName(services, app.id)},
            {u"limits"_s, limitsOf(caller, app, services)},
            {u"live_exchanges"_s, services.exchanges->countOf(app.id)},
            {u"budget"_s, QJsonValue::Null}};
}

void revokeToken(ClientRequest request, std::unique_ptr<ResponseWriter> writer, ApiServices &services)
{
    const std::shared_ptr<ResponseWriter> later = std::move(writer);
    services.commit(dropToken(request.admission.caller.tokenHash), [request, later](const Result<> &kept) {
        if (!kept) {
            refuse(request, *later, {ErrorCode::Internal, kept.error().sentence});
            return;
        }
        later->sendWhole(jsonReply(
            200, {{u"ok"_s, true},
                  {u"message"_s, u"This token is revoked. The app's approval and its other tokens stay; "
                                 "DELETE /users ends those too."_s}}));
    });
}

} // namespace

void serveSession(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                  ApiServices &services)
{
    if (route.resource == Resource::Revocation || request.head.method == HttpMethod::Delete) {
        revokeToken(std::move(request), std::move(writer), services);
        return;
    }
    const Caller &caller = request.admission.caller;
    const AppEntry *app = services.registry.byId(caller.appId);
    const TokenEntry *token = services.registry.tokenByHash(caller.tokenHash);
    if (!app || !token) {
        refuse(request, *writer, {ErrorCode::TokenInvalid, u"This token is no longer valid."_s});
        return;
    }
    writer->sendWhole(jsonReply(200, describe(caller, *app, *token, services)));
}

} // namespace byok
