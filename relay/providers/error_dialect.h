// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/caller.h"
#include "relay/http/reply.h"
#include "relay/http/request_head.h"
#include "relay/relay_error.h"

namespace byok {

/// The envelope in which a caller's client reads errors, so that a provider's SDK throws its own typed error
/// with our sentence.
enum class Dialect { Plain, OpenAi, Anthropic, Google };

/// What whoever sent `head`, with its credential in `carrier`, speaks. Authorization is OpenAI's way and,
/// since version 1 of its SDK, Anthropic's too: that one always names its API's version. Pure.
[[nodiscard]] Dialect dialectFor(CredentialCarrier carrier, const RequestHead &head);
/// The JSON body of an error: `{"error": "<sentence>", "code": …}` or the provider's own envelope with our
/// sentence in it.
[[nodiscard]] QByteArray errorBody(Dialect dialect, const RelayError &error);
/// A whole reply: status, JSON body, Content-Type, Retry-After, `x-should-retry: false` where another try is
/// useless, `cache-control: no-store`.
[[nodiscard]] WholeReply errorReplyIn(Dialect dialect, const RelayError &error);
/// The last event of an event stream that broke: `event: error` and one JSON line, in the dialect; for
/// Google's the JSON line alone, as that one streams errors.
[[nodiscard]] QByteArray errorEvent(Dialect dialect, const RelayError &error);

} // namespace byok
