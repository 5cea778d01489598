// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"
#include "relay/usage/usage_query.h"
#include "relay/usage/usage_row.h"

#include <QAbstractTableModel>

namespace byok {

class RelayController;

/// The ledger's rows as a filter and an order say, read piece by piece as a view scrolls: SQLite searches and
/// sorts on the ledger's thread, this only shows what has come. Owned by its page, GUI thread; the controller
/// outlives it.
class ActivityModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Time,
        App,
        ProviderColumn,
        Model,
        Key,
        Way,
        Status,
        Outcome,
        Sent,
        Received,
        Duration,
        TokensIn,
        TokensOut,
        Cost,
        ColumnCount
    };
    /// How many rows are asked for at a time.
    static constexpr int pageRows = 200;

    explicit ActivityModel(RelayController &relay, QObject *parent = nullptr);

    /// Shows what `filter` finds instead; its limit and offset do not count.
    void setFilter(const UsageFilter &filter);
    [[nodiscard]] const UsageFilter &filter() const { return m_filter; }
    /// Asks again: rows that have come meanwhile join the others, which stay what they are in every view.
    void reload();
    /// Whether all that the filter finds is here.
    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] const UsageRow *rowAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    void sort(int column, Qt::SortOrder order) override;

signals:
    /// What was asked for last is here.
    void loaded();
    /// It could not be read: why, in a sentence.
    void failed(const QString &sentence);

private:
    /// What an answer is for.
    enum class Purpose {
        Replace, ///< all rows, of a new filter or order
        Refresh, ///< the same rows again, and those that have come meanwhile
        Append,  ///< the next ones
    };
    void ask(Purpose purpose);
    void take(Purpose purpose, const Result<QList<UsageRow>> &answer, int wanted);
    void replace(const QList<UsageRow> &rows);
    void merge(const QList<UsageRow> &rows);
    void append(const QList<UsageRow> &rows);
    [[nodiscard]] QString textOf(const UsageRow &row, Column column) const;
    [[nodiscard]] QString keyText(const UsageRow &row) const;
    [[nodiscard]] QString tipOf(const UsageRow &row) const;

    RelayController &m_relay;
    UsageFilter m_filter;
    QList<UsageRow> m_rows;
    bool m_complete = true;  ///< nothing was asked yet: nothing to fetch
    bool m_fetching = false; ///< an Append is under way
    quint64 m_question = 0;  ///< the number of the last one: answers to earlier ones are of no use
};

/// How a way in, and how a request ended, read in windows.
[[nodiscard]] QString wayInText(WayIn wayIn);
[[nodiscard]] QString outcomeText(UsageOutcome outcome);

} // namespace byok
