// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"

#include <QByteArray>

namespace byok {

/// True for a serialised origin as a browser sends it (RFC 6454 §6.2): scheme://host[:port], lower-case
/// ASCII, no default port, no path, at most 300 bytes; never "null". Extension and app schemes count, with a
/// full host. Pure.
[[nodiscard]] bool isWellFormedOrigin(QByteArrayView origin);

/// The origin a person meant by what they typed ("https://Example.com/", "localhost:5173"): its serialised
/// form, or a sentence.
[[nodiscard]] Result<QByteArray> originFromInput(const QString &text);

} // namespace byok
