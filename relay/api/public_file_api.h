// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// Files for developers and their tools, compiled in: the JS client with its types, `/llms.txt` and
/// `/skill.md`. They are the same for everybody and tell nothing of keys or apps.
void servePublicFile(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                     ApiServices &services);

} // namespace byok
