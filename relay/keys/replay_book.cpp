// SPDX-License-Identifier: Apache-2.0
#include "relay/keys/replay_book.h"

namespace byok {

ReplayBook::Verdict ReplayBook::note(const QByteArray &mark, qint64 until, qint64 now)
{
    while (!m_ends.isEmpty() && m_ends.firstKey() < now) {
        m_marks.remove(m_ends.first());
        m_ends.erase(m_ends.begin());
    }
    if (m_marks.contains(mark))
        return Verdict::Seen;
    if (m_marks.size() >= m_most)
        return Verdict::Full;
    m_marks.insert(mark);
    m_ends.insert(until, mark);
    return Verdict::New;
}

void ReplayBook::clear()
{
    m_marks.clear();
    m_ends.clear();
}

} // namespace byok
