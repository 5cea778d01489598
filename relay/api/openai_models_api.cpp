// SPDX-License-Identifier: Apache-2.0
#include "relay/api/openai_models_api.h"

#include "relay/api/known_models.h"
#include "relay/api/models_awaited.h"
#include "relay/api/usable_providers.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// As ModelLists::ask() does: what is known is good enough.
constexpr qint64 asKnown = -1;

QJsonObject modelValue(const QString &provider, const ListedModel &model)
{
    return {{u"id"_s, provider + u'/' + QString::fromLatin1(model.id)},
            {u"object"_s, u"model"_s},
            {u"created"_s, model.created},
            {u"owned_by"_s, provider}};
}

/// The relay's own provider has one model, and no list.
QList<ListedModel> modelsOf(const Provider &provider, const ModelsAwaited::Lists &lists)
{
    if (provider.site == ProviderSite::BuiltIn)
        return {ListedModel{.id = provider.id.toLatin1()}};
    const auto found = lists.constFind(provider.id);
    return found != lists.constEnd() && *found ? found->value() : QList<ListedModel>();
}

bool saysLocked(const ModelLists::Found &found)
{
    return !found && (found.error().code == ErrorCode::Locked || found.error().code == ErrorCode::KeyLocked);
}

/// Why nothing can be said at all: the keys are locked, and no list is known from before.
std::optional<RelayError> lockedOut(const ModelsAwaited::Lists &lists)
{
    std::optional<RelayError> locked;
    for (const ModelLists::Found &found : lists) {
        if (found)
            return std::nullopt;
        if (saysLocked(found))
            locked = found.error();
    }
    return locked;
}

/// Every model of every provider that the app can use, as far as it may use them. Those that could not be
/// asked are named in a header, so that a list that is not whole does not pass for one.
void listAll(const ClientRequest &request, ResponseWriter &writer, const ModelsAwaited::Lists &lists,
             const ApiServices &services)
{
    if (const std::optional<RelayError> locked = lockedOut(lists)) {
        refuse(request, writer, *locked);
        return;
    }
    const QString appId = request.admission.caller.appId;
    QJsonArray models;
    QByteArrayList missing;
    for (const Provider &provider : usableProviders(appId, services)) {
        if (lists.contains(provider.id) && !lists.value(provider.id, RelayError()))
            missing.append(provider.id.toLatin1());
        for (const ListedModel &model : modelsOf(provider, lists)) {
            if (mayUseModel(appId, model.id, services))
                models.append(modelValue(provider.id, model));
        }
    }
    WholeReply reply = jsonReply(200, {{u"object"_s, u"list"_s}, {u"data"_s, models}});
    if (!missing.isEmpty())
        reply.fields.append({"x-relay-models-missing"_ba, missing.join(", ")});
    writer.sendWhole(std::move(reply));
}

void showOne(const ClientRequest &request, ResponseWriter &writer, QByteArrayView asked,
             const RoutedModel &wanted, const ModelsAwaited::Lists &lists, const ApiServices &services)
{
    const QString appId = request.admission.caller.appId;
    if (const auto list = lists.constFind(wanted.provider); list != lists.constEnd() && saysLocked(*list)) {
        refuse(request, writer, list->error());
        return;
    }
    // Of the providers that it may use now: the person may have thought otherwise while they were asked.
    const std::optional<Provider> provider = services.catalog.find(wanted.provider);
    if (provider && isUsableBy(appId, *provider, services) && mayUseModel(appId, wanted.model, services)) {
        for (const ListedModel &model : modelsOf(*provider, lists)) {
            if (model.id == wanted.model) {
                writer.sendWhole(jsonReply(200, modelValue(provider->id, model)));
                return;
            }
        }
    }
    refuse(request, writer, modelNotFound(asked, appId, services));
}

} // namespace

void serveOpenAiModels(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                       ApiServices &services)
{
    if (services.config->paused) { // no key is used meanwhile, for lists neither
        refuse(request, *writer,
               {ErrorCode::Paused, u"The person has paused the relay. Try again when it runs."_s});
        return;
    }
    const QString appId = request.admission.caller.appId;
    QList<ModelListOf> lists = modelListsFor(appId, services);
    const QByteArray asked =
        QByteArray::fromPercentEncoding(route.rest.sliced(std::min<qsizetype>(1, route.rest.size())));
    if (asked.isEmpty()) {
        awaitModels(std::move(lists), asKnown, std::move(request), std::move(writer), services,
                    [&services](ClientRequest from, std::unique_ptr<ResponseWriter> to,
                                const ModelsAwaited::Lists &found) { listAll(from, *to, found, services); });
        return;
    }
    // Of whom the name tells, and of this machine's, whose models need no prefix.
    const auto named = services.router.route(asked, usableBy(appId, services));
    const bool hasPrefix = services.router.hasPrefix(asked);
    lists.removeIf([&](const ModelListOf &list) {
        const bool isNamed = named && list.provider.id == named.value().provider;
        return !isNamed && (hasPrefix || !isOfThisMachine(list.provider));
    });
    awaitModels(std::move(lists), asKnown, std::move(request), std::move(writer), services,
                [&services, asked](ClientRequest from, std::unique_ptr<ResponseWriter> to,
                                   const ModelsAwaited::Lists &found) {
                    const QString app = from.admission.caller.appId;
                    const auto wanted = services.router.route(asked, usableBy(app, services));
                    if (wanted)
                        showOne(from, *to, asked, wanted.value(), found, services);
                    else
                        refuse(from, *to, modelNotFound(asked, app, services));
                });
}

} // namespace byok
