// SPDX-License-Identifier: Apache-2.0
#include "relay/access/provider_edits.h"

#include "relay/access/fallback_edits.h"
#include "relay/access/key_edits.h"
#include "relay/providers/provider_entries.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

ConfigEdit setProvider(const ProviderEntry &entry)
{
    return [=](RelayConfig &config) -> Result<> {
        const Result<ProviderEntry> checked = checkedEntry(entry);
        if (!checked)
            return checked.error();
        const auto there = std::ranges::find(config.providers, entry.id, &ProviderEntry::id);
        if (there == config.providers.end())
            config.providers.append(checked.value());
        else
            *there = checked.value();
        return Nothing{};
    };
}

ConfigEdit removeProvider(const QString &id)
{
    return [=](RelayConfig &config) -> Result<> {
        const auto there = std::ranges::find(config.providers, id, &ProviderEntry::id);
        if (there == config.providers.end())
            return Failure{u"There is no provider “%1” of your own."_s.arg(id.left(60))};
        const ProviderEntry::Kind kind = there->kind;
        config.providers.erase(there);
        if (kind == ProviderEntry::Kind::OfShipped)
            return Nothing{};
        unlistKeysIf(config, [&](const KeyEntry &key) { return key.provider == id; });
        dropDefaultsWithoutKey(config);
        dropTargetsAt(config, id);
        for (AppEntry &app : config.apps)
            app.grant.keys.remove(id);
        return Nothing{};
    };
}

} // namespace byok
