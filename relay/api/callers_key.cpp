// SPDX-License-Identifier: Apache-2.0
#include "relay/api/callers_key.h"

#include "relay/api/provider_dispatch.h"
#include "relay/providers/credential_injector.h"
#include "relay/providers/key_shape.h"

using namespace Qt::StringLiterals;

namespace byok {

QString callersKeyLabel()
{
    return u"caller's own"_s;
}

Result<Secret, RelayError> callersKeyFor(const Provider &provider, const ClientRequest &request,
                                         const ApiServices &services)
{
    // Whoever locks the relay means every key, not only those in the keychain.
    if (services.keys->isLocked()) {
        return RelayError{
            ErrorCode::Locked,
            u"The person has locked the relay: no key goes through it, the caller's own neither, until they unlock it."_s};
    }
    if (!provider.needsKey()) {
        return RelayError{
            ErrorCode::InvalidArgument,
            u"%1 takes no key: send this request with the relay's token, and no key."_s.arg(provider.name)};
    }
    return acceptCallersKey(provider, request.admission.callersKey, services.catalog.all());
}

Result<RoutedModel, RelayError> routeByCallersKey(QByteArrayView model, const ClientRequest &request,
                                                  const ApiServices &services)
{
    const QString owner = providerNamedByKey(services.catalog.all(), request.admission.callersKey.trimmed());
    if (owner.isEmpty()) {
        return RelayError{
            ErrorCode::InvalidArgument,
            u"Neither the model nor the beginning of this key names its provider, and a key must not reach the wrong one. Write the model as provider/model, or send the request to /relay/<provider>/…."_s};
    }
    return RoutedModel{.provider = owner, .model = model.toByteArray(), .use = ModelUse::Chat};
}

ModelRouter::Usable usableWithOwnKey(const QString &appId, const ApiServices &services)
{
    return [appId, &services](const QString &id) {
        const std::optional<Provider> provider = services.catalog.find(id);
        return provider && provider->needsKey() &&
               !providerFault(*provider, services.registry.byId(appId), services.port);
    };
}

} // namespace byok
