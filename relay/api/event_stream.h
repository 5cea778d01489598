// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/client_request.h"
#include "relay/http/response_writer.h"
#include "relay/live_stream.h"

#include <QJsonObject>

#include <memory>

namespace byok {

/// What an app is told of itself and of the relay.
enum class AppEvent {
    Hello,       ///< the first one: how things stand
    Paused,      ///< the person paused the relay
    Resumed,     ///< and lets it relay again
    Locked,      ///< no key is used
    Unlocked,    ///< keys are used again
    KeysChanged, ///< the keys that the app may use: GET /keys says which
    Revoked,     ///< the token or the approval is gone; the last one
    Replaced,    ///< the app has opened another event stream; the last one of this
};

/// One open `GET /events`: server-sent events for one app, its own affairs only. Made by serveEvents, owned
/// by the EventHub, lives on the relay's thread; gone at the next turn of the event loop after `finished`. A
/// reader for which more than 64 KiB wait is dropped.
class EventStream final : public LiveStream
{
    Q_OBJECT

public:
    EventStream(const ClientRequest &request, std::unique_ptr<ResponseWriter> writer);

    void begin() override;
    /// One event; `data` becomes one line of JSON. Nothing after the end.
    void tell(AppEvent event, const QJsonObject &data);
    /// A comment, by which both sides see that the connection lives.
    void ping();
    /// The stream is whole: nothing more will come.
    void end();
    /// Tells `revoked` with `why`, then ends.
    void revoke(const RelayError &why) override;
    [[nodiscard]] const Caller &caller() const override { return m_caller; }
    [[nodiscard]] std::optional<ExchangeRecord> recorded() const override { return std::nullopt; }

private:
    void write(const QByteArray &bytes);
    void finish();

    std::unique_ptr<ResponseWriter> m_writer;
    Caller m_caller;
    QByteArray m_requestId;
    bool m_finished = false;
};

} // namespace byok
