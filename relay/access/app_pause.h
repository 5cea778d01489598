// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"
#include "relay/relay_error.h"
#include "relay/route.h"

#include <optional>

namespace byok {

/// Why `app` (nullptr: none) may not do this at this route just now: the person has paused it, and the route
/// spends, changes or hands out something. What it may know of itself, and leaving, stay open to it. Pure.
[[nodiscard]] std::optional<RelayError> pauseRefusal(const AppEntry *app, const Route &route,
                                                     HttpMethod method);
/// What a caller is told of that.
[[nodiscard]] RelayError appPaused();

} // namespace byok
