// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/header_field.h"

namespace byok {

/// A whole reply, before framing: no Content-Length, Transfer-Encoding, Connection or Date, which the wire
/// side adds. Value, any thread.
struct WholeReply
{
    int status = 200;
    HeaderFields fields;
    QByteArray body;
};

} // namespace byok
