// SPDX-License-Identifier: Apache-2.0
#include "relay/live_exchange.h"

#include "relay/exchange_record.h"

namespace byok {

LiveExchange liveOf(const ExchangeRecord &record)
{
    return {.id = record.id,
            .startedAt = record.startedAt,
            .appId = record.appId,
            .provider = record.provider,
            .model = record.model,
            .keyLabel = record.keyLabel,
            .wayIn = record.wayIn,
            .attempts = record.attempts,
            .earlier = record.earlier,
            .bytesUp = record.bytesUp,
            .bytesDown = record.bytesDown};
}

} // namespace byok
