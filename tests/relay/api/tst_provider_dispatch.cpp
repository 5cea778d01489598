// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/keys/memory_secret_store.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray codeOf(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object().value("code"_L1).toString().toLatin1();
}

} // namespace

/// What every way in to a provider has in common, over real sockets on both sides.
class TestProviderDispatch : public QObject
{
    Q_OBJECT

private slots:
    void whatTheProviderSaysPassesThrough_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("arrivesAt");
        QTest::newRow("by provider") << "/relay/openai/v1/chat/completions"_ba << R"({"model":"gpt-4o"})"_ba
                                     << "/v1/chat/completions"_ba;
        QTest::newRow("by a short path")
            << "/relay/openai/chat/completions"_ba << R"({"model":"gpt-4o"})"_ba << "/v1/chat/completions"_ba;
        QTest::newRow("by model") << "/relay"_ba << R"({"model":"gpt-4o"})"_ba << "/v1/chat/completions"_ba;
        QTest::newRow("by prefix") << "/relay"_ba << R"({"model":"anthropic/claude-x"})"_ba
                                   << "/v1/messages"_ba;
        QTest::newRow("by the person's pattern")
            << "/relay"_ba << R"({"model":"mine-7b"})"_ba << "/mine/v1/chat/completions"_ba;
    }
    void whatTheProviderSaysPassesThrough()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, arrivesAt);
        RunningRelay relay;
        const QByteArray query = "?a=b%20c&d&next=%2Fx";
        for (const int status : {200, 400, 429, 529}) {
            relay.upstream().next({.status = status,
                                   .reason = "Whatever",
                                   .fields = {{"content-type", "application/json"},
                                              {"retry-after", "17"},
                                              {"request-id", "req_0123"},
                                              {"x-request-id", "r-1"},
                                              {"x-ratelimit-remaining-requests", "7"},
                                              {"x-ratelimit-reset-tokens", "6m0s"},
                                              {"anthropic-ratelimit-tokens-remaining", "9"}},
                                   .pieces = {R"({"n":12345678901234567890})"}});
            const auto reply = relay.ask(relay.programRequest("POST", target + query, body,
                                                              "anthropic-beta: a-2025-01-01,b\r\n"
                                                              "OpenAI-Beta: assistants=v2\r\n"));
            QVERIFY(reply);
            QCOMPARE(reply->status, status);
            QCOMPARE(reply->field("retry-after"), "17"_ba);
            QCOMPARE(reply->field("request-id"), "req_0123"_ba);
            QCOMPARE(reply->field("x-request-id"), "r-1"_ba);
            QCOMPARE(reply->field("x-ratelimit-remaining-requests"), "7"_ba);
            QCOMPARE(reply->field("x-ratelimit-reset-tokens"), "6m0s"_ba);
            QCOMPARE(reply->field("anthropic-ratelimit-tokens-remaining"), "9"_ba);
            QCOMPARE(reply->body, R"({"n":12345678901234567890})"_ba);
            const auto &sent = relay.upstream().requests().last();
            QCOMPARE(sent.target, arrivesAt + query);
            QCOMPARE(sent.field("anthropic-beta"), "a-2025-01-01,b"_ba);
            QCOMPARE(sent.field("openai-beta"), "assistants=v2"_ba);
        }
    }

    void onlyTheWholeApiLetsAnAppChangeThings()
    {
        RunningRelay relay;
        const QByteArray model = "/relay/openai/v1/models/ft:gpt-4o:mine";
        for (const char *method : {"DELETE", "PATCH", "PUT"}) {
            const auto reply = relay.ask(relay.programRequest(method, model));
            QVERIFY(reply);
            QCOMPARE(reply->status, 403);
            QCOMPARE(codeOf(*reply), "path_refused"_ba);
        }
        QCOMPARE(relay.ask(relay.programRequest("GET", "/relay/openai/v1/files"))->status, 403);
        QCOMPARE(relay.upstream().requestCount(), 0);
        relay.setGrant({.paths = PathScope::WholeApi});
        QTRY_COMPARE(relay.ask(relay.programRequest("GET", "/relay/openai/v1/files"))->status, 200);
        QCOMPARE(relay.ask(relay.programRequest("DELETE", model))->status, 200);
        QCOMPARE(relay.upstream().requests().last().method, "DELETE"_ba);
        QCOMPARE(relay.ask(relay.programRequest("GET", "/relay/openai/v1/models/%2e%2e/files"))->status, 403);
    }

    void endpointsInOpenAisMannerGetTheKeyAsABearer()
    {
        RunningRelay relay;
        QCOMPARE(relay.ask(relay.programRequest("POST", "/relay/anthropic/v1/messages", "{}"))->status, 200);
        QCOMPARE(relay.upstream().requests().last().field("x-api-key"), RunningRelay::key);
        QVERIFY(relay.upstream().requests().last().field("authorization").isNull());
        QCOMPARE(
            relay.ask(relay.programRequest("POST", "/relay/anthropic/v1/chat/completions", "{}"))->status,
            200);
        QCOMPARE(relay.upstream().requests().last().field("authorization"), "Bearer " + RunningRelay::key);
        QVERIFY(relay.upstream().requests().last().field("x-api-key").isNull());
    }

    void aBaseUrlOnlySelectsAnEntryOfThePersons()
    {
        RelayConfig config;
        config.settings.aiRequestsPerMinute = 0; // it asks more than an app does in a minute
        RunningRelay relay(RunningRelay::Key::Stored, config);
        const auto ask = [&relay](const QByteArray &provider, const QByteArray &lines) {
            return relay.ask(relay.programRequest("POST", "/relay/" + provider + "/v1/chat/completions",
                                                  R"({"model":"x"})", lines));
        };
        const QByteArray mine = relay.upstream().baseUrl() + "/mine";
        auto reply = ask("openai-compatible", "x-relay-base-url: " + mine + "\r\n");
        QVERIFY(reply);
        QVERIFY2(reply->status == 200, reply->body.constData());
        QCOMPARE(relay.upstream().requests().last().target, "/mine/v1/chat/completions"_ba);
        QVERIFY(relay.upstream().requests().last().field("x-relay-base-url").isNull());
        QCOMPARE(ask("openai", "x-relay-base-url: " + relay.upstream().baseUrl() + "/\r\n")->status, 200);
        QVERIFY(relay.upstream().requests().last().rawHead.contains(RunningRelay::key));
        const qsizetype before = relay.upstream().requestCount();

        FakeUpstream evil;
        for (const QByteArray &lines :
             {"x-relay-base-url: " + evil.baseUrl() + "\r\n", "x-relay-base-url: https://evil.example\r\n"_ba,
              "x-relay-base-url:\r\n"_ba,
              "x-relay-base-url: " + mine + "\r\nx-relay-base-url: " + evil.baseUrl() + "\r\n"}) {
            for (const char *provider : {"openai-compatible", "groq", "echo"}) {
                reply = ask(provider, lines);
                QVERIFY(reply);
                QCOMPARE(reply->status, 403);
                QCOMPARE(codeOf(*reply), "provider_refused"_ba);
            }
            reply = relay.ask(relay.programRequest("POST", "/relay", R"({"model":"gpt-4o"})", lines));
            QVERIFY(reply);
            QCOMPARE(reply->status, 403);
        }
        // What it selects is granted like any provider.
        relay.setGrant({.providers = {u"openai-compatible"_s}});
        QTRY_COMPARE(ask("openai-compatible", "x-relay-base-url: " + mine + "\r\n")->status, 403);
        QCOMPARE(relay.upstream().requestCount(), before);
        QCOMPARE(evil.connectionCount(), 0);
    }

    void whomThePersonsKeyBillsIsNotTheAppsChoice()
    {
        const QByteArray lines =
            "OpenAI-Organization: org-1\r\nOpenAI-Project: proj_1\r\nx-goog-user-project: "
            "p\r\nX-HF-Bill-To: acme\r\nOpenAI-Beta: assistants=v2\r\n";
        const QByteArray chat = "/relay/openai/v1/chat/completions";
        const QByteArrayList payers{"openai-organization", "openai-project", "x-goog-user-project",
                                    "x-hf-bill-to"};
        RunningRelay relay;
        QCOMPARE(relay.ask(relay.programRequest("POST", chat, "{}", lines))->status, 200);
        QCOMPARE(relay.upstream().requests().last().field("openai-beta"), "assistants=v2"_ba);
        for (const QByteArray &name : payers)
            QVERIFY2(relay.upstream().requests().last().field(name).isNull(), name.constData());
        relay.setGrant({.paths = PathScope::WholeApi});
        QTRY_COMPARE(relay.ask(relay.programRequest("GET", "/relay/openai/v1/files", {}, lines))->status,
                     200);
        for (const QByteArray &name : payers)
            QVERIFY2(!relay.upstream().requests().last().field(name).isNull(), name.constData());

        // With a key of its own the app pays for itself.
        RunningRelay own(RunningRelay::Key::None);
        QCOMPARE(own.ask(own.request("POST", "/keys/openai", R"({"key":"sk-own-0123456789abcdef"})",
                                     "Content-Type: application/json\r\n"))
                     ->status,
                 200);
        QTRY_COMPARE(own.ask(own.request("POST", chat, "{}", lines))->status, 200);
        for (const QByteArray &name : payers)
            QVERIFY2(!own.upstream().requests().last().field(name).isNull(), name.constData());
    }

    void aProviderThatWantsToKnowIsToldWhichAppAsks()
    {
        RunningRelay relay;
        const QByteArray path = "/relay/mine/v1/chat/completions";
        QVERIFY(relay.ask(
            relay.programRequest("POST", path, "{}", "x-relay-referer: https://app.example/chat\r\n")));
        QCOMPARE(relay.upstream().requests().last().field("http-referer"), "https://app.example/chat"_ba);
        QCOMPARE(relay.upstream().requests().last().field("x-title"), "script"_ba);
        QVERIFY(relay.upstream().requests().last().field("x-relay-referer").isNull());
        QVERIFY(relay.ask(relay.programRequest("POST", path, "{}",
                                               "X-Title: Mine\r\nHTTP-Referer: https://own.example\r\n"
                                               "x-relay-referer: https://app.example\r\n")));
        const auto &sent = relay.upstream().requests().last();
        QCOMPARE(sent.field("x-title"), "Mine"_ba);
        QCOMPARE(sent.field("http-referer"), "https://own.example"_ba);
        QCOMPARE(headerCount(sent.fields, "x-title"), 1);
        QCOMPARE(headerCount(sent.fields, "http-referer"), 1);
    }

    void aProviderOfTheListIsNeverCalledOnThisComputer()
    {
        // As if a name of the relay's own list had been made to lead here (DNS rebinding).
        FakeUpstream fake;
        const auto catalog = ProviderCatalog::fromJson(
            "{\"providers\": [{\"id\": \"rebound\", \"base_url\": \"https://rebound.localhost:" +
                QByteArray::number(fake.port()) + "\", \"auth\": \"none\", \"inference_paths\": [\"/v1\"]}]}",
            u"test"_s);
        QVERIFY(catalog);
        MemorySecretStore store;
        ConfigKeeper keeper(RelayConfig(), [](const RelayConfig &) { return Result<>(Nothing{}); });
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const IssuedToken token = issueToken(u"program:script"_s, now, 90);
        QVERIFY(keeper.apply(addProgram(u"script"_s, {}, token.entry, now)));
        const QTemporaryDir folder;
        RelayController controller(store, keeper, catalog.value(),
                                   RelayPaths{folder.filePath(u"usage.sqlite"_s)});
        QVERIFY(controller.start(0, RelayController::PortChoice::OnlyThis));
        RawClient client(controller.status().port);
        client.send("POST /relay/rebound/v1/chat HTTP/1.1\r\nHost: 127.0.0.1:" +
                    QByteArray::number(controller.status().port) + "\r\nx-relay-token: " +
                    token.token.expose().toByteArray() + "\r\nContent-Length: 2\r\n\r\n{}");
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 502);
        QCOMPARE(codeOf(*reply), "upstream_address_refused"_ba);
        QCOMPARE(fake.connectionCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestProviderDispatch)
#include "tst_provider_dispatch.moc"
