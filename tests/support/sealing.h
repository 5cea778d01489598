// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace byok::test {

class RunningRelay;

/// What `GET /keys/public` of this relay says.
[[nodiscard]] QJsonObject publicKeyOf(const RunningRelay &relay);
/// A key sealed to this relay now, for `origin` (empty: a program), as X-API-Key-Sealed and `{"sealed"}` take
/// it.
[[nodiscard]] QByteArray sealedFor(const RunningRelay &relay, const QByteArray &key,
                                   const QByteArray &origin);

} // namespace byok::test
