// SPDX-License-Identifier: Apache-2.0
#include "ui/models/providers_model.h"

#include "relay/key_binding.h"
#include "relay/relay_controller.h"
#include "ui/key_words.h"
#include "ui/words.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace byok {

namespace {

bool isSame(const KeyLine &one, const KeyLine &other)
{
    return one.provider == other.provider && one.label == other.label && one.appId == other.appId;
}

bool isSame(const ProviderLine &one, const ProviderLine &other)
{
    return one.id == other.id;
}

/// Where the first row from `from` on stands that is that of `wanted`; -1: there is none.
template <typename Rows, typename Line, typename LineOf>
int findFrom(const Rows &rows, int from, const Line &wanted, LineOf lineOf)
{
    for (int row = from; row < int(rows.size()); ++row) {
        if (isSame(lineOf(rows.at(row)), wanted))
            return row;
    }
    return -1;
}

ProviderLine::Kind kindOf(const Provider &provider, const RelayConfig &config)
{
    const auto isOwn = [&provider](const ProviderEntry &entry) {
        return entry.id == provider.id && entry.kind == ProviderEntry::Kind::Own;
    };
    if (std::ranges::any_of(config.providers, isOwn))
        return ProviderLine::Kind::Own;
    return provider.site == ProviderSite::Local && !provider.needsKey() ? ProviderLine::Kind::Local
                                                                        : ProviderLine::Kind::Shipped;
}

QColor colourOf(Tone tone)
{
    return toneColour(tone, QGuiApplication::palette());
}

} // namespace

StateWord stateOf(const KeyLine &key)
{
    if (!key.appId.isEmpty())
        return key.isTurnedOff ? StateWord{ProvidersModel::tr("Turned off"), Tone::Warning}
                               : StateWord{ProvidersModel::tr("In use"), Tone::Quiet};
    if (!key.fitsAddress)
        return {ProvidersModel::tr("For another address"), Tone::Warning};
    if (const QString rest = restText(key.report, QDateTime::currentDateTimeUtc()); !rest.isEmpty())
        return {rest, Tone::Warning};
    return {healthText(key.report.health), healthTone(key.report.health)};
}

StateWord stateOf(const ProviderLine &line)
{
    if (line.kind == ProviderLine::Kind::OfApps)
        return {};
    if (!line.isOn)
        return {ProvidersModel::tr("Turned off"), Tone::Warning};
    if (!line.needsKey)
        return {ProvidersModel::tr("Turned on"), Tone::Good};
    if (line.keys.isEmpty())
        return {ProvidersModel::tr("No key yet"), Tone::Warning};
    return stateOf(line.keys.constFirst());
}

ProvidersModel::ProvidersModel(RelayController &relay, QObject *parent)
    : QAbstractItemModel(parent)
    , m_relay(relay)
    , m_now(QDateTime::currentDateTimeUtc())
{
    for (const ProviderLine &line : wantedLines())
        m_nodes.append({++m_lastNumber, line});
    connect(&relay.keeper(), &ConfigKeeper::changed, this, &ProvidersModel::follow);
    connect(&relay, &RelayController::catalogChanged, this, &ProvidersModel::follow);
    connect(&relay, &RelayController::keyReportChanged, this, &ProvidersModel::follow);
}

QList<ProviderLine> ProvidersModel::wantedLines() const
{
    const auto config = m_relay.keeper().current();
    const ProviderCatalog &catalog = m_relay.catalog();
    QList<ProviderLine> keyed;
    QList<ProviderLine> keyless;
    QStringList known;
    const auto keysOf = [&](const QString &id, const QByteArray &origin) {
        QList<KeyLine> lines;
        const QStringList labels = keyLabels(*config, id);
        for (const QString &label : labels) {
            const auto key = std::ranges::find_if(config->keys, [&](const KeyEntry &entry) {
                return entry.provider == id && entry.label == label && entry.appId.isEmpty();
            });
            lines.append({.account = key->account,
                          .provider = id,
                          .label = label,
                          .appId = {},
                          .addedAt = key->addedAt,
                          .sentTo = key->sentTo,
                          .report = m_relay.keyReport(id, label),
                          .isDefault = label == labels.constFirst(),
                          .isAlone = labels.size() == 1,
                          .fitsAddress = key->sentTo == origin});
        }
        return lines;
    };
    for (const Provider &provider : catalog.all()) {
        known.append(provider.id);
        if (provider.site == ProviderSite::BuiltIn)
            continue;
        ProviderLine line{.id = provider.id,
                          .kind = kindOf(provider, *config),
                          .name = providerName(catalog, provider.id),
                          .address = provider.baseUrl,
                          .needsKey = provider.needsKey(),
                          .isOn = provider.enabled,
                          .keys = keysOf(provider.id, originForKeys(provider))};
        const bool isShown =
            line.kind == ProviderLine::Kind::Own || (!line.needsKey && line.isOn) || !line.keys.isEmpty();
        if (isShown)
            (line.keys.isEmpty() ? keyless : keyed).append(line);
    }
    // A key whose provider has gone, with the file that named it, can still be removed.
    for (const KeyEntry &key : config->keys) {
        if (!key.appId.isEmpty() || known.contains(key.provider))
            continue;
        known.append(key.provider);
        keyed.append({.id = key.provider,
                      .kind = ProviderLine::Kind::Shipped,
                      .name = key.provider,
                      .isOn = false,
                      .keys = keysOf(key.provider, {})});
    }
    ProviderLine ofApps{.kind = ProviderLine::Kind::OfApps, .name = tr("Apps' own keys")};
    for (const KeyEntry &key : config->keys) {
        if (key.appId.isEmpty())
            continue;
        const AppEntry *app = config->findApp(key.appId);
        ofApps.keys.append({.account = key.account,
                            .provider = key.provider,
                            .label = key.label,
                            .appId = key.appId,
                            .addedAt = key.addedAt,
                            .sentTo = key.sentTo,
                            .report = {},
                            .isTurnedOff = app && app->ownKeysOff.contains(key.provider)});
    }
    QList<ProviderLine> lines = keyed + keyless;
    if (!ofApps.keys.isEmpty())
        lines.append(ofApps);
    return lines;
}

void ProvidersModel::follow()
{
    const QList<ProviderLine> wanted = wantedLines();
    const auto lineOf = [](const Node &node) -> const ProviderLine & { return node.line; };
    for (int row = 0; row < int(wanted.size()); ++row) {
        const ProviderLine &line = wanted.at(row);
        const int there = findFrom(m_nodes, row, line, lineOf);
        if (there < 0) {
            beginInsertRows({}, row, row);
            m_nodes.insert(row, {++m_lastNumber, line});
            endInsertRows();
            continue;
        }
        if (there > row) { // those between have gone, or come again further down
            beginRemoveRows({}, row, there - 1);
            m_nodes.remove(row, there - row);
            endRemoveRows();
        }
        if (m_nodes.at(row).line == line)
            continue;
        followKeys(row, line.keys);
        m_nodes[row].line = line;
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    if (m_nodes.size() > wanted.size()) {
        beginRemoveRows({}, int(wanted.size()), int(m_nodes.size()) - 1);
        m_nodes.resize(wanted.size());
        endRemoveRows();
    }
}

void ProvidersModel::followKeys(int row, const QList<KeyLine> &wanted)
{
    const QModelIndex above = index(row, 0);
    QList<KeyLine> &keys = m_nodes[row].line.keys;
    const auto lineOf = [](const KeyLine &key) -> const KeyLine & { return key; };
    for (int place = 0; place < int(wanted.size()); ++place) {
        const KeyLine &key = wanted.at(place);
        const int there = findFrom(keys, place, key, lineOf);
        if (there < 0) {
            beginInsertRows(above, place, place);
            keys.insert(place, key);
            endInsertRows();
            continue;
        }
        if (there > place) { // another one is the default now
            beginMoveRows(above, there, there, above, place);
            keys.move(there, place);
            endMoveRows();
        }
        if (keys.at(place) == key)
            continue;
        keys[place] = key;
        emit dataChanged(index(place, 0, above), index(place, ColumnCount - 1, above));
    }
    if (keys.size() > wanted.size()) {
        beginRemoveRows(above, int(wanted.size()), int(keys.size()) - 1);
        keys.resize(wanted.size());
        endRemoveRows();
    }
}

void ProvidersModel::setNow(const QDateTime &now)
{
    m_now = now;
    for (int row = 0; row < int(m_nodes.size()); ++row) {
        const QModelIndex above = index(row, 0);
        const int last = int(m_nodes.at(row).line.keys.size()) - 1;
        if (last >= 0)
            emit dataChanged(index(0, State, above), index(last, Added, above), {Qt::DisplayRole});
    }
}

int ProvidersModel::rowOf(quintptr number) const
{
    const auto node = std::ranges::find(m_nodes, number, &Node::number);
    return node == m_nodes.end() ? -1 : int(node - m_nodes.begin());
}

std::optional<ProviderLine> ProvidersModel::providerAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return std::nullopt;
    const int row = index.internalId() == 0 ? index.row() : rowOf(index.internalId());
    return row < 0 ? std::nullopt : std::optional(m_nodes.at(row).line);
}

std::optional<KeyLine> ProvidersModel::keyAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return std::nullopt;
    const int row = rowOf(index.internalId());
    return row < 0 ? std::nullopt : std::optional(m_nodes.at(row).line.keys.at(index.row()));
}

QModelIndex ProvidersModel::indexOf(const QString &provider, const QString &label) const
{
    for (int row = 0; row < int(m_nodes.size()); ++row) {
        const QList<KeyLine> &keys = m_nodes.at(row).line.keys;
        for (int place = 0; place < int(keys.size()); ++place) {
            const KeyLine &key = keys.at(place);
            if (key.appId.isEmpty() && key.provider == provider && key.label == label)
                return index(place, Name, index(row, Name));
        }
    }
    return {};
}

QModelIndex ProvidersModel::indexOf(const QString &provider) const
{
    const auto node =
        std::ranges::find_if(m_nodes, [&provider](const Node &one) { return one.line.id == provider; });
    return node == m_nodes.end() ? QModelIndex() : index(int(node - m_nodes.begin()), Name);
}

QModelIndex ProvidersModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_nodes.at(parent.row()).number : quintptr(0));
}

QModelIndex ProvidersModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    const int row = rowOf(child.internalId());
    return row < 0 ? QModelIndex() : createIndex(row, 0, quintptr(0));
}

int ProvidersModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_nodes.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    return int(m_nodes.at(parent.row()).line.keys.size());
}

int ProvidersModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString ProvidersModel::textOf(const ProviderLine &line, Column column) const
{
    switch (column) {
    case Name:
        return line.name;
    case State:
        return stateOf(line).text;
    case Use:
    case Added:
    case ColumnCount:
        break;
    }
    return {};
}

QString ProvidersModel::textOf(const KeyLine &key, Column column) const
{
    const bool isApps = !key.appId.isEmpty();
    switch (column) {
    case Name:
        return isApps ? appName(*m_relay.keeper().current(), key.appId) : key.label;
    case State:
        return stateOf(key).text;
    case Use:
        if (isApps)
            return providerName(m_relay.catalog(), key.provider);
        return key.isDefault && !key.isAlone ? tr("By default") : QString();
    case Added:
        return momentText(key.addedAt, m_now);
    case ColumnCount:
        break;
    }
    return {};
}

QString ProvidersModel::tipOf(const KeyLine &key) const
{
    if (!key.appId.isEmpty())
        return key.appId;
    QStringList lines;
    if (!key.report.sentence.isEmpty())
        lines += key.report.sentence;
    if (key.report.health != KeyHealth::Untested)
        lines += tr("Last tested or used: %1.").arg(momentText(key.report.at, m_now));
    if (const QString refusal = refusalText(key.report); !refusal.isEmpty())
        lines += tr("Last refused: %1 (%2).").arg(refusal, momentText(key.report.refusedAt, m_now));
    if (!restText(key.report, QDateTime::currentDateTimeUtc()).isEmpty())
        lines += tr("Until it has rested, rules for failing requests pass it over.");
    return lines.join(u'\n');
}

QVariant ProvidersModel::data(const QModelIndex &index, int role) const
{
    const std::optional<ProviderLine> provider = providerAt(index);
    if (!provider)
        return {};
    const std::optional<KeyLine> key = keyAt(index);
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return key ? textOf(*key, column) : textOf(*provider, column);
    case Qt::ToolTipRole:
        return key ? QVariant(plainTip(tipOf(*key))) : QVariant(QString::fromUtf8(provider->address));
    case Qt::ForegroundRole:
        if (column == State)
            return colourOf(key ? stateOf(*key).tone : stateOf(*provider).tone);
        return column == Name ? QVariant() : QVariant(colourOf(Tone::Quiet));
    case Qt::FontRole:
        if (!key && column == Name) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant ProvidersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Name:
        return tr("Provider and key");
    case State:
        return tr("State");
    case Use:
        return tr("Used");
    case Added:
        return tr("Added");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace byok
