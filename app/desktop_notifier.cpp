// SPDX-License-Identifier: Apache-2.0
#include "app/desktop_notifier.h"

#include "app/notifiers.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QVariantMap>

#include <utility>

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
    Sign &sign = m_signs[notice.kind];
    if (!sign.isAwaited) {
        ask(notice);
        return;
    }
    sign.then = Sign::Then::Next;
    sign.next = notice;
}

void DesktopNotifier::ask(const Notice &notice)
{
    Sign &sign = m_signs[notice.kind];
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, u"Notify"_s);
    const QVariantMap hints{{u"urgency"_s, QVariant::fromValue(urgencyOf(notice.kind))},
                            {u"desktop-entry"_s, u"byok-relay"_s}};
    const QStringList actions{u"default"_s, tr("Show")};
    constexpr int asTheDesktopLikes = -1;
    call << tr("Byok Relay") << sign.id << u"byok-relay"_s << notice.title << escaped(notice.text) << actions
         << hints << asTheDesktopLikes;
    sign.isAwaited = true;
    auto *watcher = new QDBusPendingCallWatcher(m_session.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, notice](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        answered(notice, *done);
    });
}

void DesktopNotifier::answered(const Notice &notice, const QDBusPendingReply<uint> &reply)
{
    Sign &sign = m_signs[notice.kind];
    sign.isAwaited = false;
    sign.id = reply.isError() ? 0 : reply.value();
    const std::optional<Notice> next = std::exchange(sign.next, std::nullopt);
    const Sign::Then then = std::exchange(sign.then, Sign::Then::Nothing);
    if (then == Sign::Then::Next)
        ask(*next);
    else if (then == Sign::Then::Withdraw)
        withdraw(notice.kind);
    else if (reply.isError())
        emit notShown(notice);
}

void DesktopNotifier::withdraw(NoticeKind kind)
{
    Sign &sign = m_signs[kind];
    if (sign.isAwaited) {
        sign.then = Sign::Then::Withdraw;
        sign.next.reset();
        return;
    }
    const uint id = std::exchange(sign.id, 0);
    if (id == 0)
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, u"CloseNotification"_s);
    call << id;
    m_session.asyncCall(call);
}

void DesktopNotifier::actionInvoked(uint id, const QString &)
{
    for (auto it = m_signs.cbegin(); it != m_signs.cend(); ++it) {
        if (id != 0 && it->id == id) {
            const NoticeKind kind = it.key();
            emit chosen(kind); // who hears it may withdraw the notice
            return;
        }
    }
}

void DesktopNotifier::notificationClosed(uint id, uint)
{
    for (Sign &sign : m_signs) {
        if (sign.id == id)
            sign.id = 0;
    }
}

std::unique_ptr<Notifier> makeNotifier()
{
    return std::make_unique<DesktopNotifier>(QDBusConnection::sessionBus());
}

} // namespace byok
