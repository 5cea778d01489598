// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/consent_request.h"

namespace byok {

/// Where a question stands while it is in the queue.
enum class ConsentState {
    Queued,   ///< waits behind another question; nothing is shown of it but that it is there
    Asking,   ///< the one question that is put to the person now
    Granting, ///< the person said yes and the approval is on its way to disk; nobody has been told yet
};

/// One question as people are shown it. Value, any thread.
struct ConsentQuestion
{
    ConsentRequest request;
    ConsentState state = ConsentState::Queued;
    int callers = 0;     ///< held requests that wait for its answer
    QDateTime expiresAt; ///< UTC; when the last of them has waited long enough
};

} // namespace byok

Q_DECLARE_METATYPE(byok::ConsentQuestion)
