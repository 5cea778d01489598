// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

namespace byok {

/// What is known of one of the person's keys from its last test or use.
enum class KeyHealth {
    Untested, ///< never tested nor used since it was stored, as far as is known
    Works,    ///< the provider accepted it
    Refused,  ///< the provider does not know it (401, 403)
    Quota,    ///< the provider knows it and says that its money or allowance is used up (402, 429)
    Unclear,  ///< the provider could not be reached, or had a problem of its own
};

/// A key's health with its moment. Value.
struct KeyReport
{
    KeyHealth health = KeyHealth::Untested;
    QDateTime at;     ///< UTC; invalid while untested
    QString sentence; ///< what the test said; empty where it was learnt from use
    /// The last answer to a request that refused this key (401, 402, 403, 429); 0: none since it was stored
    /// or the program began.
    int refusal = 0;
    QDateTime refusedAt;  ///< UTC; of `refusal`
    QDateTime restsUntil; ///< UTC; until then rules for failing requests pass the key over; invalid: it does
                          ///< not rest

    friend bool operator==(const KeyReport &, const KeyReport &) = default;
};

} // namespace byok
