// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_window.h"

#include "ui/desktop_abilities.h"
#include "ui/pages/about_page.h"
#include "ui/pages/activity_page.h"
#include "ui/pages/apps_page.h"
#include "ui/pages/keys_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/settings_page.h"
#include "ui/tray/tray_menu.h"
#include "ui/widgets/message_bar.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QScreen>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace byok {

SettingsWindow::SettingsWindow(const WindowLinks &links, QWidget *parent)
    : QMainWindow(parent)
    , m_waiting(new MessageBar(QStringLiteral("waitingBar"), Tone::Warning))
    , m_problem(new MessageBar(QStringLiteral("problemBar"), Tone::Bad))
    , m_noTray(new MessageBar(QStringLiteral("noTrayBar"), Tone::Quiet))
    , m_list(new QListWidget)
    , m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("settingsWindow"));
    setWindowTitle(tr("Byok Relay"));
    m_list->setObjectName(QStringLiteral("pageList"));
    m_list->setAccessibleName(tr("Pages"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_stack->setObjectName(QStringLiteral("pageStack"));

    auto *centre = new QWidget;
    auto *row = new QHBoxLayout(centre);
    auto *column = new QVBoxLayout;
    row->addWidget(m_list);
    row->addLayout(column, 1);
    column->addWidget(m_waiting);
    column->addWidget(m_problem);
    column->addWidget(m_noTray);
    column->addWidget(m_stack, 1);
    setCentralWidget(centre);

    auto *overview = new OverviewPage(links);
    addPage(Page::Overview, tr("Overview"), overview);
    addPage(Page::Keys, tr("Keys"), new KeysPage(links));
    addPage(Page::Apps, tr("Apps"), new AppsPage(links));
    addPage(Page::Activity, tr("Activity"), new ActivityPage(links));
    auto *settings = new SettingsPage(links);
    addPage(Page::Settings, tr("Settings"), settings);
    addPage(Page::About, tr("About"), new AboutPage(links));
    fitList();
    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(overview, &OverviewPage::keysWanted, this, [this] { showPage(Page::Keys); });
    connect(overview, &OverviewPage::appsWanted, this, [this] { showPage(Page::Apps); });
    connect(settings, &SettingsPage::activityWanted, this, [this] { showPage(Page::Activity); });
    connect(m_waiting, &MessageBar::chosen, this, &SettingsWindow::questionsWanted);
    connect(m_noTray, &MessageBar::chosen, this, [desktop = &links.desktop] { desktop->quit(); });
    showPage(Page::Overview);

    const int letter = fontMetrics().averageCharWidth();
    constexpr int lettersWide = 128;
    constexpr int linesHigh = 40;
    // At 200 % a usual screen has no room for that.
    const QSize room = screen()->availableSize() - QSize(2 * letter, 2 * fontMetrics().height());
    resize(QSize(letter * lettersWide, fontMetrics().height() * linesHigh).boundedTo(room));
}

void SettingsWindow::addPage(Page page, const QString &title, QWidget *widget)
{
    Q_ASSERT(m_stack->count() == int(page));
    m_list->addItem(title);
    m_stack->addWidget(widget);
    // Ctrl+1 is the first page, and so on.
    const auto key = QKeyCombination(Qt::ControlModifier, Qt::Key(Qt::Key_1 + int(page)));
    auto *shortcut = new QShortcut(QKeySequence(key), this);
    connect(shortcut, &QShortcut::activated, this, [this, page] { showPage(page); });
}

/// As wide as its longest word, in any language and at any scale.
void SettingsWindow::fitList()
{
    const int letter = fontMetrics().averageCharWidth();
    for (int i = 0; i < m_list->count(); ++i) {
        const QSize size = m_list->sizeHintForIndex(m_list->model()->index(i, 0));
        m_list->item(i)->setSizeHint({size.width(), fontMetrics().height() * 2});
    }
    m_list->setFixedWidth(m_list->sizeHintForColumn(0) + 4 * letter + 2 * m_list->frameWidth());
}

void SettingsWindow::showPage(Page page)
{
    m_list->setCurrentRow(int(page));
}

SettingsWindow::Page SettingsWindow::page() const
{
    return Page(m_list->currentRow());
}

void SettingsWindow::setTray(Tray tray)
{
    m_noTray->say(tray == Tray::There
                      ? QString()
                      : tr("This desktop has no tray, so closing this window minimises it instead of hiding "
                           "it. The relay runs until you choose Quit."),
                  TrayMenu::tr("&Quit")); // which is in the tray's menu otherwise
}

void SettingsWindow::setWaiting(qsizetype apps)
{
    m_waiting->say(apps == 0 ? QString() : tr("%n app(s) ask to use your keys.", nullptr, int(apps)),
                   tr("&Look at it"));
}

void SettingsWindow::setProblem(const QString &sentence)
{
    m_problem->say(sentence);
}

void SettingsWindow::closeEvent(QCloseEvent *event)
{
    event->ignore();
    emit closeAsked();
}

} // namespace byok
