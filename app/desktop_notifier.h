// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/notices/notifier.h"

#include <QDBusConnection>
#include <QDBusPendingReply>
#include <QHash>

#include <optional>

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
    /// What one kind has on the screen. Until the desktop has answered, nothing is known that a second notice
    /// could replace or a withdrawal could close, so both wait.
    struct Sign
    {
        enum class Then {
            Nothing,  ///< stay
            Next,     ///< show `next` in its place
            Withdraw, ///< close it
        };
        uint id = 0;                ///< the desktop's; 0: none
        bool isAwaited = false;     ///< the desktop was asked, and has not answered
        Then then = Then::Nothing;  ///< once it has
        std::optional<Notice> next; ///< for Then::Next
    };

    void ask(const Notice &notice);
    void answered(const Notice &notice, const QDBusPendingReply<uint> &reply);

    QDBusConnection m_session;
    QHash<NoticeKind, Sign> m_signs;
};

} // namespace byok
