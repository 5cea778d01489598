// SPDX-License-Identifier: Apache-2.0
#include "relay/api/routed_request.h"

#include "relay/api/body_model.h"
#include "relay/api/callers_key.h"
#include "relay/api/provider_dispatch.h"
#include "relay/api/usable_providers.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

Result<RoutedModel, RelayError> routeModel(QByteArrayView model, const ClientRequest &request,
                                           const ApiServices &services)
{
    const QString appId = request.admission.caller.appId;
    const bool bringsKey = !request.admission.callersKey.isEmpty();
    Result<RoutedModel, RelayError> routed = services.router.route(
        model, bringsKey ? usableWithOwnKey(appId, services) : usableBy(appId, services));
    if (!routed && bringsKey && routed.error().code == ErrorCode::ModelNotFound)
        return routeByCallersKey(model, request, services);
    return routed;
}

} // namespace

Result<RoutedRequest, RelayError> routeByModel(const ClientRequest &request, const ApiServices &services)
{
    if (request.body.isEmpty())
        return RelayError{ErrorCode::InvalidArgument,
                          u"model is required: send a JSON body with a “model”."_s};
    const Result<ModelField, RelayError> field = findBodyModel(request);
    if (!field)
        return field.error();
    const Result<RoutedModel, RelayError> model = routeModel(field.value().model, request, services);
    if (!model)
        return model.error();
    const std::optional<Provider> provider = services.catalog.find(model.value().provider);
    if (!provider) {
        return RelayError{ErrorCode::ProviderUnknown, u"Unsupported provider: %1. Supported: %2"_s.arg(
                                                          model.value().provider, services.catalog.idList())};
    }
    const Result<Provider, RelayError> entry = entryFor(*provider, request.head, services);
    return RoutedRequest{.provider = *provider,
                         .model = model.value(),
                         .entry = entry ? entry.value() : *provider, // refused where it is sent
                         .body = model.value().model == field.value().model
                                     ? request.body
                                     : withModel(request.body, field.value(), model.value().model)};
}

} // namespace byok
