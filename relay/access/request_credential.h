// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/caller.h"
#include "relay/http/request_head.h"
#include "relay/keys/secret.h"

namespace byok {

/// The credential that a request carries. Value; `value` lives as long as the head it
/// was read from.
struct RequestCredential
{
    enum class Presence {
        None,      ///< no field that could carry one, or only empty ones
        One,       ///< one, maybe in more than one field
        Ambiguous, ///< two that differ
    };
    Presence presence = Presence::None;
    CredentialCarrier carrier = CredentialCarrier::None; ///< the first field that has one: ours, then those
                                                         ///< in which clients put a provider's key
    QByteArrayView value;                                ///< without "Bearer "; empty unless One
};

/// Reads every field in which a client might put the relay's token. Pure.
[[nodiscard]] RequestCredential requestCredential(const RequestHead &head);
/// The same for a WebSocket's handshake, whose browser can set no fields: also OpenAI's subprotocol
/// `openai-insecure-api-key.<token>` and Google's `?key=<token>`. Pure.
[[nodiscard]] RequestCredential handshakeCredential(const RequestHead &head);
/// Whether a subprotocol is there only to carry a credential, so that no provider may see it. Pure.
[[nodiscard]] bool isCredentialProtocol(QByteArrayView protocol);
/// A raw query without the parameter that handshakeCredential() reads. Pure.
[[nodiscard]] QByteArray withoutKeyParameter(const QByteArray &rawQuery);

/// The provider's key that a request brings along, to be used for it instead of a stored one. Value.
struct BroughtKey
{
    enum class Form {
        None,      ///< none; what X-API-Key holds, if anything, is a token
        Plain,     ///< X-API-Key holds what is no token, nor has one in it
        Sealed,    ///< X-API-Key-Sealed, once; whether it opens is another question
        Ambiguous, ///< both, or X-API-Key-Sealed twice
    };
    Form form = Form::None;
    QByteArray sealed; ///< what X-API-Key-Sealed holds; empty unless Sealed
};

/// Reads the two fields in which a caller may bring a provider's key. Pure.
[[nodiscard]] BroughtKey broughtKey(const RequestHead &head);
/// The key of a request that brings a plain one. The head's bytes of it are overwritten, whoever shares them.
[[nodiscard]] Secret takePlainKey(const RequestHead &head);
/// What Authorization: Bearer holds; null where there is none, or more than one.
[[nodiscard]] QByteArray bearerCredential(const RequestHead &head);
/// Whether a raw query names `key`, `api_key`, `access_token` or the like, in any case and encoding, or holds
/// a token. Pure.
[[nodiscard]] bool queryHasCredential(const QByteArray &rawQuery);

} // namespace byok
