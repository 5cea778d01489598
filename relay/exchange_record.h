// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/usage/usage_row.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace byok {

/// How an exchange ended.
enum class ExchangeOutcome {
    Completed,  ///< the provider's whole reply went to the caller, whatever its status
    Refused,    ///< the relay refused it before anything went upstream
    Failed,     ///< the provider, or the way to it, failed
    ClientGone, ///< the caller left first
    Revoked,    ///< the person ended it: revoke, pause, quit
};

/// What may be known of one relayed request afterwards: never bodies, queries, headers or secrets. Value, any
/// thread.
struct ExchangeRecord
{
    QByteArray id;       ///< x-relay-request-id
    QDateTime startedAt; ///< UTC
    QString appId;
    QString provider;
    QByteArray method;
    QByteArray path;  ///< the provider's path, without query
    QString model;    ///< as the provider sees it; empty: not known
    QString keyLabel; ///< the person's name for the key, "app:" before it where the key is the app's own;
                      ///< "caller's own" where the caller brought it; empty: none was there to use
    WayIn wayIn = WayIn::Relay;
    int attempts = 1;              ///< how many keys or providers were asked; the record is of the last one
    QList<EarlierAttempt> earlier; ///< how those before it ended, in their order
    int status = 0;                ///< as the caller saw it; 0: it saw none
    ExchangeOutcome outcome = ExchangeOutcome::Completed;
    qint64 bytesUp = 0;
    qint64 bytesDown = 0;
    qint64 milliseconds = 0;
    qint64 firstByteMilliseconds = -1; ///< -1: no byte came
};

struct ClientRequest;
struct UpstreamAttempt;

/// The record of a request that begins now: whose it is, and how it came.
[[nodiscard]] ExchangeRecord recordOf(const ClientRequest &request, WayIn wayIn);
/// Notes who is asked, where, for what and by which key.
void noteIn(ExchangeRecord &record, const UpstreamAttempt &attempt);

} // namespace byok

Q_DECLARE_METATYPE(byok::ExchangeRecord)
