// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/socket_watcher.h"

#include <QSocketNotifier>

#include <unordered_map>

namespace byok {

namespace {

/// Two notifiers for each socket.
class NotifierWatcher final : public SocketWatcher
{
public:
    NotifierWatcher(Ready ready, TurnOver turnOver)
        : m_ready(std::move(ready))
        , m_turnOver(std::move(turnOver))
    {
    }

    void watch(qintptr socket, SocketInterest interest) override
    {
        Pair &pair = m_pairs[socket];
        set(pair.read, socket, interest, SocketInterest::Read, QSocketNotifier::Read);
        set(pair.write, socket, interest, SocketInterest::Write, QSocketNotifier::Write);
    }

    void forget(qintptr socket) override
    {
        const auto found = m_pairs.find(socket);
        if (found == m_pairs.end())
            return;
        // May be called out of the notifier's own signal.
        for (QSocketNotifier *notifier : {found->second.read.release(), found->second.write.release()}) {
            if (notifier) {
                notifier->setEnabled(false);
                notifier->deleteLater();
            }
        }
        m_pairs.erase(found);
    }

private:
    struct Pair
    {
        std::unique_ptr<QSocketNotifier> read;
        std::unique_ptr<QSocketNotifier> write;
    };

    void set(std::unique_ptr<QSocketNotifier> &notifier, qintptr socket, SocketInterest wanted,
             SocketInterest kind, QSocketNotifier::Type type)
    {
        const bool enabled = (static_cast<int>(wanted) & static_cast<int>(kind)) != 0;
        if (!notifier && enabled) {
            notifier = std::make_unique<QSocketNotifier>(socket, type);
            QObject::connect(notifier.get(), &QSocketNotifier::activated, notifier.get(),
                             [this, socket, kind] {
                                 m_ready(socket, kind);
                                 m_turnOver();
                             });
        }
        if (notifier)
            notifier->setEnabled(enabled);
    }

    Ready m_ready;
    TurnOver m_turnOver;
    std::unordered_map<qintptr, Pair> m_pairs;
};

} // namespace

std::unique_ptr<SocketWatcher> makeNotifierWatcher(SocketWatcher::Ready ready,
                                                   SocketWatcher::TurnOver turnOver)
{
    return std::make_unique<NotifierWatcher>(std::move(ready), std::move(turnOver));
}

#ifndef Q_OS_LINUX
std::unique_ptr<SocketWatcher> makeSocketWatcher(SocketWatcher::Ready ready, SocketWatcher::TurnOver turnOver)
{
    return makeNotifierWatcher(std::move(ready), std::move(turnOver));
}
#endif

} // namespace byok
