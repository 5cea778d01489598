// SPDX-License-Identifier: Apache-2.0
#include "app/control_protocol.h"
#include "relay/providers/provider_entries.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestControlProtocol : public QObject
{
    Q_OBJECT

private slots:
    void everyVerbGoesOverAndBack_data()
    {
        QTest::addColumn<Verb>("verb");
        for (const VerbRow &row : verbRows())
            QTest::newRow(row.name) << row.verb;
    }
    void everyVerbGoesOverAndBack()
    {
        QFETCH(Verb, verb);
        VerbRequest request;
        request.verb = verb;
        for (qsizetype i = 0; i < argumentCount(verbRow(verb)); ++i)
            request.arguments += u"ärgument \"%1\"\n"_s.arg(i);
        request.label = u"l"_s;
        request.grant.providers = {u"a"_s, u"b"_s};
        request.grant.models = {u"gpt-*"_s};
        request.grant.paths = PathScope::WholeApi;
        request.grant.duration = GrantDuration::OneDay;
        request.denial = Denial::NeverAskAgain;
        request.usage = {UsageGrouping::Model, u"7d"_s};
        request.rule = {u"https://a.example"_s,
                        u"gpt-*"_s,
                        OtherKeys::Yes,
                        {{u"ollama"_s, u"llama3.2:3b"_s}},
                        PaidTargets::Allowed};
        request.provider.name = u"Téam"_s;
        request.provider.baseUrl = "https://llm.team.example/v1";
        request.provider.auth = AuthScheme::Header;
        request.provider.authField = "x-key";
        request.provider.privateAddresses = PrivateAddresses::Allowed;
        request.provider.paths = {"POST /v1/customers", "GET /v1/customers/*"};
        request.ownOptions = {u"--name"_s, u"--allow-path"_s};
        if (verb == Verb::ProvidersAdd)
            request.provider = asGateway(request.provider);
        request.form = verb == Verb::Usage ? OutputForm::Csv : OutputForm::Json;
        const QByteArray line = requestLine(request);
        QCOMPARE(line.count('\n'), 1);
        const auto read = readRequestLine(line);
        QVERIFY(read.ok());
        QCOMPARE(read.value().message.verb, verb);
        QCOMPARE(read.value().message.arguments, request.arguments);
        QCOMPARE(read.value().message.label, request.label);
        QCOMPARE(read.value().message.grant, request.grant);
        QCOMPARE(read.value().message.denial, request.denial);
        QCOMPARE(read.value().message.form, request.form);
        QCOMPARE(read.value().message.provider, request.provider);
        QCOMPARE(read.value().message.ownOptions, request.ownOptions);
        QCOMPARE(read.value().message.usage.by, UsageGrouping::Model);
        QCOMPARE(read.value().message.usage.since, u"7d"_s);
        QCOMPARE(read.value().message.rule, request.rule);
        QCOMPARE(read.value().bytesToCome, 0);
    }

    void aSecretIsCountedAndNeverInTheLine()
    {
        VerbRequest request;
        request.verb = Verb::KeysSet;
        request.arguments = {u"openai"_s};
        request.secret = Secret::copyOf("sk-planted");
        QVERIFY(!requestLine(request).contains("planted"));
        QCOMPARE(readRequestLine(requestLine(request)).value().bytesToCome, 10);
        VerbReply reply;
        reply.out = Secret::copyOf("byok_planted");
        QVERIFY(!replyLine(reply).contains("planted"));
        QCOMPARE(readReplyLine(replyLine(reply)).value().bytesToCome, 12);
    }

    void oddLinesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("line");
        const QByteArray good =
            R"({"verb":"keys set","arguments":["x"],"label":"","providers":[],"models":[],"paths":"all","for":"day","never_ask_again":false,"by":"app","since":"","rule":{"app":"","model":"","other_keys":true,"may_cost_money":false,"try":[["ollama","m"]]},"form":"text","secret_bytes":5})";
        QVERIFY(readRequestLine(good).ok());
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("no verb") << QByteArray(good).replace("\"verb\":\"keys set\",", "");
        QTest::newRow("arguments no list") << QByteArray(good).replace("[\"x\"]", "\"x\"");
        QTest::newRow("argument no text") << QByteArray(good).replace("[\"x\"]", "[1]");
        QTest::newRow("too few") << QByteArray(good).replace("[\"x\"]", "[]");
        QTest::newRow("too many") << QByteArray(good).replace("[\"x\"]", "[\"x\",\"y\"]");
        QTest::newRow("negative count") << QByteArray(good).replace(":5}", ":-5}");
        QTest::newRow("a fraction") << QByteArray(good).replace(":5}", ":5.5}");
        QTest::newRow("too large") << QByteArray(good).replace(":5}", ":16385}");
        QTest::newRow("no rule") << QByteArray(good).replace("\"rule\":{", "\"role\":{");
        QTest::newRow("a rule that costs a text")
            << QByteArray(good).replace("money\":false", "money\":\"no\"");
        QTest::newRow("a rule that tries no pair") << QByteArray(good).replace(",\"m\"]", "]");
        QTest::newRow("an unknown form") << QByteArray(good).replace("\"text\"", "\"xml\"");
        QTest::newRow("an unknown grouping") << QByteArray(good).replace("\"app\"", "\"key\"");
        QTest::newRow("since no text") << QByteArray(good).replace("\"since\":\"\"", "\"since\":7");
        QTest::newRow("too long") << good + QByteArray(control::mostLineBytes, ' ');
    }
    void oddLinesAreRefused()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!readRequestLine(line).ok());
    }
};

QTEST_APPLESS_MAIN(TestControlProtocol)
#include "tst_control_protocol.moc"
