// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/session` and `/tokens/revoke`: what the token that asks may do and what it has left, and its end.
/// Another token of the app, and the approval, outlive it; DELETE /users ends those too.
void serveSession(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                  ApiServices &services);

} // namespace byok
