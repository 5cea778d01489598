// SPDX-License-Identifier: Apache-2.0
#include "tests/support/patience.h"
#include "tests/support/written_notices.h"
#include "ui/notices/notice_board.h"

#include <QLocale>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

class TestNoticeBoard : public QObject
{
    Q_OBJECT

    qint64 m_now = 1000;
    NoticeBoard::Clock m_clock = [this] { return m_now; };

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init() { m_now = 1000; }

    void theSameIsToldOnceUntilAnHourHasPassed()
    {
        WrittenNotices desktop;
        NoticeBoard board(desktop, m_clock);
        board.tell(NoticeKind::KeyRefused, u"OpenAI"_s, u"OpenAI does not take your key."_s);
        for (int i = 0; i < 1000; ++i) {
            m_now += 3000;
            board.tell(NoticeKind::KeyRefused, u"OpenAI"_s, u"OpenAI does not take your key."_s);
        }
        QCOMPARE(desktop.shown().size(), 1);
        QCOMPARE(desktop.shown().first().text, u"OpenAI does not take your key."_s);
        m_now += 3'600'000;
        board.tell(NoticeKind::KeyRefused, u"OpenAI"_s, u"OpenAI does not take your key."_s);
        QCOMPARE(desktop.shown().size(), 2);
    }

    void whatIsSettledAndComesAgainIsToldAgain()
    {
        WrittenNotices desktop;
        NoticeBoard board(desktop, m_clock);
        board.tell(NoticeKind::KeyRefused, u"OpenAI"_s, u"No."_s);
        board.settle(NoticeKind::KeyRefused, u"OpenAI"_s);
        QCOMPARE(desktop.withdrawn(), QList{NoticeKind::KeyRefused});
        m_now += 60'000;
        board.tell(NoticeKind::KeyRefused, u"OpenAI"_s, u"No."_s);
        QCOMPARE(desktop.shown().size(), 2);
    }

    void whatComesAtOnceIsToldTogether()
    {
        WrittenNotices desktop;
        NoticeBoard board(desktop, m_clock, std::chrono::milliseconds(20));
        for (int i = 0; i < 6; ++i)
            board.tell(NoticeKind::LimitReached, u"app%1"_s.arg(i), u"app%1 has reached a limit."_s.arg(i));
        QCOMPARE(desktop.shown().size(), 1);
        QCOMPARE(desktop.shown().first().text, u"app0 has reached a limit."_s);
        m_now += 20;
        QTRY_COMPARE(desktop.shown().size(), 2);
        QCOMPARE(desktop.shown().last().title, u"5 app(s) have reached their limits"_s);
        QCOMPARE(desktop.shown().last().text, u"app1, app2, app3, and 2 more"_s);
    }

    void kindsDoNotHoldEachOtherUp()
    {
        WrittenNotices desktop;
        NoticeBoard board(desktop, m_clock);
        board.tell(NoticeKind::LimitReached, u"a"_s, u"a."_s);
        board.tell(NoticeKind::RequestWaiting, u"b"_s, u"b."_s);
        QCOMPARE(desktop.shown().size(), 2);
    }

    void whatIsSettledBeforeItIsToldIsNot()
    {
        WrittenNotices desktop;
        NoticeBoard board(desktop, m_clock, std::chrono::milliseconds(20));
        board.tell(NoticeKind::RequestWaiting, u"a"_s, u"a."_s);
        board.tell(NoticeKind::RequestWaiting, u"b"_s, u"b."_s);
        board.settleAll(NoticeKind::RequestWaiting);
        board.tell(NoticeKind::RequestWaiting, u"c"_s, u"c."_s);
        m_now += 20;
        QTRY_COMPARE(desktop.shown().size(), 2);
        QCOMPARE(desktop.shown().last().text, u"c."_s);
    }

    void settlingNothingWithdrawsNothing()
    {
        WrittenNotices desktop;
        NoticeBoard board(desktop, m_clock);
        board.settleAll(NoticeKind::KeychainFailed);
        QVERIFY(desktop.withdrawn().isEmpty());
    }
};

QTEST_MAIN(TestNoticeBoard)
#include "tst_notice_board.moc"
