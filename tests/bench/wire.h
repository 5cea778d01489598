// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

// What the bench programs share: loopback sockets, the clock, a reader of HTTP/1.1 replies.
namespace byok::bench {

/// Nanoseconds of the clock that all processes of the machine share.
inline std::int64_t now()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// As many descriptors as the system allows; returns how many.
inline rlim_t raiseDescriptors()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

inline sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// A non-blocking socket on its way to the port; -1 where none could be made.
inline int connectTo(std::uint16_t port)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const sockaddr_in address = loopback(port);
    if (connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 &&
        errno != EINPROGRESS) {
        close(fd);
        return -1;
    }
    return fd;
}

inline int intArgument(const char *text)
{
    int value = 0;
    const std::string_view view(text);
    std::from_chars(view.data(), view.data() + view.size(), value);
    return value;
}

/// The value below which `share` of the samples lie, in milliseconds. Sorts the samples (nanoseconds).
inline double percentile(std::vector<std::int64_t> &samples, double share)
{
    if (samples.empty())
        return 0;
    std::sort(samples.begin(), samples.end());
    const auto index = static_cast<std::size_t>(share * static_cast<double>(samples.size() - 1));
    return static_cast<double>(samples[index]) / 1e6;
}

/// Takes a reply of HTTP/1.1 apart as it comes: status, Content-Length or chunked. One for each reply.
class ReplyReader
{
public:
    enum class State { Head, Body, ChunkSize, ChunkData, ChunkEnd, Trailer, Whole, Broken };

    /// Reads on; what belongs to the body is appended to `body`.
    void read(std::string_view bytes, std::string &body)
    {
        m_pending.append(bytes);
        while (step(body)) {
        }
    }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool whole() const { return m_state == State::Whole; }
    [[nodiscard]] int status() const { return m_status; }

private:
    bool step(std::string &body)
    {
        switch (m_state) {
        case State::Head:
            return readHead();
        case State::Body:
        case State::ChunkData:
            return readData(body);
        case State::ChunkSize:
            return readSize();
        case State::ChunkEnd:
            return skipLine(State::ChunkSize);
        case State::Trailer:
            return skipLine(State::Whole);
        case State::Whole:
        case State::Broken:
            return false;
        }
        return false;
    }

    bool readHead()
    {
        const std::size_t end = m_pending.find("\r\n\r\n");
        if (end == std::string::npos)
            return false;
        std::string head = m_pending.substr(0, end + 2);
        std::transform(head.begin(), head.end(), head.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        m_pending.erase(0, end + 4);
        if (head.size() < 12)
            return fail();
        std::from_chars(head.data() + 9, head.data() + 12, m_status);
        if (head.find("\r\ntransfer-encoding: chunked\r\n") != std::string::npos) {
            m_state = State::ChunkSize;
            return true;
        }
        constexpr std::string_view name = "\r\ncontent-length: ";
        const std::size_t at = head.find(name);
        if (at == std::string::npos)
            return fail();
        std::from_chars(head.data() + at + name.size(), head.data() + head.size(), m_left);
        m_state = m_left > 0 ? State::Body : State::Whole;
        return true;
    }

    bool readData(std::string &body)
    {
        if (m_pending.empty())
            return false;
        const std::size_t take = std::min(m_left, m_pending.size());
        body.append(m_pending, 0, take);
        m_pending.erase(0, take);
        m_left -= take;
        if (m_left == 0)
            m_state = m_state == State::Body ? State::Whole : State::ChunkEnd;
        return true;
    }

    bool readSize()
    {
        const std::size_t end = m_pending.find("\r\n");
        if (end == std::string::npos)
            return false;
        const auto result = std::from_chars(m_pending.data(), m_pending.data() + end, m_left, 16);
        if (result.ec != std::errc{})
            return fail();
        m_pending.erase(0, end + 2);
        m_state = m_left > 0 ? State::ChunkData : State::Trailer;
        return true;
    }

    bool skipLine(State next)
    {
        if (m_pending.size() < 2)
            return false;
        if (!m_pending.starts_with("\r\n"))
            return fail();
        m_pending.erase(0, 2);
        m_state = next;
        return true;
    }

    bool fail()
    {
        m_state = State::Broken;
        return false;
    }

    State m_state = State::Head;
    std::string m_pending;
    std::size_t m_left = 0;
    int m_status = 0;
};

} // namespace byok::bench
