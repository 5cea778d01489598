// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_controller.h"

#include <QIcon>

namespace byok {

/// The relay's sign for a state, drawn at every size a tray asks for: a key on a disc of its own colour, so
/// that it is seen on light and dark panels alike; grey with two bars while nothing is relayed.
[[nodiscard]] QIcon relayIcon(RelayState state);

} // namespace byok
