// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/exchange_record.h"
#include "relay/http/caller.h"
#include "relay/live_exchange.h"
#include "relay/relay_error.h"

#include <QObject>

#include <optional>

namespace byok {

struct ExchangePlan;

/// An answer that takes its time: counted, limited and ended by the ExchangeTable, which owns it. Lives on
/// the relay's thread; gone at the next turn of the event loop after `finished`.
class LiveStream : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void begin() = 0;
    /// Ends it from our side: the caller gets `why` (a whole reply where none has begun, else a broken
    /// transfer).
    virtual void revoke(const RelayError &why) = 0;
    [[nodiscard]] virtual const Caller &caller() const = 0;
    /// What may be known of it once it has finished; none where it is not worth a record.
    [[nodiscard]] virtual std::optional<ExchangeRecord> recorded() const = 0;
    /// As people are shown it; none where it is no relayed request.
    [[nodiscard]] virtual std::optional<LiveExchange> live() const { return std::nullopt; }
    /// What it does at a provider; nullptr where it asks none. Valid while the stream is.
    [[nodiscard]] virtual const ExchangePlan *plan() const { return nullptr; }

signals:
    /// The last signal.
    void finished();
};

} // namespace byok
