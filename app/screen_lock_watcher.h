// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <memory>

namespace byok {

/// Tells when the person's screen is locked or the computer goes to sleep, and when it is theirs again. One
/// source per system: screen_lock_watcher_linux.cpp, _windows.cpp, _macos.mm; where none is known a null
/// object that never tells. Owned by the Application, lives on the GUI thread.
class ScreenLockWatcher : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

signals:
    void locked();
    void unlocked();
};

/// This system's watcher; it listens from here on.
[[nodiscard]] std::unique_ptr<ScreenLockWatcher> makeScreenLockWatcher();

} // namespace byok
