// SPDX-License-Identifier: Apache-2.0
#include "app/application.h"

#include "app/auto_lock.h"
#include "app/console.h"
#include "app/control_client.h"
#include "app/keychain_secret_store.h"
#include "app/notifiers.h"
#include "app/own_desktop.h"
#include "app/profile.h"
#include "app/quit_signals.h"
#include "app/screen_lock_watcher.h"
#include "app/verbs/print.h"
#include "relay/key_binding.h"
#include "relay/keys/memory_secret_store.h"
#include "ui/window_shell.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// More than any list of providers is.
constexpr qint64 mostProvidersBytes = 4 * 1024 * 1024;

} // namespace

Application::Application(StartOptions options, Windows windows)
    : m_options(std::move(options))
    , m_windows(windows)
    , m_profile(profilePath(m_options.profile.isEmpty() ? defaultProfileFolder() : m_options.profile))
    , m_session(m_options, QDateTime::currentDateTimeUtc())
{
}

Application::~Application()
{
    // Against the order of making: whoever asks goes before whoever answers.
    m_signals.reset();
    m_control.reset();
    m_verbs.reset();
    m_shell.reset();
    m_notifier.reset();
    m_desktop.reset();
    m_autoLock.reset();
    m_lockWatcher.reset();
    m_controller.reset();
    m_keeper.reset();
    m_store.reset();
    m_instance.reset();
}

int Application::run()
{
    const Result<Start> started = start();
    if (!started) {
        complain(started.error().sentence);
        return 1;
    }
    if (started.value() == Start::AlreadyRunning)
        return 0;
    greet();
    probeStore();
    if (m_windows == Windows::Shown)
        showWindows();
    return QCoreApplication::exec();
}

Result<Application::Start> Application::start()
{
    for (const QString &note : std::as_const(m_options.notes))
        say(note);
    if (const Result<> prepared = prepareProfile(m_profile); !prepared)
        return prepared.error();

    m_instance = std::make_unique<SingleInstance>(m_profile);
    const Result<SingleInstance::Claim> claim = m_instance->claim();
    if (!claim)
        return claim.error();
    if (claim.value() == SingleInstance::Claim::Second) {
        VerbRequest show;
        show.verb = Verb::Show;
        const Result<VerbReply> reply = askRunningRelay(controlSocketPath(m_profile), show);
        if (!reply) {
            return Failure{
                u"Byok Relay is already running with the profile %1, but does not answer: %2"_s.arg(
                    m_profile, reply.error().sentence)};
        }
        print(reply.value());
        return Start::AlreadyRunning;
    }
    // From here on, so that a signal during the start is not lost and one after it is a drain.
    m_signals = std::make_unique<QuitSignals>();
    connect(m_signals.get(), &QuitSignals::arrived, this, &Application::onSignal);

    const ConfigFile file(m_profile);
    Result<RelayConfig> config = file.load();
    if (!config)
        return config.error();
    Result<ProviderCatalog> catalog = loadCatalog();
    if (!catalog)
        return catalog.error();

    makeStore();
    const RelayConfig session = m_session.laidOver(withKeysBound(config.value(), ProviderCatalog::builtIn()));
    m_keeper = std::make_unique<ConfigKeeper>(
        session,
        [this, file, written = std::move(config).value()](const RelayConfig &current) mutable -> Result<> {
            const RelayConfig lasting = m_session.withoutSession(current);
            if (lasting == written)
                return Nothing{}; // the change was the session's alone
            if (Result<> saved = file.save(lasting); !saved)
                return saved;
            written = lasting;
            return Nothing{};
        });
    m_controller = std::make_unique<RelayController>(*m_store, *m_keeper, std::move(catalog).value(),
                                                     RelayPaths{usagePath(m_profile)}, m_options.policy);
    makeVerbs();
    m_control =
        std::make_unique<ControlServer>([this](const VerbRequest &request, ControlServer::Reply reply) {
            if (m_life == Life::Over) // what verbs work on has gone, or goes now
                reply(VerbReply::refused(u"Byok Relay is leaving."_s));
            else
                m_verbs->run(request, std::move(reply));
        });
    if (const Result<> listening = m_control->listen(controlSocketPath(m_profile)); !listening)
        return listening.error();

    const quint16 port = m_options.port.value_or(session.port);
    const Result<> listening =
        m_controller->start(port, m_options.port ? RelayController::PortChoice::OnlyThis
                                                 : RelayController::PortChoice::AsConfigured);
    if (!listening)
        return listening.error();
    connect(m_controller.get(), &RelayController::stopped, this, &Application::finish);
    connect(m_controller.get(), &RelayController::questionsChanged, this, &Application::tellOfQuestion);
    m_lockWatcher = makeScreenLockWatcher();
    m_autoLock = std::make_unique<AutoLock>(*m_controller, *m_lockWatcher);
    return Start::Running;
}

Result<ProviderCatalog> Application::loadCatalog() const
{
    ProviderCatalog catalog = ProviderCatalog::builtIn();
    if (m_options.providersFile.isEmpty())
        return catalog;
    QFile file(m_options.providersFile);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{
            u"The providers file %1 could not be read: %2."_s.arg(file.fileName(), file.errorString())};
    if (file.size() > mostProvidersBytes)
        return Failure{
            u"The providers file %1 is larger than 4 MiB; is it the right one?"_s.arg(file.fileName())};
    return catalog.overlaid(file.readAll(), m_options.providersFile);
}

void Application::makeStore()
{
    if (m_options.vault == Vault::Memory)
        m_store = std::make_unique<MemorySecretStore>();
    else
        m_store = std::make_unique<KeychainSecretStore>();
}

void Application::makeVerbs()
{
    m_verbs = std::make_unique<Verbs>(VerbHands{
        *m_keeper,
        *m_store,
        m_controller->custodian(),
        m_controller->catalog(),
        m_session,
        [this] { return m_controller->status(); },
        [this](const QString &account, const QString &provider, std::function<void(Result<QString>)> done) {
            m_controller->testKey(account, provider, std::move(done));
        },
        [this](std::function<void()> done) { m_controller->lock(std::move(done)); },
        [this](std::function<void()> done) { m_controller->unlock(std::move(done)); },
        [this] { return m_controller->questions(); },
        [this](const QString &id, const Grant &grant, std::function<void(Result<>)> done) {
            m_controller->allowRequest(id, grant, std::move(done));
        },
        [this](const QString &id, Denial denial, std::function<void(Result<>)> done) {
            m_controller->denyRequest(id, denial, std::move(done));
        },
        [this](const QString &subject) { m_controller->forgive(subject); },
        [this](std::function<void()> done) { leave(std::move(done)); },
        [this] {
            if (m_shell)
                m_shell->showWindow();
        },
        [this](UsageGrouping by, const QDate &since, std::function<void(Result<QList<UsageSum>>)> done) {
            m_controller->usageSums(by, {since, QTimeZone::UTC}, std::move(done));
        },
        [this](const QString &provider, const QString &label) {
            return m_controller->keyReport(provider, label);
        },
    });
}

void Application::greet()
{
    const RelayStatus status = m_controller->status();
    if (status.wantedPort != 0 && status.port != status.wantedPort)
        say(u"Port %1 is taken by another program, so port %2 is used."_s.arg(status.wantedPort)
                .arg(status.port));
    say(u"Byok Relay listens at %1"_s.arg(status.address()));
    say(u"Try it: open that address in a browser; the page streams from the built-in echo, no key needed."_s);
    if (m_keeper->current()->paused)
        say(u"It is paused, as it was left; go on with: %1 resume"_s.arg(ownCommand(m_options.profile)));
}

void Application::probeStore()
{
    m_store->probe([this](const Result<Nothing, SecretError> &answer) {
        if (m_life != Life::Up)
            return;
        const QString command = ownCommand(m_options.profile);
        if (answer) {
            say(u"Keys are kept in: %1"_s.arg(m_store->description()));
        } else if (answer.error().fault == SecretFault::Locked) {
            say(u"The keychain is locked, so no key can be read or stored. Unlock it; this relay "
                u"then goes on by itself."_s);
        } else {
            say(answer.error().sentence);
            say(u"Without a keychain no key can be stored. To keep keys in memory until the relay ends, stop "
                u"it and type: "
                "%1 --vault memory%2"_s.arg(command,
                                            m_options.face == Face::Headless ? u" --headless"_s : QString()));
            return;
        }
        if (m_keeper->current()->keys.isEmpty())
            say(u"Next, in another terminal: %1 keys set openai   (or anthropic, google, …)"_s.arg(command));
        else if (m_keeper->current()->apps.isEmpty())
            say(u"Next, in another terminal: %1 apps add https://the-app.example"_s.arg(command));
        else
            say(u"See what it does: %1 status"_s.arg(command));
    });
}

void Application::showWindows()
{
    QStringList arguments;
    if (!m_options.profile.isEmpty())
        arguments = {u"--profile"_s, m_profile};
    m_desktop = std::make_unique<OwnDesktop>(
        OwnDesktop::Links{*m_controller, m_profile, arguments, [this] { leave([] {}); }});
    m_notifier = makeNotifier();
    m_shell = std::make_unique<WindowShell>(WindowLinks{*m_controller, *m_desktop}, *m_notifier);
    connect(m_shell.get(), &WindowShell::trayMissing, this, [this] {
        say(u"This desktop has no tray, so the window stays in the task bar. From a terminal: %1 status"_s
                .arg(ownCommand(m_options.profile)));
    });
    const bool hidden = m_options.face == Face::Hidden || m_keeper->current()->desktop.startHidden;
    m_shell->start(hidden ? WindowShell::Start::Hidden : WindowShell::Start::Shown);
}

void Application::tellOfQuestion(const QList<ConsentQuestion> &questions)
{
    const auto asking = std::ranges::find(questions, ConsentState::Asking, &ConsentQuestion::state);
    if (asking == questions.end() || asking->request.id == m_toldOf)
        return;
    const ConsentRequest &request = asking->request;
    m_toldOf = request.id;
    const QString what = request.claim.providers.isEmpty()
                             ? u"your AI keys"_s
                             : u"your keys for "_s + providersOf(request.claim.providers);
    const QString who =
        request.kind == AppKind::Origin
            ? request.displayName()
            : u"The program %1 (process %2)"_s.arg(request.displayName()).arg(request.program.processId);
    say(u"%1 asks to use %2. It calls itself \"%3\"."_s.arg(
        who, what, request.claim.name.isEmpty() ? request.claim.appId : request.claim.name));
    for (const OriginNote &note : request.notes)
        say(u"Look twice: %1"_s.arg(note.sentence));
    const QString command = ownCommand(m_options.profile);
    say(u"Answer, in another terminal: %1 requests allow %2   or: %1 requests deny %2"_s.arg(command,
                                                                                             request.id));
}

void Application::leave(std::function<void()> done)
{
    m_leaving += std::move(done);
    if (std::exchange(m_life, Life::Leaving) == Life::Up)
        m_controller->drain(m_keeper->current()->settings.drainSeconds);
}

void Application::onSignal()
{
    if (m_life == Life::Up) {
        const int live = m_controller->status().liveExchanges;
        if (live > 0) {
            say(u"Leaving when %1 running stream(s) have ended, at the latest in %2 s; once more leaves at once."_s
                    .arg(live)
                    .arg(m_keeper->current()->settings.drainSeconds));
        }
        leave([] {});
    } else {
        finish();
    }
}

void Application::finish()
{
    if (std::exchange(m_life, Life::Over) == Life::Over)
        return;
    m_shell.reset();
    m_autoLock.reset();
    // A start that follows on our answer finds the profile free.
    m_controller.reset();
    m_instance->release();
    for (const auto &done : std::exchange(m_leaving, {}))
        done();
    QCoreApplication::quit();
}

} // namespace byok
