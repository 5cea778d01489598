// SPDX-License-Identifier: Apache-2.0
#include "relay/api/fallback_attempts.h"

#include "relay/api/body_model.h"
#include "relay/api/provider_dispatch.h"
#include "relay/api/record_facts.h"
#include "relay/fallbacks.h"
#include "relay/key_choice.h"
#include "relay/providers/app_fields.h"
#include "relay/providers/model_field.h"
#include "relay/providers/payer_field.h"
#include "relay/providers/target_parts.h"
#include "relay/providers/upstream_target.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

bool mayFallBack(WayIn wayIn)
{
    switch (wayIn) {
    case WayIn::Relay:
    case WayIn::Unified:
    case WayIn::OpenAi:
        return true;
    case WayIn::Stateless:
    case WayIn::Realtime:
        return false;
    }
    Q_UNREACHABLE_RETURN(false);
}

/// The models that a rule's glob is held against; none where they cannot be told.
QList<QByteArray> modelsAsked(const UpstreamAttempt &attempt)
{
    return attempt.models ? attempt.models.value() : QList<QByteArray>();
}

bool isInferenceAt(const Provider &provider, const QByteArray &target, HttpMethod method)
{
    const TargetParts parts(target);
    return upstreamTarget(provider, {method, parts.path, parts.query}, PathScope::InferenceOnly).ok();
}

IsResting isRestingIn(const ApiServices &services)
{
    return [&services](const QString &account) { return services.cooldowns->isResting(account); };
}

/// The provider's own keys, in place of the one that was chosen and after it.
void addKeys(ExchangePlan &plan, const FallbackRule &rule, const ApiServices &services)
{
    const QString appId = plan.request.admission.caller.appId;
    const QString chosen = plan.attempt.keyAccount;
    const QStringList accounts =
        keysToTry(rule, *services.config, appId, plan.attempt.provider, chosen, isRestingIn(services));
    UpstreamAttempt attempt = plan.attempt;
    const auto withKey = [&](const QString &account) {
        attempt.keyAccount = account;
        attempt.keyLabel = keyLabelForRecord(*services.config, account);
        return attempt;
    };
    plan.attempt = withKey(accounts.first());
    for (const QString &account : accounts.sliced(1))
        plan.fallbacks.append(withKey(account));
    if (accounts.first() != chosen) // whom another key bills is not for the caller to say
        plan.request.head.fields.removeIf([](const HeaderField &field) { return isPayerField(field.name); });
}

/// What a request names that goes to `target` and named `others` beside its own model.
NamedModels modelsAt(const FallbackTarget &target, const NamedModels &others)
{
    if (!others)
        return others;
    return QList<QByteArray>{target.model.toUtf8()} + others.value();
}

/// One of the rule's targets for this request; none where the app may not have it, or it takes no such
/// request.
std::optional<UpstreamAttempt> attemptAt(const FallbackTarget &target, const FallbackRule &rule,
                                         const ExchangePlan &plan, const ModelField &field,
                                         const NamedModels &others, const ApiServices &services)
{
    const QString appId = plan.request.admission.caller.appId;
    const AppEntry *app = services.registry.byId(appId);
    const std::optional<Provider> provider = services.catalog.find(target.provider);
    if (!provider || !mayStandIn(rule, *provider))
        return std::nullopt;
    const QByteArray path = standInPath(*provider, TargetParts(plan.attempt.target).path);
    if (path.isEmpty())
        return std::nullopt;
    UpstreamAttempt attempt{.provider = *provider,
                            .target = path,
                            .keyAccount = {},
                            .keyLabel = {},
                            .model = target.model,
                            .models = modelsAt(target, others),
                            .appFields =
                                appFieldsFor(*provider, plan.request.head, app ? app->name : QString()),
                            .modelPlace = field};
    if (!isInferenceAt(*provider, path, plan.request.head.method) ||
        !mayGoOn(attempt, plan.request.head.method, app, services))
        return std::nullopt;
    if (!provider->needsKey())
        return attempt;
    attempt.keyAccount = keyAccountFor(*services.config, appId, *provider);
    if (attempt.keyAccount.isEmpty()) // none is there, it was turned off, or the one chosen has gone
        return std::nullopt;
    attempt.keyLabel = keyLabelForRecord(*services.config, attempt.keyAccount);
    return attempt;
}

void addTargets(ExchangePlan &plan, const FallbackRule &rule, const ApiServices &services)
{
    if (rule.targets.isEmpty() || plan.request.head.method != HttpMethod::Post)
        return;
    const Result<ModelField, RelayError> field =
        findModel(plan.request.body, contentEncodingOf(plan.request.head));
    if (!field)
        return;
    NamedModels others = plan.attempt.models;
    // Where it is not among them, what this reader takes for the model is something else to who judged.
    if (others && !others.value().removeOne(field.value().model))
        return;
    for (const FallbackTarget &target : rule.targets) {
        if (const auto attempt = attemptAt(target, rule, plan, field.value(), others, services))
            plan.fallbacks.append(*attempt);
    }
}

/// The rule that holds for the request as things are now; nullptr: none.
const FallbackRule *ruleNow(const ExchangePlan &plan, const ApiServices &services)
{
    if (!plan.askedFor)
        return nullptr;
    return fallbackRuleFor(services.config->fallbacks, plan.request.admission.caller.appId,
                           plan.askedFor->provider, plan.askedFor->models);
}

} // namespace

void addFallbacks(ExchangePlan &plan, const ApiServices &services)
{
    const UpstreamAttempt &asked = plan.attempt;
    if (!mayFallBack(plan.wayIn) || asked.provider.site == ProviderSite::BuiltIn ||
        !isInferenceAt(asked.provider, asked.target, plan.request.head.method))
        return;
    const AskedFor askedFor{asked.provider.id, modelsAsked(asked)};
    const FallbackRule *rule = fallbackRuleFor(
        services.config->fallbacks, plan.request.admission.caller.appId, askedFor.provider, askedFor.models);
    if (!rule)
        return;
    plan.askedFor = askedFor;
    if (!asked.keyAccount.isEmpty())
        addKeys(plan, *rule, services);
    addTargets(plan, *rule, services);
}

bool isKeyOfRule(const UpstreamAttempt &attempt, const ExchangePlan &plan, const ApiServices &services)
{
    const QString appId = plan.request.admission.caller.appId;
    const FallbackRule *rule = ruleNow(plan, services);
    const auto never = [](const QString &) { return false; };
    return rule && keysToTry(*rule, *services.config, appId, attempt.provider, {}, never)
                       .contains(attempt.keyAccount);
}

bool mayTryNext(const UpstreamAttempt &next, const ExchangePlan &plan, const ApiServices &services)
{
    const QString appId = plan.request.admission.caller.appId;
    const AppEntry *app = services.registry.byId(appId);
    const FallbackRule *rule = ruleNow(plan, services);
    if (!rule || !app || services.config->paused || !mayGoOn(next, plan.request.head.method, app, services))
        return false;
    if (!next.modelPlace)
        return isKeyOfRule(next, plan, services);
    return rule->targets.contains(FallbackTarget{next.provider.id, next.model}) &&
           mayStandIn(*rule, next.provider) &&
           (!next.provider.needsKey() ||
            keyAccountFor(*services.config, appId, next.provider) == next.keyAccount);
}

} // namespace byok
