// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/.well-known/byok-relay`: that this is a relay, for pages that look for one. Nothing of keys or apps.
void serveDiscovery(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                    ApiServices &services);

} // namespace byok
