// SPDX-License-Identifier: Apache-2.0
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject json(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

/// The approved page's grant, narrowed to these models.
void grantModels(RunningRelay &relay, const QStringList &globs)
{
    QVERIFY(relay.keeper().apply([globs](RelayConfig &config) {
        for (AppEntry &app : config.apps)
            app.grant.models = globs;
        return Result<>(Nothing{});
    }));
}

} // namespace

/// `POST /relay` and the rules about models, over real sockets on both sides.
class TestUnified : public QObject
{
    Q_OBJECT

private slots:
    void theModelNamesTheProviderAndEveryOtherByteStays_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("arrives");
        const auto row = [](const char *name, const QByteArray &body, const QByteArray &target,
                            const QByteArray &arrives = {}) {
            QTest::newRow(name) << body << target << (arrives.isEmpty() ? body : arrives);
        };
        row("by pattern", R"({"model":"gpt-4o","seed":12345678901234567890})", "/v1/chat/completions");
        row("by pattern, capitals", R"({"model":"GPT-4o"})", "/v1/chat/completions");
        row("anthropic", R"({"model":"claude-sonnet-4-5"})", "/v1/messages");
        row("embeddings", R"({"model":"text-embedding-3-small","input":"x"})", "/v1/embeddings");
        row("by prefix", R"({"model":"openai/my-model"})", "/v1/chat/completions", R"({"model":"my-model"})");
        row("a prefix that contradicts the pattern", R"({"model":"anthropic/gpt-4o"})", "/v1/messages",
            R"({"model":"gpt-4o"})");
        row("odd spelling around a prefix",
            "{ \"seed\" : 12345678901234567890,\r\n\t\"t\":1.0E+2,\"u\":\"\\u00e9\\/\", \"model\" : "
            "\"openai/gpt-4o\" , \"z\":-0.0, \"user\":\"openai/gpt-4o\" }\n",
            "/v1/chat/completions",
            "{ \"seed\" : 12345678901234567890,\r\n\t\"t\":1.0E+2,\"u\":\"\\u00e9\\/\", \"model\" : "
            "\"gpt-4o\" , \"z\":-0.0, \"user\":\"openai/gpt-4o\" }\n");
    }
    void theModelNamesTheProviderAndEveryOtherByteStays()
    {
        QFETCH(QByteArray, body);
        RunningRelay relay;
        const auto reply = relay.ask(relay.request("POST", "/relay", body));
        QVERIFY(reply);
        QVERIFY2(reply->status == 200, reply->body.constData());
        QCOMPARE(relay.upstream().requestCount(), 1);
        const auto &sent = relay.upstream().requests().first();
        QCOMPARE(sent.method, QByteArray("POST"));
        QTEST(sent.target, "target");
        QTEST(sent.body, "arrives");
        QCOMPARE(sent.field("content-length"), QByteArray::number(sent.body.size()));
        QVERIFY(sent.rawHead.contains(RunningRelay::key));
        QVERIFY(!sent.rawHead.contains(relay.token()));
    }

    void whatCannotBeRoutedIsRefusedInWords_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("no body") << ""_ba << 400 << "model is required"_ba; // an empty body has no model
        QTest::newRow("no model") << R"({"messages":[]})"_ba << 400 << "model is required"_ba;
        QTest::newRow("a model of nobody") << R"({"model":"my-own"})"_ba << 400 << "openai/my-own"_ba;
        QTest::newRow("no JSON") << "model=gpt-4o"_ba << 400 << "JSON"_ba;
        QTest::newRow("a list") << R"([{"model":"gpt-4o"}])"_ba << 400 << "object"_ba;
        QTest::newRow("twice") << R"({"model":"gpt-4o","model":"o1-pro"})"_ba << 400 << "twice"_ba;
        QTest::newRow("escaped") << R"({"mod\u0065l":"gpt-4o"})"_ba << 400 << "escapes"_ba;
        QTest::newRow("no key") << R"({"model":"groq/llama"})"_ba << 400
                                << R"(No API key stored for provider \"groq\". POST /keys/groq first.)"_ba;
        QTest::newRow("no chat path") << R"({"model":"deepgram/nova-3"})"_ba << 400 << "no chat endpoint"_ba;
        QTest::newRow("turned off") << R"({"model":"ollama/phi3"})"_ba << 403 << "turned off"_ba;
        QTest::newRow("nobody there") << R"({"model":"nowhere/x"})"_ba << 400 << "no chat endpoint"_ba;
    }
    void whatCannotBeRoutedIsRefusedInWords()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, sentence);
        RunningRelay relay;
        const auto reply = relay.ask(relay.programRequest("POST", "/relay", body));
        QVERIFY(reply);
        QTEST(reply->status, "status");
        QVERIFY(json(*reply).value("error"_L1).isString());
        QVERIFY2(reply->body.contains(sentence), reply->body.constData());
        // At most this machine was asked what it has.
        QCOMPARE(relay.upstream().requestCount(), relay.upstream().requestCount("/mine/v1/models"));
    }

    void whatTheProviderIsNotGrantedOrTooBusyForIsTold()
    {
        RelayConfig config;
        config.settings.exchangesPerApp = 1;
        RunningRelay relay(RunningRelay::Key::Stored, config);
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n"}));
        RawClient first(relay.port());
        first.send(relay.programRequest("POST", "/relay", R"({"model":"gpt-4o"})"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        auto reply = relay.ask(relay.programRequest("POST", "/relay", R"({"model":"gpt-4o"})"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 429);
        QVERIFY(!reply->field("retry-after").isNull());
        relay.upstream().releaseAll();
        QVERIFY(first.takeReply());

        QVERIFY(relay.keeper().apply([](RelayConfig &changed) {
            for (AppEntry &app : changed.apps)
                app.grant.providers = {u"anthropic"_s};
            return Result<>(Nothing{});
        }));
        QTRY_COMPARE(relay.ask(relay.programRequest("POST", "/relay", R"({"model":"gpt-4o"})"))->status, 403);
        QCOMPARE(relay.upstream().requestCount(), 1);
    }

    void failuresUpstreamAreTheSameAsOnTheLongWay()
    {
        RelayConfig config;
        config.settings.firstByteSeconds = 1;
        RunningRelay relay(RunningRelay::Key::Stored, config);
        FakeReply closed;
        closed.cutHeadAt = 0;
        closed.ending = FakeEnding::Close;
        relay.upstream().next(closed);
        QCOMPARE(relay.ask(relay.programRequest("POST", "/relay", R"({"model":"gpt-4o"})"))->status, 502);
        FakeReply stalled;
        stalled.cutHeadAt = 0;
        stalled.ending = FakeEnding::Stall;
        relay.upstream().next(stalled);
        QCOMPARE(relay.ask(relay.programRequest("POST", "/relay", R"({"model":"gpt-4o"})"))->status, 504);
    }

    void itWantsATokenAndIsNotForTheOwnPage()
    {
        RunningRelay relay;
        const QByteArray body = R"({"model":"gpt-4o"})";
        const QByteArray type = "Content-Type: application/json\r\n";
        QCOMPARE(relay.ask(relay.bareRequest("POST", "/relay", type, body))->status, 401);
        QCOMPARE(relay
                     .ask(relay.bareRequest("POST", "/relay",
                                            "Origin: " + RunningRelay::origin + "\r\n" + type, body))
                     ->status,
                 401);
        const QByteArray own = "Origin: http://127.0.0.1:" + QByteArray::number(relay.port()) +
                               "\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n"
                               "Sec-Fetch-Dest: empty\r\n";
        const auto reply =
            relay.ask(relay.bareRequest("POST", "/relay", own + type, R"({"model":"echo/echo"})"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 403);
        const auto get = relay.ask(relay.programRequest("GET", "/relay"));
        QVERIFY(get);
        QCOMPARE(get->status, 405);
        QCOMPARE(get->field("allow"), QByteArray("POST"));
        QCOMPARE(relay.upstream().requestCount(), 0);
    }

    void echoIsAProviderLikeOthersHere()
    {
        RunningRelay relay(RunningRelay::Key::None);
        const auto reply = relay.ask(
            relay.request("POST", "/relay",
                          R"({"model":"echo/echo","messages":[{"role":"user","content":"hello there"}]})"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QVERIFY(reply->body.contains("hello there"));
    }

    void theRulesOfRoutingAreTold()
    {
        RunningRelay relay(RunningRelay::Key::None, {}, {.allowedModels = {u"gpt-*"_s}});
        // Of a program without a token: the start's rules.
        auto reply = relay.ask(relay.bareRequest("GET", "/models"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QJsonObject rules = json(*reply);
        QVERIFY(rules.value("providers"_L1).toArray().contains(u"openai"_s));
        QVERIFY(rules.value("providers"_L1).toArray().contains(u"echo"_s));
        QVERIFY(!rules.value("providers"_L1).toArray().contains(u"ollama"_s));       // turned off
        QVERIFY(!rules.value("providers"_L1).toArray().contains(u"azure-openai"_s)); // no address
        QVERIFY(rules.value("providerPrefixes"_L1).toArray().contains(u"openai/"_s));
        const QJsonObject first = rules.value("patterns"_L1).toArray().first().toObject();
        QCOMPARE(first.value("provider"_L1).toString(), u"openai"_s);
        QVERIFY(first.contains("pattern"_L1));
        QCOMPARE(first.value("flags"_L1).toString(), u"i"_s);
        QCOMPARE(rules.value("restricted"_L1).toBool(), true);
        QCOMPARE(rules.value("allowed_models"_L1).toArray(), QJsonArray{u"gpt-*"_s});
        QVERIFY(rules.value("usage"_L1).isString());
        const QJsonArray examples = rules.value("examples"_L1).toArray();
        QVERIFY(!examples.isEmpty());
        for (const QJsonValue &example : examples)
            QVERIFY(example.toObject().value("model"_L1).toString().contains(u"gpt-"));

        // Of an app: its own. A page is known by its origin, without a token too.
        QVERIFY(relay.keeper().apply([](RelayConfig &config) {
            for (AppEntry &app : config.apps) {
                app.grant.models = {u"*-mini"_s};
                app.grant.providers = {u"anthropic"_s};
            }
            return Result<>(Nothing{});
        }));
        const QByteArray asPage =
            relay.bareRequest("GET", "/models", "Origin: " + RunningRelay::origin + "\r\n");
        QTRY_COMPARE(json(*relay.ask(asPage)).value("providers"_L1).toArray(),
                     (QJsonArray{u"anthropic"_s, u"echo"_s}));
        reply = relay.ask(asPage);
        QCOMPARE(reply->field("access-control-allow-origin"), RunningRelay::origin);
        rules = json(*reply);
        QCOMPARE(rules.value("allowed_models"_L1).toArray(), QJsonArray{u"gpt-*"_s});
        QCOMPARE(rules.value("app_allowed_models"_L1).toArray(), QJsonArray{u"*-mini"_s});
        QCOMPARE(rules.value("patterns"_L1).toArray().size(), 1);

        // A stranger learns nothing.
        reply =
            relay.ask(relay.bareRequest("GET", "/models", "Origin: " + RunningRelay::otherOrigin + "\r\n"));
        QCOMPARE(reply->status, 403);
        QVERIFY(reply->field("access-control-allow-origin").isNull());
    }

    void withoutRulesNothingIsRestricted()
    {
        RunningRelay relay;
        const QJsonObject rules = json(*relay.ask(relay.bareRequest("GET", "/models")));
        QCOMPARE(rules.value("restricted"_L1).toBool(), false);
        QVERIFY(!rules.contains("allowed_models"_L1));
        QVERIFY(rules.value("examples"_L1).toArray().size() > 3);
    }

    void onlyAllowedModelsGoUpstreamWhicheverTheWayIn_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<int>("status");
        const QByteArray chat = "/relay/openai/v1/chat/completions";
        const auto row = [](const char *name, int status, const QByteArray &target, const QByteArray &body,
                            const QByteArray &lines = {}) {
            QTest::newRow(name) << target << body << lines << status;
        };
        row("allowed", 200, chat, R"({"model":"gpt-4o-mini"})");
        row("not allowed", 403, chat, R"({"model":"o1-pro"})");
        row("allowed, unified", 200, "/relay", R"({"model":"openai/gpt-4o-mini"})");
        row("not allowed, unified", 403, "/relay", R"({"model":"o1-pro"})");
        row("the prefix is not the provider's model", 403, "/relay",
            R"({"model":"openai/anthropic/gpt-4o"})");
        row("a short path", 403, "/relay/openai/chat/completions", R"({"model":"o1-pro"})");
        row("no path", 403, "/relay/openai", R"({"model":"o1-pro"})");
        row("another provider", 403, "/relay/anthropic/v1/messages", R"({"model":"claude-x"})");
        row("said to be text", 403, chat, R"({"model":"o1-pro"})", "Content-Type: text/plain\r\n");
        row("said to be text, unified", 403, "/relay", R"({"model":"o1-pro"})",
            "Content-Type: text/plain\r\n");
        row("type in capitals", 403, chat, R"({"model":"o1-pro"})", "Content-Type: Application/JSON\r\n");
        row("a list of fallbacks", 403, chat, R"({"model":"gpt-4o","models":["o1-pro"]})");
        row("in the query", 403, "/relay/openai/v1/embeddings?model=o1-pro", R"({"model":"gpt-4o"})");
        row("in the path", 403, "/relay/google/v1beta/models/o1-pro:generateContent",
            R"({"model":"gpt-4o"})");
        row("in a tool", 403, chat,
            R"({"model":"gpt-4o","tools":[{"type":"image_generation","model":"o1-pro"}]})");
        row("in a stored prompt", 400, "/relay/openai/v1/responses",
            R"({"model":"gpt-4o","prompt":{"id":"pmpt_1"}})");
        row("twice", 400, chat, R"({"model":"gpt-4o","model":"o1-pro"})");
        row("with escapes", 400, chat, R"({"mod\u0065l":"o1-pro"})");
        row("none", 400, chat, "{}");
        row("compressed", 400, chat, R"({"model":"gpt-4o"})", "Content-Encoding: gzip\r\n");
        row("compressed, said in a second field", 400, chat, R"({"model":"gpt-4o"})",
            "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n");
    }
    void onlyAllowedModelsGoUpstreamWhicheverTheWayIn()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, lines);
        QFETCH(int, status);
        // Once as the start's rule for all, once as the app's own.
        for (const bool startsRule : {true, false}) {
            const QStringList globs{u"gpt-4o*"_s};
            RunningRelay relay(RunningRelay::Key::Stored, {},
                               {.allowedModels = startsRule ? globs : QStringList()});
            if (!startsRule) {
                grantModels(relay, globs);
                QTRY_COMPARE(relay
                                 .ask(relay.programRequest("POST", "/relay/openai/v1/chat/completions",
                                                           R"({"model":"o3"})"))
                                 ->status,
                             403);
            }
            const qsizetype before = relay.upstream().requestCount();
            const auto reply = relay.ask(relay.programRequest("POST", target, body, lines));
            QVERIFY(reply);
            QVERIFY2(reply->status == status, reply->body.constData());
            QCOMPARE(relay.upstream().requestCount() - before, status == 200 ? 1 : 0);
            if (status == 403) {
                QCOMPARE(json(*reply).value("allowed_models"_L1).toArray(), QJsonArray{u"gpt-4o*"_s});
                QCOMPARE(json(*reply).value("code"_L1).toString(), u"model_refused"_s);
                QCOMPARE(reply->field("x-should-retry"), QByteArray("false"));
            }
        }
    }

    void bothRulesHold()
    {
        RunningRelay relay(RunningRelay::Key::Stored, {}, {.allowedModels = {u"gpt-*"_s}});
        grantModels(relay, {u"*-mini"_s});
        const auto statusOf = [&](const QByteArray &model) {
            return relay.ask(relay.programRequest("POST", "/relay", "{\"model\":\"" + model + "\"}"))->status;
        };
        QTRY_COMPARE(statusOf("gpt-4o"), 403);
        QCOMPARE(statusOf("o4-mini"), 403);
        QCOMPARE(statusOf("gpt-4o-mini"), 200);
    }
};

QTEST_GUILESS_MAIN(TestUnified)
#include "tst_unified.moc"
