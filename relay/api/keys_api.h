// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/keys` and `/keys/<provider>`: which providers the app has a key for, and the keys that it stores for
/// itself. Never a key.
void serveKeys(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &services);
/// `/keys/<provider>/rotate`: a new key of the app's own instead of the one it has, once the provider accepts
/// it.
void serveKeyRotation(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                      ApiServices &services);

} // namespace byok
