// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `GET /keys/public`: the key to which callers seal theirs.
void serveSealingKey(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                     ApiServices &services);

} // namespace byok
