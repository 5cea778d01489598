// SPDX-License-Identifier: Apache-2.0
#include "relay/network_address.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

struct Block
{
    QLatin1StringView network;
    AddressKind kind;
};

// The first that holds the address decides.
constexpr std::array ipv4Blocks{
    Block{"100.100.100.200/32"_L1, AddressKind::Never}, // Alibaba Cloud's metadata
    Block{"168.63.129.16/32"_L1, AddressKind::Never},   // Azure's WireServer
    Block{"169.254.0.0/16"_L1, AddressKind::Never},     // link-local; AWS', Google's, Azure's metadata
    Block{"0.0.0.0/8"_L1, AddressKind::Never},          // reads as this computer on some systems
    Block{"224.0.0.0/3"_L1, AddressKind::Never},        // multicast, reserved, broadcast
    Block{"127.0.0.0/8"_L1, AddressKind::Loopback},     Block{"10.0.0.0/8"_L1, AddressKind::Private},
    Block{"172.16.0.0/12"_L1, AddressKind::Private},    Block{"192.168.0.0/16"_L1, AddressKind::Private},
    Block{"100.64.0.0/10"_L1, AddressKind::Private},
};

constexpr std::array ipv6Blocks{
    Block{"fd00:ec2::/32"_L1, AddressKind::Never},    // AWS' own services, fd00:ec2::254 the metadata
    Block{"fd20:ce::254/128"_L1, AddressKind::Never}, // Google Cloud's metadata
    Block{"fe80::/10"_L1, AddressKind::Never},        // link-local
    Block{"fec0::/10"_L1, AddressKind::Private},      // site-local, as it once was
    Block{"ff00::/8"_L1, AddressKind::Never},         // multicast
    Block{"::1/128"_L1, AddressKind::Loopback},       Block{"::/128"_L1, AddressKind::Never},
    Block{"fc00::/7"_L1, AddressKind::Private},
};

/// The first block that holds `address`; without one it is a public address.
template <std::size_t n>
AddressKind kindIn(const std::array<Block, n> &blocks, const QHostAddress &address)
{
    const auto found = std::ranges::find_if(blocks, [&address](const Block &block) {
        return address.isInSubnet(QHostAddress::parseSubnet(QString(block.network)));
    });
    return found == blocks.end() ? AddressKind::Public : found->kind;
}

quint32 ipv4At(const Q_IPV6ADDR &bytes, int at)
{
    return (quint32(bytes[at]) << 24U) | (quint32(bytes[at + 1]) << 16U) | (quint32(bytes[at + 2]) << 8U) |
           quint32(bytes[at + 3]);
}

/// The IPv4 address that an IPv6 one stands for.
std::optional<QHostAddress> carried(const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    const auto isIn = [&address](QLatin1StringView network) {
        return address.isInSubnet(QHostAddress::parseSubnet(QString(network)));
    };
    constexpr int lastFour = 12;
    if (isIn("::ffff:0:0/96"_L1) || isIn("64:ff9b::/96"_L1))
        return QHostAddress(ipv4At(bytes, lastFour));
    if (isIn("2002::/16"_L1))
        return QHostAddress(ipv4At(bytes, 2));
    const bool isCompatible = isIn("::/96"_L1) && ipv4At(bytes, lastFour) > 1; // not "::" and "::1"
    if (isCompatible)
        return QHostAddress(ipv4At(bytes, lastFour));
    return std::nullopt;
}

} // namespace

AddressKind addressKind(const QHostAddress &address)
{
    switch (address.protocol()) {
    case QAbstractSocket::IPv4Protocol:
        return kindIn(ipv4Blocks, address);
    case QAbstractSocket::IPv6Protocol:
        if (const std::optional<QHostAddress> ipv4 = carried(address))
            return kindIn(ipv4Blocks, *ipv4);
        return kindIn(ipv6Blocks, address);
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
    case AddressReach::Anywhere:
        return true;
    }
    Q_UNREACHABLE_RETURN(false);
}

} // namespace byok
