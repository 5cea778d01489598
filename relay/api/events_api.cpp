// SPDX-License-Identifier: Apache-2.0
#include "relay/api/events_api.h"

#include "relay/api/event_hub.h"

using namespace Qt::StringLiterals;

namespace byok {

void serveEvents(const Route &, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                 ApiServices &services)
{
    const QString appId = request.admission.caller.appId;
    services.events->add(std::make_unique<EventStream>(request, std::move(writer)),
                         {{u"app_id"_s, appId}, {u"state"_s, stateName(services, appId)}});
}

} // namespace byok
