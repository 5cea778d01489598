// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

namespace byok {

/// A page of the window: providers, their keys and their health. Owned by the SettingsWindow, GUI thread.
class KeysPage final : public QWidget
{
    Q_OBJECT

public:
    explicit KeysPage(const WindowLinks &links, QWidget *parent = nullptr);

private:
    WindowLinks m_links;
};

} // namespace byok
