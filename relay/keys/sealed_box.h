// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"

#include <memory>
#include <optional>

namespace byok {

/// One key pair to which anybody seals what this process alone can open: HPKE (RFC 9180) in base mode, with
/// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-128-GCM. Who sealed is not told by it. The private half
/// stays with OpenSSL and is wiped with the last copy. Value; may be handed between threads, used by one at a
/// time.
class SealedBox
{
public:
    static constexpr qsizetype pointBytes = 65; ///< a public key, and what comes ahead of each ciphertext
    static constexpr qsizetype tagBytes = 16;   ///< by which a ciphertext is longer than what it hides

    /// A pair of the system's generator; none where OpenSSL makes none.
    [[nodiscard]] static std::optional<SealedBox> generate();
    /// The pair that RFC 9180 §7.1.3 (DeriveKeyPair) makes of at least 32 bytes; none of fewer.
    [[nodiscard]] static std::optional<SealedBox> derivedFrom(const Secret &seed);

    /// The uncompressed point, 65 bytes, the first of them 4.
    [[nodiscard]] const QByteArray &publicKey() const { return m_publicKey; }
    /// Opens `enc ‖ ciphertext` (65 bytes and more than 16) that was sealed with these `info` and `aad`; none
    /// where anything of it, or of them, is not as it was.
    [[nodiscard]] std::optional<Secret> open(QByteArrayView sealed, QByteArrayView info,
                                             QByteArrayView aad) const;

private:
    struct PrivateKey;
    SealedBox(std::shared_ptr<const PrivateKey> privateKey, QByteArray publicKey);
    [[nodiscard]] static std::optional<SealedBox> make(QByteArrayView seed);

    std::shared_ptr<const PrivateKey> m_privateKey;
    QByteArray m_publicKey;
};

/// Seals `plain`, which is not empty, to a public key, as a caller does: `enc ‖ ciphertext`; none where that
/// is no point of P-256. Here for tests, which need blobs, and so that the two halves stand in one file.
[[nodiscard]] std::optional<QByteArray> sealTo(QByteArrayView publicKey, QByteArrayView plain,
                                               QByteArrayView info, QByteArrayView aad);

} // namespace byok
