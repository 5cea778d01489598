// SPDX-License-Identifier: Apache-2.0
#include "relay/api/models_api.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// Whether `POST /relay` could send a model there for this app.
bool canBeRoutedTo(const Provider &provider, const AppEntry *app)
{
    const bool isEcho = provider.site == ProviderSite::BuiltIn;
    const bool isThere = provider.enabled && !provider.chatPath.isEmpty();
    return isThere && (isEcho || (!provider.baseUrl.isEmpty() && (!app || app->mayUse(provider.id))));
}

QJsonArray patternsFor(const ModelRouter &router, const QStringList &providers)
{
    QJsonArray rows;
    for (const ModelPattern &row : router.patterns()) {
        if (providers.contains(row.provider))
            rows.append(QJsonObject{
                {u"pattern"_s, row.pattern}, {u"flags"_s, u"i"_s}, {u"provider"_s, row.provider}});
    }
    return rows;
}

/// Models to try, each allowed and routed as it says.
QJsonArray examplesFor(const ModelRouter &router, const QStringList &providers, const QStringList &forAll,
                       const QStringList &forApp)
{
    constexpr std::array models{"gpt-4o",
                                "claude-sonnet-4-5",
                                "gemini-2.5-flash",
                                "openai/gpt-4o",
                                "groq/llama-3.3-70b-versatile",
                                "openrouter/openai/gpt-4o",
                                "echo/echo"};
    QJsonArray examples;
    for (const QByteArrayView model : models) {
        const Result<RoutedModel, RelayError> routed = router.route(model);
        if (routed && providers.contains(routed.value().provider) &&
            modelAllowed(forAll, routed.value().model) && modelAllowed(forApp, routed.value().model)) {
            examples.append(QJsonObject{{u"model"_s, QString::fromLatin1(model)},
                                        {u"provider"_s, routed.value().provider}});
        }
    }
    return examples;
}

} // namespace

void serveModels(const Route &, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                 ApiServices &services)
{
    const AppEntry *app = services.registry.byId(request.admission.caller.appId);
    const QStringList forAll = services.policy.allowedModels;
    const QStringList forApp = app ? app->grant.models : QStringList();
    QStringList providers;
    QJsonArray prefixes;
    for (const Provider &provider : services.catalog.all()) {
        if (!canBeRoutedTo(provider, app))
            continue;
        providers.append(provider.id);
        prefixes.append(provider.id + u'/');
    }
    QJsonObject answer{
        {u"providers"_s, QJsonArray::fromStringList(providers)},
        {u"providerPrefixes"_s, prefixes},
        {u"patterns"_s, patternsFor(services.router, providers)},
        {u"restricted"_s, !forAll.isEmpty() || !forApp.isEmpty()},
        {u"usage"_s,
         u"POST /relay with a JSON body whose model is \"provider/model\", or matches a pattern (the first that does). The prefix is taken out; everything else goes to the provider as it came."_s},
        {u"examples"_s, examplesFor(services.router, providers, forAll, forApp)}};
    // A model has to fit one glob of each list that is there.
    if (!forAll.isEmpty())
        answer.insert("allowed_models"_L1, QJsonArray::fromStringList(forAll));
    if (!forApp.isEmpty())
        answer.insert(forAll.isEmpty() ? "allowed_models"_L1 : "app_allowed_models"_L1,
                      QJsonArray::fromStringList(forApp));
    writer->sendWhole(jsonReply(200, answer));
}

} // namespace byok
