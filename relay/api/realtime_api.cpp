// SPDX-License-Identifier: Apache-2.0
#include "relay/api/realtime_api.h"

#include "relay/access/request_credential.h"
#include "relay/api/provider_dispatch.h"
#include "relay/exchange_plan.h"
#include "relay/http/websocket_handshake.h"
#include "relay/realtime_session.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// The target as it is judged and goes on: without the token that a browser can only put there.
QByteArray withoutToken(const RequestHead &head)
{
    const QByteArray query = withoutKeyParameter(head.query());
    return query.isEmpty() ? head.path() : head.path() + '?' + query;
}

RelayError noWebSocketAt(const Provider &provider)
{
    if (provider.realtimePaths.isEmpty())
        return {ErrorCode::UpgradeRefused,
                u"%1 has no WebSockets here; send the request without Upgrade."_s.arg(provider.name)};
    return {ErrorCode::UpgradeRefused,
            u"There is no WebSocket at this path of %1. There is one at: %2."_s.arg(
                provider.name, QString::fromLatin1(provider.realtimePaths.join(", ")))};
}

} // namespace

void serveRealtime(const Provider &named, QByteArrayView rawPath, ClientRequest request,
                   std::unique_ptr<ResponseWriter> writer, ApiServices &services)
{
    const auto refuseIt = [&](const RelayError &error, const QString &provider) {
        refuseRelay(request, *writer, error, provider, WayIn::Realtime, services);
    };
    request.head.target = withoutToken(request.head);
    const Result<Provider, RelayError> provider = entryFor(named, request.head, services);
    if (!provider) {
        refuseIt(provider.error(), named.id);
        return;
    }
    if (!provider.value().realtimePaths.contains(rawPath)) {
        refuseIt(noWebSocketAt(provider.value()), provider.value().id);
        return;
    }
    Result<ExchangePlan, RelayError> plan =
        planExchange(provider.value(), rawPath, WayIn::Realtime, request, services);
    if (!plan) {
        refuseIt(plan.error(), provider.value().id);
        return;
    }
    // As the plan has it: judging has taken out of it what is not for an app to say.
    const Result<WebSocketHandshake, RelayError> handshake = readHandshake(plan.value().request.head);
    if (!handshake) {
        refuseIt(handshake.error(), provider.value().id);
        return;
    }
    services.exchanges->add(std::make_unique<RealtimeSession>(
        std::move(plan).value(), handshake.value(), std::move(writer),
        RealtimeLinks{.keys = *services.keys,
                      .engine = *services.transfers,
                      .faultSincePlanned = [&services](const ExchangePlan &planned) {
                          return faultSincePlanned(planned, services);
                      }}));
}

void serveOpenAiRealtime(const Route &, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                         ApiServices &services)
{
    const std::optional<Provider> provider = services.catalog.find(u"openai"_s);
    if (request.admission.upgrade != Upgrade::WebSocket || !provider) {
        refuseRelay(request, *writer,
                    {ErrorCode::UpgradeRefused,
                     u"There is only a WebSocket here: open it as ws://…/v1/realtime?model=…"_s},
                    u"openai"_s, WayIn::Realtime, services);
        return;
    }
    serveRealtime(*provider, "/v1/realtime", std::move(request), std::move(writer), services);
}

} // namespace byok
