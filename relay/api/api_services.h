// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/app_registry.h"
#include "relay/access/app_secret.h"
#include "relay/access/consent_queue.h"
#include "relay/access/rate_limiter.h"
#include "relay/exchange_table.h"
#include "relay/http/client_request.h"
#include "relay/http/response_writer.h"
#include "relay/key_cooldowns.h"
#include "relay/key_custodian.h"
#include "relay/keys/key_ring.h"
#include "relay/keys/sealing_keys.h"
#include "relay/providers/model_router.h"
#include "relay/providers/provider_catalog.h"
#include "relay/relay_config.h"
#include "relay/route.h"
#include "relay/start_policy.h"
#include "relay/upstream/transfer_engine.h"

#include <QJsonObject>

#include <functional>
#include <memory>

namespace byok {

class EventHub;
class ModelLists;
class ProviderProber;
class UsageLedger;

/// What an endpoint may reach of the engine room. Owned by the engine, lives on the relay's thread, outlives
/// every request.
struct ApiServices
{
    std::shared_ptr<const RelayConfig> config; ///< the snapshot in force
    StartPolicy policy;
    ProviderCatalog catalog;
    ModelRouter router; ///< of this catalog, with the models that are known to be on this machine
    AppRegistry registry;
    ConfigCommit commit;
    /// KeyCustodian's store() and unlist(); `done` comes back on this thread, `may` is asked on the
    /// custodian's.
    StoreKey storeKey;
    UnlistKeys unlistKeys;
    KeyRing *keys = nullptr;
    KeyCooldowns *cooldowns = nullptr;
    SealingKeys *sealing = nullptr;
    TransferEngine *transfers = nullptr;
    ProviderProber *prober = nullptr;
    ModelLists *models = nullptr;
    ExchangeTable *exchanges = nullptr;
    EventHub *events = nullptr;
    UsageLedger *usage = nullptr;
    RateLimiter *limiter = nullptr;
    AppSecretDoor *appSecret = nullptr;
    ConsentQueue *consent = nullptr;
    QDateTime startedAt; ///< UTC
    quint16 port = 0;
    quint16 wantedPort = 0; ///< the one that was asked for; 0: any
    /// How the person's extra CA file stands.
    enum class ExtraCa { Fine, Unreadable } extraCa = ExtraCa::Fine;
};

/// One endpoint's signature: answers by the writer, now or later.
using Endpoint = void (*)(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                          ApiServices &services);

/// `value` as a whole reply: status, JSON body, content type, never cached.
[[nodiscard]] WholeReply jsonReply(int status, const QJsonObject &value);
/// A token on its way to its app, with its end in milliseconds since 1970, or null.
[[nodiscard]] WholeReply tokenReply(const IssuedToken &issued);
/// Answers with an error in the dialect that the caller reads.
void refuse(const ClientRequest &request, ResponseWriter &writer, const RelayError &error);
/// The same for a request of an app that was to go to `provider` (empty: none that exists) and does not: it
/// is recorded as refused, so that it is counted where the app's errors are looked for. What the gate refuses
/// is not: it is either nobody's or past a limit, and would let a caller fill the disk. `wayIn` is how a
/// request without a key of the caller's own came.
void refuseRelay(const ClientRequest &request, ResponseWriter &writer, const RelayError &error,
                 const QString &provider, WayIn wayIn, ApiServices &services);
/// What the relay is doing for `appId` (empty: for nobody in particular), as apps are told: "running",
/// "paused" or "locked".
[[nodiscard]] QString stateName(const ApiServices &services, const QString &appId = {});
/// The body as a JSON object; an empty body is an empty object. Fails with a sentence for the caller.
[[nodiscard]] Result<QJsonObject, RelayError> jsonBody(const ClientRequest &request);

} // namespace byok
