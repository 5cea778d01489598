// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/consent_question.h"
#include "relay/config_keeper.h"
#include "relay/exchange_record.h"
#include "relay/key_custodian.h"
#include "relay/key_health_book.h"
#include "relay/keys/secret_store.h"
#include "relay/live_exchange.h"
#include "relay/providers/provider_catalog.h"
#include "relay/relay_paths.h"
#include "relay/start_policy.h"
#include "relay/usage/usage_query.h"
#include "relay/usage/usage_row.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QThread>

#include <memory>

namespace byok {

class RelayEngine;

/// What the relay is doing, as a person would say it.
enum class RelayState {
    Stopped,  ///< not listening
    Running,  ///< listening and relaying
    Paused,   ///< listening, relaying nothing: the person paused it
    Locked,   ///< listening, using no key: the person, or the screen's lock, locked it
    Draining, ///< no longer listening; streams under way may end
};

/// A snapshot of the relay, as people are told of it. Value, any thread.
struct RelayStatus
{
    RelayState state = RelayState::Stopped;
    bool isLocked = false;  ///< also while paused, which `state` then says
    quint16 port = 0;       ///< the one in use
    quint16 wantedPort = 0; ///< the one configured; differs where that was taken
    int liveExchanges = 0;
    int connections = 0;
    qint64 exchangesSinceStart = 0;
    QDateTime startedAt; ///< UTC

    /// "http://127.0.0.1:2965"; empty while stopped.
    [[nodiscard]] QString address() const;
    friend bool operator==(const RelayStatus &, const RelayStatus &) = default;
};

/// The only crossing between the GUI thread and the relay's thread: snapshots go in, values come out by
/// queued signals, and the relay's requests for keys and config edits are carried to the GUI thread and back.
/// Owned by the Application, lives on the GUI thread; starts and joins the relay's thread.
class RelayController final : public QObject
{
    Q_OBJECT

public:
    /// `store` and `keeper` live on this thread and outlive the controller.
    RelayController(SecretStore &store, ConfigKeeper &keeper, ProviderCatalog catalog, RelayPaths paths,
                    StartPolicy policy = {}, QObject *parent = nullptr);
    /// Stops at once if still running.
    ~RelayController() override;

    /// Starts the thread and listens on the configured port, or where it is taken on 12965, then 22965 (a
    /// port that was asked for explicitly is not exchanged for another). Waits for the answer; fails with a
    /// sentence.
    enum class PortChoice { AsConfigured, OnlyThis };
    [[nodiscard]] Result<> start(quint16 port, PortChoice choice);

    [[nodiscard]] RelayStatus status() const { return m_status; }
    [[nodiscard]] const ProviderCatalog &catalog() const { return m_catalog; }
    [[nodiscard]] SecretStore &store() { return m_store; }
    [[nodiscard]] ConfigKeeper &keeper() { return m_keeper; }
    /// Through which every key is stored and removed.
    [[nodiscard]] KeyCustodian &custodian() { return m_custodian; }

    /// Keys leave the relay's memory, and what needs one is refused until unlock(); what already runs goes
    /// on. `done` comes on this thread, once it is so. Not remembered over a restart.
    void lock(std::function<void()> done);
    void unlock(std::function<void()> done);
    /// Makes one GET to the provider's check path with the key of `account`. `done` comes on this thread:
    /// what happened in one sentence, or why it did not work.
    void testKey(const QString &account, const QString &provider, std::function<void(Result<QString>)> done);
    /// The same with a key that is stored nowhere yet.
    void testCandidate(const Secret &key, const QString &provider, std::function<void(Result<QString>)> done);
    /// What is known of one of the person's keys.
    [[nodiscard]] KeyReport keyReport(const QString &provider, const QString &label) const
    {
        return m_health.report(provider, label);
    }
    /// The relayed requests that are under way, oldest first.
    [[nodiscard]] QList<LiveExchange> liveExchanges() const { return m_liveExchanges; }
    /// Ends one of them, as revoking its app would; nothing happens where it has ended already.
    void stopExchange(const QByteArray &id);
    /// Asks each of the catalog's local providers, turned on or not, whether it answers on this machine.
    /// `done` comes on this thread, after at most 10 seconds: the ids of those that do.
    void findLocalProviders(std::function<void(QStringList)> done);
    /// The pairing requests that wait for the person, the one to be answered first in front.
    [[nodiscard]] QList<ConsentQuestion> questions() const { return m_questions; }
    /// The person says yes to exactly the request of that id. `done` comes on this thread once the approval
    /// is on disk and in force, or says why it is not.
    void allowRequest(const QString &id, const Grant &grant, std::function<void(Result<>)> done);
    /// The person says no.
    void denyRequest(const QString &id, Denial denial, std::function<void(Result<>)> done);
    /// What was used, added up, and request by request: as UsageLedger::sums() and rows(). `done` comes on
    /// this thread, unless the relay stops first.
    void usageSums(UsageGrouping by, const UsageDays &days,
                   std::function<void(Result<QList<UsageSum>>)> done);
    void usageRows(const UsageFilter &filter, std::function<void(Result<QList<UsageRow>>)> done);
    /// Removes every row of the ledger. `done` comes on this thread once the file holds none.
    void eraseUsage(std::function<void(Result<>)> done);
    /// Listens on another port from now on and writes it to the config; running streams go on. Where it is
    /// taken all stays as it was, and `done`, on this thread, says so.
    void movePort(quint16 port, std::function<void(Result<>)> done);
    /// Lets one ask again that the person refused, by the subject of its DenialEntry.
    void forgive(const QString &subject);
    /// Stops listening, lets streams end for at most `seconds` (0: without limit), then emits stopped().
    void drain(qint64 seconds);

signals:
    /// At most ten times a second.
    void statusChanged(const byok::RelayStatus &status);
    void exchangeFinished(const byok::ExchangeRecord &record);
    /// The record of what was used has a fault that the person should know of: a sentence, each once until it
    /// changes.
    void usageProblem(const QString &sentence);
    /// At most four times a second, and only while requests are under way.
    void liveExchangesChanged(const QList<byok::LiveExchange> &exchanges);
    /// The person's entries or overrides changed what catalog() says.
    void catalogChanged();
    /// keyReport() of this key changed.
    void keyReportChanged(const QString &provider, const QString &label);
    /// A key was wanted and the keychain did not give it: locked, not there, refused. A sentence; at most
    /// once a minute for each fault.
    void keychainFailed(byok::SecretFault fault, const QString &sentence);
    /// An app was refused because it asked more often than it may; at most once a minute for each.
    void limitReached(const QString &appId);
    /// A pairing request came, went, or moved up.
    void questionsChanged(const QList<byok::ConsentQuestion> &questions);
    /// After drain(): the relay's thread has ended.
    void stopped();

private:
    void stopThread();
    template <typename Ask>
    void crossAndBack(Ask ask);
    template <typename Answer>
    void answerEngine(Answer answer);
    void configChanged(const std::shared_ptr<const RelayConfig> &config);
    void fetchSecret(const QString &account, const std::shared_ptr<SecretStore::ReadDone> &done);
    void tellOfKeychain(const SecretError &error);
    void settlePort(quint16 opened, quint16 wanted, const std::function<void(Result<>)> &done);

    SecretStore &m_store;
    ConfigKeeper &m_keeper;
    KeyCustodian m_custodian;
    const ProviderCatalog m_startCatalog; ///< without the config's entries
    QList<ProviderEntry> m_laidProviders; ///< the entries that m_catalog has
    ProviderCatalog m_catalog;
    KeyHealthBook m_health;
    QHash<SecretFault, QElapsedTimer> m_toldOfKeychain; ///< since when
    RelayPaths m_paths;
    StartPolicy m_policy;
    RelayStatus m_status;
    QList<ConsentQuestion> m_questions;
    QList<LiveExchange> m_liveExchanges;
    QThread m_thread;
    QObject *m_nursery = nullptr;    ///< lives on m_thread: where the engine is made and destroyed
    RelayEngine *m_engine = nullptr; ///< lives on m_thread and is deleted there
};

} // namespace byok
