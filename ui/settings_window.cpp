// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_window.h"

#include "ui/pages/about_page.h"
#include "ui/pages/activity_page.h"
#include "ui/pages/apps_page.h"
#include "ui/pages/keys_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/settings_page.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QStackedWidget>

namespace byok {

SettingsWindow::SettingsWindow(const WindowLinks &links, QWidget *parent)
    : QMainWindow(parent)
    , m_list(new QListWidget)
    , m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("settingsWindow"));
    setWindowTitle(tr("Byok Relay"));
    m_list->setObjectName(QStringLiteral("pageList"));
    m_list->setAccessibleName(tr("Pages"));
    m_stack->setObjectName(QStringLiteral("pageStack"));
    auto *centre = new QWidget;
    auto *row = new QHBoxLayout(centre);
    row->addWidget(m_list);
    row->addWidget(m_stack, 1);
    setCentralWidget(centre);
    addPage(Page::Overview, tr("Overview"), new OverviewPage(links));
    addPage(Page::Keys, tr("Keys"), new KeysPage(links));
    addPage(Page::Apps, tr("Apps"), new AppsPage(links));
    addPage(Page::Activity, tr("Activity"), new ActivityPage(links));
    addPage(Page::Settings, tr("Settings"), new SettingsPage(links));
    addPage(Page::About, tr("About"), new AboutPage(links));
    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    showPage(Page::Overview);
}

void SettingsWindow::addPage(Page page, const QString &title, QWidget *widget)
{
    Q_ASSERT(m_stack->count() == int(page));
    m_list->addItem(title);
    m_stack->addWidget(widget);
}

void SettingsWindow::showPage(Page page)
{
    m_list->setCurrentRow(int(page));
}

SettingsWindow::Page SettingsWindow::page() const
{
    return Page(m_list->currentRow());
}

} // namespace byok
