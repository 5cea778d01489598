// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"
#include "relay/providers/provider.h"

namespace byok {

/// A WebSocket for the provider `named` at `rawPath`: the provider's realtime_paths say where there is one.
/// `request` was admitted as a handshake.
void serveRealtime(const Provider &named, QByteArrayView rawPath, ClientRequest request,
                   std::unique_ptr<ResponseWriter> writer, ApiServices &services);

/// `/v1/realtime`: OpenAI's, whatever else `/v1` may be.
void serveOpenAiRealtime(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                         ApiServices &services);

} // namespace byok
