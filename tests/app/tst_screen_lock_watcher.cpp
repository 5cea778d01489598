// SPDX-License-Identifier: Apache-2.0
#include "app/screen_lock_watcher_linux.h"
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

/// logind's manager as far as the watcher asks it.
class FakeLogind final : public QDBusVirtualObject
{
public:
    [[nodiscard]] QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        if (message.member() != "GetSessionByPID"_L1)
            return false;
        connection.send(message.createReply(
            QVariant::fromValue(QDBusObjectPath(u"/org/freedesktop/login1/session/_31"_s))));
        m_asked = true;
        return true;
    }
    [[nodiscard]] bool wasAsked() const { return m_asked; }

private:
    bool m_asked = false;
};

} // namespace

class TestScreenLockWatcher : public QObject
{
    Q_OBJECT

private slots:
    void aScreenSaverIsHeard_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("interface");
        QTest::newRow("freedesktop") << u"/org/freedesktop/ScreenSaver"_s << u"org.freedesktop.ScreenSaver"_s;
        QTest::newRow("kde") << u"/ScreenSaver"_s << u"org.freedesktop.ScreenSaver"_s;
        QTest::newRow("gnome") << u"/org/gnome/ScreenSaver"_s << u"org.gnome.ScreenSaver"_s;
    }
    void aScreenSaverIsHeard()
    {
        QFETCH(QString, path);
        QFETCH(QString, interface);
        SessionBus bus;
        QDBusConnection desktop = bus.connection(u"desktop"_s);
        QDBusConnection own = bus.connection(u"own"_s);
        DBusScreenLockWatcher watcher(own, QDBusConnection(u"no system bus"_s));
        QSignalSpy locked(&watcher, &ScreenLockWatcher::locked);
        QSignalSpy unlocked(&watcher, &ScreenLockWatcher::unlocked);
        const auto say = [&](bool active) {
            QDBusMessage signal = QDBusMessage::createSignal(path, interface, u"ActiveChanged"_s);
            signal << active;
            QVERIFY(desktop.send(signal));
        };
        say(true);
        QVERIFY(locked.wait(byok::test::patience));
        say(false);
        QVERIFY(unlocked.wait(byok::test::patience));
        QCOMPARE(locked.size(), 1);
        QCOMPARE(unlocked.size(), 1);
    }

    void logindIsHeard()
    {
        SessionBus bus;
        QDBusConnection logind = bus.connection(u"logind"_s);
        FakeLogind manager;
        QVERIFY(
            logind.registerVirtualObject(u"/org/freedesktop/login1"_s, &manager, QDBusConnection::SubPath));
        QVERIFY(logind.registerService(u"org.freedesktop.login1"_s));
        QDBusConnection own = bus.connection(u"own"_s);
        DBusScreenLockWatcher watcher(QDBusConnection(u"no session bus"_s), own);
        QSignalSpy locked(&watcher, &ScreenLockWatcher::locked);
        QSignalSpy unlocked(&watcher, &ScreenLockWatcher::unlocked);
        QTRY_VERIFY(manager.wasAsked());
        // What was sent before the answer arrived is not for us; ask until it is.
        const auto session = [&](const QString &name) {
            return logind.send(QDBusMessage::createSignal(u"/org/freedesktop/login1/session/_31"_s,
                                                          u"org.freedesktop.login1.Session"_s, name));
        };
        QTRY_VERIFY(session(u"Lock"_s) && !locked.isEmpty());
        QVERIFY(session(u"Unlock"_s));
        QVERIFY(unlocked.wait(byok::test::patience));
        locked.clear();
        QDBusMessage sleep = QDBusMessage::createSignal(
            u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s);
        sleep << true;
        QVERIFY(logind.send(sleep));
        QVERIFY(locked.wait(byok::test::patience));
    }
};

QTEST_MAIN(TestScreenLockWatcher)
#include "tst_screen_lock_watcher.moc"
