// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/client_request.h"
#include "relay/http/response_writer.h"

#include <memory>

namespace byok {

/// What the front door hands complete, admitted requests to. Lives on the relay's thread and outlives the
/// RelayServer.
class RequestHandler
{
public:
    virtual ~RequestHandler() = default;

    /// Answers by `writer`, now or later. A writer that is destroyed without having finished breaks the
    /// connection.
    virtual void handle(ClientRequest request, std::unique_ptr<ResponseWriter> writer) = 0;
};

} // namespace byok
