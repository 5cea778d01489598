// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/key_edits.h"
#include "relay/access/relay_edits.h"
#include "relay/key_binding.h"
#include "relay/providers/provider_entries.h"
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

/// A config with a gateway of the person's own, "team", at this address.
RelayConfig configWithTeam(const QByteArray &baseUrl)
{
    ProviderEntry entry;
    entry.id = u"team"_s;
    entry.name = u"Team"_s;
    entry.baseUrl = baseUrl;
    entry.privateAddresses = PrivateAddresses::Allowed;
    RelayConfig config;
    config.providers = {asGateway(entry)};
    return config;
}

/// The person's key for "team".
void storeKey(RunningRelay &relay, const QByteArray &key)
{
    const QString account = u"key/team/default#1"_s;
    const std::optional<Provider> team = relay.controller().catalog().find(u"team"_s);
    QVERIFY(team);
    relay.store().write(account, Secret::copyOf(key), [](const Result<Nothing, SecretError> &) {});
    QVERIFY(relay.keeper().apply(listKey({.account = account,
                                          .provider = u"team"_s,
                                          .label = u"default"_s,
                                          .appId = {},
                                          .addedAt = QDateTime::currentDateTimeUtc(),
                                          .sentTo = originForKeys(*team)})));
}

QStringList idsOf(const RawReply &reply)
{
    QStringList ids;
    for (const QJsonValue &model : QJsonDocument::fromJson(reply.body).object().value("data"_L1).toArray())
        ids.append(model.toObject().value("id"_L1).toString());
    return ids;
}

QByteArray baseOf(const RunningRelay &relay)
{
    return "http://127.0.0.1:" + QByteArray::number(relay.port());
}

FakeReply listOf(const QByteArray &model)
{
    FakeReply reply;
    const QByteArray list =
        R"({"object":"list","data":[{"id":"MODEL","object":"model","created":1,"owned_by":"x"}]})";
    reply.pieces = {QByteArray(list).replace("MODEL", model)};
    return reply;
}

} // namespace

/// A gateway that a team shares, as a provider behind this computer's own consent, over real sockets all the
/// way.
class TestGateways : public QObject
{
    Q_OBJECT

private slots:
    void itsEntryIsKeptInTheConfigsFile()
    {
        const RelayConfig config = configWithTeam("https://llm.team.example/v1");
        const QByteArray json = config.toJson();
        QVERIFY(json.contains(R"("chat_path": "/chat/completions")"));
        const Result<RelayConfig> read = RelayConfig::fromJson(json, u"config.json"_s);
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().sentence));
        QCOMPARE(read.value().providers, config.providers);
        // One that was written before there was such a field has none.
        RelayConfig older = config;
        older.providers.first().chatPath.clear();
        QVERIFY(!older.toJson().contains("chat_path"));
        QCOMPARE(RelayConfig::fromJson(older.toJson(), u"config.json"_s).value().providers, older.providers);
    }

    void aChatStreamsThroughTwoRelays_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::newRow("by its address") << ""_ba;
        QTest::newRow("by its address and version") << "/v1"_ba;
    }
    void aChatStreamsThroughTwoRelays()
    {
        QFETCH(QByteArray, version);
        RunningRelay gateway;
        gateway.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RunningRelay own(RunningRelay::Key::None, configWithTeam(baseOf(gateway) + version));
        storeKey(own, gateway.programToken());
        RawClient client(own.port());
        client.send(
            own.request("POST", "/v1/chat/completions", R"({"model":"team/openai/gpt-4o","stream":true})"));
        QTRY_COMPARE(gateway.upstream().requestCount(), 1);
        gateway.upstream().release();
        QVERIFY(client.waitForText("data: one"));
        QVERIFY(!client.received().contains("data: two"));
        gateway.upstream().releaseAll();
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->body, QByteArray("data: one\n\ndata: two\n\n"));
        const FakeRequest &sent = gateway.upstream().requests().first();
        QCOMPARE(sent.body, QByteArray(R"({"model":"gpt-4o","stream":true})"));
        QCOMPARE(sent.target, QByteArray("/v1/chat/completions"));
        QCOMPARE(sent.field("authorization"), "Bearer " + RunningRelay::key);
        QVERIFY(!sent.rawHead.contains(own.token()));
        QVERIFY(!sent.rawHead.contains(gateway.programToken()));
        // At the gateway it is its program's request, here the page's.
        QTRY_COMPARE(gateway.records().size(), 1);
        QCOMPARE(gateway.records().first().appId, u"program:script"_s);
        QTRY_COMPARE(own.records().size(), 1);
        QCOMPARE(own.records().first().provider, u"team"_s);
        QCOMPARE(own.records().first().model, u"openai/gpt-4o"_s);
    }

    void itsModelsAreListedHere()
    {
        RunningRelay gateway;
        gateway.upstream().on("/v1/models", listOf("gpt-4o"));
        Grant grant;
        grant.providers = {u"openai"_s};
        gateway.setGrant(grant);
        RunningRelay own(RunningRelay::Key::None, configWithTeam(baseOf(gateway)));
        storeKey(own, gateway.programToken());
        grant.providers = {u"team"_s};
        own.setGrant(grant);
        const auto reply = own.ask(own.request("GET", "/v1/models"));
        QVERIFY(reply);
        QCOMPARE(idsOf(*reply), (QStringList{u"echo/echo"_s, u"team/openai/gpt-4o"_s, u"team/echo/echo"_s}));
    }

    void whatTheGatewayRefusesIsToldInItsWords()
    {
        RunningRelay gateway;
        RunningRelay own(RunningRelay::Key::None, configWithTeam(baseOf(gateway)));
        storeKey(own, gateway.programToken());
        const QByteArray chat =
            own.request("POST", "/v1/chat/completions", R"({"model":"team/openai/gpt-4o"})");
        QCOMPARE(own.ask(chat)->status, 200);
        QVERIFY(gateway.keeper().apply(pauseRelay(RelayPause::Paused)));
        QTRY_COMPARE(own.ask(chat)->status, 503);
        QVERIFY(own.ask(chat)->body.contains("paused"));
        QVERIFY(gateway.keeper().apply(pauseRelay(RelayPause::Resumed)));
        QVERIFY(gateway.keeper().apply(revokeApp(u"program:script"_s)));
        QTRY_COMPARE(own.ask(chat)->status, 401);
        const QJsonObject error =
            QJsonDocument::fromJson(own.ask(chat)->body).object().value("error"_L1).toObject();
        QCOMPARE(error.value("code"_L1).toString(), u"token_invalid"_s);
        QVERIFY(!error.value("message"_L1).toString().isEmpty());
        QCOMPARE(gateway.upstream().requestCount(), 1);
    }

    void revokingEndsItsStreamsHere()
    {
        RunningRelay gateway;
        gateway.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RunningRelay own(RunningRelay::Key::None, configWithTeam(baseOf(gateway)));
        storeKey(own, gateway.programToken());
        RawClient client(own.port());
        client.send(own.request("POST", "/v1/chat/completions", R"({"model":"team/openai/gpt-4o"})"));
        QTRY_COMPARE(gateway.upstream().requestCount(), 1);
        gateway.upstream().release();
        QVERIFY(client.waitForText("data: one"));
        QVERIFY(gateway.keeper().apply(revokeApp(u"program:script"_s)));
        QVERIFY(client.waitForText("event: error"));
        QVERIFY(client.waitForClose());
    }

    void aBaseUrlSelectsItWhereverItsVersionIsWritten_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("target");
        for (const char *version : {"", "/v1"}) {
            for (const char *target : {"/v1/chat/completions", "/relay"})
                QTest::addRow("%s at “%s”", target, version) << QByteArray(version) << QByteArray(target);
        }
    }
    void aBaseUrlSelectsItWhereverItsVersionIsWritten()
    {
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, target);
        FakeUpstream liteLlm;
        const QByteArray base = liteLlm.baseUrl() + version;
        RunningRelay own(RunningRelay::Key::None, configWithTeam(base));
        storeKey(own, "sk-litellm-0123456789");
        const auto reply = own.ask(own.request("POST", target, "{\"model\":\"openai-compatible/m\"}",
                                               "x-relay-base-url: " + base + "\r\n"));
        QVERIFY(reply);
        QVERIFY2(reply->status == 200, reply->body.constData());
        QCOMPARE(liteLlm.requests().last().target, QByteArray("/v1/chat/completions"));
    }

    void aLiteLlmIsOneToo()
    {
        FakeUpstream liteLlm;
        liteLlm.on("/v1/models", listOf("claude-sonnet-4-5"));
        RunningRelay own(RunningRelay::Key::None, configWithTeam(liteLlm.baseUrl() + "/v1/"));
        const QByteArray key = "sk-litellm-0123456789";
        storeKey(own, key);
        QVERIFY(idsOf(*own.ask(own.request("GET", "/v1/models"))).contains(u"team/claude-sonnet-4-5"_s));
        for (const auto &[target, model] : {std::pair("/v1/chat/completions", "team/claude-sonnet-4-5"),
                                            {"/v1/embeddings", "team/embed"},
                                            {"/relay", "team/claude-sonnet-4-5"},
                                            {"/relay/team/chat/completions", "x"}}) {
            const auto reply = own.ask(own.request("POST", target, "{\"model\":\""_ba + model + "\"}"));
            QVERIFY(reply);
            QVERIFY2(reply->status == 200, reply->body.constData());
            const FakeRequest &sent = liteLlm.requests().last();
            QCOMPARE(sent.target,
                     QByteArray(target).contains("embed") ? "/v1/embeddings" : "/v1/chat/completions");
            QCOMPARE(sent.field("authorization"), "Bearer " + key);
            QVERIFY(!sent.body.contains("team/"));
            QVERIFY(!sent.rawHead.contains("byok_"));
        }
        // What administrators do there is not for apps.
        QCOMPARE(own.ask(own.request("POST", "/relay/team/key/generate", "{}"))->status, 403);
    }
};

QTEST_GUILESS_MAIN(TestGateways)
#include "tst_gateways.moc"
