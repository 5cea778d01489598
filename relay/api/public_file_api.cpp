// SPDX-License-Identifier: Apache-2.0
#include "relay/api/public_file_api.h"

using namespace Qt::StringLiterals;

namespace byok {

void servePublicFile(const Route &, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                     ApiServices &)
{
    refuse(request, *writer,
           {ErrorCode::RouteUnknown, u"There is nothing at this path; GET / shows what the relay offers."_s});
}

} // namespace byok
