// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/consent_prompter.h"
#include "ui/notices/notice_board.h"
#include "ui/recent_apps.h"
#include "ui/settings_window.h"
#include "ui/tray/tray_icon.h"
#include "ui/window_links.h"

#include <QObject>

#include <memory>

namespace byok {

/// All that a person sees of one running relay: wires tray, window, consent and notices to the relay. Owned
/// by the Application, lives on the GUI thread; the relay outlives it.
class WindowShell final : public QObject
{
    Q_OBJECT

public:
    /// How the program comes up.
    enum class Start {
        Shown,  ///< the window opens (and the wizard, on the first day)
        Hidden, ///< only the tray, if there is one
    };

    /// `notifier` outlives it. `isTrayThere` is asked now and later.
    WindowShell(const WindowLinks &links, Notifier &notifier,
                TrayIcon::IsTrayThere isTrayThere = &QSystemTrayIcon::isSystemTrayAvailable,
                QObject *parent = nullptr);
    ~WindowShell() override;

    void start(Start start);
    /// Brings the window to the front, as the person asked; makes it where there is none.
    void showWindow();
    [[nodiscard]] SettingsWindow *window() const { return m_window.get(); }
    [[nodiscard]] const TrayIcon &tray() const { return m_tray; }
    [[nodiscard]] const ConsentPrompter &prompter() const { return m_prompter; }

signals:
    /// No tray came in time; said once.
    void trayMissing();

private:
    void connectRelay();
    void connectTray();
    void makeWindow();
    void followLanguage();
    [[nodiscard]] QList<QDialog *> openDialogs() const;
    void remakeWindow();
    void closeWindow();
    void configChanged(const std::shared_ptr<const RelayConfig> &config);
    void finished(const ExchangeRecord &record);
    void tellOfLimit(const QString &appId);
    void keyReportChanged(const QString &provider, const QString &label);
    void questionsChanged(const QList<ConsentQuestion> &questions);
    void tellOfPort();
    void noticeChosen(NoticeKind kind);
    void revoke(const QString &appId);
    void setProblem(const QString &sentence);
    void refreshTray();
    void edit(const ConfigEdit &change);

    WindowLinks m_links;
    TrayIcon m_tray;
    NoticeBoard m_notices;
    ConsentPrompter m_prompter;
    RecentApps m_recent;
    std::unique_ptr<SettingsWindow> m_window;
    QString m_problem;
    DesktopChoices m_desktop;
    QString m_spoken; ///< the language in force; another than chosen while a dialog of the window is open
    bool m_trayMissing = false;
};

} // namespace byok
