// SPDX-License-Identifier: Apache-2.0
#include "relay/key_cooldowns.h"

#include <QTest>
#include <QTimeZone>

using namespace byok;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestKeyCooldowns : public QObject
{
    Q_OBJECT

private slots:
    void anAnswerSaysHowLongAKeyRests_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<int>("seconds"); // -1: not at all
        const auto row = [](const char *name, int status, const char *retryAfter, int seconds) {
            QTest::newRow(name) << status << QByteArray(retryAfter) << seconds;
        };
        row("success", 200, "5", -1);
        row("bad request", 400, "5", -1);
        row("no money", 402, "5", -1);
        row("no such model", 404, "", -1);
        row("the provider's own fault", 503, "5", -1);
        row("unknown key", 401, "5", 300);
        row("forbidden: a prompt or a model, as likely", 403, "", -1);
        row("busy", 429, "", 30);
        row("busy, seconds", 429, "7", 7);
        row("busy, blanks", 429, " 7 ", 7);
        row("busy, now", 429, "0", 1);
        row("busy, an hour", 429, "3600", 3600);
        row("busy, a day", 429, "86400", 3600);
        row("busy, more than a number holds", 429, "99999999999999999999999", 3600);
        row("busy, negative", 429, "-3", 30);
        row("busy, a fraction", 429, "1.5", 30);
        row("busy, words", 429, "soon", 30);
        row("busy, a date", 429, "Sun, 01 Mar 2026 12:02:00 GMT", 120);
        row("busy, a date that has passed", 429, "Sun, 01 Mar 2026 11:00:00 GMT", 1);
        row("busy, a date next year", 429, "Mon, 01 Mar 2027 12:00:00 GMT", 3600);
        row("busy, a wrong weekday", 429, "Mon, 01 Mar 2026 12:02:00 GMT", 30);
        row("busy, no such date", 429, "Sun, 31 Feb 2026 12:02:00 GMT", 30);
        row("busy, an obsolete date", 429, "Sunday, 01-Mar-26 12:02:00 GMT", 30);
    }
    void anAnswerSaysHowLongAKeyRests()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, retryAfter);
        const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);
        const auto rest = restFor(status, {.retryAfter = retryAfter, .retryAfterMs = {}}, noon);
        QTEST(rest ? static_cast<int>(rest->count() / 1000) : -1, "seconds");
    }

    void millisecondsGoBeforeSeconds_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("retryAfterMs");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<int>("milliseconds"); // -1: not at all
        const auto row = [](const char *name, int status, const char *inMs, const char *retryAfter,
                            int milliseconds) {
            QTest::newRow(name) << status << QByteArray(inMs) << QByteArray(retryAfter) << milliseconds;
        };
        row("alone", 429, "1500", "", 1500);
        row("blanks", 429, " 1500 ", "", 1500);
        row("with a fraction", 429, "1500.4", "", 1501);
        row("beside seconds", 429, "2500", "3", 2500);
        row("beside a date", 429, "2500", "Sun, 01 Mar 2026 12:02:00 GMT", 2500);
        row("none at all", 429, "0", "60", 1000);
        row("a moment", 429, "20", "", 1000);
        row("a day", 429, "86400000", "", 3'600'000);
        row("more than a number holds", 429, "99999999999999999999999999999999999", "", 3'600'000);
        row("words", 429, "soon", "7", 7000);
        row("negative", 429, "-1500", "7", 7000);
        row("two dots", 429, "1.5.0", "7", 7000);
        row("a power of ten", 429, "1e3", "7", 7000);
        row("not a number", 429, "nan", "7", 7000);
        row("none", 429, "", "", 30'000);
        row("unknown key", 401, "1500", "", 300'000);
        row("success", 200, "1500", "", -1);
    }
    void millisecondsGoBeforeSeconds()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, retryAfterMs);
        QFETCH(QByteArray, retryAfter);
        const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);
        const auto rest = restFor(status, {.retryAfter = retryAfter, .retryAfterMs = retryAfterMs}, noon);
        QTEST(rest ? static_cast<int>(rest->count()) : -1, "milliseconds");
    }

    void aKeyRestsUntilItsTimeHasPassedOrItWorks()
    {
        std::chrono::milliseconds now = 0ms;
        QList<KeyRest> told;
        int times = 0;
        KeyCooldowns cooldowns([&now] { return now; },
                               [&](const QList<KeyRest> &resting) {
                                   told = resting;
                                   ++times;
                               });
        QVERIFY(!cooldowns.isResting(u"a"_s));
        const QDateTime before = QDateTime::currentDateTimeUtc();
        cooldowns.note(u"a"_s, 429, {.retryAfter = "10", .retryAfterMs = {}});
        QVERIFY(cooldowns.isResting(u"a"_s));
        QVERIFY(!cooldowns.isResting(u"b"_s));
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().account, u"a"_s);
        QCOMPARE(told.first().status, 429);
        QVERIFY(before.secsTo(told.first().until) >= 10 && before.secsTo(told.first().until) < 20);
        now = 9999ms;
        QVERIFY(cooldowns.isResting(u"a"_s));
        now = 10'000ms;
        QVERIFY(!cooldowns.isResting(u"a"_s));

        cooldowns.note(u"b"_s, 401, {});
        QCOMPARE(told.size(), 1); // a's is over
        cooldowns.note(u"b"_s, 500, {});
        QVERIFY(cooldowns.isResting(u"b"_s)); // says nothing of the key
        cooldowns.note(u"b"_s, 200, {});
        QVERIFY(!cooldowns.isResting(u"b"_s));
        QVERIFY(told.isEmpty());
        times = 0;
        cooldowns.note(u"b"_s, 200, {}); // a thousand that work tell nothing
        cooldowns.note({}, 429, {});     // a provider without a key
        QCOMPARE(times, 0);
    }

    void aKeyThatIsGoneRestsNoMore()
    {
        QList<KeyRest> told;
        KeyCooldowns cooldowns([] { return 0ms; },
                               [&told](const QList<KeyRest> &resting) { told = resting; });
        cooldowns.note(u"a"_s, 429, {});
        cooldowns.note(u"b"_s, 429, {});
        cooldowns.keepOnly({u"b"_s, u"c"_s});
        QVERIFY(!cooldowns.isResting(u"a"_s));
        QVERIFY(cooldowns.isResting(u"b"_s));
        QCOMPARE(told.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestKeyCooldowns)
#include "tst_key_cooldowns.moc"
