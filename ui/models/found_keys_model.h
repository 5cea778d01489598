// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider_catalog.h"
#include "relay/relay_config.h"
#include "ui/desktop_abilities.h"

#include <QAbstractTableModel>
#include <QList>

namespace byok {

/// What is known of a key that was found.
enum class FoundStanding {
    New,     ///< not stored yet, as far as could be looked
    Known,   ///< one of the person's keys is the same
    Stored,  ///< by this import
    Refused, ///< by this import, with a sentence
};

/// Keys that were found on this computer, to be looked through before some of them are stored: whose, where,
/// under which name; never the key. Owned by its dialog, GUI thread; the keys are wiped with it.
class FoundKeysModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ProviderColumn, Place, Name, Standing, ColumnCount };

    /// One found key and what becomes of it. Value.
    struct Row
    {
        FoundKey found;
        QString label;             ///< the name that it will have
        bool nameIsTheirs = false; ///< the person has written it
        bool wanted = true;
        FoundStanding standing = FoundStanding::New;
        QString sentence; ///< why it was refused, or which stored key is the same
    };

    FoundKeysModel(const ProviderCatalog &catalog, QObject *parent = nullptr);

    /// Adds what is not in the list yet; each gets a name that is free in `config` and in the list.
    void add(const QList<FoundKey> &found, const RelayConfig &config);
    /// What has become of a row. What is Known or Stored is not wanted any more; what is Known needs no name,
    /// and the others' are given anew.
    void settle(int row, FoundStanding standing, const QString &sentence);
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    void nameAnew();
    [[nodiscard]] QString standingText(const Row &row) const;

    ProviderCatalog m_catalog;
    QList<KeyEntry> m_stored; ///< when the last of them were found
    QList<Row> m_rows;
};

} // namespace byok
