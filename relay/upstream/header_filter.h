// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/header_field.h"

namespace byok {

/// What of a caller's head goes to the provider: all (SDKs send ever new fields) but hop-by-hop fields and
/// those that `Connection` names (RFC 9110, 7.6.1), Host, Origin, Referer, Cookie, Sec-*, Access-Control-*,
/// x-relay-*, X-Forwarded-*, every credential, Accept-Encoding, User-Agent, Accept-Language,
/// anthropic-dangerous-direct-browser-access, Expect, Content-Length. Adds our User-Agent and
/// `accept-encoding: identity`. Pure.
[[nodiscard]] HeaderFields toUpstream(const HeaderFields &fields);

/// What of the same head goes to a provider that the caller did not ask: Content-Type and Accept. All else
/// was meant for the one that was asked, some of it secret (a gateway's own key). Adds the same two. Pure.
[[nodiscard]] HeaderFields toStandIn(const HeaderFields &fields);

/// What of a provider's head goes back to the caller: all but hop-by-hop fields and those that `Connection`
/// names, Content-Length (the writer frames), Set-Cookie, Access-Control-*, Vary (merged by the caller's
/// own), Alt-Svc, Strict-Transport-Security, Clear-Site-Data, NEL, Report-To, Reporting-Endpoints, Server,
/// X-Powered-By, Date. Pure.
[[nodiscard]] HeaderFields toDownstream(const HeaderFields &fields);

/// Headers that carry a caller's credential (lower-case): the relay's token or a provider's key.
[[nodiscard]] bool isCredentialField(QByteArrayView name);

} // namespace byok
