// SPDX-License-Identifier: Apache-2.0
#include "relay/usage_of_record.h"

namespace byok {

namespace {

UsageOutcome usageOutcome(ExchangeOutcome outcome)
{
    switch (outcome) {
    case ExchangeOutcome::Completed:
        return UsageOutcome::Completed;
    case ExchangeOutcome::Refused:
        return UsageOutcome::Refused;
    case ExchangeOutcome::Failed:
        return UsageOutcome::Failed;
    case ExchangeOutcome::ClientGone:
        return UsageOutcome::ClientGone;
    case ExchangeOutcome::Revoked:
        return UsageOutcome::Ended;
    }
    Q_UNREACHABLE_RETURN(UsageOutcome::Failed);
}

} // namespace

UsageRow usageOf(const ExchangeRecord &record)
{
    UsageRow row;
    row.startedAt = record.startedAt;
    row.app = record.appId;
    row.provider = record.provider;
    row.model = record.model;
    row.keyLabel = record.keyLabel;
    row.wayIn = record.wayIn;
    row.attempts = record.attempts;
    row.earlier = record.earlier;
    row.status = record.status;
    row.outcome = usageOutcome(record.outcome);
    row.bytesUp = record.bytesUp;
    row.bytesDown = record.bytesDown;
    row.milliseconds = record.milliseconds;
    row.firstByteMilliseconds = record.firstByteMilliseconds;
    return row;
}

} // namespace byok
