// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"

#include <QString>
#include <QStringList>

namespace byok {

/// How the program is started with the person's login. One source per system: autostart_linux.cpp (a desktop
/// entry in the autostart folder, https://specifications.freedesktop.org/autostart-spec/),
/// autostart_windows.cpp (the Run key), autostart_macos.cpp (a launch agent). Value.
struct AutostartEntry
{
    QString program;       ///< absolute path
    QStringList arguments; ///< "--hidden", ...
};

/// Whether an entry of ours is there and not switched off.
[[nodiscard]] bool isAutostartOn();
/// Writes the entry, in place of an older one; fails with a sentence.
[[nodiscard]] Result<> turnAutostartOn(const AutostartEntry &entry);
/// Successful also where there was none.
[[nodiscard]] Result<> turnAutostartOff();

} // namespace byok
