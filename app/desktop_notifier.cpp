// SPDX-License-Identifier: Apache-2.0
#include "app/desktop_notifier.h"

#include "app/notifiers.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr auto service = "org.freedesktop.Notifications"_L1;
constexpr auto path = "/org/freedesktop/Notifications"_L1;

/// Bodies may be taken for markup.
QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

/// The specification's: 0 low, 1 normal, 2 critical. Critical ones stay until they are answered.
uchar urgencyOf(NoticeKind kind)
{
    return kind == NoticeKind::StillRunning ? 0 : 1;
}

} // namespace

DesktopNotifier::DesktopNotifier(const QDBusConnection &session, QObject *parent)
    : Notifier(parent)
    , m_session(session)
{
    m_session.connect(service, path, service, u"ActionInvoked"_s, this, SLOT(actionInvoked(uint, QString)));
    m_session.connect(service, path, service, u"NotificationClosed"_s, this,
                      SLOT(notificationClosed(uint, uint)));
}

void DesktopNotifier::show(const Notice &notice)
{
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, u"Notify"_s);
    const QVariantMap hints{{u"urgency"_s, QVariant::fromValue(urgencyOf(notice.kind))},
                            {u"desktop-entry"_s, u"byok-relay"_s}};
    const QStringList actions{u"default"_s, tr("Show")};
    constexpr int asTheDesktopLikes = -1;
    call << tr("Byok Relay") << m_ids.value(notice.kind) << u"byok-relay"_s << notice.title
         << escaped(notice.text) << actions << hints << asTheDesktopLikes;
    auto *watcher = new QDBusPendingCallWatcher(m_session.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, notice](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        const QDBusPendingReply<uint> reply = *done;
        if (reply.isError())
            emit notShown(notice);
        else
            m_ids.insert(notice.kind, reply.value());
    });
}

void DesktopNotifier::withdraw(NoticeKind kind)
{
    const uint id = m_ids.take(kind);
    if (id == 0)
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, u"CloseNotification"_s);
    call << id;
    m_session.asyncCall(call);
}

void DesktopNotifier::actionInvoked(uint id, const QString &)
{
    for (auto it = m_ids.cbegin(); it != m_ids.cend(); ++it) {
        if (it.value() == id) {
            emit chosen(it.key());
            return;
        }
    }
}

void DesktopNotifier::notificationClosed(uint id, uint)
{
    m_ids.removeIf([id](QHash<NoticeKind, uint>::iterator it) { return it.value() == id; });
}

std::unique_ptr<Notifier> makeNotifier()
{
    return std::make_unique<DesktopNotifier>(QDBusConnection::sessionBus());
}

} // namespace byok
