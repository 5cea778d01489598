// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/key_health.h"
#include "relay/relay_config.h"
#include "ui/theme.h"

#include <QAbstractItemModel>
#include <QDateTime>
#include <QList>

#include <optional>

namespace byok {

class RelayController;

/// One key as the list shows it: never the key itself. Value.
struct KeyLine
{
    QString account; ///< in the keychain
    QString provider;
    QString label;
    QString appId; ///< empty: the person's own; else of the app that stored it
    QDateTime addedAt;
    QByteArray sentTo;
    KeyReport report;
    bool isDefault = false;   ///< used unless an app has another
    bool isAlone = false;     ///< the person has no other key for this provider
    bool fitsAddress = true;  ///< the provider still has the address that the key was stored for
    bool isTurnedOff = false; ///< an app's, and the person turned it off

    friend bool operator==(const KeyLine &, const KeyLine &) = default;
};

/// One provider as the list shows it, with its keys. Value.
struct ProviderLine
{
    enum class Kind {
        Shipped, ///< comes with the relay, takes a key
        Local,   ///< comes with the relay, runs on this computer, takes no key
        Own,     ///< the person has entered it
        OfApps,  ///< not a provider: what stands above the keys that apps stored for themselves
    };

    QString id; ///< in the catalog; empty: OfApps
    Kind kind = Kind::Shipped;
    QString name;
    QByteArray address;
    bool needsKey = true;
    bool isOn = true;
    QList<KeyLine> keys;

    friend bool operator==(const ProviderLine &, const ProviderLine &) = default;
};

/// The providers that the person has keys for, has entered or turned on, each with its keys below it; at the
/// end the keys that apps stored for themselves. Follows the config, the catalog and what is learnt of keys,
/// row by row. Owned by its page, GUI thread; the controller outlives it.
class ProvidersModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, State, Use, Added, ColumnCount };

    explicit ProvidersModel(RelayController &relay, QObject *parent = nullptr);

    /// The moment that ages are counted to, UTC.
    void setNow(const QDateTime &now);
    /// The provider of a row, or of the one that a key stands below; none for an invalid index.
    [[nodiscard]] std::optional<ProviderLine> providerAt(const QModelIndex &index) const;
    /// The key of a row; none where it is a provider's.
    [[nodiscard]] std::optional<KeyLine> keyAt(const QModelIndex &index) const;
    /// The row of one of the person's keys; invalid where there is none.
    [[nodiscard]] QModelIndex indexOf(const QString &provider, const QString &label) const;
    /// The row of a provider; invalid where it is not listed.
    [[nodiscard]] QModelIndex indexOf(const QString &provider) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    /// A provider's row. Its number stays the same while rows come and go, and is what its keys' indexes know
    /// it by.
    struct Node
    {
        quintptr number = 0;
        ProviderLine line;
    };

    void follow();
    void followKeys(int row, const QList<KeyLine> &wanted);
    [[nodiscard]] QList<ProviderLine> wantedLines() const;
    [[nodiscard]] int rowOf(quintptr number) const;
    [[nodiscard]] QString textOf(const ProviderLine &line, Column column) const;
    [[nodiscard]] QString textOf(const KeyLine &key, Column column) const;
    [[nodiscard]] QString tipOf(const KeyLine &key) const;

    RelayController &m_relay;
    QList<Node> m_nodes;
    quintptr m_lastNumber = 0;
    QDateTime m_now;
};

/// How a provider fares, in words and a tone: what its default key does, or what it lacks. Pure, but for the
/// language.
struct StateWord
{
    QString text;
    Tone tone = Tone::Quiet;
};
[[nodiscard]] StateWord stateOf(const ProviderLine &line);
[[nodiscard]] StateWord stateOf(const KeyLine &key);

} // namespace byok
