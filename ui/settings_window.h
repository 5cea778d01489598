// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QMainWindow>

class QListWidget;
class QStackedWidget;

namespace byok {

class MessageBar;

/// The program's one window: a list of pages at its side, what needs the person above, and the page. It
/// does not close by itself: whoever owns it decides whether it hides or is minimised. Owned by the
/// WindowShell, GUI thread.
class SettingsWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// In the order of the list.
    enum class Page { Overview, Keys, Apps, Activity, Settings, About };
    /// Whether there is a tray to bring the window back.
    enum class Tray { There, Missing };

    explicit SettingsWindow(const WindowLinks &links, QWidget *parent = nullptr);

    void showPage(Page page);
    [[nodiscard]] Page page() const;
    void setTray(Tray tray);
    /// How many apps wait for an answer.
    void setWaiting(qsizetype apps);
    /// A sentence; empty: nothing is wrong.
    void setProblem(const QString &sentence);

signals:
    /// The person closed the window.
    void closeAsked();
    /// The person wants to see what apps ask.
    void questionsWanted();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void addPage(Page page, const QString &title, QWidget *widget);
    void fitList();

    MessageBar *m_waiting;
    MessageBar *m_problem;
    MessageBar *m_noTray;
    QListWidget *m_list;
    QStackedWidget *m_stack;
};

} // namespace byok
