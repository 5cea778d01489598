// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

class QCheckBox;
class QSpinBox;

namespace byok {

class ToneLabel;

/// Who learns that the relay is there, and when keys leave the memory. Owned by the SettingsPage, GUI thread.
class PrivacySection final : public QWidget
{
    Q_OBJECT

public:
    explicit PrivacySection(const WindowLinks &links, QWidget *parent = nullptr);

private:
    void showConfig();
    void switchDiscoverable();
    void changeDesktop();

    WindowLinks m_links;
    QCheckBox *m_discoverable;
    ToneLabel *m_discoverableProblem;
    QCheckBox *m_lockWithScreen;
    QSpinBox *m_idleMinutes;
    ToneLabel *m_desktopProblem;
};

} // namespace byok
