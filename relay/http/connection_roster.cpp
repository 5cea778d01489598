// SPDX-License-Identifier: Apache-2.0
#include "relay/http/connection_roster.h"

#include "relay/http/wire_guard.h"

namespace byok {

bool ConnectionRoster::makeRoom(qint64 limit)
{
    if (limit <= 0 || m_guards.size() < limit)
        return true;
    WireGuard *oldest = nullptr;
    for (WireGuard *guard : std::as_const(m_guards)) {
        if (guard->isIdle() && (!oldest || guard->idleSince() < oldest->idleSince()))
            oldest = guard;
    }
    if (!oldest)
        return false;
    oldest->closeIfIdle();
    return m_guards.size() < limit;
}

void ConnectionRoster::closeIdle()
{
    const QList<WireGuard *> guards = m_guards;
    for (WireGuard *guard : guards)
        guard->closeIfIdle();
}

void ConnectionRoster::abortAll()
{
    while (!m_guards.isEmpty())
        m_guards.takeLast()->abort();
}

qsizetype ConnectionRoster::idleCount() const
{
    return std::count_if(m_guards.begin(), m_guards.end(),
                         [](const WireGuard *guard) { return guard->isIdle(); });
}

} // namespace byok
