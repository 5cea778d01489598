// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

#include <optional>

namespace byok {

/// Why a POST /users does not go on: an APP_SECRET is set, and neither its head nor its `body` has shown it.
/// Nothing where none is set.
[[nodiscard]] std::optional<RelayError> appSecretRefusal(const ClientRequest &request,
                                                         const QJsonObject &body, ApiServices &services);

/// Gives a program that has shown the APP_SECRET a token without a question, under "program:<app_id>" (with
/// a number where that came otherwise); asking again adds a token to the same app.
void pairBySecret(const AppClaim &claim, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                  ApiServices &services);

} // namespace byok
