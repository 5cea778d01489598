// SPDX-License-Identifier: Apache-2.0
#include "ui/recent_apps.h"

#include "ui/words.h"

namespace byok {

namespace {

constexpr qsizetype most = 8;

} // namespace

void RecentApps::used(const QString &appId, const QDateTime &at)
{
    m_apps.removeIf([&appId](const RecentApp &app) { return app.id == appId; });
    m_apps.prepend({appId, appId, at});
    if (m_apps.size() > most)
        m_apps.resize(most);
}

QList<RecentApp> RecentApps::of(const RelayConfig &config) const
{
    QList<RecentApp> named;
    for (RecentApp app : m_apps) {
        if (!config.findApp(app.id))
            continue;
        app.name = appName(config, app.id);
        named.append(app);
    }
    return named;
}

} // namespace byok
