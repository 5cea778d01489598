// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// What the record says in the place of a key's label where the caller brought the key.
[[nodiscard]] QString callersKeyLabel();

/// The key that the caller brought, as it goes to `provider`; fails (400) where it is not one of this
/// provider's, and (423) while the person has locked the relay. `request` has brought one.
[[nodiscard]] Result<Secret, RelayError> callersKeyFor(const Provider &provider, const ClientRequest &request,
                                                       const ApiServices &services);

/// Where a request goes that brought a key and whose `model` is one that the router does not know: to the
/// provider that the key names. Fails (400) where it names none, with a sentence that says how to.
[[nodiscard]] Result<RoutedModel, RelayError>
routeByCallersKey(QByteArrayView model, const ClientRequest &request, const ApiServices &services);
/// What a caller that brought a key can use: every provider of its app's that takes one, whether or not one
/// is stored.
[[nodiscard]] ModelRouter::Usable usableWithOwnKey(const QString &appId, const ApiServices &services);

} // namespace byok
