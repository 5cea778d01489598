// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace byok {

/// What kind of caller a request comes from.
enum class CallerKind {
    Anonymous,  ///< no Origin and no token: tokenless routes only
    OwnPage,    ///< the relay's own page: `echo` and nothing else
    BrowserApp, ///< an approved Origin; with a token where `authenticated`
    Guest,      ///< a well-formed Origin that is not approved: pairing and discovery only
    Program,    ///< no Origin, a valid program token
};

/// Where the caller carried its token, which tells the dialect in which it reads errors.
enum class CredentialCarrier {
    None,
    RelayToken,
    Authorization,
    XApiKey,
    XGoogApiKey,
    ApiKey,
    XiApiKey,
    Subprotocol,  ///< of a WebSocket: `openai-insecure-api-key.<token>`
    KeyParameter, ///< of a WebSocket: `?key=`
};

/// Whether the caller has shown the APP_SECRET of this start at the head. A body may still bring it.
enum class AppSecretProof { None, Valid };

/// Who is calling, as the access rooms decided at the head. Value, any thread; valid for one request.
struct Caller
{
    CallerKind kind = CallerKind::Anonymous;
    QByteArray origin;          ///< as the browser sent it; empty for programs
    QString appId;              ///< AppEntry::id; empty where no app is known
    bool authenticated = false; ///< a valid token came with this request
    QByteArray tokenHash;       ///< SHA-256 of that token, raw 32 bytes; empty without one
    CredentialCarrier carrier = CredentialCarrier::None;
    AppSecretProof appSecret = AppSecretProof::None;
};

} // namespace byok
