// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace byok {

/// How an attempt at a request ended before its first byte, so that another one followed.
enum class AttemptEnd {
    Answered,    ///< with a status that says that somebody else might do it: 429 or 5xx
    Unreachable, ///< there was no connection
    TimedOut,    ///< there was none in time
    TlsRefused,  ///< its certificate or TLS version was not accepted: perhaps it was somebody else
};

/// One provider and key that were asked before who answered. Value, any thread.
struct EarlierAttempt
{
    QString provider; ///< its id
    QString keyLabel; ///< UsageRow::keyLabel
    AttemptEnd end = AttemptEnd::Unreachable;
    int status = 0; ///< where it answered, else 0

    friend bool operator==(const EarlierAttempt &, const EarlierAttempt &) = default;
};

/// For programs, in one line of ASCII: "openai;key=work;status=429, ollama;error=unreachable", in their
/// order; the key's name is percent-encoded, and left out where there was none. Other errors: timeout, tls.
/// It stands in replies, exports and the ledger's file: what has been written is never given another meaning.
[[nodiscard]] QByteArray earlierAttemptsText(const QList<EarlierAttempt> &attempts);
/// What earlierAttemptsText() has written; of anything else what can be read.
[[nodiscard]] QList<EarlierAttempt> earlierAttemptsOf(QByteArrayView text);

} // namespace byok
