// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/request_head.h"
#include "relay/relay_error.h"
#include "relay/result.h"

#include <QByteArray>
#include <QList>

namespace byok {

/// What a WebSocket's opening handshake (RFC 6455 §4.1) asks for. Value, any thread.
struct WebSocketHandshake
{
    QByteArray key;              ///< Sec-WebSocket-Key as it was sent: base64 of 16 bytes
    QList<QByteArray> protocols; ///< the subprotocols offered, in the client's order, each once
    QByteArray extensions;       ///< what Sec-WebSocket-Extensions offers, as one list; empty: none
};

/// Reads a head that asks for an upgrade. Refused (400) is all that is not exactly a WebSocket's handshake:
/// GET, HTTP/1.1, Upgrade: websocket alone, a Connection that names it, one key, version 13, no body. Pure.
[[nodiscard]] Result<WebSocketHandshake, RelayError> readHandshake(const RequestHead &head);

/// What Sec-WebSocket-Accept answers to a key (RFC 6455 §4.2.2). Pure.
[[nodiscard]] QByteArray handshakeAccept(QByteArrayView key);

/// The subprotocols that all Sec-WebSocket-Protocol fields name, in their order; what is no token stays in
/// the list. The views are into `fields`. Pure.
[[nodiscard]] QList<QByteArrayView> subprotocols(const HeaderFields &fields);

/// The parts of a field that is a list, over all fields of that name, without the white space around them;
/// empty parts are left out. The views are into `fields`. Pure.
[[nodiscard]] QList<QByteArrayView> listedIn(const HeaderFields &fields, QByteArrayView name);

} // namespace byok
