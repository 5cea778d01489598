// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/exchange_plan.h"
#include "relay/http/response_writer.h"
#include "relay/keys/key_ring.h"
#include "relay/live_stream.h"
#include "relay/upstream/transfer.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>

namespace byok {

class CredentialMask;
class TransferEngine;

/// One relayed request, from its key to its last byte. Owned by the ExchangeTable, lives on the relay's
/// thread; gone at the next turn of the event loop after `finished`.
class Exchange final : public LiveStream, private TransferObserver
{
    Q_OBJECT

public:
    enum class State {
        New,          ///< begin() has not been called
        AwaitingKey,  ///< the key ring was asked; nothing has gone upstream
        AwaitingHead, ///< the request is on its way; no status line yet, so an error can still be a whole
                      ///< reply
        Streaming,    ///< the caller has the head; from here an error can only break the transfer
        Done,         ///< the whole reply went to the caller
        Failed,       ///< the provider or the way to it failed, or the relay ended it
        ClientGone,   ///< the caller left first; the provider's side was cancelled at once
    };

    Exchange(ExchangePlan plan, std::unique_ptr<ResponseWriter> writer, KeyRing &keys,
             TransferEngine &engine);
    ~Exchange() override;

    void begin() override;
    void revoke(const RelayError &why) override;
    [[nodiscard]] const Caller &caller() const override { return m_plan.request.admission.caller; }
    [[nodiscard]] std::optional<ExchangeRecord> recorded() const override { return m_record; }
    [[nodiscard]] std::optional<LiveExchange> live() const override;
    /// Its body has gone on.
    [[nodiscard]] const ExchangePlan *plan() const override { return &m_plan; }

    [[nodiscard]] State state() const { return m_state; }

private:
    void transferHead(const UpstreamHead &head) override;
    void transferData(QByteArrayView bytes) override;
    void transferFinished(const std::optional<RelayError> &error) override;

    void keyArrived(Result<Secret, RelayError> key);
    void fail(const RelayError &error, ExchangeOutcome outcome);
    void finish(State state, ExchangeOutcome outcome);
    void writeOn(const QByteArray &bytes);
    void readerDrained();

    ExchangePlan m_plan;
    std::unique_ptr<ResponseWriter> m_writer;
    KeyRing &m_keys;
    TransferEngine &m_engine;
    std::unique_ptr<Transfer> m_transfer;
    std::unique_ptr<CredentialMask> m_mask;
    ExchangeRecord m_record;
    QElapsedTimer m_clock;
    QTimer m_stalledReader;
    State m_state = State::New;
    bool m_eventStream = false;
    bool m_paused = false;
};

} // namespace byok
