// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"
#include "relay/live_stream.h"
#include "relay/model_lists.h"

#include <QMap>

#include <functional>
#include <memory>

namespace byok {

/// A request that waits until some lists of models are known. A live stream, so that it counts against its
/// app's limit, ends when the app is revoked or paused, and is waited for when the relay leaves. Owned by the
/// ExchangeTable, lives on the relay's thread.
class ModelsAwaited final : public LiveStream
{
    Q_OBJECT

public:
    enum class State {
        New,    ///< begin() has not been called
        Asking, ///< some list has not come
        Done,   ///< handed on, or nobody is there to be answered
    };
    /// What was found of each provider, by id.
    using Lists = QMap<QString, ModelLists::Found>;
    /// Answers the request, now or later.
    using Then = std::function<void(ClientRequest, std::unique_ptr<ResponseWriter>, const Lists &)>;

    /// Asks for each of `lists`; one that is older than `newest` milliseconds is fetched again first (-1: as
    /// ModelLists::ask() does).
    ModelsAwaited(QList<ModelListOf> lists, qint64 newest, ClientRequest request,
                  std::unique_ptr<ResponseWriter> writer, ApiServices &services, Then then);

    void begin() override;
    void revoke(const RelayError &why) override;
    [[nodiscard]] const Caller &caller() const override { return m_caller; }
    [[nodiscard]] std::optional<ExchangeRecord> recorded() const override { return std::nullopt; }

private:
    void heardOf(const QString &id, const ModelLists::Found &found);
    void handOn();

    QList<ModelListOf> m_lists;
    qint64 m_newest;
    ClientRequest m_request;
    Caller m_caller; ///< the request's, which leaves before this does
    std::unique_ptr<ResponseWriter> m_writer;
    ApiServices &m_services;
    Then m_then;
    Lists m_found;
    State m_state = State::New;
};

/// Begins such a stream where the caller's limits allow it; refuses the request where they do not.
void awaitModels(QList<ModelListOf> lists, qint64 newest, ClientRequest request,
                 std::unique_ptr<ResponseWriter> writer, ApiServices &services, ModelsAwaited::Then then);

/// Calls `then` at once, but where only the lists of this machine could tell whose the request's model is:
/// then when they are known.
void afterLocalLists(ClientRequest request, std::unique_ptr<ResponseWriter> writer, ApiServices &services,
                     std::function<void(ClientRequest, std::unique_ptr<ResponseWriter>)> then);

} // namespace byok
