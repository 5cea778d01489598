// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_controller.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

#include <functional>
#include <memory>

class QAction;

namespace byok {

/// The tray's icon and menu: a projection of the relay's status, it holds none of its own. The icon itself is
/// made when a tray is there, since one made before stays invisible on some desktops. Owned by the
/// Application, lives on the GUI thread.
class TrayIcon final : public QObject
{
    Q_OBJECT

public:
    using IsTrayThere = std::function<bool()>;

    explicit TrayIcon(IsTrayThere isTrayThere = &QSystemTrayIcon::isSystemTrayAvailable,
                      QObject *parent = nullptr);
    ~TrayIcon() override;

    /// Shows the icon, now or when a tray has come: it is looked for every `milliseconds`, `tries` times.
    /// Then shown() or gaveUp(), once; possibly before this returns.
    void lookForTray(int tries = 5, int milliseconds = 5000);
    [[nodiscard]] bool isShown() const { return m_icon != nullptr; }

    void setStatus(const RelayStatus &status);
    /// A balloon where the desktop has such; nothing while the icon is not shown.
    void showMessage(const QString &text);
    /// For tests and for windows that show the same menu.
    [[nodiscard]] QMenu *menu() const { return m_menu.get(); }

signals:
    void pauseAsked();
    void resumeAsked();
    void quitAsked();
    void shown();
    void gaveUp();

private:
    void look();
    void refresh();
    void togglePause();
    void copyAddress();

    IsTrayThere m_isTrayThere;
    RelayStatus m_status;
    std::unique_ptr<QMenu> m_menu;
    QAction *m_statusLine;
    QAction *m_copyAddress;
    QAction *m_pauseOrResume;
    QAction *m_quit;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QTimer m_retry;
    int m_triesLeft = 0;
};

} // namespace byok
