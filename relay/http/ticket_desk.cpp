// SPDX-License-Identifier: Apache-2.0
#include "relay/http/ticket_desk.h"

#include "relay/random_hex.h"

namespace byok {

QByteArray TicketDesk::issue(WireGuard *guard)
{
    constexpr qsizetype ticketBytes = 16;
    const QByteArray ticket = randomHex(ticketBytes);
    m_tickets.insert(ticket, guard);
    return ticket;
}

WireGuard *TicketDesk::redeem(const QByteArray &ticket)
{
    return m_tickets.take(ticket);
}

bool TicketDesk::withdraw(const QByteArray &ticket)
{
    return m_tickets.remove(ticket);
}

} // namespace byok
