// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/session_overlay.h"
#include "app/verb.h"
#include "relay/config_keeper.h"
#include "relay/key_custodian.h"
#include "relay/keys/secret_store.h"
#include "relay/relay_controller.h"

#include <QObject>

#include <functional>

namespace byok {

/// What verbs work on. The references outlive the verbs; the functions are the running program's own.
struct VerbHands
{
    ConfigKeeper &keeper;
    SecretStore &store;
    KeyCustodian &custodian;
    const ProviderCatalog &catalog;
    SessionOverlay &session;
    std::function<RelayStatus()> status;
    std::function<void(const QString &account, const QString &provider,
                       std::function<void(Result<QString>)> done)>
        testKey;
    /// Each calls back when it is so.
    std::function<void(std::function<void()> done)> lock;
    std::function<void(std::function<void()> done)> unlock;
    std::function<QList<ConsentQuestion>()> questions;
    std::function<void(const QString &id, const Grant &grant, std::function<void(Result<>)> done)>
        allowRequest;
    std::function<void(const QString &id, Denial denial, std::function<void(Result<>)> done)> denyRequest;
    std::function<void(const QString &subject)> forgive;
    /// Leaves; calls back when all has ended.
    std::function<void(std::function<void()> done)> quit;
    std::function<void()> show;
    /// As RelayController::usageSums(), of UTC days.
    std::function<void(UsageGrouping by, const QDate &since,
                       std::function<void(Result<QList<UsageSum>>)> done)>
        usageSums;
    /// As RelayController::keyReport().
    std::function<KeyReport(const QString &provider, const QString &label)> keyReport;
};

/// Carries out what other starts of the program ask of this one. One file per family of verbs: key_verbs.cpp,
/// provider_verbs.cpp, app_verbs.cpp, fallback_verbs.cpp, request_verbs.cpp, settings_verbs.cpp,
/// usage_verbs.cpp, relay_verbs.cpp. Owned by the Application, lives on the GUI thread.
class Verbs final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const VerbReply &)>;

    explicit Verbs(VerbHands hands, QObject *parent = nullptr);

    /// `done` comes exactly once, at once or later, but not after this object's end.
    void run(const VerbRequest &request, Done done);

private:
    void keysList(const VerbRequest &request, const Done &done);
    void keysSet(const VerbRequest &request, const Done &done);
    void keysTest(const VerbRequest &request, const Done &done);
    void keysRemove(const VerbRequest &request, const Done &done);
    void keysSwitch(const VerbRequest &request, const Done &done);
    void providersList(const VerbRequest &request, const Done &done);
    void providersAdd(const VerbRequest &request, const Done &done);
    void providersRemove(const VerbRequest &request, const Done &done);
    void providersSwitch(const VerbRequest &request, const Done &done);
    void appsList(const VerbRequest &request, const Done &done);
    void appsAdd(const VerbRequest &request, const Done &done);
    void appsAddProgram(const VerbRequest &request, const Done &done);
    void appsRevoke(const VerbRequest &request, const Done &done);
    void appsLimit(const VerbRequest &request, const Done &done);
    void appsKey(const VerbRequest &request, const Done &done);
    void fallbacksList(const VerbRequest &request, const Done &done);
    void fallbacksAdd(const VerbRequest &request, const Done &done);
    void fallbacksRemove(const VerbRequest &request, const Done &done);
    void requestsList(const VerbRequest &request, const Done &done);
    void requestsAllow(const VerbRequest &request, const Done &done);
    void requestsDeny(const VerbRequest &request, const Done &done);
    void requestsForgive(const VerbRequest &request, const Done &done);
    void settingsList(const VerbRequest &request, const Done &done);
    void settingsGet(const VerbRequest &request, const Done &done);
    void settingsSet(const VerbRequest &request, const Done &done);
    void usage(const VerbRequest &request, const Done &done);
    void status(const VerbRequest &request, const Done &done);
    void setPaused(const VerbRequest &request, const Done &done);
    void setLocked(const VerbRequest &request, const Done &done);
    void quit(const VerbRequest &request, const Done &done);
    void show(const VerbRequest &request, const Done &done);

    VerbHands m_hands;
};

} // namespace byok
