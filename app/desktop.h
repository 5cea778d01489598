// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/command_line.h"

namespace byok {

/// Whether there is a desktop to show windows on. On Linux: a display that is named in the environment and
/// answers, since Qt ends the program where it does not.
enum class Desktop { Absent, Present };
[[nodiscard]] Desktop findDesktop(const Environment &environment);

} // namespace byok
