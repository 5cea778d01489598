// SPDX-License-Identifier: Apache-2.0
#include "relay/http/client_tunnel.h"

namespace byok {

ClientTunnel::ClientTunnel(WireGuard *guard)
    : m_guard(guard)
{
    if (guard)
        guard->attach(this);
}

ClientTunnel::~ClientTunnel()
{
    if (!m_guard)
        return;
    m_guard->detach(this);
    m_guard->abort();
}

QByteArray ClientTunnel::take(qsizetype most)
{
    return m_guard ? m_guard->takeTunnelled(most) : QByteArray();
}

void ClientTunnel::write(QByteArrayView bytes)
{
    if (!m_guard || bytes.isEmpty())
        return;
    m_guard->outbox().append(bytes);
    m_guard->flushSoon();
}

void ClientTunnel::finish()
{
    if (WireGuard *guard = m_guard) {
        m_guard.clear();
        guard->endTunnel();
    }
}

void ClientTunnel::wireLost()
{
    emit clientGone();
    m_guard.clear();
}

} // namespace byok
