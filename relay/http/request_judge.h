// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/caller.h"
#include "relay/http/reply.h"
#include "relay/http/request_head.h"
#include "relay/http/upgrade.h"
#include "relay/keys/secret.h"
#include "relay/relay_error.h"

#include <QHostAddress>

#include <variant>

namespace byok {

/// A head that may go on: who calls, which fields every reply to it carries (CORS, Vary, nosniff …), how much
/// body it may send. Value, any thread; valid for one request.
struct Admission
{
    Caller caller;
    HeaderFields replyFields;
    qint64 bodyLimit = 0; ///< bytes
    /// The request's `x-relay-request-id`, where the judge has put one among the reply's fields; empty: the
    /// door makes one.
    QByteArray requestId;
    /// WebSocket: its head is a well-formed handshake, and the connection may become one.
    Upgrade upgrade = Upgrade::Refused;
    /// The provider's key that the caller brought for this one request, instead of a stored one; empty: none.
    Secret callersKey;
};

/// The decision at the head: go on, or this reply at once, before any body is read.
using HeadVerdict = std::variant<Admission, WholeReply>;

/// What the front door asks of the rooms behind it. Implemented in relay/access; lives on the relay's thread
/// and outlives every connection.
class RequestJudge
{
public:
    virtual ~RequestJudge() = default;

    /// Called once for each head, before any body is read. Must not block.
    virtual HeadVerdict judgeHead(const RequestHead &head) = 0;

    /// A refusal in the caller's dialect. `head` and `admission` are null where the request did not get that
    /// far.
    virtual WholeReply errorReply(const RelayError &error, const RequestHead *head,
                                  const Admission *admission) const = 0;
};

} // namespace byok
