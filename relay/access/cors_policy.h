// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/reply.h"
#include "relay/http/request_head.h"
#include "relay/relay_error.h"
#include "relay/result.h"

namespace byok {

/// Fields that every reply of the relay carries, whoever asks: Vary: Origin, nosniff, frame-ancestors, CORP,
/// no-store.
[[nodiscard]] HeaderFields commonReplyFields();
/// commonReplyFields() and what lets a page of `origin` read the reply: the exact origin and every header
/// that is returned
/// (`Access-Control-Expose-Headers: *` is honoured without credentials). Never `*` as the origin, never
/// credentials.
[[nodiscard]] HeaderFields corsReplyFields(QByteArrayView origin);

/// True for OPTIONS with Origin and Access-Control-Request-Method.
[[nodiscard]] bool isPreflight(const RequestHead &head);
/// The answer to a preflight of an origin that may ask: echoes the requested method and header names (tokens
/// only, at most 64 names and 4 KB), Max-Age 7200, and Private-Network where asked. Fails where the lists are
/// not well-formed.
[[nodiscard]] Result<WholeReply, RelayError> preflightReply(const RequestHead &head);

} // namespace byok
