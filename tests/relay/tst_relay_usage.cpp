// SPDX-License-Identifier: Apache-2.0
// What the running relay writes down of the requests that it carries, and never more than that.
#include "tests/relay/usage/ledger_bench.h"
#include "tests/support/running_relay.h"

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
