// SPDX-License-Identifier: Apache-2.0
// Linux: the kernel's socket table by an exact-match NETLINK_SOCK_DIAG request, which needs no privilege.
#include "relay/peer_socket.h"

#include <QtEndian>

#include <cstring>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace byok {

namespace {

// From the kernel's tcp_states.h, which userspace has no header of that goes with netinet/in.h.
constexpr quint8 tcpEstablished = 1;

struct Request
{
    nlmsghdr header;
    inet_diag_req_v2 body;
};

class NetlinkSocket
{
public:
    NetlinkSocket()
        : m_descriptor(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_SOCK_DIAG))
    {
    }
    ~NetlinkSocket()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Q_DISABLE_COPY_MOVE(NetlinkSocket)
    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
};

bool setAddress(__be32 (&to)[4], const QHostAddress &address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        to[0] = qToBigEndian(address.toIPv4Address());
        return true;
    }
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(to, &bytes, sizeof to);
        return true;
    }
    return false;
}

/// The socket as its owner sees it: the peer's end is its source.
std::optional<Request> requestFor(const ConnectionEnds &ends)
{
    if (ends.ourAddress.protocol() != ends.peerAddress.protocol())
        return {};
    Request request{};
    request.header.nlmsg_len = sizeof request;
    request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    request.header.nlmsg_flags = NLM_F_REQUEST; // no dump: one exact match or an error
    request.header.nlmsg_seq = 1;
    request.body.sdiag_family =
        ends.peerAddress.protocol() == QAbstractSocket::IPv6Protocol ? AF_INET6 : AF_INET;
    request.body.sdiag_protocol = IPPROTO_TCP;
    request.body.idiag_states = 1U << tcpEstablished;
    request.body.id.idiag_sport = qToBigEndian(ends.peerPort);
    request.body.id.idiag_dport = qToBigEndian(ends.ourPort);
    request.body.id.idiag_cookie[0] = request.body.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    if (!setAddress(request.body.id.idiag_src, ends.peerAddress) ||
        !setAddress(request.body.id.idiag_dst, ends.ourAddress))
        return {};
    return request;
}

/// The one established socket that was asked for.
std::optional<PeerSocket> answerTo(const Request &request)
{
    const NetlinkSocket socket;
    if (socket.descriptor() < 0)
        return {};
    sockaddr_nl kernel{};
    kernel.nl_family = AF_NETLINK;
    if (::sendto(socket.descriptor(), &request, sizeof request, 0,
                 reinterpret_cast<const sockaddr *>(&kernel),
                 sizeof kernel) != static_cast<ssize_t>(sizeof request))
        return {};

    // The kernel has answered within sendto.
    alignas(nlmsghdr) char buffer[8192];
    sockaddr_nl sender{};
    socklen_t senderSize = sizeof sender;
    const ssize_t size = ::recvfrom(socket.descriptor(), buffer, sizeof buffer, 0,
                                    reinterpret_cast<sockaddr *>(&sender), &senderSize);
    if (size < static_cast<ssize_t>(NLMSG_LENGTH(sizeof(inet_diag_msg))) || sender.nl_pid != 0)
        return {};
    nlmsghdr header;
    std::memcpy(&header, buffer, sizeof header);
    if (header.nlmsg_type != SOCK_DIAG_BY_FAMILY || header.nlmsg_seq != request.header.nlmsg_seq ||
        header.nlmsg_len < NLMSG_LENGTH(sizeof(inet_diag_msg)) ||
        header.nlmsg_len > static_cast<size_t>(size))
        return {};
    inet_diag_msg answer;
    std::memcpy(&answer, buffer + NLMSG_HDRLEN, sizeof answer);
    // A peer that has left reads as uid 0, and where the connection is gone the kernel offers a listener on
    // that port.
    if (answer.idiag_state != tcpEstablished || answer.id.idiag_sport != request.body.id.idiag_sport ||
        answer.id.idiag_dport != request.body.id.idiag_dport || answer.idiag_inode == 0)
        return {};
    return PeerSocket{answer.idiag_inode, answer.idiag_uid};
}

} // namespace

std::optional<PeerSocket> peerSocket(const ConnectionEnds &ends)
{
    const std::optional<Request> request = requestFor(ends);
    return request ? answerTo(*request) : std::nullopt;
}

} // namespace byok
