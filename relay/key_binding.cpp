// SPDX-License-Identifier: Apache-2.0
#include "relay/key_binding.h"

#include "relay/upstream/upstream_place.h"

namespace byok {

QByteArray originForKeys(const Provider &provider)
{
    return UpstreamPlace::of(provider.baseUrl).origin();
}

RelayConfig withKeysBound(RelayConfig config, const ProviderCatalog &shipped)
{
    for (KeyEntry &key : config.keys) {
        const std::optional<Provider> provider = shipped.find(key.provider);
        if (key.sentTo.isEmpty() && provider)
            key.sentTo = originForKeys(*provider);
    }
    return config;
}

} // namespace byok
