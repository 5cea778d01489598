// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/settings_page.h"

namespace byok {

SettingsPage::SettingsPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
{
    setObjectName(QStringLiteral("settingsPage"));
}

} // namespace byok
