// SPDX-License-Identifier: Apache-2.0
#include "app/screen_lock_watcher_linux.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace byok {

DBusScreenLockWatcher::DBusScreenLockWatcher(const QDBusConnection &session, const QDBusConnection &system)
{
    QDBusConnection ofSession = session;
    // Which of them a desktop has depends on the desktop; with an empty service name whoever sends counts.
    for (const auto &[path, interface] :
         {std::pair{u"/org/freedesktop/ScreenSaver"_s, u"org.freedesktop.ScreenSaver"_s},
          std::pair{u"/ScreenSaver"_s, u"org.freedesktop.ScreenSaver"_s},
          std::pair{u"/org/gnome/ScreenSaver"_s, u"org.gnome.ScreenSaver"_s}})
        ofSession.connect({}, path, interface, u"ActiveChanged"_s, this, SLOT(activeChanged(bool)));
    QDBusConnection ofSystem = system;
    ofSystem.connect(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                     u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, this,
                     SLOT(prepareForSleep(bool)));
    listenToLogindSession(ofSystem);
}

/// "auto" would be the session of whoever calls; asked by process id, a program that was started by a user's
/// service manager finds its session too.
void DBusScreenLockWatcher::listenToLogindSession(QDBusConnection system)
{
    if (!system.isConnected())
        return;
    QDBusMessage ask =
        QDBusMessage::createMethodCall(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                       u"org.freedesktop.login1.Manager"_s, u"GetSessionByPID"_s);
    ask << uint(QCoreApplication::applicationPid());
    auto *watcher = new QDBusPendingCallWatcher(system.asyncCall(ask), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, system](QDBusPendingCallWatcher *call) mutable {
                call->deleteLater();
                const QDBusPendingReply<QDBusObjectPath> reply = *call;
                if (reply.isError())
                    return;
                const QString path = reply.value().path();
                system.connect(u"org.freedesktop.login1"_s, path, u"org.freedesktop.login1.Session"_s,
                               u"Lock"_s, this, SLOT(sessionLocked()));
                system.connect(u"org.freedesktop.login1"_s, path, u"org.freedesktop.login1.Session"_s,
                               u"Unlock"_s, this, SLOT(sessionUnlocked()));
            });
}

void DBusScreenLockWatcher::activeChanged(bool active)
{
    if (active)
        emit locked();
    else
        emit unlocked();
}

void DBusScreenLockWatcher::sessionLocked()
{
    emit locked();
}

void DBusScreenLockWatcher::sessionUnlocked()
{
    emit unlocked();
}

/// Waking up does not show who woke it: what locks the screen says when the person is back.
void DBusScreenLockWatcher::prepareForSleep(bool before)
{
    if (before)
        emit locked();
}

std::unique_ptr<ScreenLockWatcher> makeScreenLockWatcher()
{
    return std::make_unique<DBusScreenLockWatcher>(QDBusConnection::sessionBus(),
                                                   QDBusConnection::systemBus());
}

} // namespace byok
