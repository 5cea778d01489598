// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/body_budget.h"
#include "relay/http/connection_roster.h"
#include "relay/http/request_judge.h"
#include "relay/http/ticket_desk.h"
#include "relay/http/wire_limits.h"

namespace byok {

/// What all connections of one server share. Owned by the RelayServer, outlives every WireGuard; the relay's
/// thread.
struct WireContext
{
    explicit WireContext(RequestJudge &requestJudge, const WireLimits &wireLimits)
        : judge(requestJudge)
        , limits(wireLimits)
    {
    }
    Q_DISABLE_COPY_MOVE(WireContext)

    RequestJudge &judge;
    WireLimits limits; ///< in force from each connection's next message on
    TicketDesk tickets;
    ConnectionRoster roster;
    BodyBudget bodies;
    bool draining = false; ///< every reply is its connection's last
};

} // namespace byok
