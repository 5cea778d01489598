// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_secret.h"

#include <QCryptographicHash>

#include <openssl/crypto.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype mostWrongAMinute = 5;
constexpr qint64 minute = 60'000;

QByteArray hashOf(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
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
    const QByteArray hash = hashOf(shown);
    if (CRYPTO_memcmp(hash.constData(), m_hash.constData(), static_cast<std::size_t>(m_hash.size())) == 0)
        return std::nullopt;
    const qint64 now = m_clock();
    m_wrong.removeIf([now](qint64 then) { return now - then >= minute; });
    if (m_wrong.size() >= mostWrongAMinute) {
        const qint64 left = m_wrong.constFirst() + minute - now;
        const auto seconds = static_cast<int>((left + 999) / 1000);
        return RelayError{
            ErrorCode::TooManyRequests,
            u"Too many wrong APP_SECRETs; wait %1 seconds. The right one works at once."_s.arg(seconds),
            seconds};
    }
    m_wrong.append(now);
    return RelayError{ErrorCode::AppSecretRefused, u"This is not the relay's APP_SECRET."_s};
}

std::optional<QString> appSecretFault(QByteArrayView secret)
{
    const bool fits = std::ranges::all_of(secret, [](char c) { return c > ' ' && c < 0x7f; });
    if (fits)
        return std::nullopt;
    return u"APP_SECRET may hold ASCII letters, digits and signs only, no blanks, since it travels in a header; make one with: openssl rand -hex 32"_s;
}

} // namespace byok
