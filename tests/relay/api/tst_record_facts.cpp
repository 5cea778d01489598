// SPDX-License-Identifier: Apache-2.0
#include "relay/api/record_facts.h"
#include "relay/providers/target_parts.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestRecordFacts : public QObject
{
    Q_OBJECT

private slots:
    void theModelIsReadWhereItIsPlain_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("model");
        const auto row = [](const char *name, const QByteArray &target, const QByteArray &body,
                            const QString &model) { QTest::newRow(name) << target << body << model; };
        const QByteArray chat = "/v1/chat/completions";
        row("in the body", chat, R"({"n": 12345678901234567890, "model": "gpt-4o"})", u"gpt-4o"_s);
        row("in the path", "/v1beta/models/gemini-2.0-flash:generateContent", R"({"contents": []})",
            u"gemini-2.0-flash"_s);
        row("in the query", "/v1/realtime?model=gpt-realtime&x=1", {}, u"gpt-realtime"_s);
        row("path before body", "/v1beta/models/gemini-a:generateContent", R"({"model": "b"})",
            u"gemini-a"_s);
        row("escaped in the path", "/openai/deployments/my%2Dgpt/chat/completions", {}, u"my-gpt"_s);
        row("none", chat, R"({"messages": []})", {});
        row("two in the body", chat, R"({"model": "a", "model": "b"})", {});
        row("a query that nobody reads", "/v1/models/a:x?model=b", {}, u"a"_s);
        row("a query beside the body", chat + "?model=cheap", R"({"model": "o1-pro"})", u"o1-pro"_s);
        row("a query and no more", chat + "?model=cheap", R"({"messages": []})", {});
        row("a batch", "/v1/messages/batches", R"({"requests": [{"params": {"model": "a"}}]})", {});
        row("no text", chat, R"({"model": 7})", {});
        row("not JSON", chat, "model=gpt-4o", {});
        row("broken JSON", chat, R"({"model": "gpt-4o", )", {});
        row("binary", "/v1/audio/transcriptions", "\x1a\x45\xdf\xa3\0\x01\x02"_ba, {});
        row("no body", "/v1/models", {}, {});
        row("too long a name in the path", "/v1beta/models/" + QByteArray(257, 'm') + ":x", {}, {});
        row("a body too large to look into", chat,
            "{\"model\": \"gpt-4o\", \"pad\": \"" + QByteArray(1024 * 1024, 'x') + "\"}", {});
    }
    void theModelIsReadWhereItIsPlain()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        ClientRequest request;
        request.body = body;
        QTEST(modelForRecord(request, target), "model");
        const TargetParts parts(target);
        QTEST(modelForRecord(readModels(parts.path, parts.query, body, {}), body.size()), "model");
    }

    void aCompressedBodyIsNotRead()
    {
        ClientRequest request;
        request.body = R"({"model": "gpt-4o"})";
        request.head.fields = {{"content-encoding", "gzip"}};
        QCOMPARE(modelForRecord(request, "/v1/chat/completions"), QString());
    }

    void anAppsOwnKeyIsToldFromThePersons()
    {
        RelayConfig config;
        config.keys = {{.account = u"key/openai/work"_s,
                        .provider = u"openai"_s,
                        .label = u"work"_s,
                        .appId = {},
                        .addedAt = {}},
                       {.account = u"app/x/openai"_s,
                        .provider = u"openai"_s,
                        .label = u"default"_s,
                        .appId = u"https://app.example"_s,
                        .addedAt = {}}};
        QCOMPARE(keyLabelForRecord(config, u"key/openai/work"_s), u"work"_s);
        QCOMPARE(keyLabelForRecord(config, u"app/x/openai"_s), u"app:default"_s);
        QCOMPARE(keyLabelForRecord(config, u"key/openai/default"_s), QString());
        QCOMPARE(keyLabelForRecord(config, {}), QString());
    }
};

QTEST_GUILESS_MAIN(TestRecordFacts)
#include "tst_record_facts.moc"
