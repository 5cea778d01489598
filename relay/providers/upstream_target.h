// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/grant.h"
#include "relay/http/request_head.h"
#include "relay/providers/provider.h"
#include "relay/relay_error.h"
#include "relay/result.h"

namespace byok {

/// What is asked of a provider, below its base URL: raw, as the caller wrote it. Value; the views are the
/// caller's.
struct PathRequest
{
    HttpMethod method = HttpMethod::Get;
    QByteArrayView path;
    QByteArrayView query;
};

/// Judges what follows `/relay/<provider>` and gives the
/// provider's own raw path and query, without the base URL. Refuses dot segments, "//", '\', encoded '/ \ . %
/// ? #' and control characters, `key=`, `api_key=`, `access_token=` in the query, and paths outside the
/// provider's inference paths. Below PathScope::WholeApi an app asks, and reads what the provider offers to
/// all; it does not list, read, change, cancel or delete what is kept under the key, which may be another
/// app's, and gets no credential that works past the relay: `Provider::inferencePaths` says method by method
/// what that is. Short paths (`/chat/completions`, `/messages`, …) and an empty path are expanded to the
/// provider's full ones. Pure.
[[nodiscard]] Result<QByteArray, RelayError> upstreamTarget(const Provider &provider,
                                                            const PathRequest &request, PathScope scope);

} // namespace byok
