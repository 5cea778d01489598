// SPDX-License-Identifier: Apache-2.0
#include "relay/access/peer_process.h"

#ifdef Q_OS_LINUX
#include <QtEndian>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <dirent.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/tcp.h>
#include <optional>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <vector>
#endif

using namespace Qt::StringLiterals;

namespace byok {

#ifdef Q_OS_LINUX

namespace {

/// Closes what it holds.
class Descriptor
{
public:
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

/// A folder's entries whose names are numbers, ascending.
std::vector<qint64> numbersIn(const QByteArray &folder)
{
    std::vector<qint64> numbers;
    DIR *stream = ::opendir(folder.constData());
    if (!stream)
        return numbers;
    while (const dirent *entry = ::readdir(stream)) {
        bool numeric = false;
        const qint64 number = QByteArrayView(entry->d_name).toLongLong(&numeric);
        if (numeric && number >= 0)
            numbers.push_back(number);
    }
    ::closedir(stream);
    std::ranges::sort(numbers);
    return numbers;
}

QByteArray linkAt(const QByteArray &path)
{
    std::array<char, 4096> target;
    const ssize_t length = ::readlink(path.constData(), target.data(), target.size());
    return length <= 0 ? QByteArray() : QByteArray(target.data(), length);
}

void putAddress(std::array<__be32, 4> &words, const QHostAddress &address)
{
    words = {};
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        words[0] = qToBigEndian(address.toIPv4Address());
    } else {
        const Q_IPV6ADDR six = address.toIPv6Address();
        std::memcpy(words.data(), six.c, sizeof six.c);
    }
}

/// What the kernel knows of one socket.
struct SocketFacts
{
    quint32 inode = 0;
    uid_t user = 0;
};

/// The socket that has `from` as its own end and `to` as its peer, if it is connected. By exact match, which
/// any user may ask for.
std::optional<SocketFacts> findSocket(const SocketEnd &from, const SocketEnd &to)
{
    const Descriptor netlink(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (netlink.get() < 0)
        return {};
    const timeval patience{1, 0};
    ::setsockopt(netlink.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);

    struct
    {
        nlmsghdr head{};
        inet_diag_req_v2 body{};
    } question;
    question.head.nlmsg_len = sizeof question;
    question.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.head.nlmsg_flags = NLM_F_REQUEST;
    question.body.sdiag_family =
        from.address.protocol() == QAbstractSocket::IPv4Protocol ? AF_INET : AF_INET6;
    question.body.sdiag_protocol = IPPROTO_TCP;
    question.body.idiag_states = 1U << TCP_ESTABLISHED;
    std::array<__be32, 4> source{}, target{};
    putAddress(source, from.address);
    putAddress(target, to.address);
    std::memcpy(question.body.id.idiag_src, source.data(), sizeof source);
    std::memcpy(question.body.id.idiag_dst, target.data(), sizeof target);
    question.body.id.idiag_sport = qToBigEndian(from.port);
    question.body.id.idiag_dport = qToBigEndian(to.port);
    question.body.id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
    question.body.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    if (::send(netlink.get(), &question, sizeof question, 0) != ssize_t(sizeof question))
        return {};

    alignas(nlmsghdr) std::array<char, 8192> reply{};
    const ssize_t received = ::recv(netlink.get(), reply.data(), reply.size(), 0);
    constexpr std::size_t wanted = NLMSG_LENGTH(sizeof(inet_diag_msg));
    if (received < ssize_t(wanted))
        return {};
    nlmsghdr head;
    std::memcpy(&head, reply.data(), sizeof head);
    if (head.nlmsg_type != SOCK_DIAG_BY_FAMILY || head.nlmsg_len < wanted)
        return {}; // an error: there is no such socket
    inet_diag_msg facts;
    std::memcpy(&facts, reply.data() + NLMSG_HDRLEN, sizeof facts);
    // A socket that is closing has lost its owner, and reads as the superuser's.
    if (facts.idiag_state != TCP_ESTABLISHED || facts.idiag_inode == 0)
        return {};
    return SocketFacts{facts.idiag_inode, facts.idiag_uid};
}

/// Whether a process has the socket open. Only our own processes (all of them, for the superuser) let us
/// look.
bool holds(qint64 process, const QByteArray &socketName)
{
    const QByteArray folder = "/proc/" + QByteArray::number(process) + "/fd";
    return std::ranges::any_of(numbersIn(folder), [&](qint64 fd) {
        return linkAt(folder + '/' + QByteArray::number(fd)) == socketName;
    });
}

QString userName(uid_t user)
{
    std::vector<char> buffer(16'384);
    passwd entry{};
    passwd *found = nullptr;
    if (::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(found->pw_name);
    return QString::number(user);
}

bool belongsTo(qint64 process, uid_t user)
{
    struct stat facts{};
    return ::stat(("/proc/" + QByteArray::number(process)).constData(), &facts) == 0 && facts.st_uid == user;
}

} // namespace

ProgramDescription peerProcess(const SocketEnd &peer, const SocketEnd &own)
{
    const auto socket = findSocket(peer, own);
    if (!socket)
        return {};
    const QByteArray name = "socket:[" + QByteArray::number(socket->inode) + ']';
    for (const qint64 process : numbersIn("/proc")) {
        // A process that may not be dumped shows as the superuser's; it does not let us look in either.
        if (!belongsTo(process, socket->user) || !holds(process, name))
            continue;
        const QByteArray executable = linkAt("/proc/" + QByteArray::number(process) + "/exe");
        // The number may have gone to another process since: whoever has the socket now is meant.
        if (executable.isEmpty() || !holds(process, name))
            continue;
        return {QString::fromLocal8Bit(executable), process, userName(socket->user)};
    }
    return {};
}

#else

ProgramDescription peerProcess(const SocketEnd &, const SocketEnd &)
{
    return {};
}

#endif

} // namespace byok
