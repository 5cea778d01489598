// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

namespace byok {

/// A page of the window: what the relay is doing now. Owned by the SettingsWindow, GUI thread.
class OverviewPage final : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewPage(const WindowLinks &links, QWidget *parent = nullptr);

private:
    WindowLinks m_links;
};

} // namespace byok
