// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/apps_page.h"

#include "relay/access/app_edits.h"
#include "ui/dialogs/add_app_dialog.h"
#include "ui/dialogs/edit_app_dialog.h"
#include "ui/dialogs/token_dialog.h"
#include "ui/models/apps_model.h"
#include "ui/widgets/fold.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/row_menu.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr std::chrono::seconds agesGoOutOfDate{30};
constexpr int tableLines = 9;
constexpr int refusedLines = 6;

/// A DenialEntry's subject, for people.
QString refusedName(const QString &subject)
{
    constexpr QLatin1StringView program = "program:"_L1;
    if (!subject.startsWith(program))
        return subject;
    const QString rest = subject.sliced(program.size());
    const qsizetype at = rest.lastIndexOf(u'@');
    return AppsPage::tr("Program %1, user %2").arg(rest.left(at), rest.mid(at + 1));
}

} // namespace

AppsPage::AppsPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
    , m_model(new AppsModel(links, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_search(new QLineEdit)
    , m_table(new QTableView)
    , m_empty(new QWidget)
    , m_buttons(new QWidget)
    , m_problem(new ToneLabel(Tone::Bad))
    , m_refused(new QListWidget)
    , m_forgive(new QPushButton(tr("Let it ask a&gain")))
{
    setObjectName(u"appsPage"_s);
    QVBoxLayout *column = addPageBody(this);
    addTopRow(column);
    addTable(column);
    addEmptyState(column);
    addButtons(column);
    m_problem->setObjectName(u"appsProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    column->addWidget(m_problem);
    addRefused(column);

    m_ages.setInterval(agesGoOutOfDate);
    connect(&m_ages, &QTimer::timeout, m_model, &AppsModel::refreshTimes);
    connect(m_model, &AppsModel::rowsInserted, this, &AppsPage::refresh);
    connect(m_model, &AppsModel::rowsRemoved, this, &AppsPage::refresh);
    connect(m_model, &AppsModel::dataChanged, this, &AppsPage::refresh);
    connect(&m_links.relay.keeper(), &ConfigKeeper::changed, this, &AppsPage::listRefused);
    listRefused();
    refresh();
}

void AppsPage::addTopRow(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    m_search->setObjectName(u"appsSearch"_s);
    m_search->setAccessibleName(tr("Search the apps"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    auto *origin = new QPushButton(tr("Allow a &web app…"));
    origin->setObjectName(u"appsAddOrigin"_s);
    auto *program = new QPushButton(tr("Add a &program…"));
    program->setObjectName(u"appsAddProgram"_s);
    row->addWidget(m_search, 1);
    row->addWidget(origin);
    row->addWidget(program);
    column->addLayout(row);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_sorted->setFilterFixedString(text);
        refresh();
    });
    connect(origin, &QPushButton::clicked, this, [this] { addApp(AppKind::Origin); });
    connect(program, &QPushButton::clicked, this, [this] { addApp(AppKind::Program); });
}

void AppsPage::addTable(QVBoxLayout *column)
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(AppsModel::SortRole);
    m_sorted->setFilterRole(AppsModel::SearchRole);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setSortLocaleAware(true);
    m_table->setObjectName(u"appsTable"_s);
    m_table->setAccessibleName(tr("Apps that may use the relay"));
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(AppsModel::App, Qt::AscendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle); // both ends of an origin tell
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(AppsModel::App, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(AppsModel::MayUse, QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(6 * fontMetrics().averageCharWidth());
    m_table->setMinimumHeight(tableLines * fontMetrics().height());
    new RowMenu(m_table);
    column->addWidget(m_table, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AppsPage::refresh);
    connect(m_table, &QTableView::activated, this, &AppsPage::editChosen);
}

void AppsPage::addEmptyState(QVBoxLayout *column)
{
    m_empty->setObjectName(u"appsEmpty"_s);
    auto *inner = new QVBoxLayout(m_empty);
    inner->setContentsMargins({});
    inner->addWidget(makeHeading(tr("No app may use your keys yet")));
    inner->addWidget(makeText(tr("Open a web app that works with Byok Relay and let it connect: it asks, and "
                                 "you decide here on this computer. Or allow one before it asks.")));
    auto *add = new QPushButton(tr("Allow a web app…"));
    add->setObjectName(u"appsEmptyAdd"_s);
    inner->addWidget(add, 0, Qt::AlignLeading);
    inner->addStretch(1);
    column->addWidget(m_empty, 1);
    connect(add, &QPushButton::clicked, this, [this] { addApp(AppKind::Origin); });
}

QAction *AppsPage::addAction(QHBoxLayout *row, const QString &objectName, const QString &text)
{
    auto *action = new QAction(text, this);
    action->setObjectName(objectName + u"Action"_s);
    m_table->addAction(action);
    auto *button = new QPushButton(text);
    button->setObjectName(objectName);
    row->addWidget(button);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, [action, button] {
        button->setText(action->text());
        button->setEnabled(action->isEnabled());
    });
    return action;
}

void AppsPage::addButtons(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins({});
    m_edit = addAction(row, u"appsEdit"_s, tr("&Edit…"));
    m_pause = addAction(row, u"appsPause"_s, tr("Pa&use"));
    row->addStretch(1);
    m_revoke = addAction(row, u"appsRevoke"_s, tr("&Revoke…"));
    m_revoke->setShortcut(QKeySequence::Delete);
    m_revoke->setShortcutContext(Qt::WidgetShortcut);
    m_forget = addAction(row, u"appsForget"_s, tr("&Forget…"));
    m_forget->setToolTip(tr("Revokes it, and forgets its limits and that you ever refused it"));
    column->addWidget(m_buttons);
    connect(m_edit, &QAction::triggered, this, &AppsPage::editChosen);
    connect(m_pause, &QAction::triggered, this, &AppsPage::pauseChosen);
    connect(m_revoke, &QAction::triggered, this, [this] { askToRemove(Removal::Revoke); });
    connect(m_forget, &QAction::triggered, this, [this] { askToRemove(Removal::Forget); });
}

void AppsPage::addRefused(QVBoxLayout *column)
{
    auto *box = new QWidget;
    auto *inner = new QVBoxLayout(box);
    inner->addWidget(makeText(tr("These may not ask, because you said so or because you denied them several "
                                 "times.")));
    m_refused->setObjectName(u"appsRefused"_s);
    m_refused->setAccessibleName(tr("Apps that may not ask"));
    m_refused->setTextElideMode(Qt::ElideMiddle);
    m_refused->setFixedHeight(refusedLines * fontMetrics().height());
    m_forgive->setObjectName(u"appsForgive"_s);
    inner->addWidget(m_refused);
    inner->addWidget(m_forgive, 0, Qt::AlignLeading);
    m_refusedFold = new Fold(u"appsRefusedFold"_s, {}, box);
    column->addWidget(m_refusedFold);
    connect(m_refused, &QListWidget::itemSelectionChanged, this,
            [this] { m_forgive->setEnabled(!m_refused->selectedItems().isEmpty()); });
    connect(m_forgive, &QPushButton::clicked, this, &AppsPage::forgive);
}

void AppsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->refreshUsage();
    m_model->refreshTimes();
    m_ages.start();
}

void AppsPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_ages.stop();
}

const AppEntry *AppsPage::chosen() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return nullptr;
    const int row = m_model->rowOf(rows.first().data(AppsModel::IdRole).toString());
    return row < 0 ? nullptr : &m_model->app(row);
}

void AppsPage::choose(const QString &appId)
{
    const int row = m_model->rowOf(appId);
    if (row < 0)
        return;
    const QModelIndex index = m_sorted->mapFromSource(m_model->index(row, 0));
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
}

void AppsPage::refresh()
{
    const bool any = m_model->rowCount() > 0;
    m_empty->setVisible(!any);
    m_table->setVisible(any);
    m_buttons->setVisible(any);
    m_search->setEnabled(any);
    const AppEntry *app = chosen();
    for (QAction *action : {m_edit, m_pause, m_revoke, m_forget})
        action->setEnabled(app);
    m_pause->setText(app && app->paused ? tr("Res&ume") : tr("Pa&use"));
}

void AppsPage::listRefused()
{
    const QLocale locale;
    const QList<DenialEntry> denials = m_links.relay.keeper().current()->denials;
    m_refused->clear();
    for (const DenialEntry &denial : denials) {
        const QString name = refusedName(denial.subject);
        const QString text =
            denial.silentUntil.isValid()
                ? tr("%1 (until %2)")
                      .arg(name, locale.toString(denial.silentUntil.toLocalTime(), QLocale::ShortFormat))
                : tr("%1 (never)").arg(name);
        auto *item = new QListWidgetItem(text, m_refused);
        item->setData(Qt::UserRole, denial.subject);
        item->setToolTip(name.toHtmlEscaped());
    }
    m_refusedFold->setHeading(tr("%n app(s) may not ask", nullptr, int(denials.size())));
    m_refusedFold->setVisible(!denials.isEmpty());
    m_forgive->setEnabled(false);
}

void AppsPage::addApp(AppKind kind)
{
    auto *dialog = new AddAppDialog(m_links, kind, this);
    connect(dialog, &AddAppDialog::added, this, &AppsPage::choose);
    connect(dialog, &AddAppDialog::tokenMade, this, &AppsPage::showToken);
    dialog->open();
}

void AppsPage::showToken(const QString &name, const Secret &token)
{
    auto *dialog = new TokenDialog(name, token, m_links.relay.status().address(), &m_clipboard, this);
    dialog->open();
}

void AppsPage::editChosen()
{
    if (const AppEntry *app = chosen())
        (new EditAppDialog(m_links, *app, this))->open();
}

void AppsPage::pauseChosen()
{
    const AppEntry *app = chosen();
    if (!app)
        return;
    const Result<> applied =
        m_links.relay.keeper().apply(pauseApp(app->id, app->paused ? AppPause::Resumed : AppPause::Paused));
    m_problem->say(applied ? QString() : applied.error().sentence);
}

void AppsPage::askToRemove(Removal removal)
{
    const AppEntry *app = chosen();
    if (!app)
        return;
    const QString name = appName(*m_links.relay.keeper().current(), app->id);
    auto *box = new QMessageBox(this);
    box->setObjectName(u"appsRemoveQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(removal == Removal::Revoke ? tr("Revoke an app") : tr("Forget an app"));
    box->setTextFormat(Qt::PlainText); // a program's name is its own
    box->setText(removal == Removal::Revoke ? tr("Revoke %1?").arg(name) : tr("Forget %1?").arg(name));
    const QString revoked = tr("It can no longer use your keys, what it is doing now ends at once, and the "
                               "keys that it stored for itself are removed. It may ask again.");
    const QString forgotten =
        tr("It can no longer use your keys, what it is doing now ends at once, and the "
           "keys that it stored for itself are removed. The limits you gave it and your "
           "refusals are forgotten too. It may ask again.");
    box->setInformativeText(removal == Removal::Revoke ? revoked : forgotten);
    QPushButton *yes = box->addButton(removal == Removal::Revoke ? tr("&Revoke") : tr("&Forget"),
                                      QMessageBox::DestructiveRole);
    yes->setObjectName(u"appsRemoveYes"_s);
    QPushButton *no = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    connect(yes, &QPushButton::clicked, this, [this, id = app->id, removal] { remove(id, removal); });
    box->open();
}

void AppsPage::remove(const QString &appId, Removal removal)
{
    // By the custodian, since the keys that the app stored leave the keychain with it.
    m_links.relay.custodian().unlist(removal == Removal::Revoke ? revokeApp(appId) : forgetApp(appId),
                                     [self = QPointer(this)](const Result<UnlistedKeys> &outcome) {
                                         if (!self)
                                             return;
                                         if (!outcome)
                                             self->m_problem->say(outcome.error().sentence);
                                         else if (outcome.value().leftBehind)
                                             self->m_problem->say(outcome.value().leftBehind->sentence);
                                         else
                                             self->m_problem->say({});
                                     });
    if (removal == Removal::Forget)
        m_links.relay.forgive(appId);
}

void AppsPage::forgive()
{
    for (const QListWidgetItem *item : m_refused->selectedItems())
        m_links.relay.forgive(item->data(Qt::UserRole).toString());
}

} // namespace byok
