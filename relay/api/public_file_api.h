// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// Files for developers and their tools: the JS client, and how to integrate.
void servePublicFile(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                     ApiServices &services);

} // namespace byok
