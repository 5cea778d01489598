// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/command_line.h"
#include "app/config_file.h"
#include "app/control_server.h"
#include "app/session_overlay.h"
#include "app/single_instance.h"
#include "app/verbs/verbs.h"
#include "relay/config_keeper.h"
#include "relay/relay_controller.h"

#include <QObject>

#include <functional>
#include <memory>

namespace byok {

class AutoLock;
class Notifier;
class OwnDesktop;
class QuitSignals;
class ScreenLockWatcher;
class WindowShell;

/// The composition root: makes everything of one running relay in order, and takes it down in the opposite
/// one. Made by main() after the QCoreApplication (a QApplication where `desktop` says so), lives on the GUI
/// thread until main ends.
class Application final : public QObject
{
    Q_OBJECT

public:
    enum class Windows { None, Shown };

    Application(StartOptions options, Windows windows);
    ~Application() override;

    /// Starts, prints where it listens, runs the event loop; returns the program's exit code.
    [[nodiscard]] int run();

private:
    /// How far a start came.
    enum class Start { Running, AlreadyRunning };

    [[nodiscard]] Result<Start> start();
    [[nodiscard]] Result<ProviderCatalog> loadCatalog() const;
    void makeStore();
    void makeVerbs();
    void greet();
    void probeStore();
    void showWindows();
    /// Says that an app waits for the person's answer, once for each.
    void tellOfQuestion(const QList<ConsentQuestion> &questions);
    /// Lets streams end, then leaves; `done` is called right before.
    void leave(std::function<void()> done);
    void onSignal();
    void finish();

    StartOptions m_options;
    Windows m_windows;
    QString m_profile;
    SessionOverlay m_session;
    std::unique_ptr<SingleInstance> m_instance;
    std::unique_ptr<SecretStore> m_store;
    std::unique_ptr<ConfigKeeper> m_keeper;
    std::unique_ptr<RelayController> m_controller;
    std::unique_ptr<Verbs> m_verbs;
    std::unique_ptr<ControlServer> m_control;
    std::unique_ptr<QuitSignals> m_signals;
    std::unique_ptr<ScreenLockWatcher> m_lockWatcher;
    std::unique_ptr<AutoLock> m_autoLock;
    std::unique_ptr<OwnDesktop> m_desktop;
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<WindowShell> m_shell;
    QString m_toldOf;                       ///< the id of the question that was told of last
    QList<std::function<void()>> m_leaving; ///< to be told when all has ended
    enum class Life { Up, Leaving, Over } m_life = Life::Up;
};

} // namespace byok
