// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/app_registry.h"
#include "relay/http/caller.h"
#include "relay/http/request_head.h"
#include "relay/route.h"

#include <optional>

namespace byok {

// Whether what let a caller in still holds. The head is judged when it comes; its body may take minutes, and
// what it begins may go on for hours, in which the person revokes, pauses or lets an approval end. All pure.

/// Whether the token that the caller came with and its app's approval hold at `now`.
[[nodiscard]] bool isStillWelcome(const AppRegistry &registry, const Caller &caller, const QDateTime &now);
/// Why a request whose head was let in does not go on to `route` now that it is complete; none: it does.
/// `config` is the snapshot that `registry` was made of.
[[nodiscard]] std::optional<RelayError> whyNoLongerAdmitted(const RelayConfig &config,
                                                            const AppRegistry &registry, const Caller &caller,
                                                            const Route &route, HttpMethod method,
                                                            const QDateTime &now);
/// Why an answer under way to that caller ends now; none: it goes on. A token that merely expires ends none.
[[nodiscard]] std::optional<RelayError> whyCutOff(const AppRegistry &registry, const Caller &caller,
                                                  const QDateTime &now);
/// When the next of the approvals that hold at `now` ends; invalid: none ever does.
[[nodiscard]] QDateTime nextApprovalEnd(const QList<AppEntry> &apps, const QDateTime &now);

} // namespace byok
