// SPDX-License-Identifier: Apache-2.0
// bench_requests RELAY_PORT TOKEN PROVIDER_PORT: small requests on kept connections, straight to the fake
// provider and through the relay in turns, so that both meet the same machine in the same minute.
#include "tests/bench/wire.h"

#include <sys/epoll.h>

using namespace byok::bench;

namespace {

struct Figures
{
    double perSecond = 0;
    double p50 = 0;
    double p99 = 0;
    int failed = 0;
};

struct Client
{
    int fd = -1;
    std::int64_t begun = 0;
    ReplyReader reader;
    std::string body;
};

Figures measure(std::uint16_t port, const std::string &request, std::size_t connections,
                std::int64_t duration)
{
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    std::vector<Client> clients(connections);
    const auto ask = [&request](Client &client) {
        client.begun = now();
        client.reader = ReplyReader();
        client.body.clear();
        return ::send(client.fd, request.data(), request.size(), MSG_NOSIGNAL) > 0;
    };
    Figures figures;
    for (std::size_t i = 0; i < connections; ++i) {
        clients[i].fd = connectTo(port);
        epoll_event wanted{};
        wanted.events = EPOLLOUT;
        wanted.data.u64 = i;
        epoll_ctl(epoll, EPOLL_CTL_ADD, clients[i].fd, &wanted);
    }
    std::vector<std::int64_t> samples;
    std::vector<epoll_event> ready(256);
    std::vector<char> buffer(65536);
    const std::int64_t begun = now();
    std::size_t open = connections;
    while (open > 0 && now() - begun < duration) {
        const int count = epoll_wait(epoll, ready.data(), static_cast<int>(ready.size()), 100);
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = ready[static_cast<std::size_t>(i)];
            Client &client = clients[event.data.u64];
            bool alive = true;
            if ((event.events & EPOLLOUT) != 0) {
                epoll_event wanted{};
                wanted.events = EPOLLIN;
                wanted.data.u64 = event.data.u64;
                epoll_ctl(epoll, EPOLL_CTL_MOD, client.fd, &wanted);
                alive = ask(client);
            } else {
                const ssize_t got = recv(client.fd, buffer.data(), buffer.size(), 0);
                if (got < 0 && errno == EAGAIN)
                    continue;
                alive = got > 0;
                if (alive)
                    client.reader.read({buffer.data(), static_cast<std::size_t>(got)}, client.body);
                if (alive && client.reader.whole()) {
                    samples.push_back(now() - client.begun);
                    if (client.reader.status() != 200)
                        ++figures.failed;
                    alive = ask(client);
                }
            }
            if (!alive) {
                ++figures.failed;
                epoll_ctl(epoll, EPOLL_CTL_DEL, client.fd, nullptr);
                --open;
            }
        }
    }
    const double seconds = static_cast<double>(now() - begun) / 1e9;
    for (const Client &client : clients)
        close(client.fd);
    close(epoll);
    figures.perSecond = static_cast<double>(samples.size()) / seconds;
    figures.p50 = percentile(samples, 0.5);
    figures.p99 = percentile(samples, 0.99);
    return figures;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_requests RELAY_PORT TOKEN PROVIDER_PORT\n");
        return 2;
    }
    const int relay = intArgument(argv[1]);
    const int provider = intArgument(argv[3]);
    raiseDescriptors();
    const std::string direct =
        "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(provider) + "\r\n\r\n";
    const std::string relayed =
        "GET /relay/openai/v1/models HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(relay) +
        "\r\nAuthorization: Bearer " + argv[2] + "\r\n\r\n";
    int failed = 0;
    constexpr int rounds = 5;
    for (const std::size_t connections : {std::size_t{1}, std::size_t{32}}) {
        std::vector<double> rate[2];
        std::vector<double> half[2];
        std::vector<double> tail[2];
        std::vector<double> added;
        for (int round = 0; round < rounds; ++round) {
            for (int side = 0; side < 2; ++side) {
                const Figures figures = measure(static_cast<std::uint16_t>(side == 0 ? provider : relay),
                                                side == 0 ? direct : relayed, connections, 1'000'000'000);
                rate[side].push_back(figures.perSecond);
                half[side].push_back(figures.p50);
                tail[side].push_back(figures.p99);
                failed += figures.failed;
            }
            added.push_back(half[1].back() - half[0].back());
        }
        std::printf("%2zu connection%s     direct %6.0f req/s, p50 %.3f ms, p99 %.3f ms; through the relay "
                    "%6.0f req/s, "
                    "p50 %.3f ms, p99 %.3f ms; added at p50 %.3f ms\n",
                    connections, connections == 1 ? " " : "s", median(rate[0]), median(half[0]),
                    median(tail[0]), median(rate[1]), median(half[1]), median(tail[1]), median(added));
    }
    std::printf("failed             %d\n", failed);
    return failed == 0 ? 0 : 1;
}
