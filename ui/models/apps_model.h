// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"
#include "ui/window_links.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QHash>

#include <optional>

namespace byok {

/// The approved apps, one a row, in the config's order: what each may do, what it has done and what it does
/// now. Follows config, exchanges and ledger by itself, changing only the rows that change. Owned by its
/// page, GUI thread.
class AppsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { App, State, MayUse, LastUse, Requests, Live, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole, ///< the app's id
        SortRole,              ///< what a column is sorted by
        SearchRole,            ///< all that a search looks through
    };

    explicit AppsModel(const WindowLinks &links, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    /// Asks the ledger what each app has done; what ends later is counted from the relay's own reports.
    void refreshUsage();
    /// Ages and ends are words that go out of date: says that they are to be read again.
    void refreshTimes();
    /// -1: there is no such app.
    [[nodiscard]] int rowOf(const QString &appId) const;
    [[nodiscard]] const AppEntry &app(int row) const { return m_apps.at(row); }

private:
    /// What an app has done, as far as is known.
    struct Use
    {
        std::optional<qint64> requests; ///< absent: the ledger has not answered
        QDateTime last;                 ///< UTC; invalid: never, as far as is known
        int live = 0;
    };

    void follow(const RelayConfig &config);
    void finished(const ExchangeRecord &record);
    void followLive(const QList<LiveExchange> &exchanges);
    void changed(const QString &appId, Column first, Column last);
    [[nodiscard]] QString shown(const AppEntry &app, Column column) const;
    [[nodiscard]] QString stateOf(const AppEntry &app) const;
    [[nodiscard]] QVariant sortKey(const AppEntry &app, Column column) const;
    [[nodiscard]] QString detailsOf(const AppEntry &app) const;

    WindowLinks m_links;
    QList<AppEntry> m_apps;
    QHash<QString, Use> m_use; ///< by app id
};

} // namespace byok
