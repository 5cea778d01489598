// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/apps_page.h"

namespace byok {

AppsPage::AppsPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
{
    setObjectName(QStringLiteral("appsPage"));
}

} // namespace byok
