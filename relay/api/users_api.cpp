// SPDX-License-Identifier: Apache-2.0
#include "relay/api/users_api.h"

#include "relay/access/config_edits.h"
#include "relay/api/forget_api.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QString whyNoToken(const Caller &caller)
{
    switch (caller.kind) {
    case CallerKind::Guest:
        return u"%1 is not approved on this computer yet. The person can approve it with: byok-relay apps add %1"_s
            .arg(QString::fromLatin1(caller.origin));
    case CallerKind::OwnPage:
        return u"The relay's own page needs no token: it may use the built-in echo provider only."_s;
    case CallerKind::Anonymous:
    case CallerKind::Program:
    case CallerKind::BrowserApp:
        break;
    }
    return u"A program's token is made by the person: byok-relay apps add-program NAME"_s;
}

/// Of an app that needs no question: the ConsentQueue counts those that do.
RateVerdict countRegistration(const Caller &caller, ApiServices &services)
{
    const RateLimits forAll = RateLimits::of(services.config->settings);
    const AppEntry *app = services.registry.byId(caller.appId);
    return services.limiter->take(RequestClass::Registration, rateSubject(caller),
                                  app ? forAll.with(app->grant.limits) : forAll);
}

void handOutToken(ClientRequest request, std::unique_ptr<ResponseWriter> writer, ApiServices &services)
{
    const Result<QJsonObject, RelayError> body = jsonBody(request);
    if (!body) {
        refuse(request, *writer, body.error());
        return;
    }
    const QJsonValue appId = body.value().value("app_id"_L1);
    if (!appId.isString() || appId.toString().trimmed().isEmpty()) {
        refuse(request, *writer, {ErrorCode::InvalidArgument, u"app_id is required"_s});
        return;
    }
    const Caller &caller = request.admission.caller;
    if (caller.kind != CallerKind::BrowserApp) {
        refuse(request, *writer, {ErrorCode::OriginRefused, whyNoToken(caller)});
        return;
    }
    if (const RateVerdict rate = countRegistration(caller, services); !rate.allowed()) {
        refuse(request, *writer, rateLimitError(rate));
        return;
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const IssuedToken issued = issueToken(caller.appId, now, services.config->settings.tokenDays);
    const std::shared_ptr<ResponseWriter> later = std::move(writer);
    services.commit(addToken(issued.entry, now), [request, later, issued](const Result<> &kept) {
        if (!kept) {
            refuse(request, *later, {ErrorCode::Internal, kept.error().sentence});
            return;
        }
        QJsonObject answer{{u"token"_s, QString::fromLatin1(issued.token.expose())}};
        answer.insert("expires_at"_L1, issued.entry.expiresAt.isValid()
                                           ? QJsonValue(issued.entry.expiresAt.toMSecsSinceEpoch())
                                           : QJsonValue(QJsonValue::Null));
        later->sendWhole(jsonReply(200, answer));
    });
}

} // namespace

void serveUsers(const Route &, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                ApiServices &services)
{
    if (request.head.method == HttpMethod::Delete)
        forgetApp(std::move(request), std::move(writer), services);
    else
        handOutToken(std::move(request), std::move(writer), services);
}

} // namespace byok
