// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/exchange_plan.h"
#include "relay/http/client_tunnel.h"
#include "relay/http/response_writer.h"
#include "relay/http/websocket_frames.h"
#include "relay/http/websocket_handshake.h"
#include "relay/keys/key_ring.h"
#include "relay/live_stream.h"
#include "relay/providers/credential_injector.h"
#include "relay/upstream/handshake_reply.h"
#include "relay/upstream/socket_tunnel.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace byok {

class TransferEngine;

/// What a session works with and asks. What is referred to outlives it.
struct RealtimeLinks
{
    KeyRing &keys;
    TransferEngine &engine;
    /// Why what was planned may not be sent now that its key has come; none: it may.
    std::function<std::optional<RelayError>(const ExchangePlan &plan)> faultSincePlanned;
};

/// One WebSocket to a provider, from its key to its last byte: asks the provider for the upgrade with the key
/// in place of the token, passes its answer on, and then carries bytes both ways that it does not change.
/// Frames, pings, close codes and compression are between the two ends. Owned by the ExchangeTable, lives on
/// the relay's thread; gone at the next turn of the event loop after `finished`.
class RealtimeSession final : public LiveStream, private TunnelObserver
{
    Q_OBJECT

public:
    enum class State {
        New,          ///< begin() has not been called
        AwaitingKey,  ///< the key ring was asked; there is no connection to the provider
        Connecting,   ///< it is being made; nothing has gone upstream
        AwaitingHead, ///< the handshake is on its way; the caller can still get a whole reply
        Tunnelling,   ///< both sides speak; from here an end is a close frame, or a broken connection
        Done,         ///< the provider ended it, or answered otherwise
        Failed,       ///< the provider or the way to it failed, or the relay ended it
        ClientGone,   ///< the caller left first; the provider's side was closed at once
    };

    /// `handshake` is the one of the plan's request.
    RealtimeSession(ExchangePlan plan, WebSocketHandshake handshake, std::unique_ptr<ResponseWriter> writer,
                    RealtimeLinks links);
    ~RealtimeSession() override;

    void begin() override;
    void revoke(const RelayError &why) override;
    [[nodiscard]] const Caller &caller() const override { return m_plan.request.admission.caller; }
    [[nodiscard]] std::optional<ExchangeRecord> recorded() const override { return m_record; }
    [[nodiscard]] std::optional<LiveExchange> live() const override;
    [[nodiscard]] const ExchangePlan *plan() const override { return &m_plan; }

    [[nodiscard]] State state() const { return m_state; }

private:
    void tunnelConnected() override;
    void tunnelData(QByteArrayView bytes) override;
    void tunnelDrained() override;
    void tunnelEnded(const std::optional<RelayError> &error) override;

    void keyArrived(Result<Secret, RelayError> key);
    [[nodiscard]] QByteArray upstreamHead() const;
    void readReply(QByteArrayView bytes);
    void answerWithReply();
    void openTunnel();
    [[nodiscard]] std::optional<RelayError> faultOfUpgrade(const UpstreamHead &head) const;
    [[nodiscard]] HeaderFields maskedFields(const UpstreamHead &head) const;
    void carryUp();
    void carryDown(QByteArrayView bytes);
    void callerDrained();
    void callerLeft();
    void noteActivity() { m_quiet.restart(); }
    void watchIdle();
    void closeCaller(CloseCode code, const QString &reason);
    void fail(const RelayError &error, ExchangeOutcome outcome);
    void finish(State state, ExchangeOutcome outcome);
    [[nodiscard]] bool isOver() const;
    [[nodiscard]] RelayError broken(const QString &what) const;

    ExchangePlan m_plan;
    WebSocketHandshake m_handshake;
    std::unique_ptr<ResponseWriter> m_writer;
    std::unique_ptr<ClientTunnel> m_client; ///< in Tunnelling
    RealtimeLinks m_links;
    std::unique_ptr<SocketTunnel> m_upstream;
    Secret m_key;
    HandshakeReply m_reply;
    FrameBorders m_toCaller;
    ExchangeRecord m_record;
    QElapsedTimer m_clock;
    QElapsedTimer m_quiet; ///< since a byte passed, either way
    QTimer m_limit;        ///< on the handshake's answer, then on silence
    State m_state = State::New;
    bool m_paused = false; ///< the caller reads more slowly than the provider sends
};

} // namespace byok
