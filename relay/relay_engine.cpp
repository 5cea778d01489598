// SPDX-License-Identifier: Apache-2.0
#include "relay/relay_engine.h"

#include "relay/access/app_registry.h"
#include "relay/access/standing.h"
#include "relay/access/token_edits.h"
#include "relay/api/endpoints.h"
#include "relay/exchange_plan.h"
#include "relay/key_choice.h"
#include "relay/logging.h"
#include "relay/providers/provider_entries.h"
#include "relay/relay_controller.h"
#include "relay/steady_clock.h"
#include "relay/usage_of_record.h"

#include <QSet>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr std::chrono::milliseconds betweenPublications{100};
constexpr qint64 millisecondsPerSecond = 1000;

WireLimits wireLimits(const Settings &settings)
{
    return {.lineBytes = settings.requestLineBytes,
            .headBytes = settings.headBytes,
            .headFields = settings.headFields,
            .bodyBytes = settings.bodyBytes,
            .bodyBytesInFlight = settings.bodyBytesInFlight,
            .bodyBytesPerSecond = settings.bodyMinimumBytesPerSecond,
            .headMilliseconds = settings.headSeconds * millisecondsPerSecond,
            .bodyGraceMilliseconds = settings.bodyGraceSeconds * millisecondsPerSecond,
            .keepAliveMilliseconds = settings.keepAliveSeconds * millisecondsPerSecond,
            .connections = settings.connections,
            .stalledReaderMilliseconds = settings.stalledReaderSeconds * millisecondsPerSecond};
}

KeyIndex keyIndex(const RelayConfig &config)
{
    KeyIndex index;
    for (const KeyEntry &key : config.keys)
        index.insert(key.account, key.sentTo);
    return index;
}

} // namespace

RelayEngine::RelayEngine(EngineLinks links, ProviderCatalog catalog,
                         std::shared_ptr<const RelayConfig> config)
    : m_links(std::move(links))
    , m_limiter(steadyMilliseconds)
    , m_appSecret(m_links.policy.appSecret, steadyMilliseconds)
    , m_config(std::move(config))
    , m_startCatalog(std::move(catalog))
    , m_keys(m_links.fetchSecret)
    , m_cooldowns([] { return std::chrono::milliseconds(steadyMilliseconds()); }, m_links.publishRests)
    , m_prober(m_transfers, steadyMilliseconds)
    , m_modelLists(m_keys, m_transfers, steadyMilliseconds)
    , m_usage(m_links.paths.usage, m_config->settings.usageRetentionDays)
    , m_liveBoard(m_exchanges, m_links.publishLive)
    , m_events([this](const Caller &caller) {
        return isStillWelcome(m_services.registry, caller, QDateTime::currentDateTimeUtc());
    })
    , m_consent(std::make_unique<ConsentDesk>(m_limiter, m_links.commit, m_links.publishQuestions,
                                              m_config->denials))
    , m_gatekeeper(std::make_unique<Gatekeeper>(
          quint16(0), [] { return QDateTime::currentDateTimeUtc(); }, m_limiter, m_appSecret, m_sealing))
{
    layProviders();
    m_services.policy = m_links.policy;
    m_services.commit = m_links.commit;
    m_services.storeKey = m_links.storeKey;
    m_services.unlistKeys = m_links.unlistKeys;
    m_services.keys = &m_keys;
    m_services.cooldowns = &m_cooldowns;
    m_services.sealing = &m_sealing;
    m_services.transfers = &m_transfers;
    m_services.prober = &m_prober;
    m_services.models = &m_modelLists;
    connect(&m_modelLists, &ModelLists::localModelsChanged, this, &RelayEngine::layRouter);
    m_services.exchanges = &m_exchanges;
    m_services.events = &m_events;
    m_services.usage = &m_usage;
    m_services.limiter = &m_limiter;
    m_services.appSecret = &m_appSecret;
    m_services.consent = &m_consent->queue();
    m_services.startedAt = QDateTime::currentDateTimeUtc();

    m_publishTimer.setSingleShot(true);
    m_publishTimer.setInterval(betweenPublications);
    connect(&m_publishTimer, &QTimer::timeout, this, &RelayEngine::publish);
    connect(&m_warden, &StreamWarden::approvalEnded, this, &RelayEngine::publishLater);
    // So that yesterday's key leaves the memory also where nobody seals any more.
    connect(&m_sealingTimer, &QTimer::timeout, this, [this] { m_sealing.renew(); });
    m_sealingTimer.start(std::chrono::hours(1));
    m_drainTimer.setSingleShot(true);
    connect(&m_drainTimer, &QTimer::timeout, this, [this] {
        m_exchanges.endAll({ErrorCode::ShuttingDown,
                            u"The relay was asked to quit, and this request took longer than it waits."_s});
        m_links.drained();
    });
    connect(&m_exchanges, &ExchangeTable::countChanged, this, [this] {
        publishLater();
        if (m_draining && m_exchanges.count() == 0 && m_drainTimer.isActive()) {
            m_drainTimer.stop();
            // The next turn of the loop writes what the last exchange has left in its writer.
            QTimer::singleShot(0, this, [this] { m_links.drained(); });
        }
    });
    connect(&m_exchanges, &ExchangeTable::exchangeFinished, this, [this](const ExchangeRecord &record) {
        ++m_exchangesSinceStart;
        m_usage.append(usageOf(record));
        m_links.publishRecord(record);
    });
    m_gatekeeper->onLimitReached([this](const QString &appId) { tellOfLimit(appId); });
    connect(&m_usage, &UsageLedger::problem, this, [this](const QString &sentence) {
        qCWarning(logRelay, "%s", qPrintable(sentence));
        m_links.publishUsageProblem(sentence);
    });
    m_server = std::make_unique<RelayServer>(*m_gatekeeper, *this, wireLimits(m_config->settings));
    applyConfig();
}

RelayEngine::~RelayEngine()
{
    // Streams end while everything that they report to is still there; then the connections go.
    m_exchanges.endAll({ErrorCode::ShuttingDown, u"The relay has been stopped."_s});
    m_events.endAll();
    m_consent.reset();
    m_server.reset();
}

Result<quint16> RelayEngine::listen(const QList<quint16> &ports)
{
    QStringList refused;
    for (const quint16 port : ports) {
        const Result<quint16> listening = m_server->listen(port);
        if (listening) {
            usePort(listening.value(), ports.first());
            return listening.value();
        }
        refused.append(listening.error().sentence);
    }
    return Failure{refused.join(u' ')};
}

void RelayEngine::usePort(quint16 port, quint16 wanted)
{
    m_services.port = port;
    m_services.wantedPort = wanted;
    m_transfers.setOwnPort(port);
    m_gatekeeper->setPort(port);
    m_server->stopListeningBut(port);
    publish();
}

void RelayEngine::layProviders()
{
    for (const ProviderEntry &entry : m_config->providers) {
        if (const Result<ProviderEntry> checked = checkedEntry(entry); !checked)
            qCWarning(logRelay, "The provider “%s” of the config is left out. %s", qPrintable(entry.id),
                      qPrintable(checked.error().sentence));
    }
    m_services.catalog = withEntries(m_startCatalog, m_config->providers);
    layRouter();
}

void RelayEngine::layRouter()
{
    const QList<Provider> &providers = m_services.catalog.all();
    m_services.router = ModelRouter::of(providers, m_modelLists.localModels(providers));
}

void RelayEngine::setConfig(std::shared_ptr<const RelayConfig> config)
{
    if (m_config->settings.usageRetentionDays != config->settings.usageRetentionDays)
        m_usage.setRetentionDays(config->settings.usageRetentionDays);
    const std::shared_ptr<const RelayConfig> before = std::exchange(m_config, std::move(config));
    if (before->providers != m_config->providers)
        layProviders();
    applyConfig();
    if (before->paused != m_config->paused)
        tellState(m_config->paused ? AppEvent::Paused : AppEvent::Resumed);
    else
        tellAppsOfTheirPause(*before);
    m_events.tellIf(
        [&](const Caller &caller) {
            return usableKeys(*before, caller.appId) != usableKeys(*m_config, caller.appId);
        },
        AppEvent::KeysChanged, {});
}

void RelayEngine::tellState(AppEvent event)
{
    m_events.tellAll(event, {{u"state"_s, stateName(m_services)}});
}

void RelayEngine::tellAppsOfTheirPause(const RelayConfig &before)
{
    for (const AppEntry &app : m_config->apps) {
        const AppEntry *then = before.findApp(app.id);
        if (then && then->paused != app.paused)
            m_events.tellIf([&app](const Caller &caller) { return caller.appId == app.id; },
                            app.paused ? AppEvent::Paused : AppEvent::Resumed,
                            {{u"state"_s, stateName(m_services, app.id)}});
    }
}

void RelayEngine::stopExchange(const QByteArray &id)
{
    m_exchanges.endWhere([&id](const LiveStream &stream) -> std::optional<RelayError> {
        if (!stream.plan() || stream.plan()->request.id != id)
            return std::nullopt;
        return RelayError{ErrorCode::ProviderRefused, u"The person stopped this request."_s};
    });
}

void RelayEngine::allowRequest(const QString &id, const Grant &grant, std::function<void(Result<>)> done)
{
    m_consent->allow(id, grant, std::move(done));
}

Result<> RelayEngine::denyRequest(const QString &id, Denial denial)
{
    return m_consent->deny(id, denial);
}

void RelayEngine::applyConfig()
{
    m_services.config = m_config;
    m_services.registry = AppRegistry(*m_config);
    m_gatekeeper->setConfig(m_config);
    m_server->setLimits(wireLimits(m_config->settings));
    const KeyIndex index = keyIndex(*m_config);
    m_keys.setIndex(index);
    m_modelLists.keepOnly(m_services.catalog.all(), {index.keyBegin(), index.keyEnd()});
    m_cooldowns.keepOnly(QSet<QString>(index.keyBegin(), index.keyEnd()));
    m_transfers.setProxy(m_config->proxy);
    m_events.setPingSeconds(m_config->settings.eventPingSeconds);
    m_consent->setConfig(*m_config);
    if (m_extraCaFile != m_config->extraCaFile || m_services.port == 0) {
        m_extraCaFile = m_config->extraCaFile;
        const Result<UpstreamTls> tls =
            m_extraCaFile.isEmpty() ? UpstreamTls::system() : UpstreamTls::withExtraCa(m_extraCaFile);
        if (!tls)
            qCWarning(logRelay, "%s", qPrintable(tls.error().sentence));
        m_services.extraCa = tls ? ApiServices::ExtraCa::Fine : ApiServices::ExtraCa::Unreadable;
        m_transfers.setTls(tls ? tls.value() : UpstreamTls::system());
    }
    m_warden.judgeAnew();
    publishLater();
}

void RelayEngine::lock()
{
    if (m_keys.isLocked())
        return;
    m_keys.lock();
    m_warden.endWebSockets({ErrorCode::Locked, u"The person has locked the relay."_s});
    tellState(AppEvent::Locked);
    publish();
}

void RelayEngine::unlock()
{
    if (!m_keys.isLocked())
        return;
    m_keys.unlock();
    tellState(AppEvent::Unlocked);
    publish();
}

void RelayEngine::drain(qint64 seconds)
{
    m_draining = true;
    m_server->stopListening();
    m_consent->close();
    m_server->closeIdle();
    m_events.endAll(); // they would never end by themselves
    publish();
    if (m_exchanges.count() == 0) {
        m_links.drained();
        return;
    }
    constexpr qint64 withoutLimit = 86'400 * 7;
    m_drainTimer.start(std::chrono::seconds(seconds > 0 ? seconds : withoutLimit));
}

void RelayEngine::handle(ClientRequest request, std::unique_ptr<ResponseWriter> writer)
{
    const Route route = findRoute(request.head);
    const bool begins = isRelayed(route.resource) || route.resource == Resource::Events ||
                        route.resource == Resource::Users || route.resource == Resource::DeepHealth;
    if (m_draining && begins) {
        refuse(request, *writer, {ErrorCode::ShuttingDown, u"The relay is about to quit."_s});
        return;
    }
    if (const std::optional<RelayError> gone =
            whyNoLongerAdmitted(*m_config, m_services.registry, request.admission.caller, route,
                                request.head.method, QDateTime::currentDateTimeUtc())) {
        refuse(request, *writer, *gone);
        return;
    }
    renewToken(request.admission.caller);
    endpointFor(route.resource)(route, std::move(request), std::move(writer), m_services);
}

/// A token that is used stays valid: its life begins anew, written down at most once a day.
void RelayEngine::renewToken(const Caller &caller)
{
    const TokenEntry *token =
        caller.authenticated ? m_services.registry.tokenByHash(caller.tokenHash) : nullptr;
    const qint64 days = m_config->settings.tokenDays;
    if (!token || !token->expiresAt.isValid() || days == 0)
        return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (token->expiresAt >= now.addDays(days - 1))
        return;
    m_links.commit(byok::renewToken(token->sha256, now.addDays(days)), [](const Result<> &kept) {
        if (!kept)
            qCWarning(logRelay, "A token could not be renewed: %s", qPrintable(kept.error().sentence));
    });
}

void RelayEngine::tellOfLimit(const QString &appId)
{
    constexpr qint64 between = 60 * millisecondsPerSecond;
    const qint64 now = steadyMilliseconds();
    m_limitToldAt.removeIf([&](const auto &entry) { return now - entry.value() >= between; });
    if (m_limitToldAt.contains(appId))
        return;
    m_limitToldAt.insert(appId, now);
    m_links.publishLimit(appId);
}

void RelayEngine::publishLater()
{
    if (!m_publishTimer.isActive())
        m_publishTimer.start();
}

void RelayEngine::publish()
{
    RelayStatus status;
    status.state = m_draining          ? RelayState::Draining
                   : m_config->paused  ? RelayState::Paused
                   : m_keys.isLocked() ? RelayState::Locked
                                       : RelayState::Running;
    status.isLocked = m_keys.isLocked();
    status.port = m_services.port;
    status.wantedPort = m_services.wantedPort;
    status.liveExchanges = m_exchanges.count();
    status.connections = m_server->connectionCount();
    status.exchangesSinceStart = m_exchangesSinceStart;
    status.startedAt = m_services.startedAt;
    m_links.publishStatus(status);
}

} // namespace byok
