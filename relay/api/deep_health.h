// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"
#include "relay/live_stream.h"
#include "relay/provider_prober.h"

#include <QList>
#include <QMap>

#include <memory>

namespace byok {

/// One answer to `GET /health?deep=1`, which waits for the providers that it tells of. A live stream, so that
/// it counts against its app's limit, ends when the app is revoked, and is waited for when the relay leaves.
/// Owned by the ExchangeTable, lives on the relay's thread.
class DeepHealth final : public LiveStream
{
    Q_OBJECT

public:
    enum class State {
        New,    ///< begin() has not been called
        Asking, ///< some provider has not been heard of
        Done,   ///< answered, or nobody is there to be
    };

    /// `providers`: those to be asked, each with a base URL or built in.
    DeepHealth(QList<Provider> providers, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
               ApiServices &services);

    void begin() override;
    void revoke(const RelayError &why) override;
    [[nodiscard]] const Caller &caller() const override { return m_request.admission.caller; }
    [[nodiscard]] std::optional<ExchangeRecord> recorded() const override { return std::nullopt; }

private:
    void heardOf(const QString &id, Reachability found);
    void answer();

    QList<Provider> m_providers;
    ClientRequest m_request;
    std::unique_ptr<ResponseWriter> m_writer;
    ApiServices &m_services;
    QMap<QString, Reachability> m_found; ///< by provider id
    State m_state = State::New;
};

/// `/health?deep=1`: as `/health`, and whether the app's providers (or the one that `provider` names) can be
/// reached. No key is sent.
void serveDeepHealth(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                     ApiServices &services);

} // namespace byok
