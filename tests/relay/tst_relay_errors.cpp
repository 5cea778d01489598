// SPDX-License-Identifier: Apache-2.0
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 bodyLimit = 4096;

} // namespace

/// Whatever is wrong with a request, its answer is JSON with a sentence.
class TestRelayErrors : public QObject
{
    Q_OBJECT

private slots:
    void everyRefusalIsJson_data()
    {
        QTest::addColumn<QByteArray>("head"); // PORT and TOKEN stand for the relay's
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        const QByteArray host = "Host: 127.0.0.1:PORT\r\n";
        const QByteArray program = host + "x-relay-token: TOKEN\r\n";
        const QByteArray json = "Content-Type: application/json\r\n";
        const auto row = [](const char *name, const QByteArray &head, const QByteArray &body, int status,
                            const char *code) {
            QTest::newRow(name) << head << body << status << QByteArray(code);
        };
        const auto length = [](qsizetype bytes) {
            return "Content-Length: " + QByteArray::number(bytes) + "\r\n";
        };
        row("unknown route", "GET /nothing HTTP/1.1\r\n" + host, {}, 404, "route_unknown");
        row("unknown route with a token", "POST /v9/chat HTTP/1.1\r\n" + program, {}, 404, "route_unknown");
        row("a route with a slash too many", "GET /keys/ HTTP/1.1\r\n" + program, {}, 404, "route_unknown");
        row("unknown asset", "GET /assets/nothing HTTP/1.1\r\n" + host, {}, 404, "route_unknown");
        row("method of another route", "PATCH /users HTTP/1.1\r\n" + host, {}, 405, "method_not_allowed");
        row("unknown method", "BREW /users HTTP/1.1\r\n" + host, {}, 405, "method_not_allowed");
        row("TRACE", "TRACE / HTTP/1.1\r\n" + host, {}, 405, "method_not_allowed");
        row("bad JSON", "POST /keys/openai HTTP/1.1\r\n" + program + json + length(1), "{", 400,
            "invalid_argument");
        row("JSON that is no object", "POST /keys/openai HTTP/1.1\r\n" + program + json + length(2), "[]",
            400, "invalid_argument");
        row("bad JSON at pairing", "POST /users HTTP/1.1\r\n" + host + json + length(8), "app_id=a", 400,
            "invalid_argument");
        row("bad JSON at POST /relay", "POST /relay HTTP/1.1\r\n" + program + json + length(3), "{\"a", 400,
            "");
        row("another content type",
            "POST /users HTTP/1.1\r\n" + host + "Content-Type: text/plain\r\n" + length(2), "{}", 415,
            "unsupported_media_type");
        row("body too large", "POST /keys/openai HTTP/1.1\r\n" + program + json + length(bodyLimit + 1), {},
            413, "body_too_large");
        row("body too large, in chunks",
            "POST /relay/openai/v1/chat/completions HTTP/1.1\r\n" + program +
                "Transfer-Encoding: chunked\r\n",
            "1001\r\n" + QByteArray(0x1001, 'x'), 413, "body_too_large");
        row("target too long", "GET /" + QByteArray(9000, 'a') + " HTTP/1.1\r\n" + host, {}, 414,
            "target_too_long");
        row("head too large", "GET / HTTP/1.1\r\n" + host + "X: " + QByteArray(17'000, 'a') + "\r\n", {}, 431,
            "head_too_large");
        row("too many fields", "GET / HTTP/1.1\r\n" + host + QByteArray("X: 1\r\n").repeated(70), {}, 431,
            "head_too_large");
        row("malformed", "GET / HTTP/1.1\r\n" + host + "a b: c\r\n", {}, 400, "malformed_request");
        row("two lengths", "POST /users HTTP/1.1\r\n" + host + length(2) + length(2), {}, 400,
            "malformed_request");
        row("unknown version", "GET / HTTP/2.0\r\n" + host, {}, 505, "version_not_supported");
        row("another host", "GET / HTTP/1.1\r\nHost: evil.example\r\n", {}, 421, "misdirected_request");
        row("unknown upgrade", "GET /health HTTP/1.1\r\n" + host + "Connection: upgrade\r\nUpgrade: h2c\r\n",
            {}, 400, "upgrade_refused");
        row("unknown expectation", "POST /users HTTP/1.1\r\n" + host + json + "Expect: tea\r\n" + length(2),
            {}, 417, "expectation_failed");
        row("no token", "GET /keys HTTP/1.1\r\n" + host, {}, 401, "token_missing");
        row("stranger", "GET /keys HTTP/1.1\r\n" + host + "Origin: https://evil.example\r\n", {}, 403,
            "origin_refused");
        row("unknown provider", "GET /relay/nobody/v1 HTTP/1.1\r\n" + program, {}, 400, "provider_unknown");
        row("path tricks", "GET /relay/openai/v1/..%2f..%2ffiles HTTP/1.1\r\n" + program, {}, 403,
            "path_refused");
        row("HTTP/1.0", "GET /nothing HTTP/1.0\r\n" + host, {}, 404, "route_unknown");
    }
    void everyRefusalIsJson()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        RelayConfig config;
        config.settings.bodyBytes = bodyLimit;
        RunningRelay relay(RunningRelay::Key::Stored, config);
        head.replace("PORT", QByteArray::number(relay.port()));
        head.replace("TOKEN", relay.programToken());
        const auto reply = relay.ask(head + "\r\n" + body);
        QVERIFY(reply);
        QVERIFY2(reply->status == status, QByteArray(reply->head + reply->body).constData());
        QCOMPARE(reply->field("content-type"), "application/json");
        const QJsonObject error = QJsonDocument::fromJson(reply->body).object();
        QVERIFY2(error["error"_L1].toString().endsWith(u'.') || error["error"_L1].toString().size() > 20,
                 reply->body.constData());
        if (!code.isEmpty())
            QCOMPARE(error["code"_L1].toString().toLatin1(), code);
        QCOMPARE(reply->field("x-content-type-options"), "nosniff");
        QVERIFY(reply->field("server").isNull());
        if (status == 405 && !head.startsWith("BREW") && !head.startsWith("TRACE"))
            QVERIFY(reply->field("allow").contains("POST"));
    }

    void aRefusalOfAHeadHasNoBody()
    {
        RunningRelay relay;
        const auto reply = relay.ask(relay.bareRequest("HEAD", "/nothing"), ReplyTo::HeadMethod);
        QVERIFY(reply);
        QCOMPARE(reply->status, 404);
        QVERIFY(reply->field("content-length").toInt() > 0);
        QVERIFY(reply->body.isEmpty());
    }

    void healthTellsAPortThatWasTakenAndACaFileThatCannotBeRead()
    {
        RelayConfig config;
        config.extraCaFile = u"/nowhere/planted-ca.pem"_s;
        RunningRelay relay(RunningRelay::Key::None, config);
        const auto warnings = [&relay] {
            return QJsonDocument::fromJson(relay.ask(relay.bareRequest("GET", "/health"))->body)
                .object()["warnings"_L1]
                .toArray();
        };
        QCOMPARE(warnings().size(), 1);
        QVERIFY(warnings()[0].toString().contains(u"CA file"_s));
        QVERIFY(
            !warnings()[0].toString().contains(u"planted"_s)); // whose files these are is nobody's business
        QVERIFY(relay.keeper().apply([](RelayConfig &changed) -> Result<> {
            changed.extraCaFile.clear();
            return Nothing{};
        }));
        QTRY_COMPARE(warnings().size(), 0);

        QTcpServer occupant;
        QVERIFY(occupant.listen(QHostAddress::LocalHost));
        QSignalSpy stopped(&relay.controller(), &RelayController::stopped);
        relay.controller().drain(0);
        QVERIFY(stopped.wait(byok::test::patience));
        QVERIFY(
            relay.controller().start(occupant.serverPort(), RelayController::PortChoice::AsConfigured).ok());
        QTRY_COMPARE(warnings().size(), 1);
        QVERIFY(warnings()[0].toString().contains(QString::number(occupant.serverPort())));
        QVERIFY(warnings()[0].toString().contains(QString::number(relay.port())));
    }

    void healthWarnsWhereNothingIsRelayed()
    {
        RunningRelay relay;
        const auto health = [&relay] {
            return QJsonDocument::fromJson(relay.ask(relay.bareRequest("GET", "/health"))->body).object();
        };
        QVERIFY(!health().contains("warnings"_L1));
        QCOMPARE(health()["checks"_L1]["relay"_L1].toString(), u"ok"_s);
        bool locked = false;
        relay.controller().lock([&locked] { locked = true; });
        QTRY_VERIFY(locked);
        QCOMPARE(health()["checks"_L1]["relay"_L1].toString(), u"locked"_s);
        QCOMPARE(health()["warnings"_L1].toArray().size(), 1);
        QVERIFY(relay.keeper().apply([](RelayConfig &config) -> Result<> {
            config.paused = true;
            return Nothing{};
        }));
        QTRY_COMPARE(health()["checks"_L1]["relay"_L1].toString(), u"paused"_s);
        QVERIFY(health()["ok"_L1].toBool()); // it is well, and does as it was told
    }
};

QTEST_GUILESS_MAIN(TestRelayErrors)
#include "tst_relay_errors.moc"
