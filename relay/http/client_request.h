// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/connection_ends.h"
#include "relay/http/request_judge.h"

namespace byok {

/// A complete, admitted request, copied out of the connection that it came on. Value, any thread.
struct ClientRequest
{
    RequestHead head;
    QByteArray body;
    Admission admission;
    QByteArray id; ///< `x-relay-request-id`, 16 hex digits; among the reply's fields where it is told
    ConnectionEnds ends;
};

} // namespace byok
