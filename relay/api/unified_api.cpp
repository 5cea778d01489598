// SPDX-License-Identifier: Apache-2.0
#include "relay/api/unified_api.h"

#include "relay/api/models_awaited.h"
#include "relay/api/provider_dispatch.h"
#include "relay/api/routed_request.h"

namespace byok {

namespace {

/// `POST /relay` has always answered 400 here.
RelayError asInvalid(RelayError error)
{
    if (error.code == ErrorCode::ModelNotFound)
        error.code = ErrorCode::InvalidArgument;
    return error;
}

void sendOn(ClientRequest request, std::unique_ptr<ResponseWriter> writer, ApiServices &services)
{
    Result<RoutedRequest, RelayError> routed = routeByModel(request, services);
    const Result<QByteArray, RelayError> path =
        routed ? unifiedPath(routed.value().entry, routed.value().model) : routed.error();
    if (!path) {
        refuseRelay(request, *writer, asInvalid(path.error()), {}, WayIn::Unified, services);
        return;
    }
    RoutedRequest way = std::move(routed).value();
    request.body = std::move(way.body);
    sendToProvider(way.provider, path.value(), WayIn::Unified, std::move(request), std::move(writer),
                   services);
}

} // namespace

void serveUnified(const Route &, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                  ApiServices &services)
{
    afterLocalLists(std::move(request), std::move(writer), services,
                    [&services](ClientRequest from, std::unique_ptr<ResponseWriter> to) {
                        sendOn(std::move(from), std::move(to), services);
                    });
}

} // namespace byok
