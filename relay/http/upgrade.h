// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace byok {

/// To what a request may turn its connection. Everything that is not said here is refused: h2c above all.
enum class Upgrade {
    Refused,   ///< the connection goes on speaking HTTP/1
    WebSocket, ///< RFC 6455, where the route has it and the judge let it in
};

} // namespace byok
