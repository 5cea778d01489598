// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHostAddress>

namespace byok {

/// What kind of place an address is, seen from this computer.
enum class AddressKind {
    Public,   ///< somewhere in the internet
    Private,  ///< a home's or company's own network (RFC 1918, RFC 4193, RFC 6598)
    Loopback, ///< this computer
    Never,    ///< where cloud machines keep their credentials, link-local, multicast, or no machine at all
};

/// What a provider's requests may connect to. Nothing may ever connect to AddressKind::Never.
enum class AddressReach {
    Public,       ///< a provider that comes with the relay
    ThisComputer, ///< one that comes with the relay and runs here
    OwnNetwork,   ///< the person's own entry without TLS: private networks and this computer, not beyond
    Anywhere,     ///< the person's own entry: private networks and this computer too
};

/// An IPv6 address that carries an IPv4 one (mapped, compatible, NAT64, 6to4) is what that one is. Pure.
[[nodiscard]] AddressKind addressKind(const QHostAddress &address);
[[nodiscard]] bool isWithinReach(AddressReach reach, AddressKind kind);

} // namespace byok
