// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>

namespace byok {

class WireGuard;

/// Ties a request that QHttpServer dispatches to the connection that it came on: by a random ticket that is
/// good once, never by a peer's port, which several connections can share. Owned by the RelayServer; the
/// relay's thread.
class TicketDesk
{
public:
    /// 32 hex digits that nobody can guess.
    [[nodiscard]] QByteArray issue(WireGuard *guard);
    /// The guard that the ticket was issued to, and never again; null for any other bytes.
    [[nodiscard]] WireGuard *redeem(const QByteArray &ticket);
    /// Makes the ticket worthless; true if it was still there.
    bool withdraw(const QByteArray &ticket);
    [[nodiscard]] qsizetype outstanding() const { return m_tickets.size(); }

private:
    QHash<QByteArray, WireGuard *> m_tickets;
};

} // namespace byok
