// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/` and `/assets/*`: the relay's own page, compiled in.
void servePage(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &services);

} // namespace byok
