// SPDX-License-Identifier: Apache-2.0
#include "relay/api/relay_api.h"

#include "relay/api/provider_dispatch.h"
#include "relay/api/realtime_api.h"

using namespace Qt::StringLiterals;

namespace byok {

void serveRelay(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                ApiServices &services)
{
    const std::optional<Provider> provider = services.catalog.find(QString::fromLatin1(route.argument));
    if (!provider) {
        refuseRelay(request, *writer,
                    {ErrorCode::ProviderUnknown,
                     u"Unsupported provider: %1. Supported: %2"_s.arg(QString::fromLatin1(route.argument),
                                                                      services.catalog.idList())},
                    {}, WayIn::Relay, services);
        return;
    }
    if (request.admission.upgrade == Upgrade::WebSocket) {
        serveRealtime(*provider, route.rest, std::move(request), std::move(writer), services);
        return;
    }
    sendToProvider(*provider, route.rest, WayIn::Relay, std::move(request), std::move(writer), services);
}

} // namespace byok
