// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_controller.h"

namespace byok {

class DesktopAbilities;

/// What every window works on. The references outlive all windows; lives on the GUI thread.
struct WindowLinks
{
    RelayController &relay; ///< with its keeper() and custodian()
    DesktopAbilities &desktop;
};

} // namespace byok
