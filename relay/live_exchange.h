// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/usage/usage_row.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

namespace byok {

struct ExchangeRecord;

/// One relayed request that is under way, as people are shown it: never a body, a query or a secret. Value,
/// any thread.
struct LiveExchange
{
    QByteArray id;       ///< x-relay-request-id
    QDateTime startedAt; ///< UTC
    QString appId;
    QString provider;
    QString model;    ///< as the provider sees it; empty: not known
    QString keyLabel; ///< ExchangeRecord::keyLabel
    WayIn wayIn = WayIn::Relay;
    int attempts = 1;              ///< ExchangeRecord::attempts
    QList<EarlierAttempt> earlier; ///< ExchangeRecord::earlier
    qint64 bytesUp = 0;
    qint64 bytesDown = 0; ///< written to the app so far

    friend bool operator==(const LiveExchange &, const LiveExchange &) = default;
};

/// What the record of a request under way says so far.
[[nodiscard]] LiveExchange liveOf(const ExchangeRecord &record);

} // namespace byok

Q_DECLARE_METATYPE(byok::LiveExchange)
