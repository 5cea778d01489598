// SPDX-License-Identifier: Apache-2.0
#include "relay/api/discovery_api.h"

#include "relay/build_info.h"

using namespace Qt::StringLiterals;

namespace byok {

void serveDiscovery(const Route &, ClientRequest, std::unique_ptr<ResponseWriter> writer,
                    ApiServices &services)
{
    constexpr int protocolVersion = 1;
    writer->sendWhole(jsonReply(200, {{u"name"_s, u"byok-relay"_s},
                                      {u"version"_s, buildInfo().version},
                                      {u"protocol"_s, protocolVersion},
                                      {u"port"_s, services.port}}));
}

} // namespace byok
