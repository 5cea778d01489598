// SPDX-License-Identifier: Apache-2.0
#include "ui/models/activity_model.h"

#include "relay/relay_controller.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QApplication>
#include <QLocale>
#include <QPointer>
#include <QSet>

#include <algorithm>

namespace byok {

namespace {

QSet<qint64> idsOf(const QList<UsageRow> &rows)
{
    QSet<qint64> ids;
    ids.reserve(rows.size());
    for (const UsageRow &row : rows)
        ids.insert(row.id);
    return ids;
}

bool isNumber(ActivityModel::Column column)
{
    switch (column) {
    case ActivityModel::Sent:
    case ActivityModel::Received:
    case ActivityModel::Duration:
    case ActivityModel::TokensIn:
    case ActivityModel::TokensOut:
    case ActivityModel::Cost:
        return true;
    default:
        return false;
    }
}

UsageColumn sortColumn(ActivityModel::Column column)
{
    switch (column) {
    case ActivityModel::Time:
    case ActivityModel::ColumnCount:
        return UsageColumn::Time;
    case ActivityModel::App:
        return UsageColumn::App;
    case ActivityModel::ProviderColumn:
        return UsageColumn::Provider;
    case ActivityModel::Model:
        return UsageColumn::Model;
    case ActivityModel::Key:
        return UsageColumn::Key;
    case ActivityModel::Way:
        return UsageColumn::WayIn;
    case ActivityModel::Status:
        return UsageColumn::Status;
    case ActivityModel::Outcome:
        return UsageColumn::Outcome;
    case ActivityModel::Sent:
        return UsageColumn::BytesUp;
    case ActivityModel::Received:
        return UsageColumn::BytesDown;
    case ActivityModel::Duration:
        return UsageColumn::Duration;
    case ActivityModel::TokensIn:
        return UsageColumn::TokensIn;
    case ActivityModel::TokensOut:
        return UsageColumn::TokensOut;
    case ActivityModel::Cost:
        return UsageColumn::Cost;
    }
    Q_UNREACHABLE_RETURN(UsageColumn::Time);
}

} // namespace

QString wayInText(WayIn wayIn)
{
    switch (wayIn) {
    case WayIn::Relay:
        return ActivityModel::tr("Provider's API");
    case WayIn::Unified:
        return ActivityModel::tr("By model");
    case WayIn::OpenAi:
        return ActivityModel::tr("OpenAI's API");
    case WayIn::Stateless:
        return ActivityModel::tr("Key sent along");
    case WayIn::Realtime:
        return ActivityModel::tr("WebSocket");
    }
    Q_UNREACHABLE_RETURN({});
}

QString outcomeText(UsageOutcome outcome)
{
    switch (outcome) {
    case UsageOutcome::Completed:
        return ActivityModel::tr("Answered");
    case UsageOutcome::Refused:
        return ActivityModel::tr("Refused by the relay");
    case UsageOutcome::Failed:
        return ActivityModel::tr("Failed");
    case UsageOutcome::ClientGone:
        return ActivityModel::tr("App left");
    case UsageOutcome::Ended:
        return ActivityModel::tr("Stopped by you");
    }
    Q_UNREACHABLE_RETURN({});
}

ActivityModel::ActivityModel(RelayController &relay, QObject *parent)
    : QAbstractTableModel(parent)
    , m_relay(relay)
{
}

void ActivityModel::setFilter(const UsageFilter &filter)
{
    m_filter = filter;
    ask(Purpose::Replace);
}

void ActivityModel::reload()
{
    ask(m_rows.isEmpty() ? Purpose::Replace : Purpose::Refresh);
}

void ActivityModel::sort(int column, Qt::SortOrder order)
{
    const UsageColumn by = sortColumn(static_cast<Column>(std::clamp(column, 0, int(ColumnCount))));
    if (m_filter.sortBy == by && m_filter.order == order)
        return;
    m_filter.sortBy = by;
    m_filter.order = order;
    ask(Purpose::Replace);
}

bool ActivityModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_complete && !m_fetching;
}

void ActivityModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask(Purpose::Append);
}

void ActivityModel::ask(Purpose purpose)
{
    UsageFilter filter = m_filter;
    const int here = int(m_rows.size());
    filter.offset = purpose == Purpose::Append ? here : 0;
    filter.limit = purpose == Purpose::Refresh ? std::max(here, pageRows) : pageRows;
    m_fetching = purpose == Purpose::Append;
    const quint64 question = ++m_question;
    m_relay.usageRows(filter, [self = QPointer(this), purpose, question,
                               wanted = filter.limit](const Result<QList<UsageRow>> &answer) {
        if (self && question == self->m_question)
            self->take(purpose, answer, wanted);
    });
}

void ActivityModel::take(Purpose purpose, const Result<QList<UsageRow>> &answer, int wanted)
{
    m_fetching = false;
    if (!answer) {
        m_complete = true; // or a view would ask again at once, and again
        emit failed(answer.error().sentence);
        return;
    }
    m_complete = answer.value().size() < wanted;
    switch (purpose) {
    case Purpose::Replace:
        replace(answer.value());
        break;
    case Purpose::Refresh:
        merge(answer.value());
        break;
    case Purpose::Append:
        append(answer.value());
        break;
    }
    emit loaded();
}

void ActivityModel::replace(const QList<UsageRow> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

/// A row never changes, and the order is the same: some may be gone, some have come in between.
void ActivityModel::merge(const QList<UsageRow> &rows)
{
    const QSet<qint64> kept = idsOf(rows);
    const QSet<qint64> had = idsOf(m_rows);
    for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
        if (kept.contains(m_rows[last].id))
            continue;
        int first = last;
        while (first > 0 && !kept.contains(m_rows[first - 1].id))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
    for (int row = 0; row < int(rows.size()); ++row) {
        if (row < int(m_rows.size()) && m_rows[row].id == rows[row].id)
            continue;
        int end = row;
        while (end < int(rows.size()) && !had.contains(rows[end].id))
            ++end;
        if (end == row) { // the same rows in another order: that is no refreshment
            replace(rows);
            return;
        }
        beginInsertRows({}, row, end - 1);
        for (int i = row; i < end; ++i)
            m_rows.insert(i, rows[i]);
        endInsertRows();
        row = end - 1;
    }
}

/// What came in front meanwhile has moved some that are here already into the piece.
void ActivityModel::append(const QList<UsageRow> &rows)
{
    const QSet<qint64> had = idsOf(m_rows);
    QList<UsageRow> fresh;
    std::ranges::copy_if(rows, std::back_inserter(fresh),
                         [&had](const UsageRow &row) { return !had.contains(row.id); });
    if (fresh.isEmpty())
        return;
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(fresh.size()) - 1);
    m_rows += fresh;
    endInsertRows();
}

const UsageRow *ActivityModel::rowAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ActivityModel::textOf(const UsageRow &row, Column column) const
{
    constexpr double microsPerDollar = 1'000'000;
    constexpr int decimals = 4;
    const QLocale locale;
    const QString unknown = tr("unknown");
    switch (column) {
    case Time:
        return locale.toString(row.startedAt.toLocalTime(), QLocale::ShortFormat);
    case App:
        return appName(*m_relay.keeper().current(), row.app);
    case ProviderColumn:
        return providerName(m_relay.catalog(), row.provider);
    case Model:
        return row.model.isEmpty() ? unknown : row.model;
    case Key:
        return keyText(row);
    case Way:
        return wayInText(row.wayIn);
    case Status:
        return row.status == 0 ? tr("none") : QString::number(row.status);
    case Outcome:
        return outcomeText(row.outcome);
    case Sent:
        return bytesText(row.bytesUp);
    case Received:
        return bytesText(row.bytesDown);
    case Duration:
        return durationText(row.milliseconds);
    case TokensIn:
        return row.tokensIn ? locale.toString(*row.tokensIn) : unknown;
    case TokensOut:
        return row.tokensOut ? locale.toString(*row.tokensOut) : unknown;
    case Cost:
        return row.costMicros ? tr("US$ %1").arg(
                                    locale.toString(double(*row.costMicros) / microsPerDollar, 'f', decimals))
                              : unknown;
    case ColumnCount:
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

QString ActivityModel::keyText(const UsageRow &row) const
{
    const QString label = row.keyLabel.isEmpty() ? tr("none") : row.keyLabel;
    return row.attempts > 1 ? tr("%1 (try no. %L2)").arg(label).arg(row.attempts) : label;
}

QString ActivityModel::tipOf(const UsageRow &row) const
{
    const QLocale locale;
    QStringList lines{
        locale.toString(row.startedAt.toLocalTime(), QLocale::LongFormat),
        tr("App: %1").arg(row.app),
        tr("Bytes sent: %1, received: %2").arg(locale.toString(row.bytesUp), locale.toString(row.bytesDown)),
        tr("Milliseconds: %1").arg(locale.toString(row.milliseconds)),
    };
    for (const EarlierAttempt &attempt : row.earlier)
        lines += earlierText(m_relay.catalog(), attempt);
    if (const int untold = row.attempts - 1 - int(row.earlier.size()); untold > 0)
        lines += tr("%n other(s) were asked before and failed.", nullptr, untold);
    if (row.firstByteMilliseconds >= 0)
        lines += tr("Milliseconds to the first byte: %1").arg(locale.toString(row.firstByteMilliseconds));
    return lines.join(QLatin1Char('\n'));
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const UsageRow &row = m_rows[index.row()];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, column);
    case Qt::ToolTipRole:
        return plainTip(tipOf(row));
    case Qt::ForegroundRole:
        if (row.isError() && (column == Status || column == Outcome))
            return toneColour(Tone::Bad, QApplication::palette());
        return {};
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumber(column) ? Qt::AlignTrailing : Qt::AlignLeading) |
                                   Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber(column) ? Qt::AlignTrailing : Qt::AlignLeading) |
                                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Time:
        return tr("Time");
    case App:
        return tr("App");
    case ProviderColumn:
        return tr("Provider");
    case Model:
        return tr("Model");
    case Key:
        return tr("Key");
    case Way:
        return tr("Way in");
    case Status:
        return tr("Status");
    case Outcome:
        return tr("Outcome");
    case Sent:
        return tr("Sent");
    case Received:
        return tr("Received");
    case Duration:
        return tr("Duration");
    case TokensIn:
        return tr("Tokens in");
    case TokensOut:
        return tr("Tokens out");
    case Cost:
        return tr("Cost");
    case ColumnCount:
        return {};
    }
    return {};
}

} // namespace byok
