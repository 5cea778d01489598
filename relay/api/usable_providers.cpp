// SPDX-License-Identifier: Apache-2.0
#include "relay/api/usable_providers.h"

#include "relay/api/provider_dispatch.h"
#include "relay/key_choice.h"

namespace byok {

bool isUsableBy(const QString &appId, const Provider &provider, const ApiServices &services)
{
    const AppEntry *app = services.registry.byId(appId);
    if (providerFault(provider, app, services.port))
        return false;
    return !provider.needsKey() || !keyAccountFor(*services.config, appId, provider).isEmpty();
}

QList<Provider> usableProviders(const QString &appId, const ApiServices &services)
{
    QList<Provider> usable;
    for (const Provider &provider : services.catalog.all()) {
        if (isUsableBy(appId, provider, services))
            usable.append(provider);
    }
    return usable;
}

ModelRouter::Usable usableBy(const QString &appId, const ApiServices &services)
{
    return [appId, &services](const QString &id) {
        const std::optional<Provider> provider = services.catalog.find(id);
        return provider && isUsableBy(appId, *provider, services);
    };
}

} // namespace byok
