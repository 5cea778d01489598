// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/fallback_list.h"

#include "ui/dialogs/fallback_dialog.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

enum Column { Models, Tries, ColumnCount };

} // namespace

FallbackList::FallbackList(const WindowLinks &links, QString appId, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
    , m_appId(std::move(appId))
    , m_table(new QTableWidget)
    , m_add(new QPushButton(tr("A&dd a rule…")))
    , m_change(new QPushButton(tr("&Change…")))
    , m_remove(new QPushButton(tr("Ta&ke out")))
    , m_up(new QPushButton(tr("Move h&igher")))
    , m_empty(new ToneLabel(Tone::Quiet))
{
    setObjectName(u"fallbackList"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    m_empty->setObjectName(u"fallbackNone"_s);
    m_empty->setText(
        m_appId.isEmpty()
            ? tr("A request that fails is not tried again.")
            : tr("This app has no rule of its own: those for every app, in the settings, hold."));
    column->addWidget(m_empty);
    m_table->setObjectName(u"fallbackRules"_s);
    m_table->setAccessibleName(tr("What is tried if a request fails"));
    m_table->setColumnCount(ColumnCount);
    m_table->setHorizontalHeaderLabels({tr("Requests for"), tr("If they fail, try")});
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(Models, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    dressTable(m_table);
    constexpr int linesShown = 5;
    m_table->setMinimumHeight(linesShown * fontMetrics().height());
    column->addWidget(m_table);
    auto *buttons = new QHBoxLayout;
    m_add->setObjectName(u"fallbackAdd"_s);
    m_change->setObjectName(u"fallbackChange"_s);
    m_remove->setObjectName(u"fallbackRemove"_s);
    m_up->setObjectName(u"fallbackUp"_s);
    for (QPushButton *button : {m_add, m_change, m_up, m_remove}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &FallbackList::refresh);
    connect(m_table, &QTableWidget::activated, this, [this] { open(Edit::Change); });
    connect(m_add, &QPushButton::clicked, this, [this] { open(Edit::Add); });
    connect(m_change, &QPushButton::clicked, this, [this] { open(Edit::Change); });
    connect(m_remove, &QPushButton::clicked, this, &FallbackList::remove);
    connect(m_up, &QPushButton::clicked, this, &FallbackList::moveUp);
    list(0);
}

void FallbackList::setRules(const QList<FallbackRule> &rules)
{
    m_rules = rules;
    list(std::max(0, m_table->currentRow()));
}

QString FallbackList::triesOf(const FallbackRule &rule) const
{
    QStringList tries;
    if (rule.otherKeys == OtherKeys::Yes)
        tries += tr("your other keys");
    for (const FallbackTarget &target : rule.targets)
        tries += tr("%1: %2").arg(providerName(m_links.relay.catalog(), target.provider), target.model);
    return tries.isEmpty() ? tr("nothing") : tries.join(tr(", then "));
}

void FallbackList::list(int current)
{
    const QSignalBlocker quiet(m_table);
    m_table->setRowCount(int(m_rules.size()));
    for (int row = 0; row < m_rules.size(); ++row) {
        const FallbackRule &rule = m_rules[row];
        const QString tries = triesOf(rule);
        m_table->setItem(row, Models,
                         new QTableWidgetItem(rule.model.isEmpty() ? tr("every model") : rule.model));
        auto *what = new QTableWidgetItem(tries);
        what->setToolTip(plainTip(tries));
        m_table->setItem(row, Tries, what);
    }
    if (!m_rules.isEmpty())
        m_table->selectRow(std::min(current, int(m_rules.size()) - 1));
    refresh();
}

void FallbackList::open(Edit edit)
{
    const int row = m_table->currentRow();
    if (edit == Edit::Change && row < 0)
        return;
    const FallbackRule rule = edit == Edit::Change
                                  ? m_rules[row]
                                  : FallbackRule{m_appId, {}, OtherKeys::Yes, {}, PaidTargets::LocalOnly};
    auto *dialog = new FallbackDialog(m_links, rule, this);
    connect(dialog, &FallbackDialog::saved, this,
            [this, edit](const FallbackRule &saved) { keep(edit, saved); });
    dialog->open();
}

/// For each model there is one rule: the newest word counts.
void FallbackList::keep(Edit edit, const FallbackRule &rule)
{
    int row = edit == Edit::Change ? m_table->currentRow() : int(m_rules.size());
    if (edit == Edit::Change && row >= 0)
        m_rules.removeAt(row);
    const auto same = std::ranges::find(m_rules, rule.model, &FallbackRule::model);
    if (same != m_rules.end()) {
        row = int(same - m_rules.begin());
        m_rules.erase(same);
    }
    row = std::clamp(row, 0, int(m_rules.size()));
    m_rules.insert(row, rule);
    list(row);
    emit changed();
}

void FallbackList::remove()
{
    const int row = m_table->currentRow();
    if (row < 0)
        return;
    m_rules.removeAt(row);
    list(row);
    emit changed();
}

void FallbackList::moveUp()
{
    const int row = m_table->currentRow();
    if (row < 1)
        return;
    m_rules.swapItemsAt(row, row - 1);
    list(row - 1);
    emit changed();
}

void FallbackList::refresh()
{
    const int row = m_rules.isEmpty() ? -1 : m_table->currentRow();
    m_empty->setVisible(m_rules.isEmpty());
    m_table->setVisible(!m_rules.isEmpty());
    for (QPushButton *button : {m_change, m_remove}) {
        button->setEnabled(row >= 0);
        button->setVisible(!m_rules.isEmpty());
    }
    m_up->setEnabled(row > 0);
    m_up->setVisible(m_rules.size() > 1);
}

} // namespace byok
