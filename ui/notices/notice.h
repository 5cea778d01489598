// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace byok {

/// What the person is told of outside the window: only what needs them.
enum class NoticeKind {
    RequestWaiting, ///< an app asks to use keys
    KeyRefused,     ///< a provider does not take a key any more
    KeychainFailed, ///< no key can be read: locked, or gone
    PortChanged,    ///< the usual port was taken by another program
    LimitReached,   ///< an app met one of its limits
    LedgerProblem,  ///< what was used cannot be written down
    StillRunning,   ///< the window was closed, the relay goes on
};

/// One notification. Value.
struct Notice
{
    NoticeKind kind = NoticeKind::RequestWaiting;
    QString title;
    QString text;

    friend bool operator==(const Notice &, const Notice &) = default;
};

} // namespace byok
