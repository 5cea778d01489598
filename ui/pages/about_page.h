// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window_links.h"

#include <QWidget>

namespace byok {

/// A page of the window: version, licences, diagnostics. Owned by the SettingsWindow, GUI thread.
class AboutPage final : public QWidget
{
    Q_OBJECT

public:
    explicit AboutPage(const WindowLinks &links, QWidget *parent = nullptr);

private:
    WindowLinks m_links;
};

} // namespace byok
