// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTypes>

#include <chrono>

namespace byok {

/// Milliseconds of a clock that only goes on: nobody sets it, and its beginning means nothing. The Clock that
/// what counts time is given, and of which tests give another. Any thread.
[[nodiscard]] inline qint64 steadyMilliseconds()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace byok
