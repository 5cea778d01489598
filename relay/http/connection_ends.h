// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHostAddress>

namespace byok {

/// Both ends of an accepted connection on this machine. Value.
struct ConnectionEnds
{
    QHostAddress ourAddress;
    quint16 ourPort = 0;
    QHostAddress peerAddress;
    quint16 peerPort = 0;
};

} // namespace byok
