// SPDX-License-Identifier: Apache-2.0
#include "relay/key_health_book.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);

KeyEntry key(const QString &account, const QString &label = u"default"_s, const QString &appId = {})
{
    return {account, u"openai"_s, label, appId, noon};
}

ExchangeRecord used(int status, ExchangeOutcome outcome = ExchangeOutcome::Completed,
                    const QDateTime &at = noon.addSecs(60), const QString &label = u"default"_s)
{
    ExchangeRecord record;
    record.startedAt = at;
    record.provider = u"openai"_s;
    record.keyLabel = label;
    record.status = status;
    record.outcome = outcome;
    return record;
}

UsageRow row(int status, const QDateTime &at, const QString &label = u"default"_s)
{
    UsageRow one;
    one.startedAt = at;
    one.provider = u"openai"_s;
    one.keyLabel = label;
    one.status = status;
    return one;
}

KeyHealth healthOf(const KeyHealthBook &book, const QString &label = u"default"_s)
{
    return book.report(u"openai"_s, label).health;
}

} // namespace

class TestKeyHealthBook : public QObject
{
    Q_OBJECT

private slots:
    void aStatusSaysWhatItCan_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<std::optional<KeyHealth>>("health");
        using Health = std::optional<KeyHealth>;
        for (const int status : {200, 201, 204, 299})
            QTest::addRow("%d", status) << status << Health(KeyHealth::Works);
        for (const int status : {401, 403})
            QTest::addRow("%d", status) << status << Health(KeyHealth::Refused);
        QTest::newRow("402") << 402 << Health(KeyHealth::Quota);
        for (const int status : {0, 304, 400, 404, 413, 423, 429, 500, 502, 529})
            QTest::addRow("%d", status) << status << Health();
    }
    void aStatusSaysWhatItCan()
    {
        QFETCH(int, status);
        QTEST(healthFromStatus(status), "health");
    }

    void aTestSaysWhatItCan_data()
    {
        QTest::addColumn<KeyStanding>("standing");
        QTest::addColumn<std::optional<KeyHealth>>("health");
        using Health = std::optional<KeyHealth>;
        QTest::newRow("works") << KeyStanding::Works << Health(KeyHealth::Works);
        QTest::newRow("refused") << KeyStanding::Refused << Health(KeyHealth::Refused);
        QTest::newRow("quota") << KeyStanding::OverQuota << Health(KeyHealth::Quota);
        QTest::newRow("unclear") << KeyStanding::Unclear << Health(KeyHealth::Unclear);
        QTest::newRow("unreachable") << KeyStanding::Unreachable << Health(KeyHealth::Unclear);
        QTest::newRow("timed out") << KeyStanding::TimedOut << Health(KeyHealth::Unclear);
        QTest::newRow("uncheckable") << KeyStanding::Uncheckable << Health();
        QTest::newRow("no key") << KeyStanding::NoKey << Health();
    }
    void aTestSaysWhatItCan()
    {
        QFETCH(KeyStanding, standing);
        QTEST(healthFromTest(standing), "health");
    }

    void aKeyRestsUntilItsMomentOrUntilItWorks()
    {
        KeyHealthBook book;
        book.setKeys({key(u"a"_s), key(u"b"_s, u"work"_s)});
        book.noteUse(used(200));
        QSignalSpy changed(&book, &KeyHealthBook::changed);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        book.noteRests({{u"a"_s, now.addSecs(60), now, 429}, {u"gone"_s, now.addSecs(60), now, 429}});
        const KeyReport report = book.report(u"openai"_s, u"default"_s);
        QCOMPARE(report.restsUntil, now.addSecs(60));
        QCOMPARE(report.refusal, 429);
        QCOMPARE(report.health, KeyHealth::Works);
        QVERIFY(!book.report(u"openai"_s, u"work"_s).restsUntil.isValid());
        QCOMPARE(changed.size(), 1);
        book.noteRests({});
        QVERIFY(!book.report(u"openai"_s, u"default"_s).restsUntil.isValid());
        QCOMPARE(book.report(u"openai"_s, u"default"_s).refusal, 429); // the last error stays
        QCOMPARE(changed.size(), 2);

        book.noteRests({{u"b"_s, QDateTime::currentDateTimeUtc().addMSecs(50), now, 401}});
        QCOMPARE(changed.size(), 3);
        QTRY_VERIFY(!book.report(u"openai"_s, u"work"_s).restsUntil.isValid());
        QCOMPARE(changed.size(), 4);
    }

    void useIsLearntFromButNotTheRelaysOwnAnswers()
    {
        KeyHealthBook book;
        book.setKeys({key(u"a"_s)});
        QSignalSpy changed(&book, &KeyHealthBook::changed);
        QCOMPARE(healthOf(book), KeyHealth::Untested);
        for (const ExchangeOutcome outcome : {ExchangeOutcome::Refused, ExchangeOutcome::Failed,
                                              ExchangeOutcome::Revoked, ExchangeOutcome::ClientGone})
            book.noteUse(used(403, outcome));
        book.noteUse(used(200, ExchangeOutcome::Completed, noon.addSecs(60), u"app:default"_s));
        book.noteUse(used(200, ExchangeOutcome::Completed, noon.addSecs(60), u"other"_s));
        QCOMPARE(healthOf(book), KeyHealth::Untested);
        QCOMPARE(changed.size(), 0);
        book.noteUse(used(429)); // a refusal, which says nothing of whether the key works
        QCOMPARE(healthOf(book), KeyHealth::Untested);
        QCOMPARE(book.report(u"openai"_s, u"default"_s).refusal, 429);
        QCOMPARE(book.report(u"openai"_s, u"default"_s).refusedAt, noon.addSecs(60));
        QCOMPARE(changed.size(), 1);
        changed.clear();

        book.noteUse(used(200));
        QCOMPARE(healthOf(book), KeyHealth::Works);
        QCOMPARE(book.report(u"openai"_s, u"default"_s).at, noon.addSecs(60));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first(), (QVariantList{u"openai"_s, u"default"_s}));
        book.noteUse(used(200, ExchangeOutcome::Completed, noon.addSecs(61)));
        QCOMPARE(changed.size(), 1); // works as a second ago
        book.noteUse(used(401, ExchangeOutcome::Completed, noon.addSecs(62)));
        QCOMPARE(healthOf(book), KeyHealth::Refused);
        QCOMPARE(changed.size(), 2);
        // What began before, and ended before, does not overrule it.
        book.noteUse(used(200, ExchangeOutcome::Completed, noon.addSecs(50)));
        QCOMPARE(healthOf(book), KeyHealth::Refused);
    }

    void aTestIsOfOneAccount()
    {
        KeyHealthBook book;
        book.setKeys(
            {key(u"a"_s), key(u"b"_s, u"work"_s), key(u"app"_s, u"default"_s, u"https://a.example"_s)});
        book.noteTest(u"b"_s, {KeyStanding::OverQuota, u"It is over its quota."_s}, noon.addSecs(5));
        book.noteTest(u"app"_s, {KeyStanding::Refused, u"No."_s}, noon.addSecs(5));
        book.noteTest(u"gone"_s, {KeyStanding::Refused, u"No."_s}, noon.addSecs(5));
        QCOMPARE(healthOf(book), KeyHealth::Untested);
        QCOMPARE(book.report(u"openai"_s, u"work"_s),
                 (KeyReport{KeyHealth::Quota, noon.addSecs(5), u"It is over its quota."_s}));
        book.noteTest(u"b"_s, {KeyStanding::NoKey, u"The keychain is locked."_s}, noon.addSecs(9));
        QCOMPARE(healthOf(book, u"work"_s), KeyHealth::Quota);
    }

    void aReplacedKeyBeginsUntested()
    {
        KeyHealthBook book;
        book.setKeys({key(u"a"_s)});
        book.noteUse(used(401));
        QSignalSpy changed(&book, &KeyHealthBook::changed);
        book.setKeys({key(u"a"_s)}); // any other change of the config
        QCOMPARE(healthOf(book), KeyHealth::Refused);
        QCOMPARE(changed.size(), 0);
        KeyEntry next = key(u"a2"_s);
        next.addedAt = noon.addSecs(120);
        book.setKeys({next});
        QCOMPARE(healthOf(book), KeyHealth::Untested);
        QCOMPARE(changed.size(), 1);
        book.noteUse(used(401)); // began with the old key
        QCOMPARE(healthOf(book), KeyHealth::Untested);
        book.setKeys({});
        QCOMPARE(healthOf(book), KeyHealth::Untested);
    }

    void theLedgerTellsOnlyWhereNothingIsKnown()
    {
        KeyHealthBook book;
        book.setKeys({key(u"a"_s), key(u"b"_s, u"work"_s), key(u"c"_s, u"new"_s)});
        book.noteUse(used(200));
        UsageRow failed = row(200, noon.addSecs(9), u"work"_s);
        failed.outcome = UsageOutcome::Failed;
        book.noteHistory({row(401, noon.addSecs(30)), failed, row(429, noon.addSecs(8), u"work"_s),
                          row(402, noon.addSecs(7), u"work"_s), row(200, noon.addSecs(6), u"work"_s),
                          row(200, noon.addSecs(-5), u"new"_s)});
        QCOMPARE(healthOf(book), KeyHealth::Works);
        QCOMPARE(healthOf(book, u"work"_s), KeyHealth::Quota);
        QCOMPARE(book.report(u"openai"_s, u"work"_s).at, noon.addSecs(7));
        QCOMPARE(healthOf(book, u"new"_s), KeyHealth::Untested); // of a key before this one
    }
};

QTEST_GUILESS_MAIN(TestKeyHealthBook)
#include "tst_key_health_book.moc"
