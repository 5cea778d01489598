// SPDX-License-Identifier: Apache-2.0
// What the running relay writes down of the requests that it carries, and never more than that.
#include "relay/access/app_edits.h"
#include "tests/relay/usage/ledger_bench.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray chat = "/relay/openai/v1/chat/completions";
const QByteArray gpt = R"({"model": "gpt-4o", "messages": [{"content": "planted-prompt"}]})";

/// What a row says of its request, oldest first.
QStringList rowsOf(const RunningRelay &relay)
{
    return sql(relay.usagePath(), u"SELECT app, provider, model, key_label, way_in, status, outcome, is_error"
                                  " FROM requests ORDER BY id"_s);
}

/// In figures, or why it cannot be had.
QString rowCount(const RunningRelay &relay)
{
    return sql(relay.usagePath(), u"SELECT COUNT(*) FROM requests"_s).join(u"; "_s);
}

/// Every byte that is on disk of the ledger.
QByteArray usageBytes(const RunningRelay &relay)
{
    QByteArray bytes;
    for (const QString &side : {u""_s, u"-wal"_s, u"-shm"_s}) {
        QFile file(relay.usagePath() + side);
        if (file.open(QIODevice::ReadOnly))
            bytes += file.readAll();
    }
    return bytes;
}

bool holds(RunningRelay &relay, const QString &account)
{
    bool found = false;
    relay.store().read(account, [&found](const Result<Secret, SecretError> &secret) { found = secret.ok(); });
    return found;
}

} // namespace

class TestRelayUsage : public QObject
{
    Q_OBJECT

private slots:
    void everyRelayedRequestIsARow()
    {
        RunningRelay relay;
        relay.upstream().setDefault({.pieces = {"{\"answer\": 1}"}});
        QCOMPARE(relay.ask(relay.request("POST", chat + "?planted=query", gpt))->status, 200);
        relay.upstream().next({.status = 429, .pieces = {"{}"}});
        QCOMPARE(
            relay.ask(relay.programRequest("POST", "/relay/anthropic/v1/messages", R"({"model": "claude"})"))
                ->status,
            429);
        QCOMPARE(relay.ask(relay.request("GET", "/relay/nowhere/v1/models"))->status, 502);
        QCOMPARE(relay.ask(relay.request("POST", "/relay", R"({"model": "openai/o9"})"))->status, 200);
        QTRY_COMPARE(rowsOf(relay), QStringList({u"https://app.example openai gpt-4o default 0 200 0 0"_s,
                                                 u"program:script anthropic claude default 0 429 0 1"_s,
                                                 u"https://app.example nowhere  default 0 502 2 1"_s,
                                                 u"https://app.example openai o9 default 1 200 0 0"_s}));
        QCOMPARE(sql(relay.usagePath(), u"SELECT bytes_up, bytes_down, duration_ms >= first_byte_ms,"
                                        " tokens_in, tokens_out, cost_micros FROM requests LIMIT 1"_s),
                 QStringList(u"%1 13 1 - - -"_s.arg(gpt.size())));
    }

    void whatIsTurnedAwayBeforeTheProviderIsARowToo()
    {
        RelayConfig config;
        config.settings.exchangesPerApp = 1;
        RunningRelay relay(RunningRelay::Key::None, config);
        QCOMPARE(relay.ask(relay.request("POST", "/relay/nonesuch/v1/x", gpt))->status, 400);
        QCOMPARE(
            relay.ask(relay.request("POST", "/relay/openai/v1/organization/admin_api_keys", gpt))->status,
            403);
        QCOMPARE(relay.ask(relay.request("POST", chat, gpt))->status, 400); // no key
        const QString app = u"https://app.example"_s;
        QTRY_COMPARE(rowsOf(relay),
                     QStringList({app + u"  gpt-4o  0 400 1 1"_s, app + u" openai gpt-4o  0 403 1 1"_s,
                                  app + u" openai gpt-4o  0 400 1 1"_s}));
    }

    void whatTheGateRefusesOrEchoAnswersIsNone()
    {
        RunningRelay relay;
        QCOMPARE(relay.ask(relay.bareRequest("POST", chat, "x-relay-token: byok_wrong\r\n", gpt))->status,
                 401);
        QCOMPARE(
            relay.ask(relay.bareRequest("POST", chat, "Origin: " + RunningRelay::otherOrigin + "\r\n", gpt))
                ->status,
            403);
        QCOMPARE(relay
                     .ask(relay.request("POST", "/relay/echo/v1/chat/completions",
                                        R"({"messages": [{"content": "hello"}], "stream": true})"))
                     ->status,
                 200);
        QCOMPARE(relay.ask(relay.request("GET", "/keys"))->status, 200);
        QCOMPARE(relay.ask(relay.request("GET", "/relay/openai/v1/models"))->status, 200);
        QTRY_COMPARE(rowsOf(relay), QStringList(u"https://app.example openai  default 0 200 0 0"_s));
    }

    void noBodyQueryKeyOrTokenIsInTheFile()
    {
        RunningRelay relay;
        relay.upstream().setDefault({.pieces = {"planted-answer"}});
        QCOMPARE(relay.ask(relay.request("POST", chat + "?planted=query", gpt, "x-note: planted-header\r\n"))
                     ->status,
                 200);
        QTRY_COMPARE(rowCount(relay), u"1"_s);
        for (const QString &side : {u""_s, u"-wal"_s}) {
            QFile file(relay.usagePath() + side);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(side.isEmpty() || bytes.contains("gpt-4o")); // the search finds what is there
            for (const QByteArray &secret : {"planted"_ba, RunningRelay::key, relay.token(), "/v1/chat"_ba})
                QVERIFY2(!bytes.contains(secret), secret.constData());
        }
    }

    void statsAreTheAskingAppsOwn()
    {
        RunningRelay relay;
        const auto stats = [&](const QByteArray &request) {
            const auto reply = relay.ask(request);
            return reply && reply->status == 200 ? QJsonDocument::fromJson(reply->body).object()
                                                 : QJsonObject();
        };
        const QByteArray asApp = relay.request("GET", "/stats");
        QCOMPARE(stats(asApp), (QJsonObject{{u"total"_s, 0},
                                            {u"last_7d"_s, 0},
                                            {u"last_30d"_s, 0},
                                            {u"error_count"_s, 0},
                                            {u"error_rate"_s, 0},
                                            {u"providers"_s, QJsonObject()},
                                            {u"top_models"_s, QJsonArray()},
                                            {u"total_input_tokens"_s, QJsonValue::Null},
                                            {u"total_output_tokens"_s, QJsonValue::Null},
                                            {u"estimated_cost_usd"_s, QJsonValue::Null},
                                            {u"last_request"_s, QJsonValue::Null}}));

        const QDateTime before = QDateTime::currentDateTimeUtc();
        QCOMPARE(relay.ask(relay.request("POST", chat, gpt))->status, 200);
        QCOMPARE(relay.ask(relay.request("POST", chat, gpt))->status, 200);
        QCOMPARE(relay.ask(relay.request("POST", "/relay/openai/v1/admin", gpt))->status, 403);
        QCOMPARE(relay.ask(relay.programRequest("POST", "/relay/anthropic/v1/messages", "{}"))->status, 200);
        // What has been answered is in the stats that are asked for next.
        const QJsonObject app = stats(asApp);
        QCOMPARE(app.value("total"_L1), 3);
        QCOMPARE(app.value("last_7d"_L1), 3);
        QCOMPARE(app.value("error_count"_L1), 1);
        QCOMPARE(app.value("error_rate"_L1), 0.3333);
        QCOMPARE(app.value("providers"_L1),
                 (QJsonObject{{u"openai"_s, QJsonObject{{u"total"_s, 3}, {u"errors"_s, 1}}}}));
        const QJsonObject top = app.value("top_models"_L1).toArray().first().toObject();
        QCOMPARE(top.value("model"_L1), u"gpt-4o"_s);
        QCOMPARE(top.value("total"_L1), 3);
        const QString last = app.value("last_request"_L1).toString();
        QVERIFY2(last.endsWith(u'Z') && last.contains(u'.'), qPrintable(last));
        QVERIFY(QDateTime::fromString(last, Qt::ISODateWithMs) >= before);
        QCOMPARE(stats(relay.programRequest("GET", "/stats")).value("total"_L1), 1);
        QCOMPARE(relay.ask(relay.bareRequest("GET", "/stats"))->status, 401);
    }

    void aForgottenAppIsNowhere()
    {
        RunningRelay relay;
        const QByteArray ownKey = "sk-0123456789abcdef0123456789abcdef";
        QCOMPARE(
            relay.ask(relay.request("POST", "/keys/deepseek", R"({"key": ")" + ownKey + R"("})"))->status,
            200);
        const QString account = relay.keeper().current()->keys.last().account;
        QVERIFY(holds(relay, account));
        const QByteArray body = R"({"model": "planted-model"})";
        QCOMPARE(relay.ask(relay.request("POST", chat, body))->status, 200);
        QCOMPARE(relay.ask(relay.programRequest("POST", chat, gpt))->status, 200);
        QTRY_VERIFY(usageBytes(relay).contains("planted-model")); // the search finds what is there
        // One request is under way, and one has just ended.
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient streaming(relay.port());
        streaming.send(relay.request("POST", chat, body));
        QTRY_COMPARE(relay.upstream().requestCount(), 3);
        relay.upstream().release();
        QVERIFY(streaming.waitForText("data: one"));
        relay.upstream().next({});
        QCOMPARE(relay.ask(relay.request("POST", chat, body))->status, 200);

        const auto reply = relay.ask(relay.request("DELETE", "/users"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);

        // In the file, byte for byte: the origin, the day and the totals, and nothing else.
        const QByteArray usage = usageBytes(relay);
        QVERIFY(!usage.contains("planted-model"));
        QVERIFY(usage.contains("gpt-4o")); // the program's rows are
        QCOMPARE(sql(relay.usagePath(), u"SELECT app, provider, model FROM requests"_s),
                 QStringList(u"program:script openai gpt-4o"_s));
        QCOMPARE(
            sql(relay.usagePath(), u"SELECT app, day, requests, errors FROM forgotten"_s),
            QStringList(u"https://app.example %1 3 0"_s.arg(QDateTime::currentSecsSinceEpoch() / 86400)));
        QCOMPARE(sql(relay.usagePath(), u"PRAGMA table_info(forgotten)"_s).size(), 9);
        // In the config, the keychain and the relay itself.
        const QByteArray config = relay.keeper().current()->toJson();
        QVERIFY2(!config.contains("app.example"), config.constData());
        QVERIFY(config.contains("program:script"));
        QVERIFY(!holds(relay, account));
        QCOMPARE(relay.ask(relay.request("GET", "/stats"))->status, 403);
        QVERIFY(streaming.waitForClose());
    }

    void anAppThatCannotBeForgottenNowMayAskAgain()
    {
        RunningRelay relay;
        QCOMPARE(relay.ask(relay.request("POST", chat, R"({"model": "planted-model"})"))->status, 200);
        QTRY_COMPARE(rowCount(relay), u"1"_s);
        Holder holder(relay.usagePath(), u"BEGIN EXCLUSIVE"_s);
        const auto refused = relay.ask(relay.request("DELETE", "/users"));
        QVERIFY(refused);
        QCOMPARE(refused->status, 500);
        holder.letGo();
        QCOMPARE(relay.ask(relay.request("DELETE", "/users"))->status, 200);
        QVERIFY(!usageBytes(relay).contains("planted-model"));
    }

    void revokingIsNotForgetting()
    {
        RunningRelay relay;
        QCOMPARE(relay.ask(relay.request("POST", chat, gpt))->status, 200);
        QVERIFY(relay.keeper().apply(revokeApp(u"https://app.example"_s)).ok());
        QTRY_COMPARE(rowsOf(relay), QStringList(u"https://app.example openai gpt-4o default 0 200 0 0"_s));
    }

    void aLedgerThatWaitsForItsFileDelaysNoChunk()
    {
        RunningRelay relay;
        QCOMPARE(relay.ask(relay.request("POST", chat, gpt))->status, 200);
        QTRY_COMPARE(rowCount(relay), u"1"_s);
        QSignalSpy problems(&relay.controller(), &RelayController::usageProblem);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"locked"_s));

        FakeReply endless = FakeReply::eventStream({"data: begin\n\n"});
        endless.pace = FakePace::AtOnce;
        endless.ending = FakeEnding::Stall;
        relay.upstream().next(endless);
        RawClient page(relay.port());
        page.send(relay.request("POST", chat, gpt));
        QVERIFY(page.waitForText("data: begin\n\n"));

        // Another program holds the file, longer than the ledger's thread waits for it. What ends meanwhile
        // is to be written; the stream goes on chunk by chunk, each awaited before the next is sent.
        Holder holder(relay.usagePath(), u"BEGIN EXCLUSIVE"_s);
        QElapsedTimer clock;
        clock.start();
        qint64 slowest = 0;
        int chunks = 0;
        int requests = 0;
        while (problems.isEmpty() && clock.elapsed() < 10'000) {
            if (++chunks % 100 == 0 && requests < 10) {
                QCOMPARE(relay.ask(relay.programRequest("POST", chat, gpt))->status, 200);
                ++requests;
            }
            const QByteArray chunk = "data: " + QByteArray::number(chunks) + "\n\n";
            const qint64 sent = clock.elapsed();
            relay.upstream().send(chunk);
            QVERIFY(page.waitForText(chunk));
            slowest = qMax(slowest, clock.elapsed() - sent);
        }
        QCOMPARE(problems.size(), 1); // the ledger did wait, and gave up for the time being
        QVERIFY2(clock.elapsed() >= 2000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY2(slowest < 500, qPrintable(u"a chunk took %1 ms"_s.arg(slowest)));
        QVERIFY2(requests >= 3, qPrintable(QString::number(requests)));
        qInfo("%d chunks and %d requests in %lld ms with the file held; the slowest chunk took %lld ms",
              chunks, requests, clock.elapsed(), slowest);

        holder.letGo();
        relay.upstream().finish();
        QVERIFY(page.takeReply());
        QTRY_COMPARE(rowCount(relay), QString::number(requests + 2)); // none was lost
    }

    void retentionFollowsTheSettingAtOnce()
    {
        RunningRelay relay;
        QCOMPARE(relay.ask(relay.request("GET", "/relay/openai/v1/models"))->status, 200);
        QTRY_COMPARE(rowCount(relay), u"1"_s);
        const auto setDays = [&](qint64 days) {
            return relay.keeper()
                .apply([days](RelayConfig &config) {
                    config.settings.usageRetentionDays = days;
                    return Result<>(Nothing{});
                })
                .ok();
        };
        sql(relay.usagePath(), u"UPDATE requests SET started_ms = started_ms - 20 * 86400000"_s);
        QVERIFY(setDays(30));
        QCOMPARE(relay.ask(relay.request("GET", "/relay/openai/v1/models"))->status, 200);
        QTRY_COMPARE(rowCount(relay), u"2"_s);
        QVERIFY(setDays(10));
        QTRY_COMPARE(rowCount(relay), u"1"_s);
    }

    void aFileThatCannotBeHadIsSaidAndRelayingGoesOn()
    {
        RunningRelay relay;
        QSignalSpy problems(&relay.controller(), &RelayController::usageProblem);
        QCOMPARE(relay.ask(relay.request("GET", "/relay/openai/v1/models"))->status, 200);
        QTRY_COMPARE(rowCount(relay), u"1"_s);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"damaged"_s));
        sql(relay.usagePath(),
            u"PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'rubbish' WHERE name = 'requests';"
            "PRAGMA schema_version = 1000"_s);
        QCOMPARE(relay.ask(relay.request("GET", "/relay/openai/v1/models"))->status, 200);
        QTRY_COMPARE(problems.size(), 1);
        QVERIFY(problems.first().first().toString().contains(u"is kept as "_s));
        QTRY_COMPARE(rowCount(relay), u"1"_s); // in the new file
    }
};

QTEST_GUILESS_MAIN(TestRelayUsage)
#include "tst_relay_usage.moc"
