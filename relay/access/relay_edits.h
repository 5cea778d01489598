// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"

namespace byok {

// What a person changes of the relay as a whole: each change as a pure ConfigEdit that is checked where it is
// applied.

/// Whether the relay relays for anybody.
enum class RelayPause { Paused, Resumed };
[[nodiscard]] ConfigEdit pauseRelay(RelayPause pause);
/// The port at which the relay listens from the next start on; 0: any free one.
[[nodiscard]] ConfigEdit setPort(quint16 port);
/// Keeps a choice that checkedProxy() takes.
[[nodiscard]] ConfigEdit setProxy(const ProxyChoice &choice);
[[nodiscard]] ConfigEdit setDesktop(const DesktopChoices &choices);

} // namespace byok
