// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/health` and `/version`: is the relay well, and which build is it. Tells nothing of keys or apps.
void serveHealth(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                 ApiServices &services);
/// What `/health` tells: `ok`, the build, the providers that are turned on, the relay's own state.
[[nodiscard]] QJsonObject healthBody(const ApiServices &services);

} // namespace byok
