// SPDX-License-Identifier: Apache-2.0
#include "relay/api/provider_dispatch.h"

#include "relay/access/app_pause.h"
#include "relay/api/body_model.h"
#include "relay/api/callers_key.h"
#include "relay/api/echo_stream.h"
#include "relay/api/fallback_attempts.h"
#include "relay/api/record_facts.h"
#include "relay/exchange.h"
#include "relay/exchange_plan.h"
#include "relay/http/websocket_handshake.h"
#include "relay/key_binding.h"
#include "relay/key_choice.h"
#include "relay/providers/app_fields.h"
#include "relay/providers/base_url_choice.h"
#include "relay/providers/model_router.h"
#include "relay/providers/payer_field.h"
#include "relay/providers/target_parts.h"
#include "relay/providers/upstream_target.h"
#include "relay/upstream/upstream_place.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// A provider at our own address would have the relay ask itself until nothing is left.
bool isThisRelay(const QByteArray &baseUrl, quint16 port)
{
    const UpstreamPlace place = UpstreamPlace::of(baseUrl);
    return place.isLoopback() && place.port == port;
}

/// Those for all and the app's own.
std::array<QStringList, 2> modelRules(const AppEntry *app, const ApiServices &services)
{
    return {services.policy.allowedModels, app ? app->grant.models : QStringList()};
}

/// Every rule about models judges what leaves for the provider: the expanded path and the body as it goes.
RequestModels modelsOf(QByteArrayView target, const ClientRequest &request,
                       const std::array<QStringList, 2> &rules, const QList<FallbackRule> &fallbacks)
{
    // Read for a rule that may come while the answer streams. A large body is not worth that: it would be
    // read on the thread that all streams share; such a rule ends its stream.
    constexpr qsizetype mostWithoutRule = 1024 * 1024;
    const bool haveRule = !rules[0].isEmpty() || !rules[1].isEmpty() || !fallbacks.isEmpty();
    const TargetParts parts(target);
    if (!haveRule && request.body.size() > mostWithoutRule)
        return {.named = RelayError{ErrorCode::InvalidArgument,
                                    u"This body was too large to look for its models."_s},
                .path = modelsNamedByTarget(parts.path, parts.query),
                .plain = {}};
    return readModels(parts.path, parts.query, request.body, contentEncodingOf(request.head),
                      contentTypeOf(request.head));
}

/// What an exchange works with. The services outlive it.
ExchangeLinks linksOf(ApiServices &services)
{
    return {.keys = *services.keys,
            .engine = *services.transfers,
            .faultSincePlanned =
                [&services](const ExchangePlan &plan) { return faultSincePlanned(plan, services); },
            .mayTry = [&services](const UpstreamAttempt &next,
                                  const ExchangePlan &plan) { return mayTryNext(next, plan, services); },
            .keyAnswered =
                [&services](const QString &account, const UpstreamHead &head) {
                    const QByteArray retryAfter = headerValue(head.fields, "retry-after");
                    const QByteArray retryAfterMs = headerValue(head.fields, "retry-after-ms");
                    services.cooldowns->note(account, head.status, {retryAfter, retryAfterMs});
                }};
}

/// A WebSocket whose target names no model names it in its frames, which pass unread.
NamedModels modelsOfWebSocket(const RequestModels &models)
{
    if (!models.named || !models.path.isEmpty())
        return models.named;
    return RelayError{
        ErrorCode::ModelRefused,
        u"Only certain models may be used here, and this WebSocket names its model only in what is said on it, which the relay does not read. Name it in the address (?model=…) where the provider takes it there; else the person has to allow all models."_s};
}

/// Whether the key is the person's, and so whom it bills is theirs to say, not an app's.
bool mayNotChoosePayer(const QString &keyAccount, const AppEntry *app, const RelayConfig &config)
{
    if (app && app->grant.paths == PathScope::WholeApi)
        return false;
    return std::ranges::none_of(
        config.keys, [&](const KeyEntry &key) { return key.account == keyAccount && !key.appId.isEmpty(); });
}

/// Whether fields, or a WebSocket's subprotocols, say whom to bill.
bool namesPayer(const HeaderFields &fields)
{
    return std::ranges::any_of(fields, [](const HeaderField &field) {
        return isPayerField(field.name) || (field.name == "sec-websocket-protocol" &&
                                            std::ranges::any_of(subprotocols({field}), isPayerProtocol));
    });
}

/// Takes that out.
void removePayer(HeaderFields &fields)
{
    fields.removeIf([](const HeaderField &field) { return isPayerField(field.name); });
    for (HeaderField &field : fields) {
        if (field.name != "sec-websocket-protocol")
            continue;
        QByteArrayList kept;
        for (const QByteArrayView protocol : subprotocols({field})) {
            if (!isPayerProtocol(protocol))
                kept.append(protocol.toByteArray());
        }
        field.value = kept.join(", ");
    }
}

/// Why nothing new goes to a provider for `app` (nullptr: none) just now; none where it does.
std::optional<RelayError> pauseOf(const AppEntry *app, const ApiServices &services)
{
    if (services.config->paused)
        return RelayError{ErrorCode::Paused, u"The person has paused the relay. Try again when it runs."_s};
    if (app && app->paused)
        return appPaused();
    return std::nullopt;
}

} // namespace

std::optional<RelayError> providerFault(const Provider &provider, const AppEntry *app, quint16 ownPort)
{
    if (provider.site == ProviderSite::BuiltIn)
        return std::nullopt;
    if (!app || !app->mayUse(provider.id))
        return RelayError{ErrorCode::ProviderRefused, u"This app may not use %1."_s.arg(provider.name)};
    if (!provider.enabled)
        return RelayError{ErrorCode::ProviderRefused,
                          u"%1 is turned off on this computer."_s.arg(provider.name)};
    if (provider.baseUrl.isEmpty()) {
        return RelayError{
            ErrorCode::ProviderRefused,
            u"%1 has no address yet: the person has to enter its base URL first."_s.arg(provider.name)};
    }
    if (isThisRelay(provider.baseUrl, ownPort))
        return RelayError{ErrorCode::ProviderRefused,
                          u"%1's base URL is this relay itself."_s.arg(provider.name)};
    return std::nullopt;
}

Result<Nothing, RelayError> mayGoOn(const ExchangePlan &plan, const AppEntry *app,
                                    const ApiServices &services)
{
    return mayGoOn(plan.attempt, plan.request.head.method, app, services);
}

Result<Nothing, RelayError> mayGoOn(const UpstreamAttempt &attempt, HttpMethod method, const AppEntry *app,
                                    const ApiServices &services)
{
    // As the catalog has it now: the person may have removed it, turned it off or moved it elsewhere.
    const std::optional<Provider> provider = services.catalog.find(attempt.provider.id);
    if (!provider || originForKeys(*provider) != originForKeys(attempt.provider))
        return RelayError{
            ErrorCode::ProviderRefused,
            u"The person has removed %1, or given it another address."_s.arg(attempt.provider.name)};
    if (const std::optional<RelayError> fault = providerFault(*provider, app, services.port))
        return *fault;
    const TargetParts parts(attempt.target);
    const auto target = upstreamTarget(*provider, {method, parts.path, parts.query},
                                       app ? app->grant.paths : PathScope::InferenceOnly);
    if (!target)
        return target.error();
    return judgeModels(modelRules(app, services), attempt.models);
}

std::optional<RelayError> faultSincePlanned(const ExchangePlan &plan, const ApiServices &services)
{
    const UpstreamAttempt &attempt = plan.attempt;
    const QString appId = plan.request.admission.caller.appId;
    const AppEntry *app = services.registry.byId(appId);
    if (const std::optional<RelayError> paused = pauseOf(app, services))
        return paused;
    if (const Result<Nothing, RelayError> may = mayGoOn(plan, app, services); !may)
        return may.error();
    if (!plan.callersKey.isEmpty())
        return std::nullopt; // the key, and whom it bills, are the caller's
    const QString chosen = keyAccountFor(*services.config, appId, attempt.provider);
    const bool isStillItsKey =
        attempt.keyAccount.isEmpty() || attempt.keyAccount == chosen || isKeyOfRule(attempt, plan, services);
    if (!isStillItsKey && chosen.isEmpty()) {
        return onlyHasKeyTurnedOff(*services.config, appId, attempt.provider)
                   ? ownKeyTurnedOff(attempt.provider)
                   : RelayError{ErrorCode::KeyMissing,
                                u"The person has taken back the key that this app used for %1."_s.arg(
                                    attempt.provider.name)};
    }
    if (!isStillItsKey) {
        return RelayError{
            ErrorCode::ChangedMeanwhile,
            u"By what the person has changed meanwhile, this app uses another key for %1. Send the request again."_s
                .arg(attempt.provider.name)};
    }
    if (mayNotChoosePayer(attempt.keyAccount, app, *services.config) &&
        namesPayer(plan.request.head.fields)) {
        return RelayError{
            ErrorCode::ChangedMeanwhile,
            u"By what the person has changed meanwhile, this app may not say whom %1 bills. Send the request again."_s
                .arg(attempt.provider.name)};
    }
    return std::nullopt;
}

Result<Provider, RelayError> entryFor(const Provider &named, const RequestHead &head,
                                      const ApiServices &services)
{
    constexpr char field[] = "x-relay-base-url";
    switch (headerCount(head.fields, field)) {
    case 0:
        return named;
    case 1:
        return entryAt(head.field(field), named, services.catalog);
    default:
        return RelayError{ErrorCode::ProviderRefused, u"x-relay-base-url is there twice."_s};
    }
}

Result<ExchangePlan, RelayError> planExchange(const Provider &provider, QByteArrayView rawPath, WayIn wayIn,
                                              ClientRequest request, const ApiServices &services)
{
    const QString appId = request.admission.caller.appId;
    const AppEntry *app = services.registry.byId(appId);
    // Asked when the request came; it may have waited for a list of models since.
    if (const std::optional<RelayError> paused = pauseOf(app, services))
        return *paused;
    if (const std::optional<RelayError> fault = providerFault(provider, app, services.port))
        return *fault;
    const Result<QByteArray, RelayError> target =
        upstreamTarget(provider, {request.head.method, rawPath, request.head.query()},
                       app ? app->grant.paths : PathScope::InferenceOnly);
    if (!target)
        return target.error();
    const auto rules = modelRules(app, services);
    // No provider sees what echo is asked.
    RequestModels models = provider.site == ProviderSite::BuiltIn
                               ? RequestModels{.named = QList<QByteArray>(), .path = {}, .plain = {}}
                               : modelsOf(target.value(), request, rules, services.config->fallbacks);
    if (wayIn == WayIn::Realtime)
        models.named = modelsOfWebSocket(models);
    if (const auto fit = judgeModels(rules, models.named); !fit)
        return fit.error();
    if (const Result<Nothing, RelayError> may = services.exchanges->mayBegin(
            appId, services.config->settings, app ? app->grant.limits : AppLimits());
        !may)
        return may.error();
    // Echo sends no key anywhere: whatever key came along, the way through can be tried.
    const bool bringsKey = !request.admission.callersKey.isEmpty() && provider.site != ProviderSite::BuiltIn;
    Secret callersKey;
    if (!bringsKey && !request.admission.caller.authenticated && provider.site != ProviderSite::BuiltIn) {
        // The gate lets nobody through like this; should it ever, no stored key is spent on them.
        return RelayError{ErrorCode::TokenMissing, u"This needs the relay's token."_s};
    }
    if (bringsKey) {
        Result<Secret, RelayError> key = callersKeyFor(provider, request, services);
        if (!key)
            return key.error();
        callersKey = std::move(key).value();
    } else if (const std::optional<RelayError> gone = chosenKeyGone(*services.config, appId, provider)) {
        return *gone;
    } else if (onlyHasKeyTurnedOff(*services.config, appId, provider)) {
        return ownKeyTurnedOff(provider);
    }

    const QString model = modelForRecord(models, request.body.size());
    const HeaderFields appFields = appFieldsFor(provider, request.head, app ? app->name : QString());
    ExchangePlan plan{.request = std::move(request),
                      .attempt = {.provider = provider,
                                  .target = target.value(),
                                  .keyAccount = {},
                                  .keyLabel = {},
                                  .model = model,
                                  .models = models.named,
                                  .appFields = appFields},
                      .callersKey = callersKey,
                      .wayIn = bringsKey ? WayIn::Stateless : wayIn,
                      .settings = services.config->settings};
    if (bringsKey) {
        plan.attempt.keyLabel = callersKeyLabel();
        return plan; // whom the caller's own key bills is the caller's to say
    }
    if (provider.needsKey()) {
        plan.attempt.keyAccount = keyAccountFor(*services.config, appId, provider);
        if (plan.attempt.keyAccount.isEmpty())
            plan.attempt.keyAccount = u"none"_s; // answers "missing", or that no keychain answers
        plan.attempt.keyLabel = keyLabelForRecord(*services.config, plan.attempt.keyAccount);
    }
    if (mayNotChoosePayer(plan.attempt.keyAccount, app, *services.config))
        removePayer(plan.request.head.fields);
    if (wayIn != WayIn::Realtime) // what has been said on a WebSocket cannot be said again elsewhere
        addFallbacks(plan, services);
    return plan;
}

void sendToProvider(const Provider &named, QByteArrayView rawPath, WayIn wayIn, ClientRequest request,
                    std::unique_ptr<ResponseWriter> writer, ApiServices &services)
{
    const Result<Provider, RelayError> entry = entryFor(named, request.head, services);
    const Provider &provider = entry ? entry.value() : named;
    Result<ExchangePlan, RelayError> plan =
        entry ? planExchange(provider, rawPath, wayIn, request, services) : entry.error();
    const bool isEcho = named.site == ProviderSite::BuiltIn;
    if (!plan && isEcho) {
        // Echo is for trying the way through: nobody's use, so it is not written down.
        refuse(request, *writer, plan.error());
        return;
    }
    if (!plan) {
        refuseRelay(request, *writer, plan.error(), provider.id, wayIn, services);
        return;
    }
    if (isEcho) {
        serveEcho(plan.value().attempt.target, std::move(request), std::move(writer), services);
        return;
    }
    services.exchanges->add(
        std::make_unique<Exchange>(std::move(plan).value(), std::move(writer), linksOf(services)));
}

} // namespace byok
