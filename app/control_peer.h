// SPDX-License-Identifier: Apache-2.0
#pragma once

class QLocalSocket;

namespace byok {

/// Whether the program at the other end of a connected control socket runs as this user. Where it cannot be
/// told: no.
[[nodiscard]] bool isPeerSameUser(const QLocalSocket &socket);

} // namespace byok
