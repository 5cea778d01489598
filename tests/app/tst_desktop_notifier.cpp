// SPDX-License-Identifier: Apache-2.0
#include "app/desktop_notifier.h"
#include "tests/support/patience.h"
#include "tests/support/session_bus.h"

#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto path = "/org/freedesktop/Notifications"_L1;
constexpr auto service = "org.freedesktop.Notifications"_L1;

/// A desktop's notification service.
class FakeNotifications final : public QDBusVirtualObject
{
public:
    [[nodiscard]] QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        if (message.member() == "Notify"_L1) {
            m_notified.append(message.arguments());
            const uint replaces = message.arguments().at(1).toUInt();
            connection.send(message.createReply(replaces != 0 ? replaces : ++m_last));
            return true;
        }
        if (message.member() == "CloseNotification"_L1) {
            m_closed.append(message.arguments().constFirst().toUInt());
            connection.send(message.createReply());
            return true;
        }
        return false;
    }
    [[nodiscard]] const QList<QVariantList> &notified() const { return m_notified; }
    [[nodiscard]] const QList<uint> &closed() const { return m_closed; }

private:
    QList<QVariantList> m_notified;
    QList<uint> m_closed;
    uint m_last = 40;
};

} // namespace

class TestDesktopNotifier : public QObject
{
    Q_OBJECT

private slots:
    void aNoticeIsShownReplacedChosenAndTakenBack()
    {
        SessionBus bus;
        QDBusConnection desktop = bus.connection(u"desktop"_s);
        FakeNotifications notifications;
        QVERIFY(desktop.registerVirtualObject(path, &notifications));
        QVERIFY(desktop.registerService(service));
        DesktopNotifier notifier(bus.connection(u"own"_s));
        QSignalSpy chosen(&notifier, &Notifier::chosen);
        const QSignalSpy notShown(&notifier, &Notifier::notShown);

        notifier.show({NoticeKind::RequestWaiting, u"An app asks"_s, u"https://a.example <b>asks</b>"_s});
        QTRY_COMPARE(notifications.notified().size(), 1);
        const QVariantList first = notifications.notified().constFirst();
        QCOMPARE(first.at(1).toUInt(), 0U);
        QCOMPARE(first.at(3).toString(), u"An app asks"_s);
        QCOMPARE(first.at(4).toString(), u"https://a.example &lt;b&gt;asks&lt;/b&gt;"_s);

        // A second one of the kind takes its place, also where it comes before the desktop has answered.
        notifier.show({NoticeKind::RequestWaiting, u"Two apps ask"_s, {}});
        notifier.show({NoticeKind::RequestWaiting, u"Three apps ask"_s, {}});
        notifier.show({NoticeKind::RequestWaiting, u"Four apps ask"_s, {}});
        QTRY_COMPARE(notifications.notified().size(), 3);
        QCOMPARE(notifications.notified().at(1).at(1).toUInt(), 41U);
        QCOMPARE(notifications.notified().at(2).at(1).toUInt(), 41U);
        QCOMPARE(notifications.notified().at(2).at(3).toString(), u"Four apps ask"_s);

        QDBusMessage click = QDBusMessage::createSignal(path, service, u"ActionInvoked"_s);
        click << 41U << u"default"_s;
        QVERIFY(desktop.send(click));
        QVERIFY(chosen.wait(byok::test::patience));
        QCOMPARE(chosen.first().first().value<NoticeKind>(), NoticeKind::RequestWaiting);

        notifier.withdraw(NoticeKind::RequestWaiting);
        QTRY_COMPARE(notifications.closed(), QList<uint>{41});
        notifier.withdraw(NoticeKind::RequestWaiting);
        notifier.withdraw(NoticeKind::PortChanged);
        QVERIFY(notShown.isEmpty());
    }

    void aNoticeThatIsTakenBackAtOnceDoesNotStay()
    {
        SessionBus bus;
        QDBusConnection desktop = bus.connection(u"desktop"_s);
        FakeNotifications notifications;
        QVERIFY(desktop.registerVirtualObject(path, &notifications));
        QVERIFY(desktop.registerService(service));
        DesktopNotifier notifier(bus.connection(u"own"_s));

        notifier.show({NoticeKind::RequestWaiting, u"An app asks"_s, {}});
        notifier.withdraw(NoticeKind::RequestWaiting);
        QTRY_COMPARE(notifications.closed(), QList<uint>{41});

        notifier.show({NoticeKind::RequestWaiting, u"An app asks"_s, {}});
        notifier.withdraw(NoticeKind::RequestWaiting);
        notifier.show({NoticeKind::RequestWaiting, u"Another one asks"_s, {}});
        QTRY_COMPARE(notifications.notified().size(), 3);
        QCOMPARE(notifications.notified().constLast().at(1).toUInt(), 42U);
        QCOMPARE(notifications.closed().size(), 1);
    }

    void withoutAServiceTheTrayIsAskedToSayIt()
    {
        SessionBus bus;
        DesktopNotifier notifier(bus.connection(u"own"_s));
        QSignalSpy notShown(&notifier, &Notifier::notShown);
        notifier.show({NoticeKind::PortChanged, u"Title"_s, u"Text"_s});
        QVERIFY(notShown.wait(byok::test::patience));
        QCOMPARE(notShown.first().first().value<Notice>().text, u"Text"_s);
    }
};

QTEST_MAIN(TestDesktopNotifier)
#include "tst_desktop_notifier.moc"
