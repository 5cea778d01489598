// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"
#include "relay/model_lists.h"

namespace byok {

// What an app may know of the models that its providers have.

/// The lists of the providers that the app can use and that have one, each with the key that the app would
/// use, in the catalog's order.
[[nodiscard]] QList<ModelListOf> modelListsFor(const QString &appId, const ApiServices &services);
/// Whether its models are on this computer and need no key, so that they need no prefix either.
[[nodiscard]] bool isOfThisMachine(const Provider &provider);
/// Whether the rules for all and the app's own allow a model, as its provider names it.
[[nodiscard]] bool mayUseModel(const QString &appId, QByteArrayView model, const ApiServices &services);
/// Why there is no such model for this app (ModelNotFound), with up to five that it may have meant: of those
/// that are known now, nobody is asked.
[[nodiscard]] RelayError modelNotFound(QByteArrayView model, const QString &appId,
                                       const ApiServices &services);
/// The lists of this machine that may tell where the request's model is, and have not been heard of in the
/// last 10 seconds: empty where its model is found without them.
[[nodiscard]] QList<ModelListOf> localListsToAsk(const ClientRequest &request, const ApiServices &services);

} // namespace byok
