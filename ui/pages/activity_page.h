// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

namespace byok {

/// A page of the window: what was done: the ledger. Owned by the SettingsWindow, GUI thread.
class ActivityPage final : public QWidget
{
    Q_OBJECT

public:
    explicit ActivityPage(const WindowLinks &links, QWidget *parent = nullptr);

private:
    WindowLinks m_links;
};

} // namespace byok
