// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/network_address.h"
#include "relay/relay_error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace byok {

/// Where a tunnel leads. Value.
struct TunnelRequest
{
    QByteArray url;                            ///< http or https; only scheme, host and port are looked at
    AddressReach reach = AddressReach::Public; ///< judged by the address that the name turns out to be
    qint64 connectMilliseconds = 10'000;       ///< 0: no limit
};

/// Who follows a tunnel. Every call comes on the engine's thread, never from inside openTunnel(); any of them
/// may destroy the tunnel.
class TunnelObserver
{
public:
    virtual ~TunnelObserver() = default;
    /// TCP and, for https, TLS stand; nothing has been sent.
    virtual void tunnelConnected() = 0;
    /// Bytes from the other side, at most 16 KiB, valid during the call.
    virtual void tunnelData(QByteArrayView bytes) = 0;
    /// All that was written is with the kernel.
    virtual void tunnelDrained() = 0;
    /// The last call: empty where the other side closed in order, else what went wrong.
    virtual void tunnelEnded(const std::optional<RelayError> &error) = 0;
};

/// A connection to a provider that carries bytes both ways, whatever they mean. Judged and secured as every
/// transfer's (address, proxy, TLS), but never shared and never used again. Owned by who asked for it;
/// destroying it closes the connection at once. Lives on the engine's thread; must not outlive the engine.
class SocketTunnel
{
public:
    virtual ~SocketTunnel() = default;
    /// Sends, or holds what the connection does not take now; what was held is wiped once it is sent. Only
    /// after tunnelConnected().
    virtual void write(QByteArrayView bytes) = 0;
    /// Bytes written here that the kernel has not taken yet.
    [[nodiscard]] virtual qint64 bytesHeld() const = 0;
    /// Stops reading from the provider (back-pressure).
    virtual void pause() = 0;
    virtual void resume() = 0;
};

} // namespace byok
