// SPDX-License-Identifier: Apache-2.0
#include "relay/fallbacks.h"

#include "relay/key_binding.h"
#include "relay/key_choice.h"
#include "relay/providers/model_router.h"
#include "relay/providers/openai_paths.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr QByteArrayView chat = "/chat/completions";
constexpr QByteArrayView embeddings = "/embeddings";

bool fits(const FallbackRule &rule, const QString &provider, const QList<QByteArray> &models)
{
    if (rule.model.isEmpty())
        return true;
    return !models.isEmpty() && std::ranges::all_of(models, [&](const QByteArray &model) {
        return modelAllowed({rule.model}, model) ||
               modelAllowed({rule.model}, provider.toUtf8() + '/' + model);
    });
}

} // namespace

const FallbackRule *fallbackRuleFor(const QList<FallbackRule> &rules, const QString &appId,
                                    const QString &provider, const QList<QByteArray> &models)
{
    const auto firstOf = [&](const QString &app) -> const FallbackRule * {
        const auto found = std::ranges::find_if(rules, [&](const FallbackRule &rule) {
            return rule.appId == app && fits(rule, provider, models);
        });
        return found == rules.end() ? nullptr : &*found;
    };
    const FallbackRule *own = appId.isEmpty() ? nullptr : firstOf(appId);
    return own ? own : firstOf({});
}

QStringList keysToTry(const FallbackRule &rule, const RelayConfig &config, const QString &appId,
                      const Provider &provider, const QString &first, const IsResting &isResting)
{
    QStringList accounts{first};
    if (rule.otherKeys == OtherKeys::No)
        return accounts;
    QList<KeyEntry> candidates = usableKeys(config, appId);
    if (!rule.appId.isEmpty())
        std::ranges::copy_if(config.keys, std::back_inserter(candidates),
                             [](const KeyEntry &key) { return key.appId.isEmpty(); });
    const QByteArray origin = originForKeys(provider);
    for (const KeyEntry &key : std::as_const(candidates)) {
        if (key.provider == provider.id && key.sentTo == origin && !accounts.contains(key.account))
            accounts.append(key.account);
    }
    if (!std::ranges::all_of(accounts, isResting))
        accounts.removeIf(isResting);
    return accounts;
}

bool mayCostMoney(const Provider &provider)
{
    return provider.site != ProviderSite::Local || provider.needsKey();
}

bool mayStandIn(const FallbackRule &rule, const Provider &provider)
{
    if (provider.site == ProviderSite::BuiltIn)
        return false;
    return rule.paidTargets == PaidTargets::Allowed || !mayCostMoney(provider);
}

QByteArray standInPath(const Provider &provider, QByteArrayView path)
{
    for (const QByteArrayView end : {chat, embeddings}) {
        if (!path.endsWith(end))
            continue;
        const std::optional<QByteArray> root = openAiRoot(provider);
        return root ? *root + end.toByteArray() : QByteArray();
    }
    return {};
}

} // namespace byok
