// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/header_field.h"

namespace byok {

/// Where a provider is, and where the caller found it through this relay. Value.
struct RelayedPlace
{
    QByteArray providerUrl; ///< Provider::baseUrl
    QByteArray relayUrl;    ///< e.g. "http://127.0.0.1:2965/relay/google", no '/' at the end
};

/// A reply's fields with those of `names` (lower-case) leading through this relay: an address below the
/// provider's base URL becomes the same one below the relay's. What leads anywhere else is left out, since a
/// client goes on there with what it holds for a key, which is the relay's token. Path and query stay as they
/// are; they are judged when the caller comes with them. Pure.
[[nodiscard]] HeaderFields leadingBack(const HeaderFields &fields, const QList<QByteArray> &names,
                                       const RelayedPlace &place);

} // namespace byok
