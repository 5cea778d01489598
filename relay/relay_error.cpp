// SPDX-License-Identifier: Apache-2.0
#include "relay/relay_error.h"

namespace byok {

namespace {

struct Row
{
    ErrorCode code;
    const char *name;
    int status;
    ErrorSource source;
    enum class Retry { Useful, Useless } retry;
};

using Retry = Row::Retry;

constexpr Row rows[] = {
    {ErrorCode::MalformedRequest, "malformed_request", 400, ErrorSource::Client, Retry::Useless},
    {ErrorCode::TargetTooLong, "target_too_long", 414, ErrorSource::Client, Retry::Useless},
    {ErrorCode::HeadTooLarge, "head_too_large", 431, ErrorSource::Client, Retry::Useless},
    {ErrorCode::BodyTooLarge, "body_too_large", 413, ErrorSource::Client, Retry::Useless},
    {ErrorCode::MethodNotAllowed, "method_not_allowed", 405, ErrorSource::Client, Retry::Useless},
    {ErrorCode::VersionNotSupported, "version_not_supported", 505, ErrorSource::Client, Retry::Useless},
    {ErrorCode::ExpectationFailed, "expectation_failed", 417, ErrorSource::Client, Retry::Useless},
    {ErrorCode::UpgradeRefused, "upgrade_refused", 400, ErrorSource::Client, Retry::Useless},
    {ErrorCode::RequestTimeout, "request_timeout", 408, ErrorSource::Client, Retry::Useful},
    {ErrorCode::MisdirectedRequest, "misdirected_request", 421, ErrorSource::Client, Retry::Useless},
    {ErrorCode::CrossSiteRefused, "cross_site_refused", 403, ErrorSource::Client, Retry::Useless},
    {ErrorCode::OriginRefused, "origin_refused", 403, ErrorSource::Client, Retry::Useless},
    {ErrorCode::UnsupportedMediaType, "unsupported_media_type", 415, ErrorSource::Client, Retry::Useless},
    {ErrorCode::TokenMissing, "token_missing", 401, ErrorSource::Client, Retry::Useless},
    {ErrorCode::TokenInvalid, "token_invalid", 401, ErrorSource::Client, Retry::Useless},
    {ErrorCode::AppSecretRefused, "app_secret_refused", 401, ErrorSource::Client, Retry::Useless},
    {ErrorCode::AppSecretUnset, "app_secret_unset", 503, ErrorSource::Relay, Retry::Useless},
    {ErrorCode::CredentialsAmbiguous, "credentials_ambiguous", 400, ErrorSource::Client, Retry::Useless},
    {ErrorCode::CredentialInQuery, "credential_in_query", 400, ErrorSource::Client, Retry::Useless},
    {ErrorCode::RouteUnknown, "route_unknown", 404, ErrorSource::Client, Retry::Useless},
    {ErrorCode::InvalidArgument, "invalid_argument", 400, ErrorSource::Client, Retry::Useless},
    {ErrorCode::ProviderUnknown, "provider_unknown", 400, ErrorSource::Client, Retry::Useless},
    {ErrorCode::ProviderRefused, "provider_refused", 403, ErrorSource::Client, Retry::Useless},
    {ErrorCode::PathRefused, "path_refused", 403, ErrorSource::Client, Retry::Useless},
    {ErrorCode::ModelRefused, "model_refused", 403, ErrorSource::Client, Retry::Useless},
    // Named as OpenAI names it: programs switch on that.
    {ErrorCode::ModelNotFound, "model_not_found", 404, ErrorSource::Client, Retry::Useless},
    {ErrorCode::ConsentDenied, "consent_denied", 403, ErrorSource::Client, Retry::Useless},
    {ErrorCode::ConsentUnanswered, "consent_unanswered", 408, ErrorSource::Relay, Retry::Useless},
    {ErrorCode::KeyMissing, "key_missing", 400, ErrorSource::Relay, Retry::Useless},
    {ErrorCode::KeyLocked, "key_locked", 423, ErrorSource::Relay, Retry::Useless},
    {ErrorCode::KeychainUnavailable, "keychain_unavailable", 503, ErrorSource::Relay, Retry::Useless},
    {ErrorCode::KeyBoundElsewhere, "key_bound_elsewhere", 403, ErrorSource::Relay, Retry::Useless},
    {ErrorCode::KeyRefused, "key_refused", 422, ErrorSource::Upstream, Retry::Useless},
    {ErrorCode::KeyChanged, "key_changed", 409, ErrorSource::Client, Retry::Useless},
    // Nothing was sent, and what holds now is asked anew.
    {ErrorCode::ChangedMeanwhile, "changed_meanwhile", 409, ErrorSource::Relay, Retry::Useful},
    {ErrorCode::SealedKeyRefused, "sealed_key_refused", 400, ErrorSource::Client, Retry::Useless},
    {ErrorCode::TooManyRequests, "too_many_requests", 429, ErrorSource::Relay, Retry::Useful},
    {ErrorCode::OverBudget, "over_budget", 402, ErrorSource::Relay, Retry::Useless},
    {ErrorCode::Paused, "paused", 503, ErrorSource::Relay, Retry::Useless},
    {ErrorCode::Locked, "locked", 423, ErrorSource::Relay, Retry::Useless},
    {ErrorCode::ShuttingDown, "shutting_down", 503, ErrorSource::Relay, Retry::Useful},
    {ErrorCode::UpstreamUnreachable, "upstream_unreachable", 502, ErrorSource::Upstream, Retry::Useful},
    {ErrorCode::UpstreamAddress, "upstream_address_refused", 502, ErrorSource::Upstream, Retry::Useless},
    {ErrorCode::UpstreamTls, "upstream_tls", 502, ErrorSource::Upstream, Retry::Useless},
    {ErrorCode::UpstreamRedirect, "upstream_redirect", 502, ErrorSource::Upstream, Retry::Useless},
    // A request that broke off may have been carried out, and billed: whether to send it again is the app's
    // decision.
    {ErrorCode::UpstreamBroken, "upstream_broken", 502, ErrorSource::Upstream, Retry::Useless},
    {ErrorCode::UpstreamEncoded, "upstream_encoded", 502, ErrorSource::Upstream, Retry::Useless},
    {ErrorCode::UpstreamTimeout, "upstream_timeout", 504, ErrorSource::Upstream, Retry::Useless},
    {ErrorCode::Internal, "internal", 500, ErrorSource::Relay, Retry::Useless},
};

constexpr const Row &row(ErrorCode code)
{
    return rows[static_cast<std::size_t>(code)];
}

constexpr bool rowsAreInOrder()
{
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        if (static_cast<std::size_t>(rows[i].code) != i)
            return false;
    }
    return std::size(rows) == static_cast<std::size_t>(ErrorCode::Internal) + 1;
}
static_assert(rowsAreInOrder(), "one row per ErrorCode, in the enum's order");

} // namespace

QByteArrayView errorCodeName(ErrorCode code)
{
    return row(code).name;
}

int errorStatus(ErrorCode code)
{
    return row(code).status;
}

ErrorSource errorSource(ErrorCode code)
{
    return row(code).source;
}

bool errorIsRetryable(ErrorCode code)
{
    return row(code).retry == Retry::Useful;
}

} // namespace byok
