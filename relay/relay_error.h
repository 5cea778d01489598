// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <variant>

namespace byok {

/// Whose doing an error is.
enum class ErrorSource {
    Client,   ///< the request could not be accepted as it was sent
    Relay,    ///< the relay's own state: paused, locked, a limit
    Upstream, ///< the provider, or the way to it
};

/// Everything the relay itself can refuse or fail with. The wire name and HTTP status of each are in
/// relay_error.cpp.
enum class ErrorCode {
    MalformedRequest,     ///< the bytes are not a request that the front door takes
    TargetTooLong,        ///< request line above its limit
    HeadTooLarge,         ///< head or field count above its limit
    BodyTooLarge,         ///< body above its limit
    MethodNotAllowed,     ///< a method that no route knows, or that this route does not
    VersionNotSupported,  ///< neither HTTP/1.0 nor HTTP/1.1
    ExpectationFailed,    ///< an Expect other than 100-continue
    UpgradeRefused,       ///< an Upgrade where there is nothing to upgrade to
    RequestTimeout,       ///< head or body came too slowly
    MisdirectedRequest,   ///< Host is not one of our loopback names with our port
    CrossSiteRefused,     ///< Sec-Fetch-* says: not a call by a script
    OriginRefused,        ///< the Origin is not approved, or never can be
    UnsupportedMediaType, ///< a content type that the route does not take
    TokenMissing,         ///< no credential where the route needs one
    TokenInvalid,         ///< unknown, expired, or not this origin's
    AppSecretRefused,     ///< the APP_SECRET is missing or wrong
    AppSecretUnset,       ///< what only an APP_SECRET opens, and none is set
    CredentialsAmbiguous, ///< two different credentials in one request
    CredentialInQuery,    ///< a key or token in the URL
    RouteUnknown,         ///< no such path
    InvalidArgument,      ///< a field of an otherwise well-formed request is missing or wrong
    ProviderUnknown,      ///< no such provider
    ProviderRefused,      ///< the app may not use this provider
    PathRefused,          ///< the app may not use this path of the provider
    ModelRefused,         ///< a model outside the allowed ones
    ModelNotFound,        ///< a model that no provider is known to have
    ConsentDenied,        ///< the person said no to this app
    ConsentUnanswered,    ///< the person was asked and nobody answered
    KeyMissing,           ///< no key stored for the provider
    KeyLocked,            ///< the keychain is locked
    KeychainUnavailable,  ///< no keychain answers
    KeyBoundElsewhere,    ///< the key was stored for another address than the provider has now
    KeyRefused,           ///< a new key that its provider does not accept
    KeyChanged,           ///< the key was replaced or removed while this change of it was under way
    ChangedMeanwhile,     ///< what the person lets the app do has changed while their keychain asked them
    SealedKeyRefused,     ///< a sealed key that does not open, is too old, or was used before
    TooManyRequests,      ///< a rate or concurrency limit
    OverBudget,           ///< a budget is used up
    Paused,               ///< the person paused the relay
    Locked,               ///< the person locked it: no key is used
    ShuttingDown,         ///< the relay is about to leave
    UpstreamUnreachable,  ///< name not found, connection refused, proxy failed
    UpstreamAddress,      ///< the provider's name leads where its requests may not go
    UpstreamTls,          ///< the provider's certificate or TLS version was not accepted
    UpstreamRedirect,     ///< the provider answered with a redirect, which is never followed
    UpstreamBroken,       ///< the connection broke, or what came was not HTTP
    UpstreamEncoded,      ///< a Content-Encoding although identity was asked for
    UpstreamTimeout,      ///< connect, first byte or idle limit passed
    Internal,             ///< a fault of ours
};

/// The code's name on the wire, e.g. "origin_refused".
[[nodiscard]] QByteArrayView errorCodeName(ErrorCode code);
/// The HTTP status that the code answers with.
[[nodiscard]] int errorStatus(ErrorCode code);
[[nodiscard]] ErrorSource errorSource(ErrorCode code);
/// False where an SDK that tried again at once would only be refused again (denials, budgets).
[[nodiscard]] bool errorIsRetryable(ErrorCode code);

/// With ModelRefused: the globs of which a model has to fit one.
struct AllowedModels
{
    QStringList globs;
};

/// What would have been right instead, for a person.
struct Hint
{
    QString sentence;
};

/// What an error tells a program besides its code.
using ErrorDetail = std::variant<std::monostate, AllowedModels, Hint>;

/// An error on its way to a caller: what, one sentence for a person, and how long to wait. Value, any thread.
struct RelayError
{
    ErrorCode code = ErrorCode::Internal;
    QString sentence;
    int retryAfterSeconds = -1; ///< -1: no Retry-After header
    ErrorDetail detail = {};

    [[nodiscard]] int status() const { return errorStatus(code); }
};

} // namespace byok
