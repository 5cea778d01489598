// SPDX-License-Identifier: Apache-2.0
#include "relay/access/fallback_edits.h"

#include "relay/access/edit_checks.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

Result<> checkFallback(const FallbackRule &rule)
{
    constexpr QLatin1StringView breaking =
        "\"\\"_L1; // what would have to be escaped where it is put in a body
    if (!rule.model.isEmpty() && !isModel(rule.model))
        return noModel(rule.model);
    if (rule.targets.size() > FallbackRule::mostTargets)
        return Failure{
            u"At most %1 models can be tried one after the other."_s.arg(FallbackRule::mostTargets)};
    for (const FallbackTarget &target : rule.targets) {
        if (Result<> checked = checkProviders({target.provider}); !checked)
            return checked;
        const bool breaks = std::ranges::any_of(target.model, [&](QChar c) { return breaking.contains(c); });
        if (!isModel(target.model) || breaks || target.model.contains(u'*'))
            return Failure{
                u"“%1” is not the name of a model to try; write it as the provider names it, like llama3.2:3b."_s
                    .arg(target.model.left(60))};
    }
    return Nothing{};
}

} // namespace

ConfigEdit setFallbacks(const QString &appId, const QList<FallbackRule> &rules)
{
    return [=](RelayConfig &config) -> Result<> {
        if (!appId.isEmpty() && !findApp(config, appId))
            return noSuchApp(appId);
        config.fallbacks.removeIf([&](const FallbackRule &rule) { return rule.appId == appId; });
        for (const FallbackRule &rule : rules) {
            if (rule.appId != appId)
                return Failure{u"This rule is for another app."_s};
            if (Result<> checked = checkFallback(rule); !checked)
                return checked;
            if (std::ranges::any_of(config.fallbacks, [&](const FallbackRule &one) {
                    return one.appId == appId && one.model == rule.model;
                }))
                return Failure{
                    rule.model.isEmpty()
                        ? u"There are two rules for every model; take one out."_s
                        : u"There are two rules for the model “%1”; take one out."_s.arg(rule.model)};
            config.fallbacks.append(rule);
        }
        return Nothing{};
    };
}

ConfigEdit addFallback(const FallbackRule &rule)
{
    return [=](RelayConfig &config) -> Result<> {
        QList<FallbackRule> rules;
        std::ranges::copy_if(config.fallbacks, std::back_inserter(rules),
                             [&](const FallbackRule &one) { return one.appId == rule.appId; });
        const auto there = std::ranges::find(rules, rule.model, &FallbackRule::model);
        if (there == rules.end())
            rules.append(rule);
        else
            *there = rule;
        return setFallbacks(rule.appId, rules)(config);
    };
}

ConfigEdit removeFallback(const QString &appId, const QString &model)
{
    return [=](RelayConfig &config) -> Result<> {
        if (config.fallbacks.removeIf(
                [&](const FallbackRule &rule) { return rule.appId == appId && rule.model == model; }) == 0)
            return Failure{u"There is no such rule; see: byok-relay fallbacks list"_s};
        return Nothing{};
    };
}

void dropTargetsAt(RelayConfig &config, const QString &provider)
{
    QList<FallbackRule> kept;
    for (FallbackRule rule : std::as_const(config.fallbacks)) {
        const auto gone = rule.targets.removeIf(
            [&provider](const FallbackTarget &target) { return target.provider == provider; });
        const bool saysNothing = rule.targets.isEmpty() && rule.otherKeys == OtherKeys::No;
        if (gone == 0 || !saysNothing)
            kept.append(rule);
    }
    config.fallbacks = kept;
}

} // namespace byok
