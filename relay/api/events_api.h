// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/events`: opens the app's one event stream.
void serveEvents(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                 ApiServices &services);

} // namespace byok
