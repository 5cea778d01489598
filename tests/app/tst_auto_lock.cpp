// SPDX-License-Identifier: Apache-2.0
#include "app/auto_lock.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

/// A screen that a test locks.
class FakeScreen final : public ScreenLockWatcher
{
public:
    void lock() { emit locked(); }
    void unlock() { emit unlocked(); }
};

ConfigEdit choosing(bool withScreen, qint64 idleMinutes)
{
    return [=](RelayConfig &config) -> Result<> {
        config.desktop.lockWithScreen = withScreen;
        config.desktop.lockAfterIdleMinutes = idleMinutes;
        return Nothing{};
    };
}

} // namespace

class TestAutoLock : public QObject
{
    Q_OBJECT

private slots:
    void whoLockedDecidesWhatUnlocks()
    {
        LockRule rule;
        QCOMPARE(rule.screenLocked(), LockStep::Lock);
        rule.isUnlocked(); // said before the lock reached the relay
        rule.isLocked();
        QCOMPARE(rule.screenLocked(), LockStep::Nothing);
        QCOMPARE(rule.screenUnlocked(), LockStep::Unlock);
        rule.isUnlocked();
        QCOMPARE(rule.cause(), LockCause::None);

        rule.isLocked(); // by hand
        QCOMPARE(rule.cause(), LockCause::Person);
        QCOMPARE(rule.screenLocked(), LockStep::Nothing);
        QCOMPARE(rule.screenUnlocked(), LockStep::Nothing);
        rule.isUnlocked();

        QCOMPARE(rule.idle(), LockStep::Lock);
        rule.isLocked();
        QCOMPARE(rule.screenLocked(), LockStep::Nothing);
        QCOMPARE(rule.screenUnlocked(), LockStep::Nothing);
    }

    void theKeysGoWithTheScreenAndComeBackWithIt()
    {
        RunningRelay relay;
        FakeScreen screen;
        const AutoLock lock(relay.controller(), screen);
        const QByteArray request = relay.request("GET", "/relay/openai/v1/models");
        QCOMPARE(relay.ask(request)->status, 200);
        screen.lock();
        QTRY_COMPARE(relay.controller().status().state, RelayState::Locked);
        QCOMPARE(relay.ask(request)->status, 423);
        screen.unlock();
        QTRY_COMPARE(relay.controller().status().state, RelayState::Running);
        QCOMPARE(relay.ask(request)->status, 200);
    }

    void whatThePersonLockedStaysLockedWhenTheScreenOpens()
    {
        RunningRelay relay;
        FakeScreen screen;
        const AutoLock lock(relay.controller(), screen);
        bool locked = false;
        relay.controller().lock([&locked] { locked = true; });
        QTRY_VERIFY(locked);
        QTRY_COMPARE(lock.cause(), LockCause::Person);
        screen.lock();
        screen.unlock();
        QCOMPARE(relay.ask(relay.request("GET", "/relay/openai/v1/models"))->status, 423);
    }

    void whoDoesNotWantItIsNotLockedOut()
    {
        RunningRelay relay;
        QVERIFY(relay.keeper().apply(choosing(false, 0)));
        FakeScreen screen;
        const AutoLock lock(relay.controller(), screen);
        screen.lock();
        QCOMPARE(relay.ask(relay.request("GET", "/relay/openai/v1/models"))->status, 200);
    }

    void idlenessLocksAndUseIsNoIdleness()
    {
        RunningRelay relay;
        FakeScreen screen;
        const AutoLock lock(relay.controller(), screen, std::chrono::milliseconds(150));
        QVERIFY(relay.keeper().apply(choosing(true, 2)));
        QTRY_COMPARE(relay.controller().status().state, RelayState::Locked);
        QCOMPARE(lock.cause(), LockCause::Idle);
        screen.lock();
        screen.unlock();
        QCOMPARE(relay.controller().status().state, RelayState::Locked);
        // Opened by hand, it counts anew.
        relay.controller().unlock([] {});
        QTRY_COMPARE(lock.cause(), LockCause::None);
        QTRY_COMPARE(lock.cause(), LockCause::Idle);
    }
};

QTEST_MAIN(TestAutoLock)
#include "tst_auto_lock.moc"
