// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/reply.h"
#include "relay/http/request_head.h"

#include <optional>

namespace byok {

/// Whether the connection goes on after a reply.
enum class Persistence { KeepAlive, Close };

/// How the end of a reply's body is told.
enum class BodyFraming {
    None,       ///< there is no body (HEAD, 1xx, 204, 304)
    Length,     ///< Content-Length
    Chunked,    ///< Transfer-Encoding: chunked
    UntilClose, ///< the connection's end (HTTP/1.0)
};

/// What frames a reply with that status to that request: `length` known or not. `request` null: the request
/// could not be read.
[[nodiscard]] BodyFraming bodyFraming(int status, std::optional<qint64> length, const RequestHead *request);

/// Status line and fields with the empty line: Date (unless given), framing, `Connection: close` where it
/// applies. Every reply's head is made here. Framing fields among `fields`, `Server`, and fields that would
/// break the head are left out. `length` is told also where a HEAD's body is left out.
[[nodiscard]] QByteArray frameHead(int status, const HeaderFields &fields, BodyFraming framing,
                                   std::optional<qint64> length, Persistence persistence);
/// The head that turns the connection into a WebSocket (RFC 6455 §4.2.2), with `fields`, the handshake's own.
[[nodiscard]] QByteArray frameSwitch(const HeaderFields &fields);
/// A whole reply, ready for the wire.
[[nodiscard]] QByteArray frameWhole(const WholeReply &reply, const RequestHead *request,
                                    Persistence persistence);

/// Appends one chunk; an empty one is left out, since it would end the body.
void appendChunk(QByteArray &to, QByteArrayView bytes);
/// The chunk that ends a body.
[[nodiscard]] QByteArrayView lastChunk();

/// The reply's own fields and those that every reply to this request carries. `extra` replaces fields of the
/// same name, but Vary and Content-Security-Policy, of which a client honours several.
[[nodiscard]] HeaderFields mergeReplyFields(const HeaderFields &own, const HeaderFields &extra);

} // namespace byok
