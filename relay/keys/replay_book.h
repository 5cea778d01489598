// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QMultiMap>
#include <QSet>

namespace byok {

/// Remembers what may come only once, each for as long as it could come again. When it is full it takes
/// nothing new: an entry that was dropped early could be used twice. Owned by SealingKeys; one thread.
class ReplayBook
{
public:
    explicit ReplayBook(qsizetype most)
        : m_most(most)
    {
    }

    enum class Verdict {
        New,  ///< written down
        Seen, ///< is there already
        Full, ///< not written down, and must not be used
    };
    /// Writes `mark` down until `until` has passed; what ended before `now` is dropped first. Seconds since
    /// 1970.
    [[nodiscard]] Verdict note(const QByteArray &mark, qint64 until, qint64 now);
    void clear();
    [[nodiscard]] qsizetype size() const { return m_marks.size(); }

private:
    qsizetype m_most;
    QSet<QByteArray> m_marks;
    QMultiMap<qint64, QByteArray> m_ends;
};

} // namespace byok
