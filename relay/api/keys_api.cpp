// SPDX-License-Identifier: Apache-2.0
#include "relay/api/keys_api.h"

#include "relay/api/key_change.h"
#include "relay/key_choice.h"
#include "relay/providers/credential_injector.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

void listKeys(const ClientRequest &request, ResponseWriter &writer, const ApiServices &services)
{
    const QString appId = request.admission.caller.appId;
    const AppEntry *app = services.registry.byId(appId);
    QJsonArray usable;
    for (const Provider &provider : services.catalog.all()) {
        if (!provider.needsKey() || !app || !app->mayUse(provider.id))
            continue;
        if (!keyAccountFor(*services.config, appId, provider).isEmpty())
            usable.append(provider.id);
    }
    writer.sendWhole(jsonReply(200, {{u"providers"_s, usable}, {u"keys"_s, usable}}));
}

/// The provider whose key is meant; an error where it takes none, or has no address that a key could be kept
/// for.
Result<Provider, RelayError> keyedProvider(const Route &route, const ApiServices &services)
{
    const std::optional<Provider> provider = services.catalog.find(QString::fromLatin1(route.argument));
    if (!provider || !provider->needsKey())
        return RelayError{ErrorCode::ProviderUnknown,
                          u"Unsupported provider. Supported: %1"_s.arg(services.catalog.idList())};
    return *provider;
}

/// The key in a request's body, which is wiped; empty where there is none. Some clients send more than one
/// name, of which the others are empty.
Result<Secret, RelayError> keyFromBody(ClientRequest &request, SealingKeys &sealing)
{
    const Result<QJsonObject, RelayError> body = jsonBody(request);
    wipe(request.body);
    request.body.clear();
    if (!body)
        return body.error();
    Secret found;
    for (const QLatin1StringView name : {"key"_L1, "api_key"_L1}) {
        QByteArray given = body.value().value(name).toString().toUtf8();
        const Secret key = Secret::takeFrom(given).trimmed();
        if (found.isEmpty())
            found = key;
    }
    const QString sealed = body.value().value("sealed"_L1).toString();
    if (!sealed.isEmpty() && !found.isEmpty()) {
        return RelayError{ErrorCode::InvalidArgument,
                          u"The body has two keys: send “sealed” or “key”, not both."_s};
    }
    if (sealed.isEmpty())
        return found;
    const Result<Secret, RelayError> opened = sealing.open(sealed.toUtf8(), request.admission.caller.origin);
    return opened ? opened.value().trimmed() : opened;
}

/// What a key of the provider looks like, and where one is got.
QString shapeHint(const Provider &provider)
{
    const QString shape =
        provider.keyHint.isEmpty() ? u"is at least 10 characters long, without blanks"_s : provider.keyHint;
    const QString hint = u"%1 wants a key that %2."_s.arg(provider.name, shape);
    return provider.keyPage.isEmpty() ? hint : hint + u" Its page for keys: "_s + provider.keyPage;
}

Result<Nothing, RelayError> mayBegin(const Caller &caller, const Provider &provider,
                                     const ApiServices &services)
{
    if (provider.baseUrl.isEmpty()) {
        return RelayError{
            ErrorCode::ProviderRefused,
            u"%1 has no address yet that a key could be kept for: the person has to enter its base URL first."_s
                .arg(provider.name)};
    }
    if (Result<Nothing, RelayError> may = mayKeepOwnKey(*services.config, caller, provider); !may)
        return may;
    return services.exchanges->mayBegin(caller.appId, services.config->settings,
                                        services.config->findApp(caller.appId)->grant.limits);
}

void begin(KeyChangePlan plan, std::unique_ptr<ResponseWriter> writer, ApiServices &services)
{
    services.exchanges->add(std::make_unique<KeyChange>(std::move(plan), std::move(writer), services));
}

void storeKey(const Provider &provider, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
              ApiServices &services)
{
    const Result<Secret, RelayError> given = keyFromBody(request, *services.sealing);
    const Result<Secret, RelayError> key =
        given ? acceptAppKey(provider, given.value(), services.catalog.all()) : given;
    if (!key) {
        refuse(request, *writer, key.error());
        return;
    }
    if (const Result<Nothing, RelayError> may = mayBegin(request.admission.caller, provider, services);
        !may) {
        refuse(request, *writer, may.error());
        return;
    }
    begin({.request = std::move(request),
           .provider = provider,
           .action = KeyAction::Store,
           .key = key.value(),
           .replaces = {}},
          std::move(writer), services);
}

void removeKey(const Provider &provider, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &services)
{
    begin({.request = std::move(request),
           .provider = provider,
           .action = KeyAction::Remove,
           .key = {},
           .replaces = {}},
          std::move(writer), services);
}

/// The app's own key that a rotation replaces. The person's is theirs to change.
Result<QString, RelayError> rotatableKey(const RelayConfig &config, const QString &appId,
                                         const Provider &provider)
{
    if (const KeyEntry *own = ownKeyOf(config, appId, provider.id))
        return own->account;
    if (keyAccountFor(config, appId, provider).isEmpty())
        return RelayError{ErrorCode::KeyMissing,
                          u"No API key stored for provider \"%1\". POST /keys/%1 first."_s.arg(provider.id)};
    return RelayError{
        ErrorCode::ProviderRefused,
        u"The key for provider \"%1\" is the person's own, which no app can change. They can, with: byok-relay keys set %1"_s
            .arg(provider.id)};
}

} // namespace

void serveKeys(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &services)
{
    if (route.resource == Resource::Keys) {
        listKeys(request, *writer, services);
        return;
    }
    const Result<Provider, RelayError> provider = keyedProvider(route, services);
    if (!provider)
        refuse(request, *writer, provider.error());
    else if (request.head.method == HttpMethod::Delete)
        removeKey(provider.value(), std::move(request), std::move(writer), services);
    else
        storeKey(provider.value(), std::move(request), std::move(writer), services);
}

void serveKeyRotation(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                      ApiServices &services)
{
    const Result<Provider, RelayError> found = keyedProvider(route, services);
    if (!found) {
        refuse(request, *writer, found.error());
        return;
    }
    const Provider &provider = found.value();
    const Result<Secret, RelayError> given = keyFromBody(request, *services.sealing);
    const Result<Secret, RelayError> key = given ? acceptKey(provider, given.value()) : given;
    if (!key) {
        RelayError error = key.error();
        error.detail = Hint{shapeHint(provider)};
        refuse(request, *writer, error);
        return;
    }
    const Caller &caller = request.admission.caller;
    if (const Result<Nothing, RelayError> may = mayBegin(caller, provider, services); !may) {
        refuse(request, *writer, may.error());
        return;
    }
    const Result<QString, RelayError> old = rotatableKey(*services.config, caller.appId, provider);
    if (!old) {
        refuse(request, *writer, old.error());
        return;
    }
    if (services.keys->isLocked()) {
        refuse(request, *writer, rotationWhileLocked());
        return;
    }
    // Only what reaches the provider counts: a key that was mistyped does not lock its app out.
    if (const RateVerdict verdict = services.limiter->take(RequestClass::KeyRotation, caller.appId,
                                                           RateLimits::of(services.config->settings));
        !verdict.allowed()) {
        refuse(request, *writer, rateLimitError(verdict));
        return;
    }
    begin({.request = std::move(request),
           .provider = provider,
           .action = KeyAction::Rotate,
           .key = key.value(),
           .replaces = old.value()},
          std::move(writer), services);
}

} // namespace byok
