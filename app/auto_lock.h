// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screen_lock_watcher.h"
#include "relay/relay_controller.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace byok {

/// Who locked the keys away, and so what opens them again.
enum class LockCause {
    None,   ///< not locked
    Person, ///< by hand: opened by hand
    Screen, ///< with the screen: opened with it
    Idle,   ///< nobody used a key for a while: opened by hand
};

/// What is to be done after an event.
enum class LockStep { Nothing, Lock, Unlock };

/// The rule: who locked decides what unlocks. Value.
class LockRule
{
public:
    [[nodiscard]] LockCause cause() const { return m_cause; }
    [[nodiscard]] LockStep screenLocked();
    [[nodiscard]] LockStep screenUnlocked();
    [[nodiscard]] LockStep idle();
    /// The relay says that it is so now, whoever did it. What it said before a lock reached it changes
    /// nothing.
    void isLocked();
    void isUnlocked();

private:
    LockCause m_cause = LockCause::None;
    bool m_confirmed = false; ///< the relay has said that it is locked
};

/// Locks the relay with the screen and after idleness, as the person's choices say. Owned by the Application,
/// lives on the GUI thread.
class AutoLock final : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it. `minute`: the length of one, shorter in tests.
    AutoLock(RelayController &relay, ScreenLockWatcher &watcher,
             std::chrono::milliseconds minute = std::chrono::minutes(1), QObject *parent = nullptr);

    [[nodiscard]] LockCause cause() const { return m_rule.cause(); }

private:
    void take(LockStep step);
    void restartIdle();
    void statusChanged(const RelayStatus &status);

    RelayController &m_relay;
    LockRule m_rule;
    QTimer m_idle;
    std::chrono::milliseconds m_minute;
};

} // namespace byok
