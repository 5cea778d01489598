// SPDX-License-Identifier: Apache-2.0
// A config that tests of edits begin with, and what they read off the outcome.
#pragma once

#include "relay/relay_config.h"

#include <QTest>
#include <QTimeZone>

namespace byok {

inline const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);
inline const QString appA = QStringLiteral("https://a.example");
inline const QString appB = QStringLiteral("https://b.example");

inline TokenEntry token(char fill, const QString &appId, const QDateTime &createdAt = noon,
                        const QDateTime &expiresAt = noon.addDays(90))
{
    return {QByteArray(32, fill), appId, createdAt, expiresAt};
}

inline KeyEntry key(const QString &account, const QString &appId)
{
    return {account, QStringLiteral("openai"), QStringLiteral("default"), appId, noon};
}

inline Grant grantFor(const QStringList &providers)
{
    Grant grant;
    grant.providers = providers;
    grant.duration = GrantDuration::UntilRevoked;
    return grant;
}

inline RelayConfig startConfig()
{
    RelayConfig config;
    config.apps = {{appA, AppKind::Origin, QStringLiteral("A"), grantFor({QStringLiteral("openai")}), noon},
                   {appB, AppKind::Origin, QStringLiteral("B"), grantFor({}), noon}};
    config.tokens = {token('a', appA), token('b', appB)};
    config.keys = {key(QStringLiteral("own"), {}), key(QStringLiteral("key-a"), appA),
                   key(QStringLiteral("key-b"), appB)};
    return config;
}

inline QStringList accounts(const RelayConfig &config)
{
    QStringList list;
    for (const KeyEntry &one : config.keys)
        list.append(one.account);
    return list;
}

inline QByteArray tokenLetters(const RelayConfig &config)
{
    QByteArray letters;
    for (const TokenEntry &one : config.tokens)
        letters.append(one.sha256.front());
    return letters;
}

/// What is wrong with how an edit that must be refused was refused: it has to say why, and to leave the
/// config as it was. Empty: nothing.
inline QString faultOfRefusal(const ConfigEdit &edit)
{
    RelayConfig config = startConfig();
    const Result<> result = edit(config);
    if (result.ok())
        return QStringLiteral("it was not refused");
    if (result.error().sentence.isEmpty())
        return QStringLiteral("no sentence says why");
    return config == startConfig() ? QString() : QStringLiteral("it was refused, and the config has changed");
}

} // namespace byok

Q_DECLARE_METATYPE(byok::ConfigEdit)
