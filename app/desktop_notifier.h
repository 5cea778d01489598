// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/notices/notifier.h"

#include <QDBusConnection>
#include <QHash>

namespace byok {

/// Shows notices by org.freedesktop.Notifications
/// (https://specifications.freedesktop.org/notification-spec/latest/). Where no such service answers, the
/// notice goes to the tray's sign. Owned by the Application, lives on the GUI thread.
class DesktopNotifier final : public Notifier
{
    Q_OBJECT

public:
    explicit DesktopNotifier(const QDBusConnection &session, QObject *parent = nullptr);

    void show(const Notice &notice) override;
    void withdraw(NoticeKind kind) override;

private slots:
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);

private:
    QDBusConnection m_session;
    QHash<NoticeKind, uint> m_ids; ///< what is on the screen
};

} // namespace byok
