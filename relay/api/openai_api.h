// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `/v1/*`: OpenAI's API over all providers, by their own endpoints in OpenAI's manner.
void serveOpenAi(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                 ApiServices &services);

} // namespace byok
