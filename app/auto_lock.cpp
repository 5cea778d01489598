// SPDX-License-Identifier: Apache-2.0
#include "app/auto_lock.h"

#include <utility>

namespace byok {

LockStep LockRule::screenLocked()
{
    if (m_cause != LockCause::None)
        return LockStep::Nothing;
    m_cause = LockCause::Screen;
    return LockStep::Lock;
}

LockStep LockRule::screenUnlocked()
{
    return m_cause == LockCause::Screen ? LockStep::Unlock : LockStep::Nothing;
}

LockStep LockRule::idle()
{
    if (m_cause != LockCause::None)
        return LockStep::Nothing;
    m_cause = LockCause::Idle;
    return LockStep::Lock;
}

void LockRule::isLocked()
{
    m_confirmed = true;
    if (m_cause == LockCause::None)
        m_cause = LockCause::Person;
}

void LockRule::isUnlocked()
{
    if (!std::exchange(m_confirmed, false))
        return;
    m_cause = LockCause::None;
}

AutoLock::AutoLock(RelayController &relay, ScreenLockWatcher &watcher, std::chrono::milliseconds minute,
                   QObject *parent)
    : QObject(parent)
    , m_relay(relay)
    , m_minute(minute)
{
    connect(&watcher, &ScreenLockWatcher::locked, this, [this] {
        if (m_relay.keeper().current()->desktop.lockWithScreen)
            take(m_rule.screenLocked());
    });
    connect(&watcher, &ScreenLockWatcher::unlocked, this, [this] { take(m_rule.screenUnlocked()); });
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        if (m_relay.status().liveExchanges > 0)
            restartIdle(); // a long stream is use
        else
            take(m_rule.idle());
    });
    connect(&m_relay, &RelayController::statusChanged, this, &AutoLock::statusChanged);
    connect(&m_relay, &RelayController::exchangeFinished, this, &AutoLock::restartIdle);
    connect(&m_relay.keeper(), &ConfigKeeper::changed, this, &AutoLock::restartIdle);
    restartIdle();
}

void AutoLock::take(LockStep step)
{
    switch (step) {
    case LockStep::Nothing:
        break;
    case LockStep::Lock:
        m_relay.lock([] {});
        break;
    case LockStep::Unlock:
        m_relay.unlock([] {});
        break;
    }
}

void AutoLock::statusChanged(const RelayStatus &status)
{
    if (status.isLocked) {
        m_rule.isLocked();
    } else if (m_rule.cause() != LockCause::None) {
        m_rule.isUnlocked();
        restartIdle();
    }
}

void AutoLock::restartIdle()
{
    const qint64 minutes = m_relay.keeper().current()->desktop.lockAfterIdleMinutes;
    if (minutes <= 0)
        m_idle.stop();
    else
        m_idle.start(m_minute * minutes);
}

} // namespace byok
