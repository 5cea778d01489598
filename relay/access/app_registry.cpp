// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_registry.h"

#include "relay/access/origin.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <openssl/crypto.h>

#include <array>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype hashSize = 32;

bool sameHash(const QByteArray &a, const QByteArray &b)
{
    return a.size() == hashSize && b.size() == hashSize &&
           CRYPTO_memcmp(a.constData(), b.constData(), hashSize) == 0;
}

RelayError tokenRefused()
{
    return {
        ErrorCode::TokenInvalid,
        u"This token is not valid here: it is unknown, expired, revoked, or belongs to another app. Ask for a new one at POST /users."_s};
}

} // namespace

IssuedToken issueToken(const QString &appId, const QDateTime &now, qint64 days, const QDateTime &latest)
{
    std::array<quint32, hashSize / sizeof(quint32)> random;
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    QByteArray raw(reinterpret_cast<const char *>(random.data()), hashSize);
    QByteArray hex = raw.toHex();
    QByteArray text = "byok_" + hex;
    IssuedToken issued;
    issued.entry.sha256 = tokenHash(text);
    issued.entry.appId = appId;
    issued.entry.createdAt = now.toUTC();
    if (days > 0)
        issued.entry.expiresAt = now.toUTC().addDays(days);
    if (latest.isValid() && (!issued.entry.expiresAt.isValid() || latest < issued.entry.expiresAt))
        issued.entry.expiresAt = latest.toUTC();
    issued.token = Secret::takeFrom(text);
    wipe(hex);
    wipe(raw);
    OPENSSL_cleanse(random.data(), sizeof(random));
    return issued;
}

bool looksLikeToken(QByteArrayView credential)
{
    return credential.startsWith("byok_");
}

QByteArray tokenHash(QByteArrayView token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

AppRegistry::AppRegistry(const RelayConfig &config)
    : m_apps(config.apps)
    , m_tokens(config.tokens)
{
    for (qsizetype i = 0; i < m_apps.size(); ++i) {
        const AppEntry &app = m_apps.at(i);
        const QByteArray origin = app.id.toUtf8();
        // A config edited by hand must not let in what could never be approved.
        if (app.kind == AppKind::Origin && !isWellFormedOrigin(origin))
            continue;
        if (app.kind == AppKind::Origin)
            m_byOrigin.insert(origin, i);
        m_byId.insert(app.id, i);
    }
    for (qsizetype i = 0; i < m_tokens.size(); ++i)
        m_byHash.insert(m_tokens.at(i).sha256, i);
}

const AppEntry *AppRegistry::byOrigin(QByteArrayView origin) const
{
    const auto found = m_byOrigin.constFind(origin.toByteArray());
    return found == m_byOrigin.cend() ? nullptr : &m_apps.at(*found);
}

const AppEntry *AppRegistry::byId(const QString &id) const
{
    const auto found = m_byId.constFind(id);
    return found == m_byId.cend() ? nullptr : &m_apps.at(*found);
}

Result<const AppEntry *, RelayError> AppRegistry::authenticate(QByteArrayView token, QByteArrayView origin,
                                                               const QDateTime &now) const
{
    const QByteArray hash = tokenHash(token);
    const TokenEntry *entry = nullptr;
    // All of them, whichever fits: how long this takes tells nothing.
    for (const TokenEntry &one : m_tokens) {
        if (sameHash(one.sha256, hash))
            entry = &one;
    }
    if (!entry || (entry->expiresAt.isValid() && entry->expiresAt <= now))
        return tokenRefused();
    const AppEntry *app = byId(entry->appId);
    if (!app || !app->isInForce(now))
        return tokenRefused();
    const bool fromItsPlace = app->kind == AppKind::Program ? origin.isEmpty() : origin == app->id.toUtf8();
    if (!fromItsPlace)
        return tokenRefused();
    return app;
}

const TokenEntry *AppRegistry::tokenByHash(const QByteArray &sha256) const
{
    const auto found = m_byHash.constFind(sha256);
    return found == m_byHash.cend() ? nullptr : &m_tokens.at(*found);
}

} // namespace byok
