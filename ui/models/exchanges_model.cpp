// SPDX-License-Identifier: Apache-2.0
#include "ui/models/exchanges_model.h"

#include "relay/relay_controller.h"
#include "ui/words.h"

#include <QLocale>

#include <algorithm>

namespace byok {

namespace {

qsizetype placeOf(const QList<LiveExchange> &exchanges, const QByteArray &id)
{
    const auto found = std::ranges::find(exchanges, id, &LiveExchange::id);
    return found == exchanges.end() ? -1 : found - exchanges.begin();
}

} // namespace

ExchangesModel::ExchangesModel(RelayController &relay, QObject *parent)
    : QAbstractTableModel(parent)
    , m_relay(relay)
    , m_rows(relay.liveExchanges())
    , m_now(QDateTime::currentDateTimeUtc())
{
    connect(&relay, &RelayController::liveExchangesChanged, this, &ExchangesModel::setExchanges);
}

void ExchangesModel::removeEnded(const QList<LiveExchange> &now)
{
    for (qsizetype row = m_rows.size() - 1; row >= 0; --row) {
        if (placeOf(now, m_rows[row].id) >= 0)
            continue;
        beginRemoveRows({}, int(row), int(row));
        m_rows.removeAt(row);
        endRemoveRows();
    }
}

void ExchangesModel::setExchanges(const QList<LiveExchange> &exchanges)
{
    removeEnded(exchanges);
    for (const LiveExchange &exchange : exchanges) {
        const qsizetype row = placeOf(m_rows, exchange.id);
        if (row < 0) {
            beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
            m_rows.append(exchange);
            endInsertRows();
        } else if (m_rows[row] != exchange) {
            m_rows[row] = exchange;
            emit dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
        }
    }
}

void ExchangesModel::setNow(const QDateTime &now)
{
    m_now = now;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, Age), index(int(m_rows.size()) - 1, Age), {Qt::DisplayRole});
}

QByteArray ExchangesModel::idAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows[row].id : QByteArray();
}

int ExchangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ExchangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ExchangesModel::textOf(const LiveExchange &exchange, Column column) const
{
    switch (column) {
    case App:
        return appName(*m_relay.keeper().current(), exchange.appId);
    case ProviderColumn:
        return providerName(m_relay.catalog(), exchange.provider);
    case Model:
        return exchange.model.isEmpty() ? tr("unknown") : exchange.model;
    case Age:
        return durationText(std::max<qint64>(0, exchange.startedAt.msecsTo(m_now)));
    case Received:
        return bytesText(exchange.bytesDown);
    case Stop:
    case ColumnCount:
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

QString ExchangesModel::tipOf(const LiveExchange &exchange) const
{
    const QLocale locale;
    QStringList lines{
        tr("App: %1").arg(exchange.appId),
        tr("Key: %1").arg(exchange.keyLabel.isEmpty() ? tr("none") : exchange.keyLabel),
        tr("Started: %1").arg(locale.toString(exchange.startedAt.toLocalTime(), QLocale::LongFormat)),
        tr("Sent: %n byte(s)", nullptr, int(std::min<qint64>(exchange.bytesUp, INT_MAX))),
        tr("Received: %n byte(s)", nullptr, int(std::min<qint64>(exchange.bytesDown, INT_MAX))),
        tr("Request id: %1").arg(QString::fromLatin1(exchange.id)),
    };
    for (const EarlierAttempt &attempt : exchange.earlier)
        lines += earlierText(m_relay.catalog(), attempt);
    return lines.join(QLatin1Char('\n'));
}

QVariant ExchangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LiveExchange &exchange = m_rows[index.row()];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(exchange, column);
    case Qt::ToolTipRole:
        return plainTip(tipOf(exchange));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(column == Age || column == Received ? Qt::AlignTrailing | Qt::AlignVCenter
                                                                       : Qt::AlignLeading | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant ExchangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == Age || column == Received ? Qt::AlignTrailing | Qt::AlignVCenter
                                                                       : Qt::AlignLeading | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case App:
        return tr("App");
    case ProviderColumn:
        return tr("Provider");
    case Model:
        return tr("Model");
    case Age:
        return tr("For");
    case Received:
        return tr("Received");
    case Stop:
        return tr("Stop");
    case ColumnCount:
        return {};
    }
    return {};
}

} // namespace byok
