// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QTimer>
#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;

namespace byok {

class CopyField;
class ToneLabel;

/// A page of the window: what the relay is doing now. Owned by the SettingsWindow, GUI thread.
class OverviewPage final : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewPage(const WindowLinks &links, QWidget *parent = nullptr);

signals:
    /// The person wants to store a key.
    void keysWanted();
    /// ... to let an app in.
    void appsWanted();

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeState();
    [[nodiscard]] QWidget *makeAddress();
    [[nodiscard]] QWidget *makeFirstSteps();
    [[nodiscard]] QWidget *makeToday();
    void showStatus();
    void showFirstSteps();
    void askForToday();
    void showToday(const Result<QList<UsageSum>> &sums);
    void togglePause();
    void toggleLock();

    WindowLinks m_links;
    QLabel *m_sign;
    QLabel *m_state;
    QLabel *m_meaning;
    ToneLabel *m_refusal;
    QPushButton *m_pause;
    QPushButton *m_lock;
    CopyField *m_address;
    ToneLabel *m_portNote;
    QFrame *m_firstSteps;
    QLabel *m_keyStep;
    QLabel *m_appStep;
    QPushButton *m_addKey;
    QPushButton *m_addApp;
    QLabel *m_requests;
    QLabel *m_errors;
    QLabel *m_bytes;
    ToneLabel *m_todayProblem;
    QTimer m_todaySoon; ///< many requests that end at once are one question to the ledger
};

} // namespace byok
