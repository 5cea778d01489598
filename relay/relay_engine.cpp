// SPDX-License-Identifier: Apache-2.0
#include "relay/relay_engine.h"

#include "relay/access/app_pause.h"
#include "relay/access/app_registry.h"
#include "relay/access/token_edits.h"
#include "relay/api/deep_health.h"
#include "relay/api/discovery_api.h"
#include "relay/api/events_api.h"
#include "relay/api/health_api.h"
#include "relay/api/keys_api.h"
#include "relay/api/models_api.h"
#include "relay/api/openai_api.h"
#include "relay/api/openai_models_api.h"
#include "relay/api/openapi_api.h"
#include "relay/api/page_api.h"
#include "relay/api/provider_dispatch.h"
#include "relay/api/public_file_api.h"
#include "relay/api/realtime_api.h"
#include "relay/api/relay_api.h"
#include "relay/api/sealing_api.h"
#include "relay/api/session_api.h"
#include "relay/api/stats_api.h"
#include "relay/api/unified_api.h"
#include "relay/api/users_api.h"
#include "relay/exchange.h"
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

RelayError accessRevoked()
{
    return {ErrorCode::TokenInvalid,
            u"This token or its app's approval was revoked. Ask anew at POST /users."_s};
}

KeyIndex keyIndex(const RelayConfig &config)
{
    KeyIndex index;
    for (const KeyEntry &key : config.keys)
        index.insert(key.account, key.sentTo);
    return index;
}

Endpoint endpointFor(Resource resource)
{
    switch (resource) {
    case Resource::Page:
    case Resource::Asset:
    case Resource::Unknown:
        return &servePage;
    case Resource::Health:
    case Resource::Version:
        return &serveHealth;
    case Resource::DeepHealth:
        return &serveDeepHealth;
    case Resource::OpenApiJson:
    case Resource::OpenApiYaml:
        return &serveOpenApi;
    case Resource::Discovery:
        return &serveDiscovery;
    case Resource::Users:
        return &serveUsers;
    case Resource::Models:
        return &serveModels;
    case Resource::Session:
    case Resource::Revocation:
        return &serveSession;
    case Resource::Events:
        return &serveEvents;
    case Resource::Keys:
    case Resource::Key:
        return &serveKeys;
    case Resource::Stats:
    case Resource::AppStats:
        return &serveStats;
    case Resource::Unified:
        return &serveUnified;
    case Resource::KeyRotation:
        return &serveKeyRotation;
    case Resource::Relay:
        return &serveRelay;
    case Resource::OpenAi:
        return &serveOpenAi;
    case Resource::OpenAiModels:
        return &serveOpenAiModels;
    case Resource::OpenAiRealtime:
        return &serveOpenAiRealtime;
    case Resource::SealingKey:
        return &serveSealingKey;
    case Resource::PublicFile:
        return &servePublicFile;
    }
    Q_UNREACHABLE_RETURN(&servePage);
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
    , m_events([this](const Caller &caller) { return isStillWelcome(caller); })
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
    m_grantEndTimer.setSingleShot(true);
    connect(&m_grantEndTimer, &QTimer::timeout, this, [this] {
        endStreamsOfTheUnapproved();
        watchGrantEnds();
        publishLater();
    });
    // So that yesterday's key leaves the memory also where nobody seals any more.
    connect(&m_sealingTimer, &QTimer::timeout, this, [this] { m_sealing.renew(); });
    m_sealingTimer.start(std::chrono::hours(1));
    m_drainTimer.setSingleShot(true);
    connect(&m_drainTimer, &QTimer::timeout, this, [this] {
        m_exchanges.revokeIf([](const LiveStream &) { return true; },
                             {ErrorCode::ShuttingDown,
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
    m_exchanges.revokeIf([](const LiveStream &) { return true; },
                         {ErrorCode::ShuttingDown, u"The relay has been stopped."_s});
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
    endStreamsOfTheUnapproved();
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

/// An app or token that is gone has no business going on, nor a stream that would not be let through now:
/// they end at once, not when they are done.
void RelayEngine::endStreamsOfTheUnapproved()
{
    const auto isGone = [this](const Caller &caller) {
        const bool isApp = caller.authenticated || caller.kind == CallerKind::BrowserApp;
        const bool tokenGone = caller.authenticated && !m_services.registry.tokenByHash(caller.tokenHash);
        return isApp && (tokenGone || !isApproved(caller.appId));
    };
    m_exchanges.revokeIf([&](const LiveStream &stream) { return isGone(stream.caller()); }, accessRevoked());
    m_exchanges.revokeIf(
        [this](const LiveStream &stream) {
            const AppEntry *app = m_services.registry.byId(stream.caller().appId);
            return app && app->paused;
        },
        appPaused());
    m_exchanges.revokeIf(
        [this](const LiveStream &stream) {
            const ExchangePlan *plan = stream.plan();
            return plan && !mayGoOn(*plan, m_services.registry.byId(stream.caller().appId), m_services);
        },
        {ErrorCode::ProviderRefused,
         u"The person has changed what this app may do, and this request is no part of it any more. GET /session says what is."_s});
    if (m_config->paused)
        endRealtime({ErrorCode::Paused, u"The person has paused the relay."_s});
    m_events.revokeIf(isGone, accessRevoked());
}

/// An answer under way ends by itself; a WebSocket is a request that goes on being made, for as long as the
/// app likes.
void RelayEngine::endRealtime(const RelayError &why)
{
    m_exchanges.revokeIf(
        [](const LiveStream &stream) { return stream.plan() && stream.plan()->wayIn == WayIn::Realtime; },
        why);
}

/// Streams of an approval end with it, not at their own end.
void RelayEngine::watchGrantEnds()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QDateTime next;
    for (const AppEntry &app : m_config->apps) {
        if (app.endsAt.isValid() && app.endsAt > now && (!next.isValid() || app.endsAt < next))
            next = app.endsAt;
    }
    if (!next.isValid()) {
        m_grantEndTimer.stop();
        return;
    }
    // Looked at again at times, since a timer does not count while the computer sleeps.
    constexpr qint64 longest = 60 * millisecondsPerSecond;
    m_grantEndTimer.start(std::chrono::milliseconds(std::clamp<qint64>(now.msecsTo(next) + 1, 1, longest)));
}

void RelayEngine::stopExchange(const QByteArray &id)
{
    m_exchanges.revokeIf(
        [&id](const LiveStream &stream) { return stream.plan() && stream.plan()->request.id == id; },
        {ErrorCode::ProviderRefused, u"The person stopped this request."_s});
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
    watchGrantEnds();
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
    publishLater();
}

void RelayEngine::lock()
{
    if (m_keys.isLocked())
        return;
    m_keys.lock();
    endRealtime({ErrorCode::Locked, u"The person has locked the relay."_s});
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
    if (const Result<Nothing, RelayError> still =
            stillAdmitted(request.admission.caller, route, request.head.method);
        !still) {
        refuse(request, *writer, still.error());
        return;
    }
    renewToken(request.admission.caller);
    endpointFor(route.resource)(route, std::move(request), std::move(writer), m_services);
}

bool RelayEngine::isApproved(const QString &appId) const
{
    const AppEntry *app = m_services.registry.byId(appId);
    return app && app->isInForce(QDateTime::currentDateTimeUtc());
}

bool RelayEngine::isStillWelcome(const Caller &caller) const
{
    const TokenEntry *token = m_services.registry.tokenByHash(caller.tokenHash);
    const bool expired =
        token && token->expiresAt.isValid() && token->expiresAt <= QDateTime::currentDateTimeUtc();
    return token && token->appId == caller.appId && !expired && isApproved(caller.appId);
}

/// The head was judged when it came; the body may have taken minutes. What was revoked or paused meanwhile
/// holds.
Result<Nothing, RelayError> RelayEngine::stillAdmitted(const Caller &caller, const Route &route,
                                                       HttpMethod method) const
{
    if (caller.authenticated) {
        if (!isStillWelcome(caller))
            return accessRevoked();
    } else if (caller.kind == CallerKind::BrowserApp && !isApproved(caller.appId)) {
        return RelayError{ErrorCode::OriginRefused, u"This origin is not approved."_s};
    }
    if (m_config->paused && isRelayed(route.resource))
        return RelayError{ErrorCode::Paused, u"The person has paused the relay. Try again when it runs."_s};
    if (const std::optional<RelayError> paused =
            pauseRefusal(m_services.registry.byId(caller.appId), route, method))
        return *paused;
    return Nothing{};
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
