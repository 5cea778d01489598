// SPDX-License-Identifier: Apache-2.0
#include "app/quit_signals.h"

#include <QSocketNotifier>

#include <array>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace byok {

#ifdef Q_OS_UNIX

namespace {

// A signal handler can reach nothing but what lives outside of any object.
constinit std::array<int, 2> pipeEnds{-1, -1};
constexpr std::array handled{SIGTERM, SIGINT, SIGHUP};

void onSignal(int)
{
    const int kept = errno;
    const char one = 1;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &one, 1);
    errno = kept;
}

} // namespace

QuitSignals::QuitSignals(QObject *parent)
    : QObject(parent)
{
    if (::pipe(pipeEnds.data()) != 0)
        return; // the signals end the program as they always do
    for (const int end : pipeEnds) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char one = 0;
        while (::read(pipeEnds[0], &one, 1) == 1)
            emit arrived();
    });
    for (const int number : handled) {
        struct sigaction before{};
        if (::sigaction(number, nullptr, &before) != 0 || before.sa_handler == SIG_IGN)
            continue;
        struct sigaction action{};
        action.sa_handler = onSignal;
        action.sa_flags = SA_RESTART;
        ::sigemptyset(&action.sa_mask);
        ::sigaction(number, &action, nullptr);
    }
}

QuitSignals::~QuitSignals()
{
    for (const int number : handled) {
        struct sigaction now{};
        if (::sigaction(number, nullptr, &now) == 0 && now.sa_handler == onSignal)
            ::signal(number, SIG_DFL);
    }
    delete m_notifier;
    for (int &end : pipeEnds) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

#else

QuitSignals::QuitSignals(QObject *parent)
    : QObject(parent)
{
}
QuitSignals::~QuitSignals() = default;

#endif

} // namespace byok
