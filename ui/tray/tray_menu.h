// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tray/tray_view.h"

#include <QMenu>

namespace byok {

/// The tray's menu: shows a TrayView, holds nothing else. Owned by the TrayIcon, GUI thread.
class TrayMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit TrayMenu(QWidget *parent = nullptr);

    void setView(const TrayView &view);
    /// The view in a few words, as in the menu's first line.
    [[nodiscard]] QString statusLine() const;

signals:
    /// The person wants to see this pairing request.
    void questionChosen(const QString &id);
    void openAsked();
    void problemChosen();
    void pauseAsked();
    void resumeAsked();
    void lockAsked();
    void unlockAsked();
    void revokeAsked(const QString &appId);
    void quitAsked();

private:
    void refresh();
    void refreshQuestions();
    void refreshRecent();
    void copyAddress();

    TrayView m_view;
    QAction *m_status;
    QAction *m_problem;
    QAction *m_beforeQuestions; ///< a separator
    QAction *m_open;
    QAction *m_copy;
    QMenu *m_recent;
    QAction *m_pause;
    QAction *m_lock;
    QAction *m_quit;
    QList<QAction *> m_questions;
};

} // namespace byok
