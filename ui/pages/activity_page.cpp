// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/activity_page.h"

namespace byok {

ActivityPage::ActivityPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
{
    setObjectName(QStringLiteral("activityPage"));
}

} // namespace byok
