// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/notices/notifier.h"

#include <QHash>
#include <QMap>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace byok {

/// Decides what of all that happens becomes a notification: the same news of the same subject is told once
/// until it is settled or an hour has passed; what comes of one kind within a few seconds is told together.
/// Owned by the WindowShell, lives on the GUI thread.
class NoticeBoard final : public QObject
{
    Q_OBJECT

public:
    /// Milliseconds of a clock that nobody sets.
    using Clock = std::function<qint64()>;

    /// `notifier` outlives it. `together`: how long news of one kind is gathered after it was first told.
    NoticeBoard(Notifier &notifier, Clock clock,
                std::chrono::milliseconds together = std::chrono::seconds(10), QObject *parent = nullptr);

    /// `subject` is whom it is about, as a person knows it ("https://app.example"); `sentence` says it in
    /// full.
    void tell(NoticeKind kind, const QString &subject, const QString &sentence);
    /// It is so no more; should it be so again, it is told again.
    void settle(NoticeKind kind, const QString &subject);
    /// The same of all subjects.
    void settleAll(NoticeKind kind);

private:
    struct News
    {
        QHash<QString, qint64> toldAt;   ///< by subject
        QMap<QString, QString> gathered; ///< sentences by subject, not told yet
        qint64 lastShown = -1;           ///< -1: never
    };

    void showGathered(NoticeKind kind);
    void showDue();
    void armTimer();

    Notifier &m_notifier;
    Clock m_clock;
    qint64 m_together;
    QHash<NoticeKind, News> m_news;
    QTimer m_timer;
};

/// The title and the text for news of one kind, by subject. Pure.
[[nodiscard]] Notice noticeOf(NoticeKind kind, const QMap<QString, QString> &sentences);

} // namespace byok
