// SPDX-License-Identifier: Apache-2.0
#include "ui/tray/tray_view.h"

namespace byok {

TraySign traySign(const TrayView &view)
{
    switch (view.status.state) {
    case RelayState::Stopped:
    case RelayState::Draining:
        return TraySign::Stopped;
    case RelayState::Running:
    case RelayState::Paused:
    case RelayState::Locked:
        break;
    }
    if (!view.questions.isEmpty())
        return TraySign::Asking;
    if (!view.problem.isEmpty())
        return TraySign::Problem;
    if (view.status.state == RelayState::Locked)
        return TraySign::Locked;
    return view.status.state == RelayState::Paused ? TraySign::Paused : TraySign::Running;
}

} // namespace byok
