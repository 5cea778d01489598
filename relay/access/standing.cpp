// SPDX-License-Identifier: Apache-2.0
#include "relay/access/standing.h"

#include "relay/access/app_pause.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

RelayError accessRevoked()
{
    return {ErrorCode::TokenInvalid,
            u"This token or its app's approval was revoked. Ask anew at POST /users."_s};
}

bool isApproved(const AppRegistry &registry, const QString &appId, const QDateTime &now)
{
    const AppEntry *app = registry.byId(appId);
    return app && app->isInForce(now);
}

} // namespace

bool isStillWelcome(const AppRegistry &registry, const Caller &caller, const QDateTime &now)
{
    const TokenEntry *token = registry.tokenByHash(caller.tokenHash);
    const bool expired = token && token->expiresAt.isValid() && token->expiresAt <= now;
    return token && token->appId == caller.appId && !expired && isApproved(registry, caller.appId, now);
}

std::optional<RelayError> whyNoLongerAdmitted(const RelayConfig &config, const AppRegistry &registry,
                                              const Caller &caller, const Route &route, HttpMethod method,
                                              const QDateTime &now)
{
    if (caller.authenticated) {
        if (!isStillWelcome(registry, caller, now))
            return accessRevoked();
    } else if (caller.kind == CallerKind::BrowserApp && !isApproved(registry, caller.appId, now)) {
        return RelayError{ErrorCode::OriginRefused, u"This origin is not approved."_s};
    }
    if (config.paused && isRelayed(route.resource))
        return RelayError{ErrorCode::Paused, u"The person has paused the relay. Try again when it runs."_s};
    return pauseRefusal(registry.byId(caller.appId), route, method);
}

std::optional<RelayError> whyCutOff(const AppRegistry &registry, const Caller &caller, const QDateTime &now)
{
    const bool isApp = caller.authenticated || caller.kind == CallerKind::BrowserApp;
    const bool tokenGone = caller.authenticated && !registry.tokenByHash(caller.tokenHash);
    if (isApp && (tokenGone || !isApproved(registry, caller.appId, now)))
        return accessRevoked();
    return std::nullopt;
}

QDateTime nextApprovalEnd(const QList<AppEntry> &apps, const QDateTime &now)
{
    QDateTime next;
    for (const AppEntry &app : apps) {
        if (app.endsAt.isValid() && app.endsAt > now && (!next.isValid() || app.endsAt < next))
            next = app.endsAt;
    }
    return next;
}

} // namespace byok
