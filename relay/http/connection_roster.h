// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

namespace byok {

class WireGuard;

/// All connections that are open. Makes room for a new one by closing the oldest idle one. Owned by the
/// RelayServer; the relay's thread.
class ConnectionRoster
{
public:
    void add(WireGuard *guard) { m_guards.append(guard); }
    void remove(WireGuard *guard) { m_guards.removeOne(guard); }

    /// Whether there is room for one more under `limit` (0: none), if need be after closing the one that is
    /// idle longest.
    [[nodiscard]] bool makeRoom(qint64 limit);
    void closeIdle();
    /// Breaks every connection off, whatever it does.
    void abortAll();

    [[nodiscard]] qsizetype count() const { return m_guards.size(); }
    [[nodiscard]] qsizetype idleCount() const;

private:
    QList<WireGuard *> m_guards;
};

} // namespace byok
