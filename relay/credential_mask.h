// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/credential_injector.h"
#include "relay/upstream/key_mask.h"

#include <vector>

namespace byok {

/// Takes a key out of a reply in every form in which it went upstream: as it is, and as the credential that
/// was made of it (base64 for basic auth, percent-encoded in a query). One for each exchange; the relay's
/// thread.
class CredentialMask
{
public:
    CredentialMask(const Secret &key, const Credential &credential);

    /// The bytes that may be sent on now; what is held back comes with a later call.
    [[nodiscard]] QByteArray pass(QByteArrayView bytes);
    /// What was still held back; the stream is over.
    [[nodiscard]] QByteArray rest();
    /// Masks a whole value (a header field).
    [[nodiscard]] QByteArray maskWhole(QByteArrayView bytes) const;

private:
    std::vector<KeyMask> m_masks; ///< what one lets through goes to the next
};

} // namespace byok
