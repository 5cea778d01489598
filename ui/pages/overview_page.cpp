// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/overview_page.h"

namespace byok {

OverviewPage::OverviewPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
{
    setObjectName(QStringLiteral("overviewPage"));
}

} // namespace byok
