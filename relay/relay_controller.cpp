// SPDX-License-Identifier: Apache-2.0
#include "relay/relay_controller.h"

#include "relay/access/relay_edits.h"
#include "relay/providers/provider_entries.h"
#include "relay/relay_engine.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr quint16 fallbackPorts[] = {12965, 22965};

/// How many of the newest requests tell, at a start, how keys have fared.
constexpr int rowsForHealth = 1000;
constexpr qint64 betweenKeychainTales = 60'000; ///< milliseconds

Result<QString> outcomeOf(const KeyVerdict &verdict)
{
    if (verdict.standing == KeyStanding::Works)
        return verdict.sentence;
    return Failure{verdict.sentence};
}

Failure notRunning()
{
    return {u"The relay is not running."_s};
}

/// Carries a callback to another thread and back without leaving a copy behind: what the callback owns (a
/// reply that is being written) belongs to the thread that gave it, and must end there.
template <typename... Arguments>
auto once(std::function<void(Arguments...)> callback)
{
    return std::make_shared<std::function<void(Arguments...)>>(std::move(callback));
}

} // namespace

QString RelayStatus::address() const
{
    return state == RelayState::Stopped ? QString() : u"http://127.0.0.1:%1"_s.arg(port);
}

RelayController::RelayController(SecretStore &store, ConfigKeeper &keeper, ProviderCatalog catalog,
                                 RelayPaths paths, StartPolicy policy, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_keeper(keeper)
    , m_custodian(store, keeper)
    , m_startCatalog(std::move(catalog))
    , m_laidProviders(m_keeper.current()->providers)
    , m_catalog(withEntries(m_startCatalog, m_laidProviders))
    , m_paths(std::move(paths))
    , m_policy(std::move(policy))
{
    m_thread.setObjectName(u"relay"_s);
    m_health.setKeys(m_keeper.current()->keys);
    connect(&m_keeper, &ConfigKeeper::changed, this, &RelayController::configChanged);
    connect(&m_health, &KeyHealthBook::changed, this, &RelayController::keyReportChanged);
    connect(this, &RelayController::exchangeFinished, &m_health, &KeyHealthBook::noteUse);
}

void RelayController::configChanged(const std::shared_ptr<const RelayConfig> &config)
{
    answerEngine([engine = m_engine, config] { engine->setConfig(config); });
    m_health.setKeys(config->keys);
    if (m_laidProviders == config->providers)
        return;
    m_laidProviders = config->providers;
    m_catalog = withEntries(m_startCatalog, m_laidProviders);
    emit catalogChanged();
}

RelayController::~RelayController()
{
    stopThread();
}

template <typename Ask>
void RelayController::crossAndBack(Ask ask)
{
    QMetaObject::invokeMethod(this, std::move(ask), Qt::QueuedConnection);
}

/// Carries `answer` to the relay's thread. Called on the GUI thread, where alone m_engine is set and cleared,
/// so that nothing is posted to an engine that is being destroyed.
template <typename Answer>
void RelayController::answerEngine(Answer answer)
{
    if (m_engine)
        QMetaObject::invokeMethod(m_engine, std::move(answer), Qt::QueuedConnection);
}

Result<> RelayController::start(quint16 port, PortChoice choice)
{
    Q_ASSERT(!m_engine);
    EngineLinks links;
    links.policy = m_policy;
    links.paths = m_paths;
    links.fetchSecret = [this](const QString &account, SecretStore::ReadDone done) {
        crossAndBack([this, account, done = once(std::move(done))] { fetchSecret(account, done); });
    };
    links.storeKey = [this](const KeyEntry &entry, const Secret &key, KeyCustodian::Condition may,
                            KeyCustodian::Stored done) {
        crossAndBack([this, entry, key, may = std::move(may), done = once(std::move(done))] {
            m_custodian.store(entry, key, may,
                              [self = QPointer(this), done](Result<KeyEntry, RelayError> outcome) {
                                  if (self)
                                      self->answerEngine([done = std::move(*done),
                                                          outcome = std::move(outcome)] { done(outcome); });
                              });
        });
    };
    links.unlistKeys = [this](ConfigEdit edit, KeyCustodian::Unlisted done) {
        crossAndBack([this, edit = std::move(edit), done = once(std::move(done))] {
            m_custodian.unlist(edit, [self = QPointer(this), done](Result<UnlistedKeys> outcome) {
                if (self)
                    self->answerEngine(
                        [done = std::move(*done), outcome = std::move(outcome)] { done(outcome); });
            });
        });
    };
    links.commit = [this](ConfigEdit edit, std::function<void(Result<>)> done) {
        crossAndBack([this, edit = std::move(edit), done = once(std::move(done))] {
            // The new snapshot is posted to the engine by `changed`, before this answer: whoever is told that
            // an edit is kept finds it in force.
            Result<> kept = m_keeper.apply(edit);
            answerEngine([done = std::move(*done), kept = std::move(kept)] { done(kept); });
        });
    };
    links.publishStatus = [this](const RelayStatus &status) {
        crossAndBack([this, status] {
            if (!m_engine || m_status == status)
                return;
            m_status = status;
            emit statusChanged(m_status);
        });
    };
    links.publishRecord = [this](const ExchangeRecord &record) {
        crossAndBack([this, record] { emit exchangeFinished(record); });
    };
    links.publishUsageProblem = [this](const QString &sentence) {
        crossAndBack([this, sentence] { emit usageProblem(sentence); });
    };
    links.publishQuestions = [this](const QList<ConsentQuestion> &questions) {
        crossAndBack([this, questions] {
            if (!m_engine)
                return;
            m_questions = questions;
            emit questionsChanged(m_questions);
        });
    };
    links.publishLive = [this](const QList<LiveExchange> &exchanges) {
        crossAndBack([this, exchanges] {
            if (!m_engine)
                return;
            m_liveExchanges = exchanges;
            emit liveExchangesChanged(m_liveExchanges);
        });
    };
    links.publishRests = [this](const QList<KeyRest> &rests) {
        crossAndBack([this, rests] { m_health.noteRests(rests); });
    };
    links.publishLimit = [this](const QString &appId) {
        crossAndBack([this, appId] { emit limitReached(appId); });
    };
    links.drained = [this] {
        crossAndBack([this] {
            stopThread();
            emit statusChanged(m_status);
            emit liveExchangesChanged(m_liveExchanges); // none
            emit stopped();
        });
    };

    QList<quint16> ports{port};
    if (choice == PortChoice::AsConfigured)
        ports.append({fallbackPorts[0], fallbackPorts[1]});

    // The engine is made on its own thread: sockets, timers and notifiers belong to the thread that they are
    // created on.
    m_nursery = new QObject;
    m_nursery->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_nursery, &QObject::deleteLater);
    m_thread.start();
    Result<quint16> listening = Failure{};
    RelayEngine *engine = nullptr;
    QMetaObject::invokeMethod(
        m_nursery,
        [&] {
            engine = new RelayEngine(links, m_startCatalog, m_keeper.current());
            listening = engine->listen(ports);
        },
        Qt::BlockingQueuedConnection);
    m_engine = engine;
    if (!listening) {
        stopThread();
        return Failure{listening.error().sentence};
    }
    m_status.state = m_keeper.current()->paused ? RelayState::Paused : RelayState::Running;
    m_status.port = listening.value();
    m_status.wantedPort = port;
    m_status.startedAt = QDateTime::currentDateTimeUtc();
    m_custodian.tidy(); // what a crash has left half done
    usageRows({.limit = rowsForHealth}, [this](const Result<QList<UsageRow>> &rows) {
        if (rows)
            m_health.noteHistory(rows.value());
    });
    return Nothing{};
}

void RelayController::fetchSecret(const QString &account, const std::shared_ptr<SecretStore::ReadDone> &done)
{
    m_store.read(account, [self = QPointer(this), done](Result<Secret, SecretError> answer) {
        if (!self)
            return;
        if (!answer)
            self->tellOfKeychain(answer.error());
        self->answerEngine([done = std::move(*done), answer = std::move(answer)] { done(answer); });
    });
}

void RelayController::tellOfKeychain(const SecretError &error)
{
    switch (error.fault) {
    case SecretFault::Locked:
    case SecretFault::Unavailable:
    case SecretFault::Refused:
        break;
    case SecretFault::Absent:
    case SecretFault::Failed:
        return;
    }
    QElapsedTimer &told = m_toldOfKeychain[error.fault];
    if (told.isValid() && told.elapsed() < betweenKeychainTales)
        return;
    told.start();
    emit keychainFailed(error.fault, error.sentence);
}

void RelayController::stopThread()
{
    if (!m_engine)
        return;
    RelayEngine *engine = m_engine;
    m_engine = nullptr;
    QMetaObject::invokeMethod(m_nursery, [engine] { delete engine; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    m_status = RelayStatus();
    m_questions.clear();
    m_liveExchanges.clear();
}

void RelayController::lock(std::function<void()> done)
{
    answerEngine([this, engine = m_engine, done = std::move(done)] {
        engine->lock();
        crossAndBack(done);
    });
}

void RelayController::unlock(std::function<void()> done)
{
    answerEngine([this, engine = m_engine, done = std::move(done)] {
        engine->unlock();
        crossAndBack(done);
    });
}

void RelayController::testKey(const QString &account, const QString &provider,
                              std::function<void(Result<QString>)> done)
{
    if (!m_engine) {
        done(notRunning());
        return;
    }
    answerEngine([this, engine = m_engine, account, provider, done = std::move(done)] {
        engine->trials().testKey(account, provider, [this, account, done](const KeyVerdict &verdict) {
            crossAndBack([this, account, done, verdict] {
                m_health.noteTest(account, verdict, QDateTime::currentDateTimeUtc());
                done(outcomeOf(verdict));
            });
        });
    });
}

void RelayController::testCandidate(const Secret &key, const QString &provider,
                                    std::function<void(Result<QString>)> done)
{
    if (!m_engine) {
        done(notRunning());
        return;
    }
    answerEngine([this, engine = m_engine, key, provider, done = std::move(done)] {
        engine->trials().testCandidate(key, provider, [this, done](const KeyVerdict &verdict) {
            crossAndBack([done, verdict] { done(outcomeOf(verdict)); });
        });
    });
}

void RelayController::stopExchange(const QByteArray &id)
{
    answerEngine([engine = m_engine, id] { engine->stopExchange(id); });
}

void RelayController::findLocalProviders(std::function<void(QStringList)> done)
{
    if (!m_engine) {
        done({});
        return;
    }
    answerEngine([this, engine = m_engine, done = std::move(done)] {
        engine->trials().findLocalProviders(
            [this, done](const QStringList &found) { crossAndBack([done, found] { done(found); }); });
    });
}

void RelayController::eraseUsage(std::function<void(Result<>)> done)
{
    if (!m_engine) {
        done(notRunning());
        return;
    }
    answerEngine([this, engine = m_engine, done = std::move(done)] {
        engine->usage().erase(
            [this, done](const Result<> &erased) { crossAndBack([done, erased] { done(erased); }); });
    });
}

void RelayController::movePort(quint16 port, std::function<void(Result<>)> done)
{
    if (!m_engine) {
        done(notRunning());
        return;
    }
    if (port != 0 && port == m_status.port) {
        settlePort(port, port, done);
        return;
    }
    // The new one first: where it cannot be had, nothing has changed for anybody.
    answerEngine([this, engine = m_engine, port, done = std::move(done)] {
        const Result<quint16> opened = engine->openPort(port);
        crossAndBack([this, port, done, opened] {
            if (opened)
                settlePort(opened.value(), port, done);
            else
                done(Failure{opened.error().sentence});
        });
    });
}

/// The relay listens on `opened` besides its present port: one of them goes, by whether the config is kept.
void RelayController::settlePort(quint16 opened, quint16 wanted, const std::function<void(Result<>)> &done)
{
    const quint16 before = m_status.port;
    const Result<> kept = m_keeper.apply(setPort(wanted));
    const quint16 port = kept ? opened : before;
    const quint16 asked = kept ? wanted : m_status.wantedPort;
    if (!m_engine) {
        done(notRunning());
        return;
    }
    answerEngine([this, engine = m_engine, port, asked, kept, done] {
        engine->usePort(port, asked); // whose news of it goes ahead of the answer
        crossAndBack([done, kept] { done(kept); });
    });
}

void RelayController::allowRequest(const QString &id, const Grant &grant, std::function<void(Result<>)> done)
{
    if (!m_engine) {
        done(notRunning());
        return;
    }
    answerEngine([this, engine = m_engine, id, grant, done = std::move(done)] {
        engine->allowRequest(id, grant, [this, done](const Result<> &allowed) {
            crossAndBack([done, allowed] { done(allowed); });
        });
    });
}

void RelayController::denyRequest(const QString &id, Denial denial, std::function<void(Result<>)> done)
{
    if (!m_engine) {
        done(notRunning());
        return;
    }
    answerEngine([this, engine = m_engine, id, denial, done = std::move(done)] {
        const Result<> denied = engine->denyRequest(id, denial);
        crossAndBack([done, denied] { done(denied); });
    });
}

void RelayController::usageSums(UsageGrouping by, const UsageDays &days,
                                std::function<void(Result<QList<UsageSum>>)> done)
{
    if (!m_engine) {
        done(notRunning());
        return;
    }
    answerEngine([this, engine = m_engine, by, days, done = std::move(done)] {
        engine->usage().sums(by, days, [this, done](const Result<QList<UsageSum>> &sums) {
            crossAndBack([done, sums] { done(sums); });
        });
    });
}

void RelayController::usageRows(const UsageFilter &filter, std::function<void(Result<QList<UsageRow>>)> done)
{
    if (!m_engine) {
        done(notRunning());
        return;
    }
    answerEngine([this, engine = m_engine, filter, done = std::move(done)] {
        engine->usage().rows(filter, [this, done](const Result<QList<UsageRow>> &rows) {
            crossAndBack([done, rows] { done(rows); });
        });
    });
}

void RelayController::forgive(const QString &subject)
{
    answerEngine([engine = m_engine, subject] { engine->forgive(subject); });
}

void RelayController::drain(qint64 seconds)
{
    if (!m_engine) {
        emit stopped();
        return;
    }
    answerEngine([engine = m_engine, seconds] { engine->drain(seconds); });
}

} // namespace byok
