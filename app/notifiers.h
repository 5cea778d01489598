// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/notices/notifier.h"

#include <memory>

namespace byok {

/// This system's way to show notices: desktop_notifier.cpp where there is D-Bus, else tray_notifier.cpp.
[[nodiscard]] std::unique_ptr<Notifier> makeNotifier();

} // namespace byok
