// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/relay/<provider>/*`: judges provider and path, chooses the key, and begins the exchange.
void serveRelay(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                ApiServices &services);

} // namespace byok
