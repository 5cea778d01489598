// SPDX-License-Identifier: Apache-2.0
// A provider that costs next to nothing: fake_provider SECONDS EVENTS_PER_SECOND. Prints its port, then
// answers until it is ended: a POST with an event stream of that length and pace, each event with its number
// and the time it was sent at; anything else with a small JSON body at once.
#include "tests/bench/wire.h"

#include <csignal>
#include <map>
#include <memory>
#include <sys/epoll.h>
#include <unordered_map>

using namespace byok::bench;

namespace {

struct Connection
{
    int fd = -1;
    std::string in;
    std::size_t bodyLeft = 0;
    int event = -1; ///< next event's number; -1: no stream under way
};

struct Pace
{
    int events;
    std::int64_t gap;
};

/// What a stalled reader would cost is not this program's business: a write that does not fit ends the
/// connection.
bool send(const Connection &connection, std::string_view bytes)
{
    return ::send(connection.fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(bytes.size());
}

std::string chunk(const std::string &data)
{
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", data.size());
    return size + data + "\r\n";
}

std::string eventOf(int number)
{
    static const std::string padding(120, 'x');
    return "data: {\"n\":" + std::to_string(number) + ",\"t\":" + std::to_string(now()) + ",\"text\":\"" +
           padding + "\"}\n\n";
}

/// Answers the complete requests in `connection.in`; true where a stream begins.
bool answer(Connection &connection, bool &alive)
{
    for (;;) {
        const std::size_t end = connection.in.find("\r\n\r\n");
        if (end == std::string::npos)
            return false;
        std::size_t length = 0;
        std::string head = connection.in.substr(0, end + 2);
        std::transform(head.begin(), head.end(), head.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        constexpr std::string_view name = "\r\ncontent-length: ";
        if (const std::size_t at = head.find(name); at != std::string::npos)
            std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
        if (connection.in.size() < end + 4 + length)
            return false;
        const bool stream = connection.in.starts_with("POST ");
        connection.in.erase(0, end + 4 + length);
        if (stream) {
            alive = send(connection, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                     "Transfer-Encoding: chunked\r\n\r\n");
            connection.event = 0;
            return alive;
        }
        alive =
            send(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 27\r\n\r\n"
                             "{\"object\":\"list\",\"data\":[]}");
        if (!alive)
            return false;
    }
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 3)
        return 2;
    const int perSecond = std::max(1, intArgument(argv[2]));
    const Pace pace{intArgument(argv[1]) * perSecond, 1'000'000'000 / perSecond};
    raiseDescriptors();
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || listen(listener, 4096) != 0)
        return 1;
    getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);

    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    epoll_event wanted{};
    wanted.events = EPOLLIN;
    wanted.data.fd = listener;
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &wanted);
    std::unordered_map<int, Connection> connections;
    std::multimap<std::int64_t, int>
        due; // a closed descriptor's entry is found out by `event` being -1 or the key gone
    std::vector<epoll_event> ready(1024);
    std::vector<char> buffer(65536);
    const auto drop = [&](int fd) {
        for (auto entry = due.begin(); entry != due.end(); ++entry) {
            if (entry->second == fd) {
                due.erase(entry);
                break;
            }
        }
        connections.erase(fd);
        close(fd);
    };

    for (;;) {
        int wait = -1;
        if (!due.empty())
            wait = static_cast<int>(
                std::max<std::int64_t>(0, (due.begin()->first - now() + 999'999) / 1'000'000));
        const int count = epoll_wait(epoll, ready.data(), static_cast<int>(ready.size()), wait);
        for (int i = 0; i < count; ++i) {
            const int fd = ready[static_cast<std::size_t>(i)].data.fd;
            if (fd == listener) {
                int accepted = 0;
                while ((accepted = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
                    const int on = 1;
                    setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                    wanted.data.fd = accepted;
                    epoll_ctl(epoll, EPOLL_CTL_ADD, accepted, &wanted);
                    Connection connection;
                    connection.fd = accepted;
                    connections.emplace(accepted, std::move(connection));
                }
                continue;
            }
            Connection &connection = connections.at(fd);
            const ssize_t got = recv(fd, buffer.data(), buffer.size(), 0);
            if (got <= 0) {
                if (got == 0 || errno != EAGAIN)
                    drop(fd);
                continue;
            }
            connection.in.append(buffer.data(), static_cast<std::size_t>(got));
            bool alive = true;
            if (connection.event < 0 && answer(connection, alive))
                due.emplace(now(), fd);
            if (!alive)
                drop(fd);
        }
        while (!due.empty() && due.begin()->first <= now()) {
            const std::int64_t time = due.begin()->first;
            const int fd = due.begin()->second;
            due.erase(due.begin());
            Connection &connection = connections.at(fd);
            if (connection.event < pace.events) {
                if (!send(connection, chunk(eventOf(connection.event++))))
                    drop(fd);
                else
                    due.emplace(time + pace.gap, fd);
            } else {
                connection.event = -1;
                if (!send(connection, chunk("data: [DONE]\n\n") + "0\r\n\r\n"))
                    drop(fd);
            }
        }
    }
}
