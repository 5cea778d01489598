// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

namespace byok {

/// `DELETE /users`: the app that asks is forgotten in each place before it is answered: what it used (but for
/// origin, day and totals), the keys that it stored, its approval and tokens. Where the ledger or
/// the config cannot be written the answer is an error, and the app keeps its token to ask again; where the
/// keychain does not let its keys go, it is an error too, and the relay goes on trying.
void forgetApp(ClientRequest request, std::unique_ptr<ResponseWriter> writer, ApiServices &services);

} // namespace byok
