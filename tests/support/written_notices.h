// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/notices/notifier.h"

#include <QList>

#include <algorithm>

namespace byok::test {

/// A desktop that writes down what it is shown. For tests only; lives on the test's thread.
class WrittenNotices final : public Notifier
{
public:
    void show(const Notice &notice) override { m_shown.append(notice); }
    void withdraw(NoticeKind kind) override { m_withdrawn.append(kind); }
    [[nodiscard]] const QList<Notice> &shown() const { return m_shown; }
    [[nodiscard]] const QList<NoticeKind> &withdrawn() const { return m_withdrawn; }
    [[nodiscard]] qsizetype countOf(NoticeKind kind) const
    {
        return std::ranges::count(m_shown, kind, &Notice::kind);
    }
    /// The person clicks it.
    void choose(NoticeKind kind) { emit chosen(kind); }

private:
    QList<Notice> m_shown;
    QList<NoticeKind> m_withdrawn;
};

} // namespace byok::test
