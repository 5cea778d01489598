// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// What a request's own model says of where it goes. Value.
struct RoutedRequest
{
    Provider provider;
    RoutedModel model;
    Provider entry;  ///< where it is found: `provider`, or the entry that its x-relay-base-url selects
    QByteArray body; ///< the request's, with the prefix taken out of its model; every other byte as it came
};

/// Finds the provider of a request that names none but in its model: "provider/model", or a name that a
/// pattern of ModelRouter's knows. Fails
/// (400) where the body names no model plainly, (ModelNotFound) where the model names nobody.
[[nodiscard]] Result<RoutedRequest, RelayError> routeByModel(const ClientRequest &request,
                                                             const ApiServices &services);

} // namespace byok
