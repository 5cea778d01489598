// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/inference_path.h"

#include <QTest>

using namespace byok;

class TestInferencePath : public QObject
{
    Q_OBJECT

private slots:
    void aRuleAllowsWhatItSaysAndNoMore_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<HttpMethod>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("allowed");
        using M = HttpMethod;
        const auto row = [](const QByteArray &rule, M method, const QByteArray &path, bool allowed) {
            QTest::addRow("%s: %s %s", rule.constData(), methodName(method).constData(), path.constData())
                << rule << method << path << allowed;
        };
        row("POST /v1/messages", M::Post, "/v1/messages", true);
        row("POST /v1/messages", M::Options, "/v1/messages", true);
        row("POST /v1/messages", M::Get, "/v1/messages", false);
        row("POST /v1/messages", M::Put, "/v1/messages", false);
        row("POST /v1/messages", M::Post, "/v1/messages/", false);
        row("POST /v1/messages", M::Post, "/v1/messages/batches", false);
        row("POST /v1/messages", M::Post, "/v1/messages;x", false);
        row("POST /v1/messages", M::Post, "/v1/message", false);
        row("POST /v1/messages", M::Post, "/v1", false);
        row("GET /v1/models/**", M::Get, "/v1/models", true);
        row("GET /v1/models/**", M::Head, "/v1/models/org/m", true);
        row("GET /v1/models/**", M::Post, "/v1/models", false);
        row("GET /v1/models/**", M::Delete, "/v1/models/m", false);
        row("GET /v1/models/**", M::Get, "/v1/modelsx", false);
        row("GET /files/*", M::Get, "/files/f1", true);
        row("GET /files/*", M::Get, "/files", false);
        row("GET /files/*", M::Get, "/files/", false);
        row("GET /files/*", M::Get, "/files/;x=1", false);
        row("GET /files/*", M::Get, "/files/f1/x", false);
        row("POST /m/*:ask", M::Post, "/m/gpt:ask", true);
        row("POST /m/*:ask", M::Post, "/m/:ask", false);
        row("POST /m/*:ask", M::Post, "/m/gpt:batchask", false);
        row("POST /m/*:ask", M::Post, "/m/gpt", false);
        row("POST /d/*/**", M::Post, "/d/x/chat/completions", true);
        row("POST /d/*/**", M::Post, "/d", false);
        row("POST /d/*/**", M::Post, "/d/", false);
        row("PUT /upload", M::Put, "/upload", true);
        row("PUT /upload", M::Post, "/upload", false);
        for (const M method : {M::Get, M::Head, M::Post, M::Options}) {
            row("/v1", method, "/v1", true);
            row("/v1", method, "/v1/x/y", true);
            row("/", method, "/x", true);
        }
        row("/v1", M::Post, "/v1x", false);
        for (const M method : {M::Put, M::Patch, M::Delete})
            row("/v1", method, "/v1/x", false);
    }
    void aRuleAllowsWhatItSaysAndNoMore()
    {
        QFETCH(QByteArray, rule);
        QFETCH(HttpMethod, method);
        QFETCH(QByteArray, path);
        const auto read = InferencePath::fromText(rule);
        QVERIFY(read);
        QTEST(read->allows(method, path), "allowed");
    }

    void whatIsNoRuleIsNotRead()
    {
        for (const char *text :
             {"",          "v1",   "POST",  "POST v1", "DELETE /v1", "post /v1",  "POST  /v1",
              "POST /v1 ", "/v1/", "//v1",  "/v1//x",  "/v1/../x",   "/..",       "/v1?x",
              "/a*b",      "/a*",  "/**/x", "/x/***",  "/*a*",       "GET /v1\n", "GET /v1/%2e"})
            QVERIFY2(!InferencePath::fromText(text), text);
    }

    void theStemIsWhatIsFixed()
    {
        QCOMPARE(InferencePath::fromText("GET /v1/models/**")->stem(), "/v1/models");
        QCOMPARE(InferencePath::fromText("POST /m/*:ask")->stem(), "/m");
        QCOMPARE(InferencePath::fromText("/v1")->stem(), "/v1");
        QCOMPARE(InferencePath::fromText("/")->stem(), "/");
    }
};

QTEST_APPLESS_MAIN(TestInferencePath)
#include "tst_inference_path.moc"
