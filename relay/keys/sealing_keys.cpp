// SPDX-License-Identifier: Apache-2.0
#include "relay/keys/sealing_keys.h"

#include "relay/keys/sealed_note.h"

#include <QCryptographicHash>
#include <QTimeZone>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr QByteArrayView info("byok-relay v1");

RelayError refusal(const QString &sentence)
{
    return {ErrorCode::SealedKeyRefused, sentence};
}

/// The bytes, where `text` is the one base64url spelling (RFC 4648 §5, no padding) that they have.
std::optional<QByteArray> fromBase64Url(QByteArrayView text)
{
    constexpr auto form = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals |
                          QByteArray::AbortOnBase64DecodingErrors;
    const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(), form);
    if (!decoded || decoded.decoded.toBase64(form) != text)
        return std::nullopt;
    return decoded.decoded;
}

QByteArray idOf(const SealedBox &box)
{
    constexpr qsizetype digits = 16;
    return QCryptographicHash::hash(box.publicKey(), QCryptographicHash::Sha256).toHex().first(digits);
}

} // namespace

SealingKeys::SealingKeys(Clock clock, qsizetype most)
    : m_clock(std::move(clock))
    , m_opened(most)
{
}

void SealingKeys::renew()
{
    const qint64 now = m_clock().toSecsSinceEpoch();
    if (now < m_now - clockSlackSeconds) {
        // The clock was set back: what is forgotten as too old could come again. With the keys goes all that
        // was ever sealed to them.
        m_current.reset();
        m_previous.reset();
        m_opened.clear();
        m_now = now;
    }
    m_now = std::max(m_now, now);
    if (m_current && m_now - m_current->madeAt >= renewAfterSeconds)
        m_previous = std::exchange(m_current, std::nullopt);
    if (m_previous && m_now - m_previous->madeAt >= 2 * renewAfterSeconds)
        m_previous.reset();
}

Result<SealingPublicKey, RelayError> SealingKeys::current()
{
    renew();
    if (!m_current) {
        std::optional<SealedBox> box = SealedBox::generate();
        if (!box)
            return RelayError{ErrorCode::Internal, u"No key could be made to seal to; restart the relay."_s};
        const QByteArray id = idOf(*box);
        m_current = Key{*std::move(box), id, m_now};
    }
    return SealingPublicKey{
        m_current->id, m_current->box.publicKey(),
        QDateTime::fromSecsSinceEpoch(m_current->madeAt + 2 * renewAfterSeconds, QTimeZone::UTC)};
}

std::optional<Secret> SealingKeys::openWithEither(QByteArrayView sealed, QByteArrayView origin) const
{
    for (const std::optional<Key> *key : std::array{&m_current, &m_previous}) {
        if (!*key)
            continue;
        if (std::optional<Secret> plain =
                (*key)->box.open(sealed, info, QByteArray((*key)->id + '|').append(origin)))
            return plain;
    }
    return std::nullopt;
}

Result<Secret, RelayError> SealingKeys::open(QByteArrayView blob, QByteArrayView origin)
{
    renew();
    if (blob.size() > mostCharacters)
        return refusal(u"This sealed key is longer than %1 characters."_s.arg(mostCharacters));
    const std::optional<QByteArray> sealed = fromBase64Url(blob);
    if (!sealed)
        return refusal(u"A sealed key is base64url without padding, of enc and the ciphertext behind it."_s);
    const std::optional<Secret> plain = openWithEither(*sealed, origin);
    if (!plain) {
        return refusal(
            u"This sealed key does not open here. Seal the key anew: to the key that GET /keys/public gives now, for this very origin."_s);
    }
    const std::optional<SealedNote> note = readSealedNote(*plain);
    if (!note)
        return refusal(
            uR"(What is sealed must be {"key": "…", "iat": <seconds since 1970>} and nothing else.)"_s);
    if (m_now - note->issuedAt > goodForSeconds)
        return refusal(u"This sealed key is older than %1 minutes. Seal it anew for each request."_s.arg(
            goodForSeconds / 60));
    if (note->issuedAt - m_now > clockSlackSeconds)
        return refusal(u"This sealed key was sealed in the future, by this computer's clock."_s);
    const QByteArray mark = QCryptographicHash::hash(*sealed, QCryptographicHash::Sha256);
    switch (m_opened.note(mark, note->issuedAt + goodForSeconds, m_now)) {
    case ReplayBook::Verdict::New:
        return note->key;
    case ReplayBook::Verdict::Seen:
        return refusal(u"This sealed key was used before. Seal it anew for each request."_s);
    case ReplayBook::Verdict::Full:
        break;
    }
    return RelayError{ErrorCode::TooManyRequests,
                      u"More sealed keys have come in ten minutes than the relay remembers; wait a minute."_s,
                      60};
}

} // namespace byok
