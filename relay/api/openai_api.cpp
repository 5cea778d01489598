// SPDX-License-Identifier: Apache-2.0
#include "relay/api/openai_api.h"

#include "relay/api/body_model.h"
#include "relay/api/known_models.h"
#include "relay/api/models_awaited.h"
#include "relay/api/provider_dispatch.h"
#include "relay/api/routed_request.h"
#include "relay/providers/openai_paths.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// What names no model could be any provider's.
RelayError namesNobody(const QByteArray &rest)
{
    return {
        ErrorCode::RouteUnknown,
        u"What is at /v1 finds its provider by the model in the request's body. For the rest of a provider's API put the provider into the path: /relay/<provider>/v1%1."_s
            .arg(QString::fromLatin1(rest.left(80)))};
}

/// With names that were perhaps meant, where nobody has this one.
RelayError inWords(const RelayError &error, const ClientRequest &request, const ApiServices &services)
{
    if (error.code != ErrorCode::ModelNotFound)
        return error;
    const auto field = findBodyModel(request);
    return modelNotFound(field ? field.value().model : QByteArray(), request.admission.caller.appId,
                         services);
}

void sendOn(const QByteArray &rest, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
            ApiServices &services)
{
    Result<RoutedRequest, RelayError> routed = routeByModel(request, services);
    const Result<QByteArray, RelayError> path =
        routed ? openAiPath(routed.value().entry, rest) : inWords(routed.error(), request, services);
    if (!path) {
        refuseRelay(request, *writer, path.error(), routed ? routed.value().provider.id : QString(),
                    WayIn::OpenAi, services);
        return;
    }
    RoutedRequest way = std::move(routed).value();
    request.body = std::move(way.body);
    sendToProvider(way.provider, path.value(), WayIn::OpenAi, std::move(request), std::move(writer),
                   services);
}

} // namespace

void serveOpenAi(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                 ApiServices &services)
{
    if (request.body.isEmpty() && request.head.method != HttpMethod::Post) {
        refuse(request, *writer, namesNobody(route.rest));
        return;
    }
    afterLocalLists(std::move(request), std::move(writer), services,
                    [rest = route.rest, &services](ClientRequest from, std::unique_ptr<ResponseWriter> to) {
                        sendOn(rest, std::move(from), std::move(to), services);
                    });
}

} // namespace byok
