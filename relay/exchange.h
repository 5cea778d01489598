// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/exchange_plan.h"
#include "relay/http/response_writer.h"
#include "relay/keys/key_ring.h"
#include "relay/live_stream.h"
#include "relay/upstream/transfer.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>
#include <memory>

namespace byok {

class CredentialMask;
class TransferEngine;

/// What an exchange works with, asks and tells. What is referred to outlives it.
struct ExchangeLinks
{
    KeyRing &keys;
    TransferEngine &engine;
    /// Why what was planned may not be sent now that its key has come; none: it may.
    std::function<std::optional<RelayError>(const ExchangePlan &plan)> faultSincePlanned;
    /// Whether `next`, one of the plan's fallbacks, may be tried now.
    std::function<bool(const UpstreamAttempt &next, const ExchangePlan &plan)> mayTry;
    /// A provider has answered a request with the key of `account` (empty: with none).
    std::function<void(const QString &account, const UpstreamHead &head)> keyAnswered;
};

/// One relayed request, from its key to its last byte. Where a rule of the person's leaves it further
/// attempts, it goes on to the next one when an attempt fails before the first byte of an answer: nothing was
/// sent, or the provider answered 429 or 5xx. A 5xx may have been billed by a gateway that gave up on who
/// answers behind it; the rule says that the person takes that on. What was sent and got no status is never
/// sent again. Owned by the ExchangeTable, lives on the relay's thread; gone at the next turn of the event
/// loop after `finished`.
class Exchange final : public LiveStream, private TransferObserver
{
    Q_OBJECT

public:
    enum class State {
        New,          ///< begin() has not been called
        AwaitingKey,  ///< the key ring was asked; nothing has gone upstream
        AwaitingHead, ///< the request is on its way; no status line yet, so an error can still be a whole
                      ///< reply
        ChoosingNext, ///< the attempt has failed before its first byte and others are left: the key of one is
                      ///< asked for; what the provider answered is held back, and stands if none can be had
        Streaming,    ///< the caller has the head; from here an error can only break the transfer
        Done,         ///< the whole reply went to the caller
        Failed,       ///< the provider or the way to it failed, or the relay ended it
        ClientGone,   ///< the caller left first; the provider's side was cancelled at once
    };

    Exchange(ExchangePlan plan, std::unique_ptr<ResponseWriter> writer, ExchangeLinks links);
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

    /// What has come of an attempt that failed while others were left.
    struct Refusal
    {
        QString provider;                 ///< its name
        std::optional<UpstreamHead> head; ///< none: it did not answer
        std::optional<RelayError> error;  ///< why it has no head, or its body is not whole
        bool isOver = false;              ///< its transfer has finished
    };

    void askForKey(const UpstreamAttempt &attempt, void (Exchange::*arrived)(Result<Secret, RelayError>));
    void keyArrived(Result<Secret, RelayError> key);
    void send(const Secret &key);
    void chooseNext(Refusal refusal);
    void askNextKey();
    void nextKeyArrived(Result<Secret, RelayError> key);
    void letRefusalStand();
    void passHead(const UpstreamHead &head);
    void nameModelInBody();
    void forgetBody();
    void noteAttempt();
    [[nodiscard]] HeaderFields answererFields() const;
    [[nodiscard]] RelayError withEarlier(RelayError error) const;
    void fail(const RelayError &error, ExchangeOutcome outcome);
    void finish(State state, ExchangeOutcome outcome);
    void writeOn(const QByteArray &bytes);
    void readerDrained();

    ExchangePlan m_plan;
    std::unique_ptr<ResponseWriter> m_writer;
    ExchangeLinks m_links;
    std::unique_ptr<Transfer> m_transfer;
    std::unique_ptr<CredentialMask> m_mask;
    std::optional<UpstreamAttempt> m_next; ///< of ChoosingNext: the one whose key was asked for
    std::optional<Refusal> m_refusal;      ///< of ChoosingNext
    QStringList m_earlier;                 ///< how the attempts before this one ended, for people
    ExchangeRecord m_record;
    QElapsedTimer m_clock;
    QTimer m_stalledReader;
    State m_state = State::New;
    bool m_eventStream = false;
    bool m_paused = false;
};

} // namespace byok
