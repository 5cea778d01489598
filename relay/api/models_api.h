// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `GET /models`: how `POST /relay` finds the provider of a model, and which models may be used. For an app
/// that is known, its own providers and models alone.
void serveModels(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                 ApiServices &services);

} // namespace byok
