// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/usage/earlier_attempt.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace byok {

/// How a request came in. Stored by number: add at the end.
enum class WayIn {
    Relay = 0,     ///< /relay/<provider>/…
    Unified = 1,   ///< POST /relay
    OpenAi = 2,    ///< /v1/…
    Stateless = 3, ///< with a key of the caller's own
    Realtime = 4,  ///< a WebSocket
};

/// How it ended. Stored by number: add at the end.
enum class UsageOutcome {
    Completed = 0,  ///< the provider's whole reply went to the caller, whatever its status
    Refused = 1,    ///< the relay refused it
    Failed = 2,     ///< the provider, or the way to it, failed
    ClientGone = 3, ///< the caller left first
    Ended = 4,      ///< the person ended it
};

/// One finished request as the ledger keeps it: never a body, a query, a header or a secret. Value, any
/// thread.
struct UsageRow
{
    qint64 id = 0;       ///< the ledger's own number for it, which it keeps; 0: not read from the ledger
    QDateTime startedAt; ///< UTC
    QString app;         ///< an app's id: its origin, or "program:<name>"
    QString provider;
    QString model;    ///< as the provider saw it; empty: not known
    QString keyLabel; ///< the person's name for the key; empty: none was used
    WayIn wayIn = WayIn::Relay;
    int attempts = 1;              ///< how many keys or providers were asked; the row is of the last one
    QList<EarlierAttempt> earlier; ///< how those before it ended, in their order; rows of before there was
                                   ///< this have none
    int status = 0;                ///< as the caller saw it; 0: it saw none
    UsageOutcome outcome = UsageOutcome::Completed;
    qint64 bytesUp = 0;
    qint64 bytesDown = 0;
    qint64 milliseconds = 0;
    qint64 firstByteMilliseconds = -1; ///< -1: no byte came
    std::optional<qint64> tokensIn;    ///< absent: not measured
    std::optional<qint64> tokensOut;
    std::optional<qint64> costMicros; ///< millionths of a US dollar

    friend bool operator==(const UsageRow &, const UsageRow &) = default;
    /// What `GET /stats` calls an error: a status of 400 and up, or the relay's or the provider's failure. A
    /// caller that left is none.
    [[nodiscard]] bool isError() const
    {
        return status >= 400 || outcome == UsageOutcome::Refused || outcome == UsageOutcome::Failed;
    }
};

} // namespace byok
