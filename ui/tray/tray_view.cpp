// SPDX-License-Identifier: Apache-2.0
#include "ui/tray/tray_view.h"

namespace byok {

TraySign signOf(RelayState state)
{
    switch (state) {
    case RelayState::Stopped:
    case RelayState::Draining:
        return TraySign::Stopped;
    case RelayState::Running:
        return TraySign::Running;
    case RelayState::Paused:
        return TraySign::Paused;
    case RelayState::Locked:
        return TraySign::Locked;
    }
    Q_UNREACHABLE_RETURN(TraySign::Stopped);
}

TraySign traySign(const TrayView &view)
{
    const TraySign sign = signOf(view.status.state);
    if (sign == TraySign::Stopped)
        return sign;
    if (!view.questions.isEmpty())
        return TraySign::Asking;
    if (!view.problem.isEmpty())
        return TraySign::Problem;
    return sign;
}

} // namespace byok
