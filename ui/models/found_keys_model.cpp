// SPDX-License-Identifier: Apache-2.0
#include "ui/models/found_keys_model.h"

#include "ui/key_words.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace byok {

namespace {

bool isSettled(FoundStanding standing)
{
    return standing == FoundStanding::Known || standing == FoundStanding::Stored;
}

Tone toneOf(FoundStanding standing)
{
    switch (standing) {
    case FoundStanding::New:
    case FoundStanding::Known:
        return Tone::Quiet;
    case FoundStanding::Stored:
        return Tone::Good;
    case FoundStanding::Refused:
        return Tone::Bad;
    }
    Q_UNREACHABLE_RETURN(Tone::Quiet);
}

} // namespace

FoundKeysModel::FoundKeysModel(const ProviderCatalog &catalog, QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalog(catalog)
{
}

void FoundKeysModel::nameAnew()
{
    RelayConfig later; // as if those above were stored already
    later.keys = m_stored;
    for (int at = 0; at < int(m_rows.size()); ++at) {
        Row &row = m_rows[at];
        if (row.standing == FoundStanding::Known) {
            row.label.clear();
            continue;
        }
        const QString before = row.label;
        if (!row.nameIsTheirs && row.standing == FoundStanding::New)
            row.label = freeLabel(later, row.found.provider);
        KeyEntry key;
        key.provider = row.found.provider;
        key.label = row.label;
        later.keys.append(key);
        if (row.label != before)
            emit dataChanged(index(at, Name), index(at, Name));
    }
}

void FoundKeysModel::add(const QList<FoundKey> &found, const RelayConfig &config)
{
    m_stored = config.keys;
    for (const FoundKey &key : found) {
        const bool listed = std::ranges::any_of(m_rows, [&key](const Row &row) {
            return row.found.provider == key.provider && row.found.key.equals(key.key);
        });
        if (listed)
            continue;
        const auto at = int(m_rows.size());
        beginInsertRows({}, at, at);
        m_rows.append({.found = key});
        endInsertRows();
    }
    nameAnew();
}

void FoundKeysModel::settle(int row, FoundStanding standing, const QString &sentence)
{
    Row &one = m_rows[row];
    one.standing = standing;
    one.sentence = sentence;
    if (isSettled(standing))
        one.wanted = false;
    if (standing == FoundStanding::Known)
        nameAnew();
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int FoundKeysModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FoundKeysModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString FoundKeysModel::standingText(const Row &row) const
{
    switch (row.standing) {
    case FoundStanding::New:
        return tr("New");
    case FoundStanding::Known:
        return tr("Stored already as “%1”").arg(row.sentence);
    case FoundStanding::Stored:
        return tr("Stored");
    case FoundStanding::Refused:
        return row.sentence;
    }
    Q_UNREACHABLE_RETURN({});
}

QVariant FoundKeysModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    const auto column = Column(index.column());
    if (role == Qt::CheckStateRole && column == ProviderColumn)
        return int(row.wanted ? Qt::Checked : Qt::Unchecked);
    if (role == Qt::ForegroundRole && column == Standing)
        return toneColour(toneOf(row.standing), QGuiApplication::palette());
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case ProviderColumn:
        return providerName(m_catalog, row.found.provider);
    case Place: // a path reads from the left in every language
        return role == Qt::DisplayRole ? QChar(0x200e) + row.found.place : row.found.place;
    case Name:
        return row.label;
    case Standing:
        return standingText(row);
    case ColumnCount:
        break;
    }
    return {};
}

bool FoundKeysModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || !(flags(index) & (Qt::ItemIsUserCheckable | Qt::ItemIsEditable)))
        return false;
    Row &row = m_rows[index.row()];
    if (role == Qt::CheckStateRole && index.column() == ProviderColumn) {
        row.wanted = value.toInt() == Qt::Checked;
    } else if (role == Qt::EditRole && index.column() == Name) {
        const QString label = value.toString().trimmed();
        if (label.isEmpty() || !labelFault(label).isEmpty())
            return false;
        row.label = label;
        row.nameIsTheirs = true;
    } else {
        return false;
    }
    emit dataChanged(index, index);
    return true;
}

Qt::ItemFlags FoundKeysModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    if (isSettled(m_rows.at(index.row()).standing))
        return flags;
    if (index.column() == ProviderColumn)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == Name)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant FoundKeysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case ProviderColumn:
        return tr("Key of");
    case Place:
        return tr("Found in");
    case Name:
        return tr("Name");
    case Standing:
        return tr("State");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace byok
