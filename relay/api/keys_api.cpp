// SPDX-License-Identifier: Apache-2.0
#include "relay/api/keys_api.h"

#include "relay/access/config_edits.h"
#include "relay/providers/credential_injector.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

const QString defaultLabel = u"default"_s;

void listKeys(const ClientRequest &request, ResponseWriter &writer, const ApiServices &services)
{
    const QString appId = request.admission.caller.appId;
    const AppEntry *app = services.registry.byId(appId);
    QJsonArray usable;
    for (const Provider &provider : services.catalog.all()) {
        if (!provider.needsKey() || !app || !app->mayUse(provider.id))
            continue;
        if (!keyAccountFor(*services.config, appId, provider.id).isEmpty())
            usable.append(provider.id);
    }
    writer.sendWhole(jsonReply(200, {{u"providers"_s, usable}, {u"keys"_s, usable}}));
}

void storeKey(const Provider &provider, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
              ApiServices &services)
{
    const Result<QJsonObject, RelayError> body = jsonBody(request);
    wipe(request.body);
    if (!body) {
        refuse(request, *writer, body.error());
        return;
    }
    QByteArray given =
        body.value().value("key"_L1).toString(body.value().value("api_key"_L1).toString()).toUtf8();
    const Result<Secret, RelayError> key = acceptKey(provider, Secret::takeFrom(given));
    if (!key) {
        refuse(request, *writer, key.error());
        return;
    }
    const QString appId = request.admission.caller.appId;
    const KeyEntry entry{.account = appKeyAccount(appId, provider.id),
                         .provider = provider.id,
                         .label = defaultLabel,
                         .appId = appId,
                         .addedAt = QDateTime::currentDateTimeUtc()};
    const std::shared_ptr<ResponseWriter> later = std::move(writer);
    // The key first, the index after it: an index that names a key which is not there would read as a locked
    // keychain.
    services.storeSecret(
        entry.account, key.value(),
        [request, later, entry, &services](const Result<Nothing, SecretError> &stored) {
            if (!stored) {
                refuse(request, *later, errorFrom(stored.error()));
                return;
            }
            services.keys->drop(entry.account);
            services.commit(listKey(entry), [request, later, entry, &services](const Result<> &kept) {
                if (!kept) {
                    // Revoked meanwhile: a key that no list names would stay in the keychain for ever.
                    services.removeSecret(entry.account, [](const Result<Nothing, SecretError> &) {});
                    services.keys->drop(entry.account);
                    refuse(request, *later, {ErrorCode::Internal, kept.error().sentence});
                    return;
                }
                later->sendWhole(jsonReply(200, {{u"ok"_s, true}, {u"provider"_s, entry.provider}}));
            });
        });
}

void removeKey(const Provider &provider, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &services)
{
    const QString account = appKeyAccount(request.admission.caller.appId, provider.id);
    const std::shared_ptr<ResponseWriter> later = std::move(writer);
    services.removeSecret(account,
                          [request, later, account, &services](const Result<Nothing, SecretError> &removed) {
                              if (!removed) {
                                  refuse(request, *later, errorFrom(removed.error()));
                                  return;
                              }
                              services.keys->drop(account);
                              services.commit(unlistKey(account), [request, later](const Result<> &kept) {
                                  if (!kept) {
                                      refuse(request, *later, {ErrorCode::Internal, kept.error().sentence});
                                      return;
                                  }
                                  later->sendWhole(jsonReply(200, {{u"ok"_s, true}}));
                              });
                          });
}

} // namespace

QList<KeyEntry> usableKeys(const RelayConfig &config, const QString &appId)
{
    const AppEntry *app = config.findApp(appId);
    QList<KeyEntry> usable;
    for (const KeyEntry &key : config.keys) {
        if (app && app->mayUse(key.provider) && (key.appId.isEmpty() || key.appId == appId))
            usable.append(key);
    }
    return usable;
}

QString keyAccountFor(const RelayConfig &config, const QString &appId, const QString &provider)
{
    QString persons;
    QString apps;
    for (const KeyEntry &key : config.keys) {
        if (key.provider != provider)
            continue;
        if (key.appId.isEmpty() && (persons.isEmpty() || key.label == defaultLabel))
            persons = key.account;
        else if (!key.appId.isEmpty() && key.appId == appId)
            apps = key.account;
    }
    return persons.isEmpty() ? apps : persons;
}

void serveKeys(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &services)
{
    if (route.resource == Resource::Keys) {
        listKeys(request, *writer, services);
        return;
    }
    const std::optional<Provider> provider = services.catalog.find(QString::fromLatin1(route.argument));
    if (!provider || !provider->needsKey()) {
        refuse(request, *writer,
               {ErrorCode::ProviderUnknown,
                u"Unsupported provider. Supported: %1"_s.arg(services.catalog.idList())});
        return;
    }
    const AppEntry *app = services.registry.byId(request.admission.caller.appId);
    if (!app || !app->mayUse(provider->id)) {
        refuse(request, *writer,
               {ErrorCode::ProviderRefused, u"This app may not use %1."_s.arg(provider->name)});
        return;
    }
    if (request.head.method == HttpMethod::Delete)
        removeKey(*provider, std::move(request), std::move(writer), services);
    else
        storeKey(*provider, std::move(request), std::move(writer), services);
}

} // namespace byok
