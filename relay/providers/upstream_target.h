// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider.h"
#include "relay/relay_error.h"
#include "relay/result.h"

namespace byok {

/// Judges what follows `/relay/<provider>` (raw path and query, as the caller wrote them) and gives the
/// provider's own raw path and query, without the base URL. Refuses dot segments, "//", '\', encoded '/ \ . %
/// ? #' and control characters, `key=`, `api_key=`, `access_token=` in the query, and paths outside the
/// provider's inference paths. Short paths
/// (`/chat/completions`, `/messages`, …) and an empty path are expanded to the provider's full ones. Pure.
[[nodiscard]] Result<QByteArray, RelayError> upstreamTarget(const Provider &provider, QByteArrayView rawPath,
                                                            QByteArrayView rawQuery);

} // namespace byok
