// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/activity_page.h"

#include "ui/widgets/day_chart.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/row_menu.h"
#include "ui/widgets/tone_label.h"
#include "ui/words.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHash>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableView>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <limits>

namespace byok {

namespace {

constexpr int daysInChart = 30;

} // namespace

ActivityPage::ActivityPage(const WindowLinks &links, QWidget *parent)
    : QWidget(parent)
    , m_links(links)
    , m_model(links.relay)
    , m_chart(new DayChart)
    , m_table(new QTableView)
    , m_nothing(new ToneLabel(Tone::Quiet))
    , m_problem(new ToneLabel(Tone::Bad))
{
    setObjectName(QStringLiteral("activityPage"));
    m_nothing->setObjectName(QStringLiteral("activityNothing"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_problem->setObjectName(QStringLiteral("activityProblem"));
    m_problem->hide();
    auto *column = new QVBoxLayout(this);
    column->addWidget(makeFilters());
    column->addWidget(m_chart);
    column->addWidget(m_problem);
    column->addWidget(m_nothing, 1);
    column->addWidget(m_table, 1);
    column->addWidget(makeFooter());
    makeTable();

    m_searchSoon.setSingleShot(true);
    m_searchSoon.setInterval(std::chrono::milliseconds(200));
    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(std::chrono::seconds(1));
    connect(&m_searchSoon, &QTimer::timeout, this, &ActivityPage::applyFilter);
    connect(&m_refreshSoon, &QTimer::timeout, this, &ActivityPage::refresh);
    connect(m_search, &QLineEdit::textChanged, &m_searchSoon, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, &ActivityPage::applyFilter);
    for (QComboBox *box : {m_app, m_provider, m_status})
        connect(box, &QComboBox::currentIndexChanged, this, &ActivityPage::applyFilter);
    connect(m_chart, &DayChart::dayPicked, this, &ActivityPage::applyFilter);
    connect(m_all, &QPushButton::clicked, this, &ActivityPage::clearFilter);
    connect(&m_model, &ActivityModel::loaded, this, &ActivityPage::showCount);
    connect(&m_model, &ActivityModel::failed, this, &ActivityPage::showFailure);
    connect(&links.relay, &RelayController::exchangeFinished, this, [this] {
        if (isVisible() && !m_refreshSoon.isActive())
            m_refreshSoon.start();
    });
    showDays({});
    showCount();
}

QWidget *ActivityPage::makeFilters()
{
    constexpr int lettersInBox = 12;
    auto *box = new QWidget;
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setAccessibleName(tr("Search the activity"));
    m_search->setPlaceholderText(tr("Search app, provider, model, key or status"));
    m_search->setClearButtonEnabled(true);
    m_all = new QPushButton(tr("Show &all"));
    m_all->setObjectName(QStringLiteral("showAll"));
    m_all->setAccessibleDescription(tr("Ends the search and every filter"));
    const auto addBox = [&](QGridLayout *grid, int place, const QString &name, const QString &label) {
        auto *combo = new QComboBox;
        combo->setObjectName(name);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(lettersInBox);
        auto *caption = new QLabel(label);
        caption->setBuddy(combo);
        grid->addWidget(caption, 1, place);
        grid->addWidget(combo, 2, place);
        grid->setColumnStretch(place, 1);
        return combo;
    };
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins({});
    grid->setVerticalSpacing(2);
    auto *first = new QHBoxLayout;
    first->addWidget(m_search, 1);
    first->addWidget(m_all);
    grid->addLayout(first, 0, 0, 1, 3);
    m_app = addBox(grid, 0, QStringLiteral("appFilter"), tr("A&pp:"));
    m_provider = addBox(grid, 1, QStringLiteral("providerFilter"), tr("P&rovider:"));
    m_status = addBox(grid, 2, QStringLiteral("statusFilter"), tr("&Status:"));
    m_app->addItem(tr("Every app"), QString());
    m_provider->addItem(tr("Every provider"), QString());
    m_status->addItem(tr("Every status"), int(StatusClass::Any));
    m_status->addItem(tr("Answered (200 to 399)"), int(StatusClass::Success));
    m_status->addItem(tr("Refused (400 to 499)"), int(StatusClass::ClientError));
    m_status->addItem(tr("Broken (500 to 599)"), int(StatusClass::ServerError));
    m_status->addItem(tr("None: the app left"), int(StatusClass::None));
    return box;
}

QWidget *ActivityPage::makeFooter()
{
    auto *box = new QWidget;
    m_count = makeText({});
    m_count->setObjectName(QStringLiteral("activityCount"));
    m_exportNote = new ToneLabel(Tone::Quiet);
    m_exportNote->setObjectName(QStringLiteral("exportNote"));
    m_exportNote->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_exportNote->hide();
    m_export = new QPushButton(tr("&Export"));
    m_export->setObjectName(QStringLiteral("export"));
    auto *menu = new QMenu(m_export);
    menu->setObjectName(QStringLiteral("exportMenu"));
    QAction *csv = menu->addAction(tr("As &CSV, for spreadsheets…"));
    csv->setObjectName(QStringLiteral("exportCsv"));
    QAction *json = menu->addAction(tr("As &JSON, for programs…"));
    json->setObjectName(QStringLiteral("exportJson"));
    m_export->setMenu(menu);
    connect(csv, &QAction::triggered, this, [this] { chooseFile(ExportForm::Csv); });
    connect(json, &QAction::triggered, this, [this] { chooseFile(ExportForm::Json); });
    auto *words = new QVBoxLayout;
    words->addWidget(m_count);
    words->addWidget(m_exportNote);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    row->addLayout(words, 1);
    row->addWidget(m_export, 0, Qt::AlignTop);
    return box;
}

void ActivityPage::makeTable()
{
    constexpr int letters[ActivityModel::ColumnCount] = {20, 28, 14, 22, 12, 16, 8,
                                                         20, 11, 11, 10, 12, 12, 14};
    m_table->setObjectName(QStringLiteral("activityTable"));
    m_table->setAccessibleName(tr("Requests"));
    dressTable(m_table);
    m_table->setTextElideMode(Qt::ElideLeft); // the end of an origin tells whose it is
    m_table->setModel(&m_model);
    // Rows of one height and columns of a width of their own: nothing has to be measured while it scrolls.
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    QHeaderView *header = m_table->horizontalHeader();
    for (int column = 0; column < ActivityModel::ColumnCount; ++column)
        header->resizeSection(column, fontMetrics().averageCharWidth() * letters[column]);
    header->setSectionsMovable(true);
    // How it ended is seen without scrolling; details come after.
    header->moveSection(header->visualIndex(ActivityModel::Status), ActivityModel::Key);
    header->moveSection(header->visualIndex(ActivityModel::Outcome), ActivityModel::Way);
    header->setSortIndicator(ActivityModel::Time, Qt::DescendingOrder);
    m_table->setSortingEnabled(true);
    auto *copy = new QAction(tr("&Copy the selected rows"), m_table);
    copy->setObjectName(QStringLiteral("copyRows"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_table->addAction(copy);
    new RowMenu(m_table);
    connect(copy, &QAction::triggered, this, [this] {
        QModelIndexList selected = m_table->selectionModel()->selectedRows();
        std::ranges::sort(selected, {}, &QModelIndex::row); // as they stand, not as they were chosen
        QList<UsageRow> rows;
        for (const QModelIndex &index : std::as_const(selected)) {
            if (const UsageRow *row = m_model.rowAt(index.row()))
                rows.append(*row);
        }
        QGuiApplication::clipboard()->setText(QString::fromUtf8(exportUsage(rows, ExportForm::Csv)));
    });
}

bool ActivityPage::isFiltered() const
{
    const UsageFilter &filter = m_model.filter();
    return !filter.search.isEmpty() || !filter.app.isEmpty() || !filter.provider.isEmpty() ||
           filter.status != StatusClass::Any || filter.day.isValid();
}

void ActivityPage::applyFilter()
{
    m_searchSoon.stop();
    UsageFilter filter = m_model.filter(); // with its order
    filter.search = m_search->text().trimmed();
    filter.app = m_app->currentData().toString();
    filter.provider = m_provider->currentData().toString();
    filter.status = static_cast<StatusClass>(m_status->currentData().toInt());
    filter.day = m_chart->picked();
    filter.zone = QTimeZone::LocalTime;
    m_model.setFilter(filter);
    m_all->setEnabled(isFiltered());
}

void ActivityPage::clearFilter()
{
    for (QComboBox *box : {m_app, m_provider, m_status}) {
        const QSignalBlocker quiet(box);
        box->setCurrentIndex(0);
    }
    m_search->clear();
    m_chart->setPicked({});
    applyFilter();
}

void ActivityPage::refresh()
{
    m_model.reload();
    askForDays();
    askForNames(UsageGrouping::App);
    askForNames(UsageGrouping::Provider);
}

void ActivityPage::askForDays()
{
    m_links.relay.usageSums(UsageGrouping::Day,
                            {QDate::currentDate().addDays(1 - daysInChart), QTimeZone::LocalTime},
                            [self = QPointer(this)](const Result<QList<UsageSum>> &sums) {
                                if (self && sums)
                                    self->showDays(sums.value());
                            });
}

void ActivityPage::showDays(const QList<UsageSum> &sums)
{
    QHash<QString, const UsageSum *> byDay;
    for (const UsageSum &sum : sums)
        byDay.insert(sum.key, &sum);
    QList<DayFigures> days;
    const QDate last = QDate::currentDate();
    for (QDate day = last.addDays(1 - daysInChart); day <= last; day = day.addDays(1)) {
        const UsageSum *sum = byDay.value(day.toString(Qt::ISODate));
        days.append(sum ? DayFigures{day, sum->requests, sum->errors} : DayFigures{day});
    }
    m_chart->setDays(days);
}

void ActivityPage::askForNames(UsageGrouping by)
{
    QComboBox *box = by == UsageGrouping::App ? m_app : m_provider;
    m_links.relay.usageSums(by, {}, [self = QPointer(this), box, by](const Result<QList<UsageSum>> &sums) {
        if (self && sums)
            self->showNames(box, by, sums.value());
    });
}

/// Whoever is in the ledger can be chosen; what is chosen stays so.
void ActivityPage::showNames(QComboBox *box, UsageGrouping by, const QList<UsageSum> &sums)
{
    for (const UsageSum &sum : sums) {
        if (sum.key.isEmpty() || box->findData(sum.key) >= 0)
            continue;
        const QString name = by == UsageGrouping::App ? appName(*m_links.relay.keeper().current(), sum.key)
                                                      : providerName(m_links.relay.catalog(), sum.key);
        box->addItem(name, sum.key);
        box->setItemData(box->count() - 1, plainTip(sum.key), Qt::ToolTipRole);
    }
}

void ActivityPage::showCount()
{
    const int count = m_model.rowCount();
    m_problem->say({});
    m_table->setVisible(count > 0);
    m_nothing->setVisible(count == 0);
    m_nothing->setText(isFiltered() ? tr("No request fits. “Show all” ends the search and the filters.")
                                    : tr("Nothing has been relayed yet. What your apps ask appears here: "
                                         "when, whom, how it ended – never what was asked or answered."));
    m_count->setText(count == 0 ? QString()
                     : m_model.isComplete()
                         ? tr("%n request(s)", nullptr, count)
                         : tr("The first %n request(s); scroll on for more", nullptr, count));
    m_export->setEnabled(count > 0);
    m_all->setEnabled(isFiltered());
}

void ActivityPage::showFailure(const QString &sentence)
{
    m_problem->say(sentence);
}

void ActivityPage::chooseFile(ExportForm form)
{
    auto *dialog = new QFileDialog(this, tr("Export activity"),
                                   QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    switch (form) {
    case ExportForm::Csv:
        dialog->setNameFilter(tr("CSV files (*.csv)"));
        dialog->setDefaultSuffix(QStringLiteral("csv"));
        dialog->selectFile(QStringLiteral("byok-relay-activity.csv"));
        break;
    case ExportForm::Json:
        dialog->setNameFilter(tr("JSON files (*.json)"));
        dialog->setDefaultSuffix(QStringLiteral("json"));
        dialog->selectFile(QStringLiteral("byok-relay-activity.json"));
        break;
    }
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, form](const QString &path) { exportTo(path, form); });
    dialog->open();
}

void ActivityPage::exportTo(const QString &path, ExportForm form)
{
    UsageFilter filter = m_model.filter();
    filter.offset = 0;
    filter.limit = std::numeric_limits<int>::max();
    m_export->setEnabled(false);
    m_exportNote->setTone(Tone::Quiet);
    m_exportNote->say(tr("Exporting…"));
    m_links.relay.usageRows(filter, [self = QPointer(this), path, form](const Result<QList<UsageRow>> &rows) {
        if (self)
            self->write(path, form, rows);
    });
}

/// On a thread of its own: a year's rows, or a slow disk, would hold up the windows.
void ActivityPage::write(const QString &path, ExportForm form, const Result<QList<UsageRow>> &rows)
{
    if (!rows) {
        exported(path, rows.error());
        return;
    }
    QThreadPool::globalInstance()->start([self = QPointer(this), path, form, rows = rows.value()] {
        const Result<> written = writeWholeFile(path, exportUsage(rows, form));
        // The pointer is looked at on its own thread only.
        QMetaObject::invokeMethod(QCoreApplication::instance(), [self, path, written] {
            if (self)
                self->exported(path, written);
        });
    });
}

void ActivityPage::exported(const QString &path, const Result<> &outcome)
{
    m_export->setEnabled(true);
    m_exportNote->setTone(outcome ? Tone::Good : Tone::Bad);
    m_exportNote->say(outcome ? tr("Exported to %1.").arg(QDir::toNativeSeparators(path))
                              : outcome.error().sentence);
}

void ActivityPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

} // namespace byok
