// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"
#include "relay/relay_error.h"

#include <QList>

#include <functional>
#include <optional>

namespace byok {

/// The APP_SECRET of this start: judges what callers show in its place, and slows guessing down, of all
/// callers together: an origin is quickly made up. Keeps no secret but its SHA-256. Owned by the relay's
/// engine; one thread.
class AppSecretDoor
{
public:
    /// Milliseconds of a clock that never goes back.
    using Clock = std::function<qint64()>;

    /// `secret`: empty where none was set.
    AppSecretDoor(const Secret &secret, Clock clock);

    [[nodiscard]] bool isSet() const { return !m_hash.isEmpty(); }
    /// Nothing where `shown` is the secret, however many were wrong before; else 401, or 429 after five wrong
    /// ones within a minute. Nothing shown is 401 and not counted as wrong. Compared by hash, in constant
    /// time.
    [[nodiscard]] std::optional<RelayError> judge(QByteArrayView shown);

private:
    QByteArray m_hash; ///< raw, 32 bytes; empty: not set
    Clock m_clock;
    QList<qint64> m_wrong; ///< when the last wrong ones came that were told so, at most five
};

/// Why this cannot be an APP_SECRET: it has to travel in a header, and must not be guessed. Pure.
[[nodiscard]] std::optional<QString> appSecretFault(QByteArrayView secret);

} // namespace byok
