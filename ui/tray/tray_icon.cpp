// SPDX-License-Identifier: Apache-2.0
#include "ui/tray/tray_icon.h"

#include "ui/tray/relay_icon.h"

namespace byok {

TrayIcon::TrayIcon(IsTrayThere isTrayThere, QObject *parent)
    : QObject(parent)
    , m_isTrayThere(std::move(isTrayThere))
    , m_menu(std::make_unique<TrayMenu>())
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &TrayIcon::look);
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::lookForTray(int tries, int milliseconds, std::chrono::milliseconds later)
{
    m_triesLeft = tries;
    m_later = later;
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
        connect(m_icon.get(), &QSystemTrayIcon::activated, this,
                [this](QSystemTrayIcon::ActivationReason reason) {
                    if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                        emit clicked();
                });
        connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &TrayIcon::messageClicked);
        refresh();
        m_icon->show();
        emit shown();
        return;
    }
    if (m_triesLeft-- == 0) {
        m_retry.setInterval(m_later);
        emit gaveUp();
    }
    m_retry.start();
}

void TrayIcon::setView(const TrayView &view)
{
    m_sign = traySign(view);
    m_menu->setView(view);
    refresh();
}

void TrayIcon::showMessage(const QString &title, const QString &text)
{
    if (m_icon)
        m_icon->showMessage(title, text, m_icon->icon());
}

void TrayIcon::refresh()
{
    if (!m_icon)
        return;
    m_icon->setIcon(relayIcon(m_sign, systemIconStyle()));
    m_icon->setToolTip(tr("Byok Relay\n%1").arg(m_menu->statusLine()));
}

} // namespace byok
