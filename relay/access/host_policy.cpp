// SPDX-License-Identifier: Apache-2.0
#include "relay/access/host_policy.h"

#include <algorithm>

namespace byok {

HostPolicy::HostPolicy(quint16 port)
{
    for (const QByteArray name : {"127.0.0.1", "localhost", "[::1]"}) {
        // A browser leaves http's default port out of Host and Origin.
        const QByteArray authority = port == 80 ? name : name + ':' + QByteArray::number(port);
        m_hosts.append(authority);
        m_ownOrigins.append("http://" + authority);
        if (port == 80)
            m_hosts.append(name + ":80");
    }
}

bool HostPolicy::accepts(QByteArrayView host) const
{
    return std::ranges::any_of(m_hosts, [host](const QByteArray &ours) { return ours == host; });
}

} // namespace byok
