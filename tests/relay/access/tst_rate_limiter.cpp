// SPDX-License-Identifier: Apache-2.0
#include "relay/access/rate_limiter.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestRateLimiter : public QObject
{
    Q_OBJECT

    qint64 m_now = 1'000'000'000;
    RateLimiter m_limiter{[this] { return m_now; }};

    /// Takes until one is refused; how many were taken.
    int takeAll(RequestClass what, const QString &subject, const RateLimits &limits = {})
    {
        int taken = 0;
        while (taken < 100'000 && m_limiter.take(what, subject, limits).allowed())
            ++taken;
        return taken;
    }

private slots:
    void init()
    {
        m_limiter = RateLimiter([this] { return m_now; });
    }

    void eachRuleTakesItsNumberAndNoMore_data()
    {
        QTest::addColumn<RequestClass>("what");
        QTest::addColumn<RateLimits>("limits");
        QTest::addColumn<int>("taken");
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<qint64>("windowSeconds");
        QTest::newRow("plain") << RequestClass::Plain << RateLimits{} << 100 << "100;w=60"_ba << 60LL;
        QTest::newRow("ai") << RequestClass::Ai << RateLimits{} << 20 << "100;w=60, 20;w=60"_ba << 60LL;
        QTest::newRow("registration")
            << RequestClass::Registration << RateLimits{} << 10 << "10;w=3600"_ba << 3600LL;
        QTest::newRow("ai above plain")
            << RequestClass::Ai << RateLimits{5, 20, 10} << 5 << "5;w=60, 20;w=60"_ba << 60LL;
        QTest::newRow("one") << RequestClass::Plain << RateLimits{1, 20, 10} << 1 << "1;w=60"_ba << 60LL;
        QTest::newRow("own limit") << RequestClass::Ai
                                   << RateLimits{}.with({.requestsPerMinute = {},
                                                         .aiRequestsPerMinute = 3,
                                                         .registrationsPerHour = {},
                                                         .exchanges = {}})
                                   << 3 << "100;w=60, 3;w=60"_ba << 60LL;
        QTest::newRow("ai unlimited, plain not")
            << RequestClass::Ai << RateLimits{7, 0, 0} << 7 << "7;w=60"_ba << 60LL;
    }
    void eachRuleTakesItsNumberAndNoMore()
    {
        QFETCH(RequestClass, what);
        QFETCH(RateLimits, limits);
        QFETCH(qint64, windowSeconds);
        QCOMPARE(m_limiter.peek(what, u"a"_s, limits).resetSeconds, windowSeconds);
        QTEST(takeAll(what, u"a"_s, limits), "taken");
        const RateVerdict refused = m_limiter.take(what, u"a"_s, limits);
        QTEST(refused.policy, "policy");
        QCOMPARE(refused.remaining, 0);
        QVERIFY(refused.retryAfterSeconds > 0);
        // Whoever comes back exactly when told is served, a second earlier is not.
        m_now += (refused.retryAfterSeconds - 1) * 1000 - 1;
        QVERIFY(!m_limiter.take(what, u"a"_s, limits).allowed());
        m_now += 1001;
        QVERIFY(m_limiter.take(what, u"a"_s, limits).allowed());
    }

    void zeroMeansNoLimitAndNoFields()
    {
        const RateLimits none{0, 0, 0};
        for (const RequestClass what : {RequestClass::Plain, RequestClass::Ai, RequestClass::Registration}) {
            for (int i = 0; i < 500; ++i)
                QVERIFY(m_limiter.take(what, u"a"_s, none).allowed());
            QVERIFY(rateLimitFields(m_limiter.take(what, u"a"_s, none)).isEmpty());
        }
        QCOMPARE(m_limiter.size(), 0);
    }

    void preflightsAreNotCounted()
    {
        for (int i = 0; i < 500; ++i)
            QVERIFY(m_limiter.take(RequestClass::Preflight, u"a"_s, {}).allowed());
        QCOMPARE(takeAll(RequestClass::Plain, u"a"_s), 100);
        QVERIFY(m_limiter.take(RequestClass::Preflight, u"a"_s, {}).allowed());
    }

    void aRefusedAiRequestCountsAsNothing()
    {
        QCOMPARE(takeAll(RequestClass::Ai, u"a"_s), 20);
        for (int i = 0; i < 50; ++i)
            QVERIFY(!m_limiter.take(RequestClass::Ai, u"a"_s, {}).allowed());
        QCOMPARE(takeAll(RequestClass::Plain, u"a"_s), 80);
    }

    void subjectsDoNotTouchEachOther()
    {
        QCOMPARE(takeAll(RequestClass::Plain, u"https://a.example"_s), 100);
        QCOMPARE(takeAll(RequestClass::Plain, u"https://b.example"_s), 100);
    }

    void neverMoreThanTheLimitInAnyWindow()
    {
        // A greedy caller that tries every 100 ms for ten minutes, from several phases of the clock.
        for (int phase = 0; phase < 5000; phase += 700) {
            m_now += 10'000'000 + phase;
            QList<qint64> taken;
            for (int step = 0; step < 6000; ++step, m_now += 100) {
                if (m_limiter.take(RequestClass::Plain, u"greedy"_s, {}).allowed())
                    taken.append(m_now);
            }
            for (qsizetype i = 100; i < taken.size(); ++i)
                QVERIFY2(taken[i] - taken[i - 100] >= 60'000, qPrintable(QString::number(i)));
            QVERIFY2(taken.size() > 850, qPrintable(QString::number(taken.size())));
        }
    }

    void theFieldsCountDown()
    {
        const HeaderFields first = rateLimitFields(m_limiter.take(RequestClass::Ai, u"a"_s, {}));
        QCOMPARE(headerValue(first, "ratelimit-policy"), "100;w=60, 20;w=60");
        QCOMPARE(headerValue(first, "ratelimit-limit"), "20");
        QCOMPARE(headerValue(first, "ratelimit-remaining"), "19");
        const int reset = headerValue(first, "ratelimit-reset").toInt();
        QVERIFY2(reset >= 60 && reset <= 65, qPrintable(QString::number(reset)));
        QCOMPARE(
            headerValue(rateLimitFields(m_limiter.take(RequestClass::Ai, u"a"_s, {})), "ratelimit-remaining"),
            "18");
        takeAll(RequestClass::Ai, u"a"_s);
        const RateVerdict refused = m_limiter.take(RequestClass::Ai, u"a"_s, {});
        QCOMPARE(headerValue(rateLimitFields(refused), "ratelimit-remaining"), "0");
        const RelayError error = rateLimitError(refused);
        QCOMPARE(error.status(), 429);
        QCOMPARE(qint64(error.retryAfterSeconds), refused.retryAfterSeconds);
        QVERIFY(error.sentence.contains(QString::number(refused.retryAfterSeconds)));
    }

    void theLastOneThatFitsIsAllowed()
    {
        const RateVerdict only = m_limiter.take(RequestClass::Plain, u"a"_s, {1, 0, 0});
        QVERIFY(only.allowed());
        QCOMPARE(only.remaining, 0);
        QCOMPARE(only.retryAfterSeconds, -1);
    }

    void aLimitLoweredOrRaisedHoldsAtOnce()
    {
        for (int i = 0; i < 10; ++i)
            QVERIFY(m_limiter.take(RequestClass::Plain, u"a"_s, {100, 0, 0}).allowed());
        QVERIFY(!m_limiter.take(RequestClass::Plain, u"a"_s, {5, 0, 0}).allowed());
        QVERIFY(m_limiter.take(RequestClass::Plain, u"a"_s, {11, 0, 0}).allowed());
    }

    void aFloodOfNamesKeepsMemoryBoundedAndTheBusyOneCounted()
    {
        QCOMPARE(takeAll(RequestClass::Registration, u"old"_s), 10);
        m_now += 600'000;
        for (int i = 0; i < 50'000; ++i) {
            QVERIFY(m_limiter.take(RequestClass::Registration, u"https://%1.example"_s.arg(i), {}).allowed());
            QVERIFY(m_limiter.size() <= 4096);
        }
        QCOMPARE(takeAll(RequestClass::Plain, u"app"_s), 100); // other rules are not crowded out
        QVERIFY(!m_limiter.take(RequestClass::Plain, u"app"_s, {}).allowed());
    }
};

QTEST_APPLESS_MAIN(TestRateLimiter)
#include "tst_rate_limiter.moc"
