// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/credential_injector.h"
#include "relay/providers/provider.h"
#include "relay/upstream/transfer.h"

namespace byok {

// A request to a provider with its key where the provider wants it. All pure.

/// A GET of `target` (the provider's raw path and query) by `credential`: address, key and where it may
/// connect to. Fields, body and time limits are the caller's to set.
[[nodiscard]] UpstreamRequest keyedRequest(const Provider &provider, const QByteArray &target,
                                           const Credential &credential);
/// `fields`, already filtered, as they go to the provider: without one of the key's name, which would go
/// ahead of the key and be what many servers take; with the provider's own (e.g. anthropic-version) and
/// `more` where there is none of their name.
[[nodiscard]] HeaderFields fieldsBesideKey(HeaderFields fields, const Provider &provider,
                                           const Credential &credential, const HeaderFields &more = {});

} // namespace byok
