// SPDX-License-Identifier: Apache-2.0
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray formType = "Content-Type: multipart/form-data; boundary=Form7\r\n";

QByteArray form(const QByteArray &model)
{
    return "--Form7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n\xff\0\r\n--x"_ba +
           "\r\n--Form7\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n" + model +
           "\r\n--Form7--\r\n";
}

/// OpenAI's envelope.
QJsonObject errorOf(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object().value("error"_L1).toObject();
}

} // namespace

/// `/v1/*`, over real sockets on both sides.
class TestOpenAiApi : public QObject
{
    Q_OBJECT

private slots:
    void theModelsProviderIsAskedAtItsOwnEndpoint_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("arrivesAt");
        QTest::addColumn<QByteArray>("arrives");
        const auto row = [](const char *target, const QByteArray &body, const char *arrivesAt,
                            const QByteArray &arrives = {}) {
            QTest::addRow("%s %s", target, body.left(40).constData())
                << QByteArray(target) << body << QByteArray(arrivesAt)
                << (arrives.isEmpty() ? body : arrives);
        };
        row("/v1/chat/completions", R"({"model":"gpt-4o","seed":12345678901234567890})",
            "/v1/chat/completions");
        row("/v1/chat/completions?a=b&c", R"({ "model" : "openai/gpt-4o", "n":1.0 })",
            "/v1/chat/completions?a=b&c", R"({ "model" : "gpt-4o", "n":1.0 })");
        row("/v1/chat/completions", R"({"model":"anthropic/claude-sonnet-4-5"})", "/v1/chat/completions",
            R"({"model":"claude-sonnet-4-5"})");
        row("/v1/chat/completions", R"({"model":"claude-sonnet-4-5"})", "/v1/chat/completions");
        row("/v1/embeddings", R"({"model":"openai/text-embedding-3-small","input":"x"})", "/v1/embeddings",
            R"({"model":"text-embedding-3-small","input":"x"})");
        row("/v1/responses", R"({"model":"openai/gpt-4o"})", "/v1/responses", R"({"model":"gpt-4o"})");
        row("/v1/images/generations", R"({"model":"openai/gpt-image-1"})", "/v1/images/generations",
            R"({"model":"gpt-image-1"})");
        row("/v1/audio/speech", R"({"model":"openai/tts-1"})", "/v1/audio/speech", R"({"model":"tts-1"})");
        row("/v1/moderations", R"({"model":"openai/omni-moderation-latest"})", "/v1/moderations",
            R"({"model":"omni-moderation-latest"})");
        row("/v1/chat/completions", R"({"model":"mine/a/b"})", "/mine/v1/chat/completions",
            R"({"model":"a/b"})");
        row("/v1/chat/completions", R"({"model":"mine-1"})", "/mine/v1/chat/completions");
    }
    void theModelsProviderIsAskedAtItsOwnEndpoint()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        RunningRelay relay;
        const auto reply = relay.ask(relay.request("POST", target, body));
        QVERIFY(reply);
        QVERIFY2(reply->status == 200, reply->body.constData());
        QVERIFY(!reply->field("x-relay-request-id").isEmpty());
        QCOMPARE(relay.upstream().requestCount(), 1);
        const auto &sent = relay.upstream().requests().first();
        QCOMPARE(sent.method, QByteArray("POST"));
        QTEST(sent.target, "arrivesAt");
        QTEST(sent.body, "arrives");
        QVERIFY(!sent.rawHead.contains(relay.token()));
        QVERIFY(sent.field("origin").isNull());
        // Anthropic's too: its endpoint in OpenAI's manner takes its key so.
        const bool needsKey = !sent.target.startsWith("/mine");
        QCOMPARE(sent.field("authorization"), needsKey ? "Bearer " + RunningRelay::key : QByteArray());
        QTRY_COMPARE(relay.records().size(), 1);
        QCOMPARE(relay.records().first().wayIn, WayIn::OpenAi);
    }

    void aFormsModelNamesItToo_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::newRow("with its provider") << "openai/whisper-1"_ba;
        QTest::newRow("as every client of OpenAI's writes it") << "whisper-1"_ba;
    }

    void aFormsModelNamesItToo()
    {
        QFETCH(const QByteArray, model);
        RunningRelay relay;
        const auto reply =
            relay.ask(relay.request("POST", "/v1/audio/transcriptions", form(model), formType));
        QVERIFY(reply);
        QVERIFY2(reply->status == 200, reply->body.constData());
        const auto &sent = relay.upstream().requests().first();
        QCOMPARE(sent.target, QByteArray("/v1/audio/transcriptions"));
        QCOMPARE(sent.body, form("whisper-1"));
        QCOMPARE(sent.field("content-type"), QByteArray("multipart/form-data; boundary=Form7"));
        QTRY_COMPARE(relay.records().size(), 1);
        QCOMPARE(relay.records().first().model, u"whisper-1"_s);
    }

    void rulesAboutModelsHoldForFormsOnEachWayIn_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<int>("status");
        for (const char *target : {"/v1/audio/transcriptions", "/relay/openai/v1/audio/transcriptions"}) {
            QTest::addRow("allowed at %s", target) << QByteArray(target) << "whisper-1"_ba << 200;
            QTest::addRow("not allowed at %s", target) << QByteArray(target) << "gpt-4o-transcribe"_ba << 403;
        }
    }
    void rulesAboutModelsHoldForFormsOnEachWayIn()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, model);
        RunningRelay relay;
        Grant grant;
        grant.models = {u"whisper-*"_s};
        relay.setGrant(grant);
        const QByteArray named = target.startsWith("/v1") ? "openai/" + model : model;
        const auto reply = relay.ask(relay.request("POST", target, form(named), formType));
        QVERIFY(reply);
        QTEST(reply->status, "status");
        QCOMPARE(relay.upstream().requestCount(), reply->status == 200 ? 1 : 0);
    }

    void whatCannotBeSentOnIsRefusedAsOpenAiWould_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *method, const char *target, const char *body,
                            int status, const char *code, const char *says) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(target) << QByteArray(body) << status
                                << QString::fromLatin1(code) << QString::fromLatin1(says);
        };
        const char *chat = "/v1/chat/completions";
        row("no body", "POST", chat, "", 400, "invalid_argument", "model is required");
        row("no model", "POST", chat, "{}", 400, "invalid_argument", "model is required");
        row("two models", "POST", chat, R"({"model":"gpt-4o","model":"gpt-4"})", 400, "invalid_argument",
            "twice");
        row("no JSON", "POST", chat, "model=gpt-4o", 400, "invalid_argument", "JSON");
        row("nobody's model", "POST", chat, R"({"model":"my-own"})", 404, "model_not_found", "my-own");
        row("nobody's prefix", "POST", chat, R"({"model":"nobody/m"})", 404, "model_not_found", "nobody/m");
        row("a prefix alone", "POST", chat, R"({"model":"openai/"})", 400, "invalid_argument", "no model");
        row("no such endpoints", "POST", chat, R"({"model":"deepgram/nova-3"})", 400, "invalid_argument",
            "/relay/deepgram/");
        row("not for apps there", "POST", "/v1/embeddings", R"({"model":"anthropic/x"})", 403, "path_refused",
            "Anthropic");
        row("no key", "POST", chat, R"({"model":"groq/llama"})", 400, "key_missing", "groq");
        row("turned off", "POST", chat, R"({"model":"ollama/phi3"})", 403, "provider_refused", "turned off");
        row("dots", "POST", "/v1/chat/../files", R"({"model":"gpt-4o"})", 403, "path_refused", ".. part");
        row("a file", "GET", "/v1/files", "", 404, "route_unknown", "/relay/<provider>/v1/files");
        row("a deletion", "DELETE", "/v1/files/f", "", 404, "route_unknown", "/relay/<provider>/v1/files/f");
    }
    void whatCannotBeSentOnIsRefusedAsOpenAiWould()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        RunningRelay relay;
        const auto reply = relay.ask(relay.request(method, target, body));
        QVERIFY(reply);
        QTEST(reply->status, "status");
        const QJsonObject error = errorOf(*reply);
        QTEST(error.value("code"_L1).toString(), "code");
        QVERIFY2(error.value("message"_L1).toString().contains(says), reply->body.constData());
        if (reply->status == 404)
            QCOMPARE(error.value("type"_L1).toString(), u"invalid_request_error"_s);
        QCOMPARE(reply->field("x-should-retry"), QByteArray("false"));
        // At most this machine was asked what it has.
        QCOMPARE(relay.upstream().requestCount(), relay.upstream().requestCount("/mine/v1/models"));
    }

    void theGrantHolds()
    {
        RunningRelay relay;
        Grant grant;
        grant.providers = {u"anthropic"_s};
        grant.models = {u"claude-*"_s};
        relay.setGrant(grant);
        const auto status = [&relay](const QByteArray &model) {
            return relay
                .ask(relay.request("POST", "/v1/chat/completions", R"({"model":")" + model + R"("})"))
                ->status;
        };
        QCOMPARE(status("openai/gpt-4o"), 403);
        QCOMPARE(status("anthropic/gpt-4o"), 403);
        QCOMPARE(status("anthropic/claude-sonnet-4-5"), 200);
        QCOMPARE(relay.upstream().requestCount(), 1);
    }

    void echoAnswersHereToo()
    {
        RunningRelay relay;
        const auto reply = relay.ask(
            relay.request("POST", "/v1/chat/completions",
                          R"({"model":"echo/echo","messages":[{"role":"user","content":"hello there"}]})"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QVERIFY2(reply->body.contains("hello there"), reply->body.constData());
        QCOMPARE(relay.upstream().requestCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestOpenAiApi)
#include "tst_openai_api.moc"
