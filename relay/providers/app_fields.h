// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/request_head.h"
#include "relay/providers/provider.h"

namespace byok {

/// The fields by which `provider` is told which app asks (Provider::appFields), filled in from the request
/// and the app's name as people know it. What is not known, or no plain ASCII of at most 200 characters, is
/// left out; a referrer that is no http or https address too. Pure.
[[nodiscard]] HeaderFields appFieldsFor(const Provider &provider, const RequestHead &head,
                                        const QString &appName);

} // namespace byok
