// SPDX-License-Identifier: Apache-2.0
#include "relay/usage_of_record.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestUsageOfRecord : public QObject
{
    Q_OBJECT

private slots:
    void whatIsKnownIsKept()
    {
        const QDateTime started = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, QTimeZone::UTC);
        const UsageRow row = usageOf({.id = "0123456789abcdef",
                                      .startedAt = started,
                                      .appId = u"https://app.example"_s,
                                      .provider = u"openai"_s,
                                      .method = "POST",
                                      .path = "/v1/chat/completions",
                                      .model = u"gpt-4o"_s,
                                      .keyLabel = u"work"_s,
                                      .wayIn = WayIn::Unified,
                                      .attempts = 3,
                                      .earlier = {{u"groq"_s, u"k"_s, AttemptEnd::TlsRefused}},
                                      .status = 429,
                                      .outcome = ExchangeOutcome::Completed,
                                      .bytesUp = 11,
                                      .bytesDown = 22,
                                      .milliseconds = 33,
                                      .firstByteMilliseconds = 4});
        QCOMPARE(row.startedAt, started);
        QCOMPARE(row.app, u"https://app.example"_s);
        QCOMPARE(row.provider, u"openai"_s);
        QCOMPARE(row.model, u"gpt-4o"_s);
        QCOMPARE(row.keyLabel, u"work"_s);
        QCOMPARE(row.wayIn, WayIn::Unified);
        QCOMPARE(row.attempts, 3);
        QCOMPARE(row.earlier, (QList<EarlierAttempt>{{u"groq"_s, u"k"_s, AttemptEnd::TlsRefused}}));
        QCOMPARE(row.status, 429);
        QCOMPARE(row.bytesUp, 11);
        QCOMPARE(row.bytesDown, 22);
        QCOMPARE(row.milliseconds, 33);
        QCOMPARE(row.firstByteMilliseconds, 4);
        QVERIFY(!row.tokensIn && !row.tokensOut && !row.costMicros);
        QVERIFY(row.isError());
    }

    void eachEndingHasItsNumberInTheFile_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("number"); // as it stands in files that exist: never to change
        QTest::addColumn<bool>("isError");
        const auto row = [](const char *name, ExchangeOutcome outcome, int status, int number, bool isError) {
            QTest::newRow(name) << static_cast<int>(outcome) << status << number << isError;
        };
        row("completed", ExchangeOutcome::Completed, 200, 0, false);
        row("refused", ExchangeOutcome::Refused, 403, 1, true);
        row("failed", ExchangeOutcome::Failed, 502, 2, true);
        row("broken after its head", ExchangeOutcome::Failed, 200, 2, true);
        row("caller left", ExchangeOutcome::ClientGone, 0, 3, false);
        row("ended by the person", ExchangeOutcome::Revoked, 200, 4, false);
    }
    void eachEndingHasItsNumberInTheFile()
    {
        QFETCH(int, outcome);
        QFETCH(int, status);
        ExchangeRecord record;
        record.outcome = static_cast<ExchangeOutcome>(outcome);
        record.status = status;
        const UsageRow row = usageOf(record);
        QTEST(static_cast<int>(row.outcome), "number");
        QTEST(row.isError(), "isError");
        QCOMPARE(row.firstByteMilliseconds, -1);
    }
};

QTEST_GUILESS_MAIN(TestUsageOfRecord)
#include "tst_usage_of_record.moc"
