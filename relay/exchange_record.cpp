// SPDX-License-Identifier: Apache-2.0
#include "relay/exchange_record.h"

#include "relay/exchange_plan.h"

namespace byok {

ExchangeRecord recordOf(const ClientRequest &request, WayIn wayIn)
{
    ExchangeRecord record;
    record.id = request.id;
    record.startedAt = QDateTime::currentDateTimeUtc();
    record.appId = request.admission.caller.appId;
    record.method = methodName(request.head.method);
    record.wayIn = wayIn;
    return record;
}

void noteIn(ExchangeRecord &record, const UpstreamAttempt &attempt)
{
    record.provider = attempt.provider.id;
    // Not left(indexOf()): of a target without a query it would keep nothing.
    record.path = attempt.target.split('?').first();
    record.model = attempt.model;
    record.keyLabel = attempt.keyLabel;
}

} // namespace byok
