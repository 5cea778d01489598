// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/live_exchanges.h"

#include "relay/relay_controller.h"
#include "ui/widgets/page_parts.h"
#include "ui/widgets/row_menu.h"
#include "ui/widgets/tone_label.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QPersistentModelIndex>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace byok {

LiveExchanges::LiveExchanges(RelayController &relay, QWidget *parent)
    : QWidget(parent)
    , m_relay(relay)
    , m_model(relay)
    , m_table(new QTableView)
    , m_nothing(new ToneLabel(Tone::Quiet,
                              tr("Nothing is under way. Requests of your apps appear here while they run.")))
{
    const QPushButton model(tr("Stop"));
    m_table->setObjectName(QStringLiteral("liveExchanges"));
    m_table->setAccessibleName(tr("Requests under way"));
    dressTable(m_table);
    m_table->setTextElideMode(Qt::ElideLeft); // the end of an origin tells whose it is
    m_table->setModel(&m_model);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(model.sizeHint().height());
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ExchangesModel::App, QHeaderView::Stretch);
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 8);
    header->setMaximumSectionSize(fontMetrics().averageCharWidth() * 22); // an app chooses a model's name
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setObjectName(QStringLiteral("liveNothing"));

    auto *stop = new QAction(tr("&Stop the request"), m_table);
    stop->setObjectName(QStringLiteral("stopExchange"));
    stop->setShortcut(QKeySequence::Delete);
    stop->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_table->addAction(stop);
    new RowMenu(m_table);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_nothing);
    column->addWidget(m_table);

    m_clock.setInterval(std::chrono::seconds(1));
    connect(&m_clock, &QTimer::timeout, this, &LiveExchanges::tick);
    connect(stop, &QAction::triggered, this, &LiveExchanges::stopSelected);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { addStopButtons(first, last); });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &LiveExchanges::refresh);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &LiveExchanges::refresh);
    addStopButtons(0, m_model.rowCount() - 1);
    refresh();
}

void LiveExchanges::addStopButtons(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QPersistentModelIndex place(m_model.index(row, ExchangesModel::Stop));
        auto *button = new QPushButton(tr("Stop"));
        button->setObjectName(QStringLiteral("stop_") + QString::fromLatin1(m_model.idAt(row)));
        button->setAccessibleName(
            tr("Stop the request of %1").arg(m_model.index(row, ExchangesModel::App).data().toString()));
        connect(button, &QPushButton::clicked, this,
                [this, place] { m_relay.stopExchange(m_model.idAt(place.row())); });
        m_table->setIndexWidget(place, button);
    }
}

void LiveExchanges::stopSelected()
{
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows())
        m_relay.stopExchange(m_model.idAt(row.row()));
}

void LiveExchanges::refresh()
{
    const bool some = m_model.rowCount() > 0;
    // As high as its rows, up to a point: it stands in a page that scrolls itself.
    constexpr int mostRowsInSight = 8;
    const int rows = std::min(m_model.rowCount(), mostRowsInSight);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            rows * m_table->verticalHeader()->defaultSectionSize() +
                            2 * m_table->frameWidth());
    m_table->setVisible(some);
    m_nothing->setVisible(!some);
    if (!some || !isVisible()) {
        m_clock.stop();
    } else if (!m_clock.isActive()) {
        tick();
        m_clock.start();
    }
}

void LiveExchanges::tick()
{
    m_model.setNow(QDateTime::currentDateTimeUtc());
}

void LiveExchanges::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void LiveExchanges::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    refresh();
}

} // namespace byok
