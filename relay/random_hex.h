// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace byok {

/// `count` random bytes of the system's generator, in lower-case hex.
[[nodiscard]] QByteArray randomHex(qsizetype count);

/// A new `x-relay-request-id`: 16 hex digits.
[[nodiscard]] QByteArray newRequestId();

} // namespace byok
