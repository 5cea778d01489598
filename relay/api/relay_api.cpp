// SPDX-License-Identifier: Apache-2.0
#include "relay/api/relay_api.h"

#include "relay/api/echo_stream.h"
#include "relay/api/keys_api.h"
#include "relay/exchange.h"
#include "relay/providers/upstream_target.h"
#include "relay/upstream/upstream_place.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// A provider at our own address would have the relay ask itself until nothing is left.
bool isThisRelay(const QByteArray &baseUrl, quint16 port)
{
    const UpstreamPlace place = UpstreamPlace::of(baseUrl);
    return place.isLoopback() && place.port == port;
}

} // namespace

void serveRelay(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                ApiServices &services)
{
    const std::optional<Provider> provider = services.catalog.find(QString::fromLatin1(route.argument));
    if (!provider) {
        refuse(request, *writer,
               {ErrorCode::ProviderUnknown,
                u"Unsupported provider: %1. Supported: %2"_s.arg(QString::fromLatin1(route.argument),
                                                                 services.catalog.idList())});
        return;
    }
    const QString appId = request.admission.caller.appId;
    const bool isEcho = provider->site == ProviderSite::BuiltIn;
    if (const AppEntry *app = services.registry.byId(appId);
        !isEcho && (!app || !app->mayUse(provider->id))) {
        refuse(request, *writer,
               {ErrorCode::ProviderRefused, u"This app may not use %1."_s.arg(provider->name)});
        return;
    }
    if (!provider->enabled || (!isEcho && provider->baseUrl.isEmpty())) {
        refuse(
            request, *writer,
            {ErrorCode::ProviderRefused,
             provider->enabled
                 ? u"%1 has no address yet: the person has to enter its base URL first."_s.arg(provider->name)
                 : u"%1 is turned off on this computer."_s.arg(provider->name)});
        return;
    }
    if (!isEcho && isThisRelay(provider->baseUrl, services.port)) {
        refuse(request, *writer,
               {ErrorCode::ProviderRefused, u"%1's base URL is this relay itself."_s.arg(provider->name)});
        return;
    }
    Result<QByteArray, RelayError> target = upstreamTarget(*provider, route.rest, request.head.query());
    if (!target) {
        refuse(request, *writer, target.error());
        return;
    }
    const AppEntry *app = services.registry.byId(appId);
    if (const Result<Nothing, RelayError> may = services.exchanges->mayBegin(
            appId, services.config->settings, app ? app->grant.limits : AppLimits());
        !may) {
        refuse(request, *writer, may.error());
        return;
    }
    if (isEcho) {
        serveEcho(target.value(), std::move(request), std::move(writer), services);
        return;
    }
    ExchangePlan plan{.request = std::move(request),
                      .provider = *provider,
                      .target = target.value(),
                      .keyAccount = {},
                      .settings = services.config->settings};
    if (provider->needsKey()) {
        plan.keyAccount = keyAccountFor(*services.config, appId, provider->id);
        if (plan.keyAccount.isEmpty())
            plan.keyAccount =
                keyAccount(provider->id, u"default"_s); // answers "missing", or that no keychain answers
    }
    services.exchanges->add(
        std::make_unique<Exchange>(std::move(plan), std::move(writer), *services.keys, *services.transfers));
}

} // namespace byok
