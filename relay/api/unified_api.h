// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `POST /relay`: the body's model names the provider. A provider's prefix is taken out of it; every other
/// byte goes upstream as it came.
void serveUnified(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                  ApiServices &services);

} // namespace byok
