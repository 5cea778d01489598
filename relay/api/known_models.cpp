// SPDX-License-Identifier: Apache-2.0
#include "relay/api/known_models.h"

#include "relay/api/body_model.h"
#include "relay/api/usable_providers.h"
#include "relay/key_choice.h"
#include "relay/providers/near_names.h"
#include "relay/shown_text.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qint64 localsHoldFor = 10'000;

} // namespace

QList<ModelListOf> modelListsFor(const QString &appId, const ApiServices &services)
{
    QList<ModelListOf> lists;
    for (const Provider &provider : usableProviders(appId, services)) {
        if (!ModelLists::canList(provider))
            continue;
        lists.append(
            {provider, provider.needsKey() ? keyAccountFor(*services.config, appId, provider) : QString()});
    }
    return lists;
}

bool isOfThisMachine(const Provider &provider)
{
    return provider.site == ProviderSite::Local && !provider.needsKey();
}

bool mayUseModel(const QString &appId, QByteArrayView model, const ApiServices &services)
{
    const AppEntry *app = services.registry.byId(appId);
    return modelAllowed(services.policy.allowedModels, model) &&
           (!app || modelAllowed(app->grant.models, model));
}

RelayError modelNotFound(QByteArrayView model, const QString &appId, const ApiServices &services)
{
    constexpr qsizetype mostNames = 5;
    QList<QByteArray> known;
    QStringList silent;
    for (const ModelListOf &list : modelListsFor(appId, services)) {
        if (isOfThisMachine(list.provider) && services.models->hasFailed(list))
            silent.append(list.provider.name);
        for (const ListedModel &one : services.models->known(list)) {
            if (mayUseModel(appId, one.id, services))
                known.append(list.provider.id.toLatin1() + '/' + one.id);
        }
    }
    QStringList near;
    for (const QByteArray &name : nearNames(model, known, mostNames))
        near.append(QString::fromUtf8(name));
    QString sentence =
        near.isEmpty()
            ? u"There is no model “%1” here. Write it as \"provider/model\"; GET /v1/models lists what there is."_s
                  .arg(shownName(model))
            : u"There is no model “%1” here. Near names: %2. GET /v1/models lists all."_s.arg(
                  shownName(model), near.join(u", "_s));
    // Not why: that would tell an app what listens on this computer. A server that loads a model is there,
    // and has none yet.
    for (const QString &name : std::as_const(silent))
        sentence +=
            u" %1 could not say just now which models it has; if it is still loading one, try again in a moment."_s
                .arg(name);
    return {ErrorCode::ModelNotFound, sentence};
}

QList<ModelListOf> localListsToAsk(const ClientRequest &request, const ApiServices &services)
{
    if (!request.admission.callersKey.isEmpty())
        return {}; // what came with a key goes to a provider that takes one
    const QString appId = request.admission.caller.appId;
    QList<ModelListOf> due;
    for (const ModelListOf &list : modelListsFor(appId, services)) {
        if (isOfThisMachine(list.provider) && !services.models->isHeardOf(list, localsHoldFor))
            due.append(list);
    }
    if (due.isEmpty()) // the usual case: no body is read for it
        return {};
    const Result<ModelField, RelayError> field = findBodyModel(request);
    if (!field || services.router.hasPrefix(field.value().model))
        return {};
    const ModelRouter::Usable usable = usableBy(appId, services);
    const auto routed = services.router.route(field.value().model, usable);
    return routed && usable(routed.value().provider) ? QList<ModelListOf>() : due;
}

} // namespace byok
