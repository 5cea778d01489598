// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/verb.h"

namespace byok {

// How a verb travels over the owner-only socket: a JSON line, then the bytes of the secret (request) or of
// the output (reply), whose count the line tells. Raw bytes because a JSON reader would leave copies that
// nobody wipes.

/// {"verb": "keys set", "arguments": ["openai"], "label": "", "providers": [], "by": "app", "since": "",
/// "rule": {…}, "form": "text", "secret_bytes": 51}
[[nodiscard]] QByteArray requestLine(const VerbRequest &request);
/// {"exit": 0, "err": "", "out_bytes": 70}
[[nodiscard]] QByteArray replyLine(const VerbReply &reply);

/// A line read, and how many bytes have to follow it.
template <typename Message>
struct MessageHead
{
    Message message;
    qsizetype bytesToCome = 0;
};

/// Checks everything: the verb is one, has its number of arguments, all is of the right type and within
/// bounds.
[[nodiscard]] Result<MessageHead<VerbRequest>> readRequestLine(QByteArrayView line);
[[nodiscard]] Result<MessageHead<VerbReply>> readReplyLine(QByteArrayView line);

namespace control {
constexpr qsizetype mostLineBytes = 64 * 1024;
constexpr qsizetype mostSecretBytes = 16 * 1024; ///< of a key, before it is judged
constexpr qsizetype mostOutBytes = 16 * 1024 * 1024;
} // namespace control

} // namespace byok
