// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"

#include <optional>

namespace byok {

/// What a caller has sealed. Value; the key is wiped with it.
struct SealedNote
{
    Secret key;
    qint64 issuedAt = 0; ///< seconds since 1970, by the caller's clock
};

/// Reads `{"key": "…", "iat": <seconds>}` and nothing else: both members, once each, in any order; `iat` a
/// whole number, not negative; `key` more than blanks. None where it is anything else. No copy of the key
/// stays behind.
[[nodiscard]] std::optional<SealedNote> readSealedNote(const Secret &plain);

} // namespace byok
