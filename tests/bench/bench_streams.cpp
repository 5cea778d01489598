// SPDX-License-Identifier: Apache-2.0
// bench_streams RELAY_PORT RELAY_PID TOKEN STREAMS EVENTS: opens that many streams at once, reads each to its
// end, and prints what came of them. A stream counts as failed unless each event arrived once, in order, and
// the reply ended whole.
#include "tests/bench/wire.h"

#include <fstream>
#include <sys/epoll.h>

using namespace byok::bench;

namespace {

struct Stream
{
    int fd = -1;
    bool sent = false;
    std::int64_t begun = 0;
    std::int64_t first = 0;
    int events = 0;
    bool inOrder = true;
    bool done = false;
    ReplyReader reader;
    std::string text; ///< what is not yet a whole event
};

struct Tally
{
    std::vector<std::int64_t> firstEvent;
    std::vector<std::int64_t> delay; ///< from the provider's send to our read
    std::int64_t events = 0;
};

std::int64_t numberAfter(std::string_view text, std::string_view name)
{
    std::int64_t value = -1;
    if (const std::size_t at = text.find(name); at != std::string_view::npos)
        std::from_chars(text.data() + at + name.size(), text.data() + text.size(), value);
    return value;
}

void countEvents(Stream &stream, Tally &tally)
{
    for (;;) {
        const std::size_t end = stream.text.find("\n\n");
        if (end == std::string::npos)
            return;
        const std::string_view event = std::string_view(stream.text).substr(0, end);
        if (event == "data: [DONE]") {
            stream.done = true;
        } else {
            const std::int64_t time = now();
            if (stream.events == 0) {
                stream.first = time;
                tally.firstEvent.push_back(time - stream.begun);
            }
            stream.inOrder = stream.inOrder && numberAfter(event, "\"n\":") == stream.events;
            tally.delay.push_back(time - numberAfter(event, "\"t\":"));
            ++stream.events;
            ++tally.events;
        }
        stream.text.erase(0, end + 2);
    }
}

/// "VmRSS" and "VmHWM" of a process, in KiB.
long memoryOf(int pid, const std::string &field)
{
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.starts_with(field + ":"))
            return std::stol(line.substr(field.size() + 1));
    }
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 6) {
        std::fprintf(stderr, "usage: bench_streams RELAY_PORT RELAY_PID TOKEN STREAMS EVENTS\n");
        return 2;
    }
    const auto port = static_cast<std::uint16_t>(intArgument(argv[1]));
    const int pid = intArgument(argv[2]);
    const std::string token = argv[3];
    const auto count = static_cast<std::size_t>(intArgument(argv[4]));
    const int expected = intArgument(argv[5]);
    if (raiseDescriptors() < count + 64) {
        std::fprintf(stderr, "the limit of open files is too low for %zu streams (ulimit -n)\n", count);
        return 1;
    }
    const std::string body =
        R"({"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"hello"}]})";
    const std::string request =
        "POST /relay/openai/v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
        "\r\nAuthorization: Bearer " + token +
        "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
        body;

    const long idle = memoryOf(pid, "VmRSS");
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    std::vector<Stream> streams(count);
    std::vector<epoll_event> ready(1024);
    std::vector<char> buffer(65536);
    Tally tally;
    std::size_t opened = 0;
    std::size_t open = 0;
    std::size_t connecting = 0;
    std::size_t most = 0;
    long peak = idle;
    int statusSeen = 0;
    const std::int64_t begun = now();
    std::int64_t looked = begun;
    // A burst larger than a listen queue would measure the kernel's retries.
    constexpr std::size_t atOnce = 32;

    while (opened < count || open > 0) {
        while (opened < count && connecting < atOnce) {
            Stream &stream = streams[opened];
            stream.begun = now();
            stream.fd = connectTo(port);
            if (stream.fd >= 0) {
                epoll_event wanted{};
                wanted.events = EPOLLIN | EPOLLOUT;
                wanted.data.u64 = opened;
                epoll_ctl(epoll, EPOLL_CTL_ADD, stream.fd, &wanted);
                ++open;
                ++connecting;
            }
            ++opened;
        }
        const int events = epoll_wait(epoll, ready.data(), static_cast<int>(ready.size()), 1000);
        for (int i = 0; i < events; ++i) {
            const epoll_event &event = ready[static_cast<std::size_t>(i)];
            Stream &stream = streams[event.data.u64];
            if (!stream.sent && (event.events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) != 0) {
                stream.sent = true;
                --connecting;
                stream.begun = now();
                if (::send(stream.fd, request.data(), request.size(), MSG_NOSIGNAL) < 0)
                    stream.inOrder = false;
                epoll_event wanted{};
                wanted.events = EPOLLIN;
                wanted.data.u64 = event.data.u64;
                epoll_ctl(epoll, EPOLL_CTL_MOD, stream.fd, &wanted);
            }
            if ((event.events & (EPOLLIN | EPOLLERR | EPOLLHUP)) == 0)
                continue;
            const ssize_t got = recv(stream.fd, buffer.data(), buffer.size(), 0);
            if (got < 0 && errno == EAGAIN)
                continue;
            if (got > 0) {
                stream.reader.read({buffer.data(), static_cast<std::size_t>(got)}, stream.text);
                countEvents(stream, tally);
            }
            if (got <= 0 || stream.reader.whole() || stream.reader.state() == ReplyReader::State::Broken) {
                if (stream.reader.status() != 200)
                    statusSeen = stream.reader.status();
                close(stream.fd);
                --open;
            }
        }
        most = std::max(most, open);
        if (const std::int64_t time = now(); time - looked > 500'000'000) {
            looked = time;
            peak = std::max(peak, memoryOf(pid, "VmRSS"));
            if (time - begun > 120'000'000'000)
                break;
        }
    }
    const double seconds = static_cast<double>(now() - begun) / 1e9;
    std::size_t failed = 0;
    for (const Stream &stream : streams) {
        if (!stream.reader.whole() || stream.reader.status() != 200 || !stream.done || !stream.inOrder ||
            stream.events != expected)
            ++failed;
    }
    std::printf("streams            %zu, at one time up to %zu\n", count, most);
    std::printf("failed             %zu\n", failed);
    if (statusSeen != 0)
        std::printf("                   last status other than 200: %d\n", statusSeen);
    std::printf("took               %.1f s\n", seconds);
    std::printf("events             %lld, %.0f a second\n", static_cast<long long>(tally.events),
                static_cast<double>(tally.events) / seconds);
    std::printf("first event        p50 %.1f ms, p99 %.1f ms after the request\n",
                percentile(tally.firstEvent, 0.5), percentile(tally.firstEvent, 0.99));
    std::printf("event's way        p50 %.2f ms, p99 %.2f ms from the provider's send to the client's read\n",
                percentile(tally.delay, 0.5), percentile(tally.delay, 0.99));
    std::printf(
        "relay's memory     %.1f MiB before, %.1f MiB with the streams open (RSS), %.1f MiB at most\n",
        static_cast<double>(idle) / 1024, static_cast<double>(peak) / 1024,
        static_cast<double>(memoryOf(pid, "VmHWM")) / 1024);
    return failed == 0 ? 0 : 1;
}
