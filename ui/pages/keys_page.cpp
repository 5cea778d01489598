// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/keys_page.h"

namespace byok {

KeysPage::KeysPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
{
    setObjectName(QStringLiteral("keysPage"));
}

} // namespace byok
