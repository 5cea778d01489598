// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screen_lock_watcher.h"

#include <QDBusConnection>
#include <QDBusObjectPath>

namespace byok {

/// Listens to org.freedesktop.ScreenSaver (KDE, others), org.gnome.ScreenSaver, and of logind to the
/// session's Lock and Unlock and to PrepareForSleep
/// (https://www.freedesktop.org/software/systemd/man/org.freedesktop.login1.html). Asks nothing that could
/// block: where a service is missing it is simply silent.
class DBusScreenLockWatcher final : public ScreenLockWatcher
{
    Q_OBJECT

public:
    DBusScreenLockWatcher(const QDBusConnection &session, const QDBusConnection &system);

private slots:
    void activeChanged(bool active);
    void sessionLocked();
    void sessionUnlocked();
    void prepareForSleep(bool before);

private:
    void listenToLogindSession(QDBusConnection system);
};

} // namespace byok
