// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/exchange_record.h"
#include "relay/usage/usage_row.h"

namespace byok {

/// What the ledger keeps of a relayed request. It leaves out the path and the request's id, and measures no
/// tokens and no cost. Pure.
[[nodiscard]] UsageRow usageOf(const ExchangeRecord &record);

} // namespace byok
