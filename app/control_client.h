// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/verb.h"

namespace byok {

/// Sends one verb to the relay that listens at `path` and waits for its reply; blocks, so for the command
/// line only. Fails where no relay of this user listens there, or where it leaves without an answer.
[[nodiscard]] Result<VerbReply> askRunningRelay(const QString &path, const VerbRequest &request);

} // namespace byok
