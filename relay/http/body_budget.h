// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTypes>

namespace byok {

/// How many bytes of request bodies are held by all connections together. Owned by the RelayServer, outlives
/// every connection; the relay's thread.
class BodyBudget
{
public:
    /// Counts `bytes` in; false, and nothing counted, where that would pass `limit` (0: none).
    [[nodiscard]] bool take(qint64 bytes, qint64 limit)
    {
        if (limit > 0 && m_held + bytes > limit)
            return false;
        m_held += bytes;
        return true;
    }
    void giveBack(qint64 bytes) { m_held -= bytes; }
    [[nodiscard]] qint64 held() const { return m_held; }

private:
    qint64 m_held = 0;
};

} // namespace byok
