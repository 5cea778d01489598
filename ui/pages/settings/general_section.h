// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace byok {

class ToneLabel;

/// Where the relay listens, when it starts, how its windows look. Owned by the SettingsPage, GUI thread.
class GeneralSection final : public QWidget
{
    Q_OBJECT

public:
    explicit GeneralSection(const WindowLinks &links, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showConfig();
    void showAutostart();
    void movePort();
    void switchAutostart();
    void changeDesktop();

    WindowLinks m_links;
    QLineEdit *m_port;
    ToneLabel *m_portProblem;
    QCheckBox *m_autostart;
    ToneLabel *m_autostartProblem;
    QCheckBox *m_startHidden;
    QComboBox *m_theme;
    QComboBox *m_language;
    ToneLabel *m_desktopProblem;
    bool m_moving = false; ///< a port was asked for and the answer has not come
};

} // namespace byok
