// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

namespace byok {

/// A page of the window: who may use the relay, and what each may do. Owned by the SettingsWindow, GUI
/// thread.
class AppsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit AppsPage(const WindowLinks &links, QWidget *parent = nullptr);

private:
    WindowLinks m_links;
};

} // namespace byok
