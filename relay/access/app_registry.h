// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"
#include "relay/relay_config.h"
#include "relay/relay_error.h"

#include <QDateTime>
#include <QHash>

namespace byok {

/// A token as it is handed out once, and its entry in the config.
struct IssuedToken
{
    Secret token; ///< "byok_" and 64 hex digits
    TokenEntry entry;
};

/// 32 bytes of the system's generator as a token for `appId`, valid `days` from `now` (0: until revoked), and
/// no longer than until `latest` (invalid: whenever), so that whoever gets it is told when it really ends.
[[nodiscard]] IssuedToken issueToken(const QString &appId, const QDateTime &now, qint64 days,
                                     const QDateTime &latest = {});
/// Whether this has a token's prefix: such a value is a token, known or not, and never tried as a provider's
/// key.
[[nodiscard]] bool looksLikeToken(QByteArrayView credential);
/// SHA-256, raw.
[[nodiscard]] QByteArray tokenHash(QByteArrayView token);

/// The approved apps and their tokens, as of one config snapshot; answers who a token belongs to. Immutable
/// value, any thread.
class AppRegistry
{
public:
    AppRegistry() = default;
    explicit AppRegistry(const RelayConfig &config);

    [[nodiscard]] const AppEntry *byOrigin(QByteArrayView origin) const;
    [[nodiscard]] const AppEntry *byId(const QString &id) const;
    /// The app that `token` belongs to, if it may be used from `origin` (empty: a program) at `now`. A
    /// browser token works only with its own Origin, a program token only without one. Compared by hash, in
    /// constant time. The sentence never says which of these failed.
    [[nodiscard]] Result<const AppEntry *, RelayError>
    authenticate(QByteArrayView token, QByteArrayView origin, const QDateTime &now) const;
    [[nodiscard]] const TokenEntry *tokenByHash(const QByteArray &sha256) const;

private:
    QList<AppEntry> m_apps;
    QList<TokenEntry> m_tokens;
    QHash<QByteArray, qsizetype> m_byOrigin;
    QHash<QString, qsizetype> m_byId;
    QHash<QByteArray, qsizetype> m_byHash;
};

} // namespace byok
