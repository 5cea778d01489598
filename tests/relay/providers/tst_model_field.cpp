// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/model_field.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestModelField : public QObject
{
    Q_OBJECT

private slots:
    void theOnePlainModelIsFound_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("model");
        QTest::newRow("alone") << R"({"model":"gpt-4o"})"_ba << "gpt-4o"_ba;
        QTest::newRow("blanks") << " {\n \"model\" :\t\"gpt-4o\" \r\n}\n "_ba << "gpt-4o"_ba;
        QTest::newRow("last") << R"({"messages":[{"role":"user","content":"hi"}],"model":"a/b:c"})"_ba
                              << "a/b:c"_ba;
        QTest::newRow("nested ones before")
            << R"({"tools":[{"model":"x"}],"meta":{"model":"y"},"model":"z"})"_ba
            << "z"_ba;
        QTest::newRow("quoted in a text")
            << "{\"content\":\"\\\"model\\\":\\\"evil\\\"\",\"model\":\"z\"}"_ba << "z"_ba;
        QTest::newRow("a number beyond every range")
            << R"({"n":12345678901234567890,"model":"z","m":1e400})"_ba << ""_ba;
        QTest::newRow("large integer") << R"({"n":12345678901234567890,"model":"z"})"_ba << "z"_ba;
        QTest::newRow("larger integer") << R"({"n":[18446744073709551615],"model":"z"})"_ba << "z"_ba;
        QTest::newRow("other scripts") << R"({"model":"модель-🤖"})"_ba << "модель-🤖"_ba;
        QTest::newRow("similar names")
            << R"({"models":"a","model_":"b","model":"z","mode":"c"})"_ba << "z"_ba;
        QTest::newRow("deep neighbours") << "{\"x\":"_ba + QByteArray("[").repeated(500) +
                                                QByteArray("]").repeated(500) + ",\"model\":\"z\"}"
                                         << "z"_ba;
    }
    void theOnePlainModelIsFound()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, model);
        const auto field = findModel(body, {});
        if (model.isEmpty()) {
            QVERIFY(!field.ok());
            return;
        }
        QVERIFY2(field.ok(), qPrintable(field.ok() ? QString() : field.error().sentence));
        QCOMPARE(field.value().model, model);
        QCOMPARE(body.mid(field.value().begin, model.size()), model);
        QCOMPARE(body.at(field.value().begin - 1), '"');
        QCOMPARE(body.at(field.value().begin + model.size()), '"');
    }

    void whatCouldBeReadInTwoWaysIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const QByteArray &body, const QString &word,
                            const QByteArray &encoding = {}) {
            QTest::newRow(name) << body << encoding << word;
        };
        row("none", R"({"messages":[]})", u"model is required"_s);
        row("nested only", R"({"x":{"model":"a"}})", u"model is required"_s);
        row("empty body", "", u"JSON"_s);
        row("empty object", "{}", u"model is required"_s);
        row("twice", R"({"model":"a","model":"b"})", u"twice"_s);
        row("twice the same", R"({"model":"a","model":"a"})", u"twice"_s);
        row("three times", R"({"model":"a","x":1,"model":"b","model":"a"})", u"twice"_s);
        row("second with escapes", R"({"model":"a","mod\u0065l":"b"})", u"twice"_s);
        row("first with escapes", R"({"\u006dodel":"b","model":"a"})", u"twice"_s);
        row("only one, with escapes", R"({"mod\u0065l":"b"})", u"escapes"_s);
        row("in capitals too", R"({"model":"a","MODEL":"b"})", u"small letters"_s);
        row("capitalised", R"({"Model":"b"})", u"small letters"_s);
        row("value with escapes", R"({"model":"gpt\u002d4o"})", u"escapes"_s);
        row("value with an escaped slash", R"({"model":"a\/b"})", u"escapes"_s);
        row("value with a line break", R"({"model":"a\nb"})", u"characters"_s);
        row("value with a quote", "{\"model\":\"a\\\"b\"}", u"characters"_s);
        row("empty value", R"({"model":""})", u"empty"_s);
        row("a number", R"({"model":4})", u"must be a text"_s);
        row("null", R"({"model":null})", u"must be a text"_s);
        row("a list", R"({"model":["a"]})", u"must be a text"_s);
        row("an object", R"({"model":{"model":"a"}})", u"must be a text"_s);
        row("a list of objects", R"([{"model":"a"}])", u"object"_s);
        row("a text", "\"model\"", u"object"_s);
        row("cut short", R"({"model":"a")", u"JSON"_s);
        row("something behind", R"({"model":"a"}{"model":"b"})", u"JSON"_s);
        row("a comma too many", R"({"model":"a",})", u"JSON"_s);
        row("crossed brackets", R"({"x":[}],"model":"a"})", u"JSON"_s);
        row("a comment", "{/*\"model\":\"b\",*/\"model\":\"a\"}", u"JSON"_s);
        row("single quotes", "{'model':'a'}", u"JSON"_s);
        row("no quotes", "{model:\"a\"}", u"JSON"_s);
        row("a raw control character", "{\"model\":\"a\x01\"}", u"JSON"_s);
        row("a raw NUL", QByteArray("{\"model\":\"a\0\"}", 14), u"JSON"_s);
        row("bad UTF-8", "{\"model\":\"a\xff\"}", u"JSON"_s);
        row("UTF-16", QByteArray("{\0\"\0m\0", 6), u"JSON"_s);
        row("a bomb", QByteArray("[").repeated(100'000), u"JSON"_s);
        row("a very long name", "{\"model\":\"" + QByteArray(1000, 'a') + "\"}", u"longer"_s);
        row("compressed", R"({"model":"a"})", u"Content-Encoding"_s, "gzip");
        row("said to be twice plain", R"({"model":"a"})", u"Content-Encoding"_s, "identity, gzip");
        row("multipart", "--b\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--b--",
            u"JSON"_s);
    }
    void whatCouldBeReadInTwoWaysIsRefused()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, encoding);
        QFETCH(QString, word);
        const auto field = findModel(body, encoding);
        QVERIFY(!field.ok());
        QCOMPARE(field.error().status(), 400);
        QVERIFY2(field.error().sentence.contains(word), qPrintable(field.error().sentence));
        const bool fineWithoutModel = word == "model is required"_L1;
        if (!body.contains("[\"a\"]"))
            QCOMPARE(modelsInBody(body, encoding).ok(), fineWithoutModel);
    }

    void identityIsNoEncoding()
    {
        QVERIFY(findModel(R"({"model":"a"})", "identity").ok());
        QVERIFY(findModel(R"({"model":"a"})", " Identity ").ok());
    }

    void everyOtherByteStays_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("shorter") << R"({"model":"openai/gpt-4o"})"_ba << R"({"model":"gpt-4o"})"_ba;
        QTest::newRow("large numbers and odd spelling")
            << "{ \"seed\" : 12345678901234567890,\r\n\t\"t\":1.0E+2, \"u\":\"\\u00e9\\/\", \"model\" : \"openai/gpt-4o\" , \"z\":-0.0 }\n"_ba
            << "{ \"seed\" : 12345678901234567890,\r\n\t\"t\":1.0E+2, \"u\":\"\\u00e9\\/\", \"model\" : \"gpt-4o\" , \"z\":-0.0 }\n"_ba;
        QTest::newRow("the same text elsewhere")
            << R"({"user":"openai/gpt-4o","x":{"model":"openai/gpt-4o"},"model":"openai/gpt-4o"})"_ba
            << R"({"user":"openai/gpt-4o","x":{"model":"openai/gpt-4o"},"model":"gpt-4o"})"_ba;
        QTest::newRow("after a byte order mark") << "\xEF\xBB\xBF{\"model\":\"openai/gpt-4o\"}"_ba
                                                 << "\xEF\xBB\xBF{\"model\":\"gpt-4o\"}"_ba;
    }
    void everyOtherByteStays()
    {
        QFETCH(QByteArray, before);
        const auto field = findModel(before, {});
        QVERIFY(field.ok());
        QTEST(withModel(before, field.value(), "gpt-4o"), "after");
    }

    void aLargeBodyIsChangedInPlace()
    {
        const QByteArray body =
            "{\"content\":\"" + QByteArray(8 * 1024 * 1024, 'x') + "\",\"model\":\"a/b\",\"n\":1}";
        const auto field = findModel(body, {});
        QVERIFY(field.ok());
        QByteArray wanted = body;
        wanted.replace("\"a/b\"", "\"b\"");
        QVERIFY(withModel(body, field.value(), "b") == wanted);
    }

    void everyModelOfABodyIsNamed_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArrayList>("models");
        QTest::newRow("none") << R"({"input":"x"})"_ba << QByteArrayList{};
        QTest::newRow("one") << R"({"model":"a"})"_ba << QByteArrayList{"a"};
        QTest::newRow("fallback list")
            << R"({"model":"a","models":["b","c"]})"_ba << QByteArrayList{"a", "b", "c"};
        QTest::newRow("list alone") << R"({"models":["b"]})"_ba << QByteArrayList{"b"};
        QTest::newRow("by id") << R"({"text":"x","model_id":"eleven_v3"})"_ba << QByteArrayList{"eleven_v3"};
        QTest::newRow("list in capitals") << R"({"model":"a","Models":["b"]})"_ba << QByteArrayList{"a", "b"};
        QTest::newRow("list twice") << R"({"models":["a"],"models":["b"]})"_ba << QByteArrayList{"a", "b"};
        QTest::newRow("batch of embeddings")
            << R"({"requests":[{"model":"models/a"},{"model":"models/b"}]})"_ba
            << QByteArrayList{"models/a", "models/b"};
        QTest::newRow("batch of messages")
            << R"({"requests":[{"custom_id":"1","params":{"model":"a"}}]})"_ba << QByteArrayList{"a"};
        QTest::newRow("batch in a config")
            << R"({"batch":{"input_config":{"requests":{"requests":[{"request":{"model":"a"}}]}}}})"_ba
            << QByteArrayList{"a"};
        QTest::newRow("session") << R"({"session":{"type":"realtime","model":"a"}})"_ba
                                 << QByteArrayList{"a"};
        const auto hidden = [](const char *name, const QByteArray &member) {
            QTest::newRow(name) << "{\"model\":\"a\"," + member + '}' << QByteArrayList{"a", "b"};
        };
        hidden("a tool that draws", R"("tools":[{"type":"image_generation","model":"b"}])");
        hidden("a tool's parameters", R"("tools":[{"type":"openrouter:image","parameters":{"model":"b"}}])");
        hidden("a tool of a session", R"("session":{"tools":[{"model":"b"}]})");
        hidden("one tool, no list", R"("tools":{"model":"b"})");
        hidden("a plugin", R"("plugins":[{"id":"fusion","analysis_models":["b"]}])");
        hidden("transcription", R"("transcription":{"model":"b"})");
        hidden("transcription of a session",
               R"("session":{"audio":{"input":{"transcription":{"model":"b"}}}})");
        hidden("transcription of input audio", R"("input_audio_transcription":{"model":"b"})");
        hidden("transcription of input audio, in capitals",
               R"("session":{"Input_Audio_Transcription":{"model":"b"}})");
        hidden("a compound's models", R"("compound_custom":{"models":{"reasoning_model":"b"}})");
        hidden("fallback by name", R"("fallback_model":"b")");
        hidden("fallbacks by name", R"("fallback_models":["b"])");
        hidden("fallbacks in one word", R"("fallbackModels":["b"])");
        hidden("fallbacks as texts", R"("fallbacks":["b"])");
        hidden("fallbacks as requests", R"("fallbacks":[{"model":"b","stop":["x"]}])");
        hidden("fallbacks for long prompts", R"("context_window_fallbacks":["b"])");
        hidden("a request to count", R"("generateContentRequest":{"model":"b"})");
        QTest::newRow("what only ends like a model")
            << R"({"model":"a","keep_model":true,"draft_model":null})"_ba << QByteArrayList{"a"};
        QTest::newRow("words of the question")
            << R"({"model":"a","input":[{"model":"Tesla"}],"metadata":{"model":"Tesla"},"audio":{"voice":"x"}})"_ba
            << QByteArrayList{"a"};
        QTest::newRow("a function that takes a model")
            << R"({"model":"a","tools":[{"type":"function","function":{"parameters":{"properties":{"model":{"type":"string"}}}}},{"input_schema":{"properties":{"model":{}}}},{"parameters":{"properties":{"model":{}}}}]})"_ba
            << QByteArrayList{"a"};
        QTest::newRow("a word in a tool is no model")
            << R"({"model":"a","messages":[{"content":[{"type":"tool_use","input":{"model":"Tesla"}}]}],"tools":[{"properties":{"model":{"type":"string"}}}]})"_ba
            << QByteArrayList{"a"};
    }
    void everyModelOfABodyIsNamed()
    {
        QFETCH(QByteArray, body);
        const auto models = modelsInBody(body, {});
        QVERIFY2(models.ok(), qPrintable(models.ok() ? QString() : models.error().sentence));
        QTEST(QByteArrayList(models.value()), "models");
    }

    void aPlainPromptIsNoStoredOne()
    {
        for (const char *body : {R"({"model":"a","prompt":"id"})", R"({"model":"a","prompt":["id"]})",
                                 R"({"model":"a","prompt":null,"preset":null})"})
            QVERIFY2(modelsInBody(body, {}).ok(), body);
    }

    void aBatchCannotHideAModel_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("twice within") << R"({"requests":[{"model":"a","model":"b"}]})"_ba;
        QTest::newRow("in capitals within") << R"({"requests":[{"params":{"model":"a","MODEL":"b"}}]})"_ba;
        QTest::newRow("an object") << R"({"requests":[{"model":{"x":"b"}}]})"_ba;
        QTest::newRow("twice in a tool") << R"({"model":"a","tools":[{"model":"a","model":"b"}]})"_ba;
        QTest::newRow("an object in a tool") << R"({"model":"a","tools":[{"model":{"x":"b"}}]})"_ba;
        QTest::newRow("a stored prompt") << R"({"model":"a","prompt":{"id":"pmpt_1"}})"_ba;
        QTest::newRow("a stored prompt of a session")
            << R"({"session":{"model":"a","prompt":{"ID":"pmpt_1"}}})"_ba;
        QTest::newRow("a preset") << R"({"model":"a","preset":"mine"})"_ba;
        QTest::newRow("a preset behind the model") << R"({"model":"a@preset/mine"})"_ba;
        QTest::newRow("a preset for the model") << R"({"model":"@preset/mine"})"_ba;
        QTest::newRow("a file of requests") << R"({"model":"a","input_file_id":"file-1"})"_ba;
        QTest::newRow("fallbacks of another form") << R"({"model":"a","fallbacks":[{"a":["b"]}]})"_ba;
        QTest::newRow("nested too deeply") << "{\"requests\":"_ba + QByteArray("[").repeated(50) +
                                                  R"({"model":"b"})" + QByteArray("]").repeated(50) + "}";
    }
    void aBatchCannotHideAModel()
    {
        QFETCH(QByteArray, body);
        const auto models = modelsInBody(body, {});
        QVERIFY(!models.ok());
        QCOMPARE(models.error().status(), 400);
    }
};

QTEST_APPLESS_MAIN(TestModelField)
#include "tst_model_field.moc"
