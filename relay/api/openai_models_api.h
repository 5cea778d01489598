// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `GET /v1/models` and `/v1/models/<model>`: the models of all usable providers in OpenAI's form.
void serveOpenAiModels(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                       ApiServices &services);

} // namespace byok
