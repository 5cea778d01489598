// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"
#include "relay/usage/usage_stats.h"

namespace byok {

/// `GET /stats`: what the app that asks has used. `GET /stats/<app id>`: what any app has, for whoever shows
/// the APP_SECRET; the id is an origin (percent-encoded) or a program's name.
void serveStats(const Route &route, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                ApiServices &services);

/// The app that a raw path segment names, an origin, a program's id or its bare name: percent-decoded
/// strictly (an origin holds "://"), in UTF-8, without control characters. Fails (400) with a sentence. Pure.
[[nodiscard]] Result<QString, RelayError> appIdFromSegment(QByteArrayView segment);

/// The stats in the form of byok-relay 1.5: `error_rate` from 0 to 1 with four decimals, `last_request` in
/// ISO 8601 (UTC, milliseconds), costs in US dollars; null where nothing was measured, or nothing used. Pure.
[[nodiscard]] QJsonObject statsJson(const UsageStats &stats);

} // namespace byok
