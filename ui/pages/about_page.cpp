// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/about_page.h"

namespace byok {

AboutPage::AboutPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
{
    setObjectName(QStringLiteral("aboutPage"));
}

} // namespace byok
