// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_secret.h"

#include <QCryptographicHash>

#include <openssl/crypto.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype mostWrongAMinute = 5;
constexpr qsizetype shortest = 16;
constexpr qint64 minute = 60'000;

QByteArray hashOf(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

RelayError tooManyWrong(qint64 oldest, qint64 now)
{
    const auto seconds = static_cast<int>((oldest + minute - now + 999) / 1000);
    return {ErrorCode::TooManyRequests,
            u"Too many wrong APP_SECRETs; wait %1 seconds. The right one works at once."_s.arg(seconds),
            seconds};
}

} // namespace

AppSecretDoor::AppSecretDoor(const Secret &secret, Clock clock)
    : m_hash(secret.isEmpty() ? QByteArray() : hashOf(secret.expose()))
    , m_clock(std::move(clock))
{
}

std::optional<RelayError> AppSecretDoor::judge(QByteArrayView shown)
{
    if (!isSet() || shown.isEmpty()) {
        return RelayError{
            ErrorCode::AppSecretRefused,
            u"This needs the relay's APP_SECRET: send it as Authorization: Bearer, or as app_secret in the body of POST /users."_s};
    }
    const qint64 now = m_clock();
    m_wrong.removeIf([now](qint64 then) { return now - then >= minute; });
    // The right one always works: with at least 16 characters none is found by trying, and a lock for all
    // would hand a stranger the key to the door.
    const QByteArray hash = hashOf(shown);
    if (CRYPTO_memcmp(hash.constData(), m_hash.constData(), static_cast<std::size_t>(m_hash.size())) == 0)
        return std::nullopt;
    if (m_wrong.size() >= mostWrongAMinute)
        return tooManyWrong(m_wrong.constFirst(), now);
    m_wrong.append(now);
    return RelayError{ErrorCode::AppSecretRefused, u"This is not the relay's APP_SECRET."_s};
}

std::optional<QString> appSecretFault(QByteArrayView secret)
{
    const bool fits = std::ranges::all_of(secret, [](char c) { return c > ' ' && c < 0x7f; });
    if (!fits)
        return u"APP_SECRET may hold ASCII letters, digits and signs only, no blanks, since it travels in a header; make one with: openssl rand -hex 32"_s;
    if (!secret.isEmpty() && secret.size() < shortest)
        return u"APP_SECRET must have at least %1 characters, since a shorter one might be guessed; make one with: openssl rand -hex 32"_s
            .arg(shortest);
    return std::nullopt;
}

} // namespace byok
