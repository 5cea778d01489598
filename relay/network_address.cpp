// SPDX-License-Identifier: Apache-2.0
#include "relay/network_address.h"

#include <QList>

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

struct Block
{
    std::pair<QHostAddress, int> network;
    AddressKind kind = AddressKind::Never;
};

Block block(QLatin1StringView network, AddressKind kind)
{
    return {QHostAddress::parseSubnet(QString(network)), kind};
}

// Of each list the first that holds the address decides. Parsed once: every request asks.
const QList<Block> &ipv4Blocks()
{
    using enum AddressKind;
    static const QList<Block> blocks{
        block("100.100.100.200/32"_L1, Never), // Alibaba Cloud's metadata
        block("168.63.129.16/32"_L1, Never),   // Azure's WireServer
        block("169.254.0.0/16"_L1, Never),     // link-local; AWS', Google's and Azure's metadata
        block("0.0.0.0/8"_L1, Never),          // reads as this computer on some systems
        block("224.0.0.0/3"_L1, Never),        // multicast, reserved, broadcast
        block("127.0.0.0/8"_L1, Loopback),     block("10.0.0.0/8"_L1, Private),
        block("172.16.0.0/12"_L1, Private),    block("192.168.0.0/16"_L1, Private),
        block("100.64.0.0/10"_L1, Private),
    };
    return blocks;
}

const QList<Block> &ipv6Blocks()
{
    using enum AddressKind;
    static const QList<Block> blocks{
        block("fd00:ec2::/32"_L1, Never),    // AWS' own services, fd00:ec2::254 the metadata
        block("fd20:ce::254/128"_L1, Never), // Google Cloud's metadata
        block("fe80::/10"_L1, Never),        // link-local
        block("ff00::/8"_L1, Never),         // multicast
        block("::/128"_L1, Never),           // no machine's
        block("::1/128"_L1, Loopback),       block("fc00::/7"_L1, Private),
        block("fec0::/10"_L1, Private), // site-local, as it once was
    };
    return blocks;
}

/// The first block that holds `address`; without one it is a public address.
AddressKind kindIn(const QList<Block> &blocks, const QHostAddress &address)
{
    const auto found = std::ranges::find_if(
        blocks, [&address](const Block &one) { return address.isInSubnet(one.network); });
    return found == blocks.end() ? AddressKind::Public : found->kind;
}

quint32 ipv4At(const Q_IPV6ADDR &bytes, int at)
{
    return (quint32(bytes[at]) << 24U) | (quint32(bytes[at + 1]) << 16U) | (quint32(bytes[at + 2]) << 8U) |
           quint32(bytes[at + 3]);
}

/// The IPv4 address that an IPv6 one stands for: mapped (::ffff:0:0/96), compatible (::/96), NAT64
/// (64:ff9b::/96), 6to4 (2002::/16).
std::optional<QHostAddress> carried(const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    constexpr int lastFour = 12;
    const quint32 last = ipv4At(bytes, lastFour);
    if (bytes[0] == 0x20 && bytes[1] == 0x02)
        return QHostAddress(ipv4At(bytes, 2));
    const quint32 first = ipv4At(bytes, 0);
    const quint32 second = ipv4At(bytes, 4);
    const quint32 third = ipv4At(bytes, 8);
    const bool isNat64 = first == 0x0064ff9b && second == 0 && third == 0;
    const bool isMapped = first == 0 && second == 0 && third == 0x0000ffff;
    const bool isCompatible = first == 0 && second == 0 && third == 0 && last > 1; // not "::" and "::1"
    return isNat64 || isMapped || isCompatible ? std::optional(QHostAddress(last)) : std::nullopt;
}

} // namespace

AddressKind addressKind(const QHostAddress &address)
{
    switch (address.protocol()) {
    case QAbstractSocket::IPv4Protocol:
        return kindIn(ipv4Blocks(), address);
    case QAbstractSocket::IPv6Protocol:
        if (const std::optional<QHostAddress> ipv4 = carried(address))
            return kindIn(ipv4Blocks(), *ipv4);
        return kindIn(ipv6Blocks(), address);
    case QAbstractSocket::AnyIPProtocol:
    case QAbstractSocket::UnknownNetworkLayerProtocol:
        break;
    }
    return AddressKind::Never;
}

bool isWithinReach(AddressReach reach, AddressKind kind)
{
    if (kind == AddressKind::Never)
        return false;
    switch (reach) {
    case AddressReach::Public:
        return kind == AddressKind::Public;
    case AddressReach::ThisComputer:
        return kind == AddressKind::Loopback;
    case AddressReach::OwnNetwork:
        return kind == AddressKind::Private || kind == AddressKind::Loopback;
    case AddressReach::Anywhere:
        return true;
    }
    Q_UNREACHABLE_RETURN(false);
}

} // namespace byok
