// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_error.h"
#include "relay/upstream/transfer.h"

#include <QString>

#include <optional>

namespace byok {

/// Why what a provider of this name answered is not passed on, whatever is in it; none: it may be. A redirect
/// that anybody would follow would carry the key elsewhere (304 and the like are ordinary answers), and in
/// what is compressed the key could not be found. Pure.
[[nodiscard]] std::optional<RelayError> replyFault(const UpstreamHead &head, const QString &provider);

} // namespace byok
