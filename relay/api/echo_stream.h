// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"
#include "relay/live_stream.h"

#include <QStringList>
#include <QTimer>

namespace byok {

/// One streamed answer of the built-in `echo` provider: the prompt back, word by word, as OpenAI's chat
/// completion events, so that the whole path from page to relay can be tried without a key. Owned by the
/// ExchangeTable as every live stream.
class EchoStream final : public LiveStream
{
    Q_OBJECT

public:
    EchoStream(const QString &prompt, const ClientRequest &request, std::unique_ptr<ResponseWriter> writer);

    void begin() override;
    void revoke(const RelayError &why) override;
    [[nodiscard]] const Caller &caller() const override { return m_caller; }
    [[nodiscard]] std::optional<ExchangeRecord> recorded() const override { return std::nullopt; }

private:
    void next();
    void send(const QJsonObject &delta, const QJsonValue &finishReason);

    void finish();

    std::unique_ptr<ResponseWriter> m_writer;
    Caller m_caller;
    QStringList m_words;
    QTimer m_timer;
    QString m_id;
    qint64 m_created;
};

/// Answers `target` of the echo provider: chat completions (whole or streamed) and the list of its one model.
void serveEcho(const QByteArray &target, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &services);

} // namespace byok
