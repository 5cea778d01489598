// SPDX-License-Identifier: Apache-2.0
#include "ui/models/provider_choices.h"

#include "relay/key_binding.h"
#include "relay/key_choice.h"
#include "ui/key_words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

QList<ProviderChoice> providerChoices(const ProviderCatalog &catalog, const RelayConfig &config,
                                      const QString &appId, const QStringList &asked)
{
    QList<ProviderChoice> choices;
    for (const Provider &provider : catalog.all()) {
        ProviderChoice choice;
        choice.id = provider.id;
        choice.name = provider.name.isEmpty() ? provider.id : provider.name;
        choice.asked = asked.contains(provider.id);
        choice.keyLabels = keyLabels(config, provider.id);
        const bool hasOwnKey = !appId.isEmpty() && std::ranges::any_of(config.keys, [&](const KeyEntry &key) {
            return key.provider == provider.id && key.appId == appId;
        });
        if (!provider.enabled)
            choice.standing = ProviderChoice::Standing::TurnedOff;
        else if (provider.needsKey() && choice.keyLabels.isEmpty() && !hasOwnKey)
            choice.standing = ProviderChoice::Standing::NeedsKey;
        const bool works =
            choice.standing == ProviderChoice::Standing::Ready && provider.site != ProviderSite::BuiltIn;
        choice.place = works || choice.asked ? ProviderChoice::Place::First : ProviderChoice::Place::More;
        choices.append(choice);
    }
    return choices;
}

QStringList providersWithUsableKey(const ProviderCatalog &catalog, const RelayConfig &config,
                                   const QString &appId)
{
    QStringList ids;
    for (const Provider &provider : catalog.all()) {
        if (!provider.enabled || !provider.needsKey())
            continue;
        const QString account = keyAccountFor(config, appId, provider);
        const auto key = std::ranges::find(config.keys, account, &KeyEntry::account);
        if (key != config.keys.end() && key->sentTo == originForKeys(provider))
            ids.append(provider.id);
    }
    return ids;
}

} // namespace byok
