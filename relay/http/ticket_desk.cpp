// SPDX-License-Identifier: Apache-2.0
#include "relay/http/ticket_desk.h"

#include <QRandomGenerator>
#include <QVarLengthArray>

namespace byok {

QByteArray randomHex(qsizetype count)
{
    QVarLengthArray<quint32, 8> words((count + 3) / 4);
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.constData()), count).toHex();
}

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
