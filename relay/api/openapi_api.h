// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// The OpenAPI 3.1 document of every route, with this build's version and the port in use (1–65535).
[[nodiscard]] QJsonObject openApiDocument(quint16 port);

/// `/openapi.json` and `/openapi.yaml`: that document, in two spellings of one source.
void serveOpenApi(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                  ApiServices &services);

} // namespace byok
