// SPDX-License-Identifier: Apache-2.0
#include "ui/window_shell.h"

#include "relay/access/app_edits.h"
#include "relay/access/relay_edits.h"
#include "relay/steady_clock.h"
#include "ui/desktop_abilities.h"
#include "ui/dialogs/first_run_wizard.h"
#include "ui/languages.h"
#include "ui/theme.h"
#include "ui/tray/relay_icon.h"
#include "ui/words.h"

#include <QApplication>
#include <QDialog>

#include <algorithm>

namespace byok {

namespace {

constexpr int tooManyRequests = 429;

} // namespace

WindowShell::WindowShell(const WindowLinks &links, Notifier &notifier, TrayIcon::IsTrayThere isTrayThere,
                         QObject *parent)
    : QObject(parent)
    , m_links(links)
    , m_tray(std::move(isTrayThere))
    , m_notices(notifier, steadyMilliseconds)
    , m_prompter(links)
    , m_desktop(links.relay.keeper().current()->desktop)
    , m_spoken(m_desktop.language)
{
    QApplication::setWindowIcon(relayIcon(TraySign::Running));
    speak(*qApp, m_spoken);
    applyTheme(*qApp, m_desktop.theme);
    connect(&notifier, &Notifier::chosen, this, &WindowShell::noticeChosen);
    connect(&notifier, &Notifier::notShown, this,
            [this](const Notice &notice) { m_tray.showMessage(notice.title, notice.text); });
    connectRelay();
    connectTray();
    refreshTray();
}

WindowShell::~WindowShell() = default;

void WindowShell::start(Start start)
{
    m_tray.lookForTray();
    tellOfPort();
    if (start == Start::Hidden)
        return;
    showWindow();
    const auto config = m_links.relay.keeper().current();
    if (!config->desktop.welcomed && config->keys.isEmpty())
        (new FirstRunWizard(m_links, m_window.get()))->open();
}

void WindowShell::connectRelay()
{
    RelayController &relay = m_links.relay;
    connect(&relay, &RelayController::statusChanged, this, &WindowShell::refreshTray);
    connect(&relay, &RelayController::questionsChanged, this, &WindowShell::questionsChanged);
    connect(&relay, &RelayController::liveExchangesChanged, this,
            [this](const QList<LiveExchange> &exchanges) {
                for (const LiveExchange &exchange : exchanges)
                    m_recent.used(exchange.appId, exchange.startedAt);
            });
    connect(&relay, &RelayController::exchangeFinished, this, &WindowShell::finished);
    connect(&relay, &RelayController::limitReached, this, &WindowShell::tellOfLimit);
    connect(&relay, &RelayController::keyReportChanged, this, &WindowShell::keyReportChanged);
    connect(&relay, &RelayController::keychainFailed, this, [this](SecretFault, const QString &sentence) {
        m_notices.tell(NoticeKind::KeychainFailed, QString(), sentence);
        setProblem(sentence);
    });
    connect(&relay, &RelayController::usageProblem, this, [this](const QString &sentence) {
        m_notices.tell(NoticeKind::LedgerProblem, QString(), sentence);
        setProblem(sentence);
    });
    connect(&relay.keeper(), &ConfigKeeper::changed, this, &WindowShell::configChanged);
}

void WindowShell::connectTray()
{
    TrayMenu *menu = m_tray.menu();
    connect(menu, &TrayMenu::questionChosen, &m_prompter, &ConsentPrompter::showQuestion);
    connect(menu, &TrayMenu::openAsked, this, &WindowShell::showWindow);
    connect(menu, &TrayMenu::problemChosen, this, &WindowShell::showWindow);
    connect(menu, &TrayMenu::pauseAsked, this, [this] { edit(pauseRelay(RelayPause::Paused)); });
    connect(menu, &TrayMenu::resumeAsked, this, [this] { edit(pauseRelay(RelayPause::Resumed)); });
    connect(menu, &TrayMenu::lockAsked, this, [this] { m_links.relay.lock([] {}); });
    connect(menu, &TrayMenu::unlockAsked, this, [this] { m_links.relay.unlock([] {}); });
    connect(menu, &TrayMenu::revokeAsked, this, &WindowShell::revoke);
    connect(menu, &TrayMenu::quitAsked, this, [this] { m_links.desktop.quit(); });
    connect(&m_tray, &TrayIcon::clicked, this, [this] {
        if (m_links.relay.questions().isEmpty())
            showWindow();
        else
            m_prompter.showNext();
    });
    connect(&m_tray, &TrayIcon::messageClicked, this, &WindowShell::showWindow);
    connect(&m_tray, &TrayIcon::shown, this, [this] {
        m_trayMissing = false;
        if (m_window)
            m_window->setTray(SettingsWindow::Tray::There);
    });
    connect(&m_tray, &TrayIcon::gaveUp, this, [this] {
        m_trayMissing = true;
        // There is no other way to reach it.
        if (!m_window)
            makeWindow();
        m_window->setTray(SettingsWindow::Tray::Missing);
        if (!m_window->isVisible())
            m_window->showMinimized();
        emit trayMissing();
    });
}

void WindowShell::makeWindow()
{
    m_window = std::make_unique<SettingsWindow>(m_links);
    connect(m_window.get(), &SettingsWindow::closeAsked, this, &WindowShell::closeWindow);
    connect(m_window.get(), &SettingsWindow::questionsWanted, &m_prompter, &ConsentPrompter::showNext);
    m_window->setTray(m_trayMissing ? SettingsWindow::Tray::Missing : SettingsWindow::Tray::There);
    m_window->setWaiting(m_links.relay.questions().size());
    m_window->setProblem(m_problem);
}

void WindowShell::showWindow()
{
    if (!m_window)
        makeWindow();
    if (m_window->isMinimized())
        m_window->showNormal();
    else
        m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

/// In another language: everything is built anew, at the same place.
void WindowShell::remakeWindow()
{
    if (!m_window)
        return;
    const SettingsWindow::Page page = m_window->page();
    const QByteArray geometry = m_window->saveGeometry();
    const bool visible = m_window->isVisible();
    m_window.release()->deleteLater(); // the change may have come out of one of its own widgets
    makeWindow();
    m_window->restoreGeometry(geometry);
    m_window->showPage(page);
    if (visible)
        m_window->show();
}

void WindowShell::closeWindow()
{
    if (!m_tray.isShown()) {
        m_window->showMinimized();
        return;
    }
    m_window->hide();
    if (m_links.relay.keeper().current()->desktop.toldOfHiding)
        return;
    m_notices.tell(NoticeKind::StillRunning, QString(),
                   tr("The window is closed and the relay goes on. Open it again, or quit, from the tray."));
    edit([](RelayConfig &config) -> Result<> {
        config.desktop.toldOfHiding = true;
        return Nothing{};
    });
}

void WindowShell::configChanged(const std::shared_ptr<const RelayConfig> &config)
{
    const DesktopChoices before = std::exchange(m_desktop, config->desktop);
    if (before.theme != m_desktop.theme)
        applyTheme(*qApp, m_desktop.theme);
    followLanguage();
    refreshTray();
}

/// What is in a dialog of the window would go with the window: the language waits until it is closed.
void WindowShell::followLanguage()
{
    if (m_spoken == m_desktop.language)
        return;
    const QList<QDialog *> open = openDialogs();
    for (const QDialog *dialog : open) {
        // It may open another one as its last act.
        connect(dialog, &QObject::destroyed, this, &WindowShell::followLanguage,
                Qt::ConnectionType(Qt::QueuedConnection | Qt::UniqueConnection));
    }
    if (!open.isEmpty())
        return;
    m_spoken = m_desktop.language;
    speak(*qApp, m_spoken);
    remakeWindow();
    refreshTray();
}

/// Those of the window, by whichever page they were opened. Each deletes itself when it is closed.
QList<QDialog *> WindowShell::openDialogs() const
{
    return m_window ? m_window->findChildren<QDialog *>() : QList<QDialog *>();
}

void WindowShell::finished(const ExchangeRecord &record)
{
    if (!record.appId.isEmpty())
        m_recent.used(record.appId, record.startedAt);
    if (record.outcome == ExchangeOutcome::Refused && record.status == tooManyRequests)
        tellOfLimit(record.appId);
    if (record.outcome == ExchangeOutcome::Completed && !record.keyLabel.isEmpty()) {
        // A key came out of the keychain, so it is there again.
        m_notices.settleAll(NoticeKind::KeychainFailed);
        setProblem({});
    }
    refreshTray();
}

void WindowShell::tellOfLimit(const QString &appId)
{
    const QString name = appName(*m_links.relay.keeper().current(), appId);
    m_notices.tell(
        NoticeKind::LimitReached, name,
        tr("%1 has reached one of its limits and was refused. You can change them under Apps.").arg(name));
}

void WindowShell::keyReportChanged(const QString &provider, const QString &label)
{
    const QString subject = providerName(m_links.relay.catalog(), provider);
    const KeyReport report = m_links.relay.keyReport(provider, label);
    // What an earlier run learnt is on the page of the keys; it is no news at every start.
    if (report.at.isValid() && report.at < m_links.relay.status().startedAt)
        return;
    switch (report.health) {
    case KeyHealth::Refused:
        m_notices.tell(
            NoticeKind::KeyRefused, subject,
            tr("%1 does not take your key “%2” any more. Replace it under Keys.").arg(subject, label));
        break;
    case KeyHealth::Quota:
        m_notices.tell(NoticeKind::KeyRefused, subject,
                       tr("%1 says that the allowance of your key “%2” is used up.").arg(subject, label));
        break;
    case KeyHealth::Works:
    case KeyHealth::Untested:
        m_notices.settle(NoticeKind::KeyRefused, subject);
        break;
    case KeyHealth::Unclear:
        break;
    }
}

void WindowShell::questionsChanged(const QList<ConsentQuestion> &questions)
{
    if (m_window)
        m_window->setWaiting(questions.size());
    for (const ConsentQuestion &question : questions) {
        const QString name = shortName(question.request.displayName());
        m_notices.tell(NoticeKind::RequestWaiting, name,
                       tr("%1 asks to use your AI keys. Nothing is allowed until you say so.").arg(name));
    }
    if (questions.isEmpty())
        m_notices.settleAll(NoticeKind::RequestWaiting);
    refreshTray();
}

void WindowShell::tellOfPort()
{
    const RelayStatus status = m_links.relay.status();
    if (status.wantedPort == 0 || status.port == status.wantedPort)
        return;
    m_notices.tell(NoticeKind::PortChanged, QString::number(status.port),
                   tr("Port %1 is taken by another program, so the address is now %2.")
                       .arg(status.wantedPort)
                       .arg(status.address()));
}

void WindowShell::noticeChosen(NoticeKind kind)
{
    if (kind == NoticeKind::RequestWaiting) {
        m_prompter.showNext();
        return;
    }
    showWindow();
    switch (kind) {
    case NoticeKind::KeyRefused:
    case NoticeKind::KeychainFailed:
        m_window->showPage(SettingsWindow::Page::Keys);
        break;
    case NoticeKind::LimitReached:
        m_window->showPage(SettingsWindow::Page::Apps);
        break;
    case NoticeKind::LedgerProblem:
        m_window->showPage(SettingsWindow::Page::Activity);
        break;
    case NoticeKind::RequestWaiting:
    case NoticeKind::PortChanged:
    case NoticeKind::StillRunning:
        m_window->showPage(SettingsWindow::Page::Overview);
        break;
    }
}

void WindowShell::revoke(const QString &appId)
{
    m_links.relay.custodian().unlist(revokeApp(appId), [this](const Result<UnlistedKeys> &done) {
        if (!done)
            setProblem(done.error().sentence);
    });
}

void WindowShell::setProblem(const QString &sentence)
{
    m_problem = sentence;
    if (m_window)
        m_window->setProblem(m_problem);
    refreshTray();
}

void WindowShell::refreshTray()
{
    TrayView view;
    view.status = m_links.relay.status();
    view.questions = m_links.relay.questions();
    view.recent = m_recent.of(*m_links.relay.keeper().current());
    view.problem = m_problem;
    m_tray.setView(view);
}

void WindowShell::edit(const ConfigEdit &change)
{
    if (const Result<> applied = m_links.relay.keeper().apply(change); !applied)
        setProblem(applied.error().sentence);
}

} // namespace byok
