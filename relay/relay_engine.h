// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/gatekeeper.h"
#include "relay/access/rate_limiter.h"
#include "relay/api/api_services.h"
#include "relay/api/event_hub.h"
#include "relay/consent_desk.h"
#include "relay/http/relay_server.h"
#include "relay/http/request_handler.h"
#include "relay/live_board.h"
#include "relay/model_lists.h"
#include "relay/person_trials.h"
#include "relay/provider_prober.h"
#include "relay/relay_paths.h"
#include "relay/start_policy.h"
#include "relay/stream_warden.h"
#include "relay/usage/usage_ledger.h"

#include <QObject>
#include <QTimer>

namespace byok {

struct RelayStatus;

/// What the engine is given at its making: the policy of this start, where it keeps its files, and how it
/// reaches what lives on the GUI thread. Each function may be called on the relay's thread; answers come back
/// there.
struct EngineLinks
{
    StartPolicy policy;
    RelayPaths paths;
    KeyRing::Fetch fetchSecret;
    StoreKey storeKey;
    UnlistKeys unlistKeys;
    ConfigCommit commit;
    std::function<void(const RelayStatus &)> publishStatus;
    std::function<void(const ExchangeRecord &)> publishRecord;
    /// Something about the ledger that the person should know, in a sentence.
    std::function<void(const QString &)> publishUsageProblem;
    std::function<void(const QList<ConsentQuestion> &)> publishQuestions;
    LiveBoard::Publish publishLive;
    KeyCooldowns::Publish publishRests;
    /// An app met a limit; at most once a minute for each.
    std::function<void(const QString &appId)> publishLimit;
    std::function<void()> drained;
};

/// The relay's thread's one root: makes and wires the rooms, dispatches requests to the endpoints. Created
/// and destroyed on the relay's thread by the RelayController.
class RelayEngine final : public QObject, public RequestHandler
{
    Q_OBJECT

public:
    RelayEngine(EngineLinks links, ProviderCatalog catalog, std::shared_ptr<const RelayConfig> config);
    ~RelayEngine() override;

    /// Listens on the first of `ports` that is free; the port, or a sentence.
    [[nodiscard]] Result<quint16> listen(const QList<quint16> &ports);
    /// The new snapshot is in force at once; streams of apps and tokens that are no longer approved are
    /// ended.
    void setConfig(std::shared_ptr<const RelayConfig> config);
    /// No key is used from here on, until unlock(). Answers under way go on; WebSockets end.
    void lock();
    void unlock();
    [[nodiscard]] PersonTrials &trials() { return m_trials; }
    /// Ends one relayed request, as revoking its app would.
    void stopExchange(const QByteArray &id);
    /// Listens on `port` too (0: any free one); the port, or a sentence. Callers are answered there only
    /// after usePort().
    [[nodiscard]] Result<quint16> openPort(quint16 port) { return m_server->listen(port); }
    /// Is found at `port`, on which it listens, from now on, and listens on no other; `wanted` is the one
    /// that was asked for.
    void usePort(quint16 port, quint16 wanted);
    /// The person's answer to a pairing request; `done` hears whether it is on disk.
    void allowRequest(const QString &id, const Grant &grant, std::function<void(Result<>)> done);
    void forgive(const QString &subject) { m_consent->queue().forgive(subject); }
    [[nodiscard]] Result<> denyRequest(const QString &id, Denial denial);
    [[nodiscard]] UsageLedger &usage() { return m_usage; }
    /// Stops listening; calls links.drained when the last exchange has ended, or after `seconds` (0: however
    /// long it takes).
    void drain(qint64 seconds);
    /// Every admitted request comes here and goes on to its endpoint.
    void handle(ClientRequest request, std::unique_ptr<ResponseWriter> writer) override;

private:
    void tellState(AppEvent event);
    void renewToken(const Caller &caller);
    void tellOfLimit(const QString &appId);
    void publishLater();
    void publish();
    void applyConfig();
    void tellAppsOfTheirPause(const RelayConfig &before);
    void layProviders();
    void layRouter();

    EngineLinks m_links;
    RateLimiter m_limiter;
    AppSecretDoor m_appSecret;
    std::shared_ptr<const RelayConfig> m_config;
    const ProviderCatalog m_startCatalog; ///< without the config's entries
    KeyRing m_keys;
    KeyCooldowns m_cooldowns;
    SealingKeys m_sealing{[] { return QDateTime::currentDateTimeUtc(); }};
    TransferEngine m_transfers;
    ProviderProber m_prober;
    ModelLists m_modelLists;
    // Here and not in the controller: a record goes from this thread straight to the ledger's, so that
    // neither a busy GUI thread makes a kill cost more than the last second, nor does an exchange outlive
    // what counts it.
    UsageLedger m_usage;
    ExchangeTable m_exchanges;
    LiveBoard m_liveBoard;
    EventHub m_events;
    ApiServices m_services;
    PersonTrials m_trials{m_services};
    StreamWarden m_warden{m_services};
    std::unique_ptr<ConsentDesk> m_consent;
    std::unique_ptr<Gatekeeper> m_gatekeeper;
    std::unique_ptr<RelayServer> m_server;
    QTimer m_publishTimer;
    QTimer m_drainTimer;
    QTimer m_sealingTimer;                ///< when the keys to seal to are looked at
    QHash<QString, qint64> m_limitToldAt; ///< by app, of the steady clock
    QString m_extraCaFile;
    qint64 m_exchangesSinceStart = 0;
    bool m_draining = false;
};

} // namespace byok
