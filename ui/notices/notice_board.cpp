// SPDX-License-Identifier: Apache-2.0
#include "ui/notices/notice_board.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace byok {

namespace {

constexpr qint64 untilToldAgain = 60 * 60 * 1000;
constexpr qsizetype mostSubjects = 3;

QString titleOf(NoticeKind kind, int count)
{
    const auto say = [count](const char *text) {
        return QCoreApplication::translate("NoticeBoard", text, nullptr, count);
    };
    switch (kind) {
    case NoticeKind::RequestWaiting:
        return count == 1 ? say(QT_TRANSLATE_NOOP("NoticeBoard", "An app asks to use your keys"))
                          : say(QT_TRANSLATE_N_NOOP("NoticeBoard", "%n app(s) ask to use your keys"));
    case NoticeKind::KeyRefused:
        return count == 1 ? say(QT_TRANSLATE_NOOP("NoticeBoard", "A key was refused"))
                          : say(QT_TRANSLATE_N_NOOP("NoticeBoard", "%n key(s) were refused"));
    case NoticeKind::KeychainFailed:
        return say(QT_TRANSLATE_NOOP("NoticeBoard", "The keychain gives no key"));
    case NoticeKind::PortChanged:
        return say(QT_TRANSLATE_NOOP("NoticeBoard", "Another port is used"));
    case NoticeKind::LimitReached:
        return count == 1 ? say(QT_TRANSLATE_NOOP("NoticeBoard", "An app has reached its limit"))
                          : say(QT_TRANSLATE_N_NOOP("NoticeBoard", "%n app(s) have reached their limits"));
    case NoticeKind::LedgerProblem:
        return say(QT_TRANSLATE_NOOP("NoticeBoard", "Usage is not written down"));
    case NoticeKind::StillRunning:
        return say(QT_TRANSLATE_NOOP("NoticeBoard", "Byok Relay goes on"));
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

Notice noticeOf(NoticeKind kind, const QMap<QString, QString> &sentences)
{
    Notice notice{kind, titleOf(kind, int(sentences.size())), {}};
    if (sentences.size() == 1) {
        notice.text = sentences.first();
        return notice;
    }
    QStringList subjects = sentences.keys();
    const int more = int(std::max<qsizetype>(subjects.size() - mostSubjects, 0));
    subjects = subjects.first(std::min(subjects.size(), mostSubjects));
    if (more > 0)
        subjects.append(QCoreApplication::translate("NoticeBoard", "%n more", nullptr, more));
    notice.text = QLocale().createSeparatedList(subjects);
    return notice;
}

NoticeBoard::NoticeBoard(Notifier &notifier, Clock clock, std::chrono::milliseconds together, QObject *parent)
    : QObject(parent)
    , m_notifier(notifier)
    , m_clock(std::move(clock))
    , m_together(together.count())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &NoticeBoard::showDue);
}

void NoticeBoard::tell(NoticeKind kind, const QString &subject, const QString &sentence)
{
    News &news = m_news[kind];
    const qint64 now = m_clock();
    const auto told = news.toldAt.constFind(subject);
    if (told != news.toldAt.constEnd() && now - told.value() < untilToldAgain)
        return;
    news.toldAt.insert(subject, now);
    news.gathered.insert(subject, sentence);
    if (news.lastShown < 0 || now - news.lastShown >= m_together)
        showGathered(kind);
    else
        armTimer();
}

void NoticeBoard::settle(NoticeKind kind, const QString &subject)
{
    News &news = m_news[kind];
    news.toldAt.remove(subject);
    news.gathered.remove(subject);
    if (news.toldAt.isEmpty())
        m_notifier.withdraw(kind);
}

void NoticeBoard::settleAll(NoticeKind kind)
{
    const auto news = m_news.find(kind);
    if (news == m_news.end() || news->toldAt.isEmpty())
        return;
    news->toldAt.clear();
    news->gathered.clear();
    m_notifier.withdraw(kind);
}

void NoticeBoard::showGathered(NoticeKind kind)
{
    News &news = m_news[kind];
    news.lastShown = m_clock();
    m_notifier.show(noticeOf(kind, std::exchange(news.gathered, {})));
}

void NoticeBoard::showDue()
{
    const qint64 now = m_clock();
    const QList<NoticeKind> kinds = m_news.keys();
    for (const NoticeKind kind : kinds) {
        const News &news = m_news[kind];
        if (!news.gathered.isEmpty() && now - news.lastShown >= m_together)
            showGathered(kind);
    }
    armTimer();
}

void NoticeBoard::armTimer()
{
    const qint64 now = m_clock();
    qint64 next = -1;
    for (const News &news : std::as_const(m_news)) {
        if (news.gathered.isEmpty())
            continue;
        const qint64 wait = std::max<qint64>(news.lastShown + m_together - now, 1);
        next = next < 0 ? wait : std::min(next, wait);
    }
    if (next >= 0)
        m_timer.start(std::chrono::milliseconds(next));
}

} // namespace byok
