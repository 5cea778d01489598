// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"
#include "relay/providers/provider.h"
#include "relay/relay_error.h"
#include "relay/result.h"

namespace byok {

/// Where a key goes in the upstream request. Value; wiped with its Secret.
struct Credential
{
    QByteArray fieldName; ///< lower-case header name; empty: no header
    QByteArray prefix;    ///< "Bearer ", "Token ", "Basic " or empty
    Secret value;
    Secret queryParameter; ///< "name=value", percent-encoded; empty: none
};

/// The one switch over auth schemes. `path`: the provider's raw path, since some take the key in another way
/// than the rest. Pure.
[[nodiscard]] Credential credentialFor(const Provider &provider, const Secret &key, QByteArrayView path);

/// A key as a person or page gave it, made fit to store: trimmed; at least 10 characters; no white space,
/// line break or control character inside; of the provider's shape where it has one. The sentence names what
/// is wrong, never the key.
[[nodiscard]] Result<Secret, RelayError> acceptKey(const Provider &provider, const Secret &given);

/// The same for a key that an app keeps for itself: it need not have the provider's shape, which changes
/// without notice, but one that has not, and begins as the keys of just one provider of `all` do, is that
/// provider's and must not reach this one.
[[nodiscard]] Result<Secret, RelayError> acceptAppKey(const Provider &provider, const Secret &given,
                                                      const QList<Provider> &all);

/// The same for a key that a caller brings for one request to this provider: of the provider's shape where it
/// has one, and not one that names another provider of `all` (providerNamedByKey).
[[nodiscard]] Result<Secret, RelayError> acceptCallersKey(const Provider &provider, const Secret &given,
                                                          const QList<Provider> &all);

} // namespace byok
