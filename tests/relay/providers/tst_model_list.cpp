// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/model_list.h"

#include <QTest>

using namespace byok;

class TestModelList : public QObject
{
    Q_OBJECT

private slots:
    void eachProvidersFormIsRead_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QList<ListedModel>>("models");
        QTest::addColumn<QByteArray>("next");
        const auto row = [](const char *name, const char *body, const QList<ListedModel> &models,
                            const char *next = "") {
            QTest::newRow(name) << QByteArray(body) << models << QByteArray(next);
        };
        row("OpenAI",
            R"({"object":"list","data":[{"id":"gpt-4o","object":"model","created":1715367049,"owned_by":"system"},{"id":"o1","object":"model","created":1734375816,"owned_by":"system"}]})",
            {{"gpt-4o", 1715367049}, {"o1", 1734375816}});
        row("Anthropic",
            R"({"data":[{"type":"model","id":"claude-sonnet-4-5","display_name":"Claude Sonnet 4.5","created_at":"2025-09-29T00:00:00Z"}],"has_more":true,"first_id":"claude-sonnet-4-5","last_id":"claude-sonnet-4-5"})",
            {{"claude-sonnet-4-5", 1759104000}}, "after_id=claude-sonnet-4-5");
        row("Anthropic's last page",
            R"({"data":[{"type":"model","id":"claude-3-haiku","created_at":"no date"}],"has_more":false,"last_id":"claude-3-haiku"})",
            {{"claude-3-haiku", 0}});
        row("Google",
            R"({"models":[{"name":"models/gemini-2.5-flash","version":"001","displayName":"Gemini 2.5 Flash","supportedGenerationMethods":["generateContent"]}],"nextPageToken":"Ch a/"})",
            {{"gemini-2.5-flash", 0}}, "pageToken=Ch%20a%2F");
        row("Cohere",
            R"({"models":[{"name":"command-a-03-2025","endpoints":["chat"]},{"name":"embed-v4.0","endpoints":["embed"]}],"next_page_token":""})",
            {{"command-a-03-2025", 0}, {"embed-v4.0", 0}});
        row("Together",
            R"([{"id":"meta-llama/Llama-3.3-70B-Instruct-Turbo","object":"model","created":1733529600,"type":"chat"},{"id":"x/y","created":0}])",
            {{"meta-llama/Llama-3.3-70B-Instruct-Turbo", 1733529600}, {"x/y", 0}});
        row("OpenRouter",
            R"({"data":[{"id":"openai/gpt-4o","canonical_slug":"openai/gpt-4o","name":"OpenAI: GPT-4o","created":1715558400}]})",
            {{"openai/gpt-4o", 1715558400}});
        row("Ollama",
            R"({"object":"list","data":[{"id":"llama3.2:3b","object":"model","created":1,"owned_by":"library"}]})",
            {{"llama3.2:3b", 1}});
        row("Ollama without any", R"({"object":"list","data":null})", {});
        row("twice the same", R"({"data":[{"id":"a"},{"id":"a","created":5}]})", {{"a", 0}});
        row("what is no name is left out",
            "{\"data\":[{\"id\":\"\"},{\"id\":\"a "
            "b\"},{\"id\":\"a\\\"b\"},{\"id\":\"caf\xc3\xa9\"},{\"id\":\"a\\nb\"},"
            "{\"id\":7},{\"name\":\"\"},7,\"x\",null,{\"id\":\"ok\",\"created\":-4}]}",
            {{"ok", 0}});
        row("none", R"({"data":[]})", {});
    }
    void eachProvidersFormIsRead()
    {
        QFETCH(QByteArray, body);
        const auto page = readModelPage(body);
        QVERIFY(page.ok());
        QTEST(page.value().models, "models");
        QTEST(page.value().next, "next");
    }

    void whatIsNoListIsToldApart_data()
    {
        QTest::addColumn<QByteArray>("body");
        for (const char *body : {"", "{}", "[", "7", "\"gpt-4o\"", "<html>", R"({"error":{"message":"x"}})",
                                 R"({"data":{"id":"a"}})", "\xff\xfe"})
            QTest::newRow(body) << QByteArray(body);
    }
    void whatIsNoListIsToldApart()
    {
        QFETCH(QByteArray, body);
        QVERIFY(!readModelPage(body).ok());
    }

    void namesAreNoLongerThanRequestsMayHaveThem()
    {
        const QByteArray longest(256, 'm');
        QCOMPARE(readModelPage(R"([{"id":")" + longest + R"("}])").value().models.size(), 1);
        QCOMPARE(readModelPage(R"([{"id":")" + longest + R"(m"}])").value().models.size(), 0);
    }
};

QTEST_APPLESS_MAIN(TestModelList)
#include "tst_model_list.moc"
