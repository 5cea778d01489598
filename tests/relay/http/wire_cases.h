// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace byok::test {

/// One message as raw bytes and what becomes of it, under the default limits. Value.
struct WireCase
{
    const char *name;
    QByteArray bytes;
    int status;      ///< 0: accepted; else what it is refused with
    QByteArray body; ///< decoded, where accepted
};

/// Requests that are taken, and every kind that must be refused: what two parsers could read differently, and
/// what is larger than a limit.
[[nodiscard]] QList<WireCase> wireCases();

} // namespace byok::test
