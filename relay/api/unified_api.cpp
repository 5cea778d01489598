// SPDX-License-Identifier: Apache-2.0
#include "relay/api/unified_api.h"

#include "relay/api/provider_dispatch.h"
#include "relay/providers/model_field.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// A request whose provider is known: where it goes, and the body that goes there.
struct Routed
{
    Provider provider;
    QByteArray path;
    QByteArray body;
};

Result<Routed, RelayError> routed(const ClientRequest &request, const ApiServices &services)
{
    if (request.body.isEmpty())
        return RelayError{ErrorCode::InvalidArgument,
                          u"model is required: send a JSON body with a “model”."_s};
    const Result<ModelField, RelayError> field = findModel(request.body, contentEncodingOf(request.head));
    if (!field)
        return field.error();
    const Result<RoutedModel, RelayError> model = services.router.route(field.value().model);
    if (!model)
        return model.error();
    const std::optional<Provider> provider = services.catalog.find(model.value().provider);
    if (!provider) {
        return RelayError{ErrorCode::ProviderUnknown, u"Unsupported provider: %1. Supported: %2"_s.arg(
                                                          model.value().provider, services.catalog.idList())};
    }
    Result<QByteArray, RelayError> path = unifiedPath(*provider, model.value());
    if (!path)
        return path.error();
    return Routed{.provider = *provider,
                  .path = std::move(path).value(),
                  .body = model.value().model == field.value().model
                              ? request.body
                              : withModel(request.body, field.value(), model.value().model)};
}

} // namespace

void serveUnified(const Route &, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                  ApiServices &services)
{
    Result<Routed, RelayError> found = routed(request, services);
    if (!found) {
        refuseRelay(request, *writer, found.error(), {}, WayIn::Unified, services);
        return;
    }
    Routed way = std::move(found).value();
    request.body = std::move(way.body);
    sendToProvider(way.provider, way.path, WayIn::Unified, std::move(request), std::move(writer), services);
}

} // namespace byok
