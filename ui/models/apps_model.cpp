// SPDX-License-Identifier: Apache-2.0
#include "ui/models/apps_model.h"

#include "ui/words.h"

#include <QLocale>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

AppsModel::AppsModel(const WindowLinks &links, QObject *parent)
    : QAbstractTableModel(parent)
    , m_links(links)
    , m_apps(links.relay.keeper().current()->apps)
{
    connect(&m_links.relay.keeper(), &ConfigKeeper::changed, this,
            [this](const std::shared_ptr<const RelayConfig> &config) { follow(*config); });
    connect(&m_links.relay, &RelayController::exchangeFinished, this, &AppsModel::finished);
    connect(&m_links.relay, &RelayController::liveExchangesChanged, this, &AppsModel::followLive);
    followLive(m_links.relay.liveExchanges());
}

int AppsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_apps.size());
}

int AppsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant AppsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (Column(section)) {
    case App:
        return tr("App");
    case State:
        return tr("State");
    case MayUse:
        return tr("May use");
    case LastUse:
        return tr("Last use");
    case Requests:
        return tr("Requests");
    case Live:
        return tr("Now");
    case ColumnCount:
        break;
    }
    return {};
}

QVariant AppsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AppEntry &app = m_apps.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return shown(app, column);
    case Qt::ToolTipRole:
        return plainTip(detailsOf(app));
    case Qt::TextAlignmentRole:
        if (column == Requests || column == Live)
            return QVariant::fromValue(Qt::AlignTrailing | Qt::AlignVCenter);
        return QVariant::fromValue(Qt::AlignLeading | Qt::AlignVCenter);
    case IdRole:
        return app.id;
    case SortRole:
        return sortKey(app, column);
    case SearchRole:
        return QStringList{app.id, app.name, app.executable, shown(app, State), shown(app, MayUse)}.join(
            u'\n');
    default:
        return {};
    }
}

QString AppsModel::shown(const AppEntry &app, Column column) const
{
    const Use use = m_use.value(app.id);
    switch (column) {
    case App:
        return appName(*m_links.relay.keeper().current(), app.id);
    case State:
        return stateOf(app);
    case MayUse:
        return providersText(m_links.relay.catalog(), app.grant.providers);
    case LastUse:
        return momentText(use.last, QDateTime::currentDateTimeUtc());
    case Requests:
        return use.requests ? QLocale().toString(*use.requests) : tr("unknown");
    case Live:
        return use.live > 0 ? QLocale().toString(use.live) : QString();
    case ColumnCount:
        break;
    }
    return {};
}

QString AppsModel::stateOf(const AppEntry &app) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!app.isInForce(now))
        return tr("ended");
    if (app.paused)
        return tr("paused");
    if (app.grant.duration == GrantDuration::ThisSession)
        return tr("until quit");
    if (!app.endsAt.isValid())
        return tr("until revoked");
    return tr("until %1").arg(QLocale().toString(app.endsAt.toLocalTime().date(), QLocale::ShortFormat));
}

QVariant AppsModel::sortKey(const AppEntry &app, Column column) const
{
    const Use use = m_use.value(app.id);
    switch (column) {
    case LastUse:
        return use.last;
    case Requests:
        return use.requests.value_or(-1);
    case Live:
        return use.live;
    default:
        return shown(app, column);
    }
}

/// Exact, for whoever wants to know.
QString AppsModel::detailsOf(const AppEntry &app) const
{
    const QLocale locale;
    QStringList lines{app.id};
    if (!app.name.isEmpty() && app.name != app.id)
        lines.append(app.name);
    if (!app.executable.isEmpty())
        lines.append(app.executable);
    lines.append(
        tr("Allowed on %1").arg(locale.toString(app.approvedAt.toLocalTime(), QLocale::ShortFormat)));
    if (app.endsAt.isValid())
        lines.append(tr("Ends on %1").arg(locale.toString(app.endsAt.toLocalTime(), QLocale::ShortFormat)));
    if (!app.grant.models.isEmpty())
        lines.append(tr("Models: %1").arg(app.grant.models.join(u", "_s)));
    if (app.grant.paths == PathScope::WholeApi)
        lines.append(tr("May use the providers' whole interface"));
    if (app.grant.limits != AppLimits())
        lines.append(tr("Has limits of its own"));
    return lines.join(u'\n');
}

int AppsModel::rowOf(const QString &appId) const
{
    const auto found = std::ranges::find(m_apps, appId, &AppEntry::id);
    return found == m_apps.end() ? -1 : int(found - m_apps.begin());
}

void AppsModel::changed(const QString &appId, Column first, Column last)
{
    if (const int row = rowOf(appId); row >= 0)
        emit dataChanged(index(row, first), index(row, last));
}

/// The config's list keeps its order: entries go, change, or are added at its end.
void AppsModel::follow(const RelayConfig &config)
{
    for (qsizetype row = m_apps.size() - 1; row >= 0; --row) {
        if (config.findApp(m_apps.at(row).id))
            continue;
        beginRemoveRows({}, int(row), int(row));
        m_use.remove(m_apps.at(row).id);
        m_apps.removeAt(row);
        endRemoveRows();
    }
    bool isNewThere = false;
    for (const AppEntry &app : config.apps) {
        const int row = rowOf(app.id);
        if (row < 0) {
            isNewThere = true;
            beginInsertRows({}, int(m_apps.size()), int(m_apps.size()));
            m_apps.append(app);
            endInsertRows();
        } else if (m_apps.at(row) != app) {
            m_apps[row] = app;
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
    if (isNewThere)
        refreshUsage(); // it may have asked before, in an earlier approval
}

void AppsModel::refreshUsage()
{
    m_links.relay.usageSums(UsageGrouping::App, {},
                            [self = QPointer(this)](const Result<QList<UsageSum>> &sums) {
                                if (!self || !sums)
                                    return;
                                for (const AppEntry &app : std::as_const(self->m_apps))
                                    self->m_use[app.id].requests = 0;
                                for (const UsageSum &sum : sums.value()) {
                                    if (self->rowOf(sum.key) >= 0)
                                        self->m_use[sum.key].requests = sum.requests;
                                }
                                self->refreshTimes();
                            });
    for (const AppEntry &app : std::as_const(m_apps)) {
        UsageFilter newest;
        newest.app = app.id;
        newest.limit = 1;
        m_links.relay.usageRows(newest,
                                [self = QPointer(this), id = app.id](const Result<QList<UsageRow>> &rows) {
                                    if (!self || !rows || rows.value().isEmpty() || self->rowOf(id) < 0)
                                        return;
                                    Use &use = self->m_use[id];
                                    use.last = std::max(use.last, rows.value().first().startedAt);
                                    self->changed(id, LastUse, LastUse);
                                });
    }
}

void AppsModel::refreshTimes()
{
    if (!m_apps.isEmpty())
        emit dataChanged(index(0, 0), index(int(m_apps.size()) - 1, ColumnCount - 1));
}

void AppsModel::finished(const ExchangeRecord &record)
{
    if (rowOf(record.appId) < 0)
        return;
    Use &use = m_use[record.appId];
    if (use.requests)
        ++*use.requests;
    use.last = std::max(use.last, record.startedAt);
    changed(record.appId, LastUse, Requests);
}

void AppsModel::followLive(const QList<LiveExchange> &exchanges)
{
    QHash<QString, int> live;
    for (const LiveExchange &exchange : exchanges)
        ++live[exchange.appId];
    for (const AppEntry &app : std::as_const(m_apps)) {
        const int now = live.value(app.id);
        if (m_use.value(app.id).live == now)
            continue;
        m_use[app.id].live = now;
        changed(app.id, Live, Live);
    }
}

} // namespace byok
