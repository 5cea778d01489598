// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tray/tray_view.h"

#include <QList>

namespace byok {

/// The apps that used the relay last, newest first, at most eight. Value.
class RecentApps
{
public:
    void used(const QString &appId, const QDateTime &at);
    /// Those that the config still approves, named as it names them.
    [[nodiscard]] QList<RecentApp> of(const RelayConfig &config) const;

private:
    QList<RecentApp> m_apps;
};

} // namespace byok
