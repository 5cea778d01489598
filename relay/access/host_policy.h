// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace byok {

/// Which Host fields are ours: `127.0.0.1:P`, `localhost:P`, `[::1]:P`, byte for byte (without the port only
/// when P is 80). Everything else is DNS rebinding or a mistake. Immutable value, any thread.
class HostPolicy
{
public:
    explicit HostPolicy(quint16 port);
    [[nodiscard]] bool accepts(QByteArrayView host) const;
    /// Our own origins, `http://127.0.0.1:P` and its siblings.
    [[nodiscard]] const QList<QByteArray> &ownOrigins() const { return m_ownOrigins; }

private:
    QList<QByteArray> m_hosts;
    QList<QByteArray> m_ownOrigins;
};

} // namespace byok
