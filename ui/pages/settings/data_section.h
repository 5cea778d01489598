// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

class QPushButton;

namespace byok {

class ToneLabel;

/// What is kept, where, for how long, and how to be rid of it. Owned by the SettingsPage, GUI thread.
class DataSection final : public QWidget
{
    Q_OBJECT

public:
    explicit DataSection(const WindowLinks &links, QWidget *parent = nullptr);

signals:
    /// The person wants the activity, to export it.
    void activityWanted();

private:
    void askToErase();
    void erase();
    void openFolder();

    WindowLinks m_links;
    QPushButton *m_erase;
    ToneLabel *m_eraseNote;
    ToneLabel *m_folderProblem;
};

} // namespace byok
