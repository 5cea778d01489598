// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"
#include "relay/route.h"

namespace byok {

/// What answers for a resource, whatever the method. Never null.
[[nodiscard]] Endpoint endpointFor(Resource resource);

} // namespace byok
