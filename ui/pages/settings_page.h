// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

namespace byok {

/// A page of the window: what a person may adjust, in sections. Every change is in force at once. Owned by
/// the SettingsWindow, GUI thread.
class SettingsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsPage(const WindowLinks &links, QWidget *parent = nullptr);

signals:
    /// The person wants the activity, to export it.
    void activityWanted();
};

} // namespace byok
