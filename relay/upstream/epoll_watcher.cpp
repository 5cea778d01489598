// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/socket_watcher.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <unistd.h>

namespace byok {

namespace {

/// All sockets behind one epoll descriptor.
class EpollWatcher final : public SocketWatcher
{
public:
    EpollWatcher(int descriptor, Ready ready, TurnOver turnOver)
        : m_epoll(descriptor)
        , m_notifier(descriptor, QSocketNotifier::Read)
        , m_ready(std::move(ready))
        , m_turnOver(std::move(turnOver))
    {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { turn(); });
    }

    ~EpollWatcher() override
    {
        m_notifier.setEnabled(false);
        ::close(m_epoll);
    }

    void watch(qintptr socket, SocketInterest interest) override
    {
        epoll_event event{};
        const int wanted = static_cast<int>(interest);
        event.events =
            ((wanted & static_cast<int>(SocketInterest::Read)) ? static_cast<uint32_t>(EPOLLIN) : 0U) |
            ((wanted & static_cast<int>(SocketInterest::Write)) ? static_cast<uint32_t>(EPOLLOUT) : 0U);
        event.data.fd = static_cast<int>(socket);
        // A descriptor number can be in use again before its old registration was taken back: try both.
        if (epoll_ctl(m_epoll, EPOLL_CTL_MOD, event.data.fd, &event) != 0 && errno == ENOENT)
            epoll_ctl(m_epoll, EPOLL_CTL_ADD, event.data.fd, &event);
    }

    void forget(qintptr socket) override
    {
        epoll_ctl(m_epoll, EPOLL_CTL_DEL, static_cast<int>(socket), nullptr);
    }

private:
    void turn()
    {
        std::array<epoll_event, 64> events;
        const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 0);
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = events[static_cast<size_t>(i)];
            int what = 0;
            if (event.events & EPOLLIN)
                what |= static_cast<int>(SocketInterest::Read);
            if (event.events & EPOLLOUT)
                what |= static_cast<int>(SocketInterest::Write);
            if (event.events & (EPOLLERR | EPOLLHUP))
                what |= static_cast<int>(SocketInterest::Error);
            m_ready(event.data.fd, static_cast<SocketInterest>(what));
        }
        m_turnOver();
    }

    int m_epoll;
    QSocketNotifier m_notifier;
    Ready m_ready;
    TurnOver m_turnOver;
};

} // namespace

std::unique_ptr<SocketWatcher> makeSocketWatcher(SocketWatcher::Ready ready, SocketWatcher::TurnOver turnOver)
{
    const int descriptor = epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0)
        return makeNotifierWatcher(std::move(ready), std::move(turnOver));
    return std::make_unique<EpollWatcher>(descriptor, std::move(ready), std::move(turnOver));
}

} // namespace byok
