// SPDX-License-Identifier: Apache-2.0
#include "relay/api/deep_health.h"

#include "relay/api/health_api.h"
#include "relay/api/provider_dispatch.h"

#include <QJsonArray>
#include <QUrlQuery>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// The providers that a request asks about: the one it names, else all that its app may use.
Result<QList<Provider>, RelayError> providersMeant(const ClientRequest &request, const AppEntry *app,
                                                   const ApiServices &services)
{
    const QUrlQuery query(QString::fromLatin1(request.head.query()));
    const QString named = query.queryItemValue(u"provider"_s, QUrl::FullyDecoded);
    if (!named.isEmpty()) {
        const std::optional<Provider> provider = services.catalog.find(named);
        if (!provider) {
            return RelayError{ErrorCode::ProviderUnknown, u"Unsupported provider: %1. Supported: %2"_s.arg(
                                                              named.left(60), services.catalog.idList())};
        }
        if (std::optional<RelayError> fault = providerFault(*provider, app, services.port))
            return *std::move(fault);
        return QList{*provider};
    }
    QList<Provider> all;
    for (const Provider &provider : services.catalog.all()) {
        if (provider.site != ProviderSite::BuiltIn && !providerFault(provider, app, services.port))
            all.append(provider);
    }
    return all;
}

} // namespace

DeepHealth::DeepHealth(QList<Provider> providers, ClientRequest request,
                       std::unique_ptr<ResponseWriter> writer, ApiServices &services)
    : m_providers(std::move(providers))
    , m_request(std::move(request))
    , m_writer(std::move(writer))
    , m_services(services)
{
    connect(m_writer.get(), &ResponseWriter::clientGone, this, [this] {
        if (std::exchange(m_state, State::Done) != State::Done)
            emit finished();
    });
}

void DeepHealth::begin()
{
    Q_ASSERT(m_state == State::New);
    m_state = State::Asking;
    if (m_providers.isEmpty())
        answer();
    for (const Provider &provider : std::as_const(m_providers)) {
        if (provider.site == ProviderSite::BuiltIn) {
            heardOf(provider.id, Reachability::Reachable);
            continue;
        }
        m_services.prober->ask(provider, this,
                               [this, id = provider.id](Reachability found) { heardOf(id, found); });
    }
}

void DeepHealth::revoke(const RelayError &why)
{
    if (std::exchange(m_state, State::Done) == State::Done)
        return;
    refuse(m_request, *m_writer, why);
    emit finished();
}

void DeepHealth::heardOf(const QString &id, Reachability found)
{
    m_found.insert(id, found);
    if (m_state == State::Asking && m_found.size() == m_providers.size())
        answer();
}

void DeepHealth::answer()
{
    m_state = State::Done;
    QJsonObject body = healthBody(m_services);
    const QJsonObject relayCheck = body.value("checks"_L1).toObject();
    QJsonObject checks;
    QJsonArray warnings = body.value("warnings"_L1).toArray();
    for (const Provider &provider : std::as_const(m_providers)) {
        const bool reachable = m_found.value(provider.id) == Reachability::Reachable;
        checks.insert(provider.id, reachable ? u"ok"_s : u"unreachable"_s);
        if (!reachable)
            warnings.append(u"%1 could not be reached just now."_s.arg(provider.name));
    }
    const bool allReachable =
        std::ranges::all_of(m_found, [](Reachability found) { return found == Reachability::Reachable; });
    checks.insert("relay"_L1,
                  relayCheck.value("relay"_L1)); // the relay's own word, whatever an entry is called
    body.insert("ok"_L1, allReachable);
    body.insert("checks"_L1, checks);
    if (!warnings.isEmpty())
        body.insert("warnings"_L1, warnings);
    m_writer->sendWhole(jsonReply(allReachable ? 200 : 503, body));
    emit finished();
}

void serveDeepHealth(const Route &, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                     ApiServices &services)
{
    const QString appId = request.admission.caller.appId;
    const AppEntry *app = services.registry.byId(appId);
    Result<QList<Provider>, RelayError> providers = providersMeant(request, app, services);
    if (!providers) {
        refuse(request, *writer, providers.error());
        return;
    }
    if (const Result<Nothing, RelayError> may = services.exchanges->mayBegin(
            appId, services.config->settings, app ? app->grant.limits : AppLimits());
        !may) {
        refuse(request, *writer, may.error());
        return;
    }
    services.exchanges->add(std::make_unique<DeepHealth>(std::move(providers.value()), std::move(request),
                                                         std::move(writer), services));
}

} // namespace byok
