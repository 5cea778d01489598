// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/live_exchange.h"

#include <QAbstractTableModel>

namespace byok {

class RelayController;

/// The relayed requests that are under way, oldest first. Follows the relay: a request keeps its row until it
/// ends. Owned by its page, GUI thread; the controller outlives it.
class ExchangesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { App, ProviderColumn, Model, Age, Received, Stop, ColumnCount };

    explicit ExchangesModel(RelayController &relay, QObject *parent = nullptr);

    /// What is under way now.
    void setExchanges(const QList<LiveExchange> &exchanges);
    /// The moment that ages are counted to, UTC.
    void setNow(const QDateTime &now);
    /// The id that stopExchange() takes; empty where there is no such row.
    [[nodiscard]] QByteArray idAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    void removeEnded(const QList<LiveExchange> &now);
    [[nodiscard]] QString textOf(const LiveExchange &exchange, Column column) const;
    [[nodiscard]] QString tipOf(const LiveExchange &exchange) const;

    RelayController &m_relay;
    QList<LiveExchange> m_rows;
    QDateTime m_now;
};

} // namespace byok
