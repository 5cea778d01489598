// SPDX-License-Identifier: Apache-2.0
#include "app/screen_lock_watcher.h"

#include <QAbstractNativeEventFilter>
#include <QCoreApplication>
#include <QWidget>

#include <windows.h>
#include <wtsapi32.h>

namespace byok {

namespace {

/// A window that is never shown, to which Windows says when the session is locked (WM_WTSSESSION_CHANGE).
class SessionWatcher final : public ScreenLockWatcher, private QAbstractNativeEventFilter
{
public:
    SessionWatcher()
    {
        QCoreApplication::instance()->installNativeEventFilter(this);
        WTSRegisterSessionNotification(handle(), NOTIFY_FOR_THIS_SESSION);
    }
    ~SessionWatcher() override
    {
        WTSUnRegisterSessionNotification(handle());
        QCoreApplication::instance()->removeNativeEventFilter(this);
    }

private:
    HWND handle() { return reinterpret_cast<HWND>(m_window.winId()); }
    bool nativeEventFilter(const QByteArray &, void *event, qintptr *) override
    {
        const auto *message = static_cast<MSG *>(event);
        if (message->message == WM_WTSSESSION_CHANGE && message->wParam == WTS_SESSION_LOCK)
            emit locked();
        else if (message->message == WM_WTSSESSION_CHANGE && message->wParam == WTS_SESSION_UNLOCK)
            emit unlocked();
        return false;
    }

    QWidget m_window;
};

} // namespace

std::unique_ptr<ScreenLockWatcher> makeScreenLockWatcher()
{
    return std::make_unique<SessionWatcher>();
}

} // namespace byok
