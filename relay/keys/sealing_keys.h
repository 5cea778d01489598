// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/replay_book.h"
#include "relay/keys/sealed_box.h"
#include "relay/relay_error.h"
#include "relay/result.h"

#include <QDateTime>

#include <functional>
#include <optional>

namespace byok {

/// The public half of the key to which callers seal theirs now. Value.
struct SealingPublicKey
{
    QByteArray id;       ///< 16 hex digits
    QByteArray point;    ///< uncompressed, 65 bytes
    QDateTime expiresAt; ///< UTC: until then the relay opens what is sealed to it, if it does not restart
};

/// Opens the keys that callers have sealed, each once. Has one key pair a day, made when it is first asked
/// for, and opens with the one before it for a day more; both are in memory alone. Owned by the relay's
/// engine; one thread.
///
/// What is sealed: `{"key": "…", "iat": <seconds since 1970>}`, by HPKE (RFC 9180, base mode) with info
/// `byok-relay v1` and aad `key_id|origin`, the origin empty for a program.
class SealingKeys
{
public:
    using Clock = std::function<QDateTime()>;

    static constexpr qsizetype mostCharacters = 4096;
    static constexpr qint64 renewAfterSeconds = 24 * 60 * 60;
    static constexpr qint64 goodForSeconds = 10 * 60; ///< after its `iat`
    static constexpr qint64 clockSlackSeconds = 60;   ///< by which a caller's clock may be ahead
    static constexpr qsizetype mostRemembered = 100'000;

    /// `clock` gives the time of day. `most`: how many opened blobs are remembered at a time.
    explicit SealingKeys(Clock clock, qsizetype most = mostRemembered);

    /// The key to seal to; fails where OpenSSL makes none.
    [[nodiscard]] Result<SealingPublicKey, RelayError> current();
    /// Opens what came from `origin` (empty: from a program): base64url without padding of
    /// `enc ‖ ciphertext`. A blob opens once. Fails (400, and 429 where too many have come to be remembered)
    /// with a sentence that tells nothing of what was sealed, nor whether it was sealed for another origin.
    [[nodiscard]] Result<Secret, RelayError> open(QByteArrayView blob, QByteArrayView origin);
    /// Drops the keys that have had their time, whether or not anybody asks for one.
    void renew();

private:
    struct Key
    {
        SealedBox box;
        QByteArray id;
        qint64 madeAt; ///< seconds since 1970
    };
    [[nodiscard]] std::optional<Secret> openWithEither(QByteArrayView sealed, QByteArrayView origin) const;

    Clock m_clock;
    ReplayBook m_opened;
    std::optional<Key> m_current;
    std::optional<Key> m_previous;
    qint64 m_now = 0; ///< the latest time seen
};

} // namespace byok
