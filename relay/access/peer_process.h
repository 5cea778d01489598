// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/program_description.h"
#include "relay/http/connection_ends.h"

namespace byok {

/// Which program holds the other end of a connection on this computer: the kernel is asked for the peer's
/// socket, then the processes that this user may look into for whoever has it open (of several that share it,
/// the one with the lowest id). Null where the connection is not there any more, where it belongs to another
/// user's process, and on systems without a way to ask. What it says is for a person's eyes, not for a
/// decision: a program may be replaced, or speak for another. Reads /proc, some milliseconds: for pairing
/// requests, not for every one. Any thread.
[[nodiscard]] ProgramDescription peerProcess(const ConnectionEnds &ends);

} // namespace byok
