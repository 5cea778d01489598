// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/users`: POST hands a token to an approved app, or asks the person whether this one is to be; DELETE
/// forgets the app that asks.
void serveUsers(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                ApiServices &services);

} // namespace byok
