// SPDX-License-Identifier: Apache-2.0
#include "ui/tray_icon.h"

#include "ui/relay_icon.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

namespace byok {

TrayIcon::TrayIcon(IsTrayThere isTrayThere, QObject *parent)
    : QObject(parent)
    , m_isTrayThere(std::move(isTrayThere))
    , m_menu(std::make_unique<QMenu>())
    , m_statusLine(m_menu->addAction(QString()))
    , m_copyAddress(m_menu->addAction(tr("&Copy address")))
    , m_pauseOrResume(nullptr)
    , m_quit(nullptr)
{
    m_menu->insertSeparator(m_copyAddress);
    m_pauseOrResume = m_menu->addAction(QString());
    m_menu->addSeparator();
    m_quit = m_menu->addAction(tr("&Quit"));
    m_menu->setObjectName(QStringLiteral("trayMenu"));
    m_statusLine->setObjectName(QStringLiteral("trayStatus"));
    m_statusLine->setEnabled(false); // says, does nothing
    m_copyAddress->setObjectName(QStringLiteral("trayCopyAddress"));
    m_pauseOrResume->setObjectName(QStringLiteral("trayPauseOrResume"));
    m_quit->setObjectName(QStringLiteral("trayQuit"));

    connect(m_copyAddress, &QAction::triggered, this, &TrayIcon::copyAddress);
    connect(m_pauseOrResume, &QAction::triggered, this, &TrayIcon::togglePause);
    connect(m_quit, &QAction::triggered, this, &TrayIcon::quitAsked);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &TrayIcon::look);
    refresh();
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::lookForTray(int tries, int milliseconds)
{
    m_triesLeft = tries;
    m_retry.setInterval(milliseconds);
    look();
}

void TrayIcon::look()
{
    if (m_icon)
        return;
    if (m_isTrayThere()) {
        m_icon = std::make_unique<QSystemTrayIcon>();
        m_icon->setContextMenu(m_menu.get());
        refresh();
        m_icon->show();
        emit shown();
    } else if (m_triesLeft-- > 0) {
        m_retry.start();
    } else {
        emit gaveUp();
    }
}

void TrayIcon::setStatus(const RelayStatus &status)
{
    m_status = status;
    refresh();
}

void TrayIcon::showMessage(const QString &text)
{
    if (m_icon)
        m_icon->showMessage(tr("Byok Relay"), text, m_icon->icon());
}

void TrayIcon::refresh()
{
    QString line;
    switch (m_status.state) {
    case RelayState::Stopped:
        line = tr("Stopped");
        break;
    case RelayState::Running:
        line = tr("Running at %1").arg(m_status.address());
        break;
    case RelayState::Paused:
        line = tr("Paused at %1").arg(m_status.address());
        break;
    case RelayState::Locked:
        line = tr("Locked at %1").arg(m_status.address());
        break;
    case RelayState::Draining:
        line = tr("Leaving; %n request(s) under way", nullptr, m_status.liveExchanges);
        break;
    }
    const bool isUp = m_status.state == RelayState::Running || m_status.state == RelayState::Paused ||
                      m_status.state == RelayState::Locked;
    m_statusLine->setText(line);
    m_copyAddress->setEnabled(isUp);
    m_pauseOrResume->setEnabled(isUp);
    m_pauseOrResume->setText(m_status.state == RelayState::Paused ? tr("&Resume") : tr("&Pause"));
    if (m_icon) {
        m_icon->setIcon(relayIcon(m_status.state));
        m_icon->setToolTip(tr("Byok Relay\n%1").arg(line));
    }
}

void TrayIcon::togglePause()
{
    if (m_status.state == RelayState::Paused)
        emit resumeAsked();
    else
        emit pauseAsked();
}

void TrayIcon::copyAddress()
{
    QGuiApplication::clipboard()->setText(m_status.address());
}

} // namespace byok
