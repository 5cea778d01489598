// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/relay/<provider>/*`: the caller names the provider and its path.
void serveRelay(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                ApiServices &services);

} // namespace byok
