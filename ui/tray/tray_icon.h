// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tray/tray_menu.h"

#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

#include <functional>
#include <memory>

namespace byok {

/// The relay's sign in the tray with its menu. The tray may come after the program (a panel that starts
/// later) or never (GNOME without an extension): it is looked for often at first, then every half minute.
/// Owned by the WindowShell, lives on the GUI thread.
class TrayIcon final : public QObject
{
    Q_OBJECT

public:
    using IsTrayThere = std::function<bool()>;

    explicit TrayIcon(IsTrayThere isTrayThere = &QSystemTrayIcon::isSystemTrayAvailable,
                      QObject *parent = nullptr);
    ~TrayIcon() override;

    /// Looks for a tray now, `tries` times more after every `milliseconds`, then each `later`.
    void lookForTray(int tries = 5, int milliseconds = 5000,
                     std::chrono::milliseconds later = std::chrono::seconds(30));
    void setView(const TrayView &view);
    /// A message from the sign, where the desktop shows such; nothing where there is no tray.
    void showMessage(const QString &title, const QString &text);

    [[nodiscard]] bool isShown() const { return m_icon != nullptr; }
    [[nodiscard]] TrayMenu *menu() const { return m_menu.get(); }

signals:
    void shown();
    /// No tray came within the first tries; one that comes later is found all the same.
    void gaveUp();
    /// The person clicked the sign itself.
    void clicked();
    void messageClicked();

private:
    void look();
    void refresh();

    IsTrayThere m_isTrayThere;
    std::unique_ptr<TrayMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QTimer m_retry;
    int m_triesLeft = 0;
    std::chrono::milliseconds m_later{};
    TraySign m_sign = TraySign::Stopped;
};

} // namespace byok
