// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/key_edits.h"
#include "relay/access/relay_edits.h"
#include "relay/key_binding.h"
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

const QByteArray openAiList =
    R"({"object":"list","data":[{"id":"gpt-4o","object":"model","created":1715367049,"owned_by":"system"},{"id":"gpt-4o-mini","object":"model","created":5,"owned_by":"system"}]})";
const QByteArray localList =
    R"({"object":"list","data":[{"id":"llama3.2:3b","object":"model","created":7,"owned_by":"library"}]})";

FakeReply replyOf(const QByteArray &body, int status = 200)
{
    FakeReply reply;
    reply.status = status;
    reply.pieces = {body};
    return reply;
}

QJsonObject json(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

QStringList idsOf(const RawReply &reply)
{
    QStringList ids;
    for (const QJsonValue &model : json(reply).value("data"_L1).toArray())
        ids.append(model.toObject().value("id"_L1).toString());
    return ids;
}

QString messageOf(const RawReply &reply)
{
    return json(reply).value("error"_L1).toObject().value("message"_L1).toString();
}

Grant grantFor(const QStringList &providers, const QStringList &models = {})
{
    Grant grant;
    grant.providers = providers;
    grant.models = models;
    return grant;
}

/// "openai" and "mine" with a model or two each.
void giveLists(RunningRelay &relay)
{
    relay.upstream().on("/v1/models", replyOf(openAiList));
    relay.upstream().on("/mine/v1/models", replyOf(localList));
    relay.setGrant(grantFor({u"openai"_s, u"mine"_s}));
}

RawReply list(RunningRelay &relay)
{
    return relay.ask(relay.request("GET", "/v1/models")).value_or(RawReply());
}

RawReply chat(RunningRelay &relay, const QByteArray &model)
{
    return relay.ask(relay.request("POST", "/v1/chat/completions", R"({"model":")" + model + R"("})"))
        .value_or(RawReply());
}

} // namespace

/// `GET /v1/models`, and what is made of the lists, over real sockets on both sides.
class TestOpenAiModels : public QObject
{
    Q_OBJECT

private slots:
    void theModelsOfAllUsableProvidersAreListed()
    {
        RunningRelay relay;
        giveLists(relay);
        const RawReply reply = list(relay);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.field("content-type"), QByteArray("application/json"));
        QVERIFY(reply.field("x-relay-models-missing").isNull());
        const QJsonObject body = json(reply);
        QCOMPARE(body.value("object"_L1).toString(), u"list"_s);
        QCOMPARE(idsOf(reply), (QStringList{u"openai/gpt-4o"_s, u"openai/gpt-4o-mini"_s, u"echo/echo"_s,
                                            u"mine/llama3.2:3b"_s}));
        QCOMPARE(body.value("data"_L1).toArray().first().toObject(),
                 (QJsonObject{{u"id"_s, u"openai/gpt-4o"_s},
                              {u"object"_s, u"model"_s},
                              {u"created"_s, 1715367049},
                              {u"owned_by"_s, u"openai"_s}}));
        for (const FakeRequest &sent : relay.upstream().requests()) {
            QCOMPARE(sent.method, QByteArray("GET"));
            const bool needsKey = sent.path() == "/v1/models";
            QCOMPARE(sent.field("authorization"), needsKey ? "Bearer " + RunningRelay::key : QByteArray());
            QVERIFY(sent.field("origin").isNull());
            QVERIFY(!sent.rawHead.contains(relay.token()));
        }
        // Known from here on, and nobody's use.
        QCOMPARE(idsOf(list(relay)).size(), 4);
        QCOMPARE(relay.upstream().requestCount(), 2);
        QVERIFY(relay.records().isEmpty());
        const auto head = relay.ask(relay.request("HEAD", "/v1/models"), ReplyTo::HeadMethod);
        QVERIFY(head);
        QCOMPARE(head->status, 200);
        QVERIFY(head->body.isEmpty());
    }

    void whoeverAsksMeanwhileSharesTheFetch()
    {
        RunningRelay relay;
        giveLists(relay);
        relay.setGrant(grantFor({u"openai"_s}));
        FakeReply held = replyOf(openAiList);
        held.pace = FakePace::Gated;
        relay.upstream().on("/v1/models", held);
        RawClient first(relay.port());
        RawClient second(relay.port());
        first.send(relay.request("GET", "/v1/models"));
        second.send(relay.programRequest("GET", "/v1/models"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        relay.upstream().releaseAll();
        QCOMPARE(idsOf(first.takeReply().value_or(RawReply())).size(), 3);
        QCOMPARE(idsOf(second.takeReply().value_or(RawReply())).size(), 3);
        QCOMPARE(relay.upstream().requestCount(), 1);
    }

    void theFailureOfOneLeavesTheOthers_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("refused") << R"({"error":{"message":"Incorrect API key: sk-planted"}})"_ba << 401;
        QTest::newRow("broken down") << R"({"error":"sk-planted"})"_ba << 500;
        QTest::newRow("no list") << R"({"sk-planted":1})"_ba << 200;
        QTest::newRow("no JSON") << "sk-planted"_ba << 200;
        QTest::newRow("too large") << QByteArray(9 * 1024 * 1024, ' ') + openAiList << 200;
        QTest::newRow("a redirect") << "sk-planted"_ba << 302;
    }
    void theFailureOfOneLeavesTheOthers()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        RunningRelay relay;
        giveLists(relay);
        relay.upstream().on("/v1/models", replyOf(body, status));
        const RawReply reply = list(relay);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.field("x-relay-models-missing"), QByteArray("openai"));
        QCOMPARE(idsOf(reply), (QStringList{u"echo/echo"_s, u"mine/llama3.2:3b"_s}));
        QVERIFY(!reply.body.contains("sk-planted"));
        // And is not tried again at once.
        QCOMPARE(list(relay).field("x-relay-models-missing"), QByteArray("openai"));
        QCOMPARE(relay.upstream().requestCount("/v1/models"), 1);
    }

    void aKeyThatAProviderRepeatsIsInNoList()
    {
        RunningRelay relay;
        giveLists(relay);
        relay.upstream().on("/v1/models",
                            replyOf(R"({"data":[{"id":")" + RunningRelay::key + R"("},{"id":"gpt-4o"}]})"));
        const RawReply reply = list(relay);
        QVERIFY(idsOf(reply).contains(u"openai/gpt-4o"_s));
        QVERIFY(!reply.body.contains(RunningRelay::key));
    }

    void theGrantAndTheKeysSayWhatIsListed()
    {
        {
            RunningRelay relay;
            giveLists(relay);
            relay.setGrant(grantFor({u"openai"_s, u"mine"_s}, {u"*-mini"_s, u"llama*"_s}));
            QCOMPARE(idsOf(list(relay)), (QStringList{u"openai/gpt-4o-mini"_s, u"mine/llama3.2:3b"_s}));
            relay.setGrant(grantFor({u"mine"_s}));
            QCOMPARE(idsOf(list(relay)), (QStringList{u"echo/echo"_s, u"mine/llama3.2:3b"_s}));
        }
        {
            RunningRelay relay(RunningRelay::Key::None);
            giveLists(relay);
            const RawReply reply = list(relay);
            QCOMPARE(idsOf(reply), (QStringList{u"echo/echo"_s, u"mine/llama3.2:3b"_s}));
            QVERIFY(reply.field("x-relay-models-missing").isNull());
        }
        StartPolicy policy;
        policy.allowedModels = {u"gpt-4o"_s};
        RunningRelay relay(RunningRelay::Key::Stored, {}, policy);
        giveLists(relay);
        QCOMPARE(idsOf(list(relay)), QStringList{u"openai/gpt-4o"_s});
    }

    void aListIsReadToItsLastPage()
    {
        RunningRelay relay;
        relay.setGrant(grantFor({u"anthropic"_s}));
        relay.upstream().next(
            replyOf(R"({"data":[{"id":"claude-1"}],"has_more":true,"last_id":"claude-1"})"));
        relay.upstream().next(
            replyOf(R"({"data":[{"id":"claude-2"}],"has_more":false,"last_id":"claude-2"})"));
        QCOMPARE(idsOf(list(relay)),
                 (QStringList{u"anthropic/claude-1"_s, u"anthropic/claude-2"_s, u"echo/echo"_s}));
        const auto &sent = relay.upstream().requests();
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent[0].target, QByteArray("/v1/models?limit=1000"));
        QCOMPARE(sent[1].target, QByteArray("/v1/models?limit=1000&after_id=claude-1"));
        for (const FakeRequest &one : sent) {
            QCOMPARE(one.field("x-api-key"), RunningRelay::key);
            QCOMPARE(one.field("anthropic-version"), QByteArray("2023-06-01"));
            QVERIFY(one.field("authorization").isNull());
        }
    }

    void aPageThatLeadsToItselfIsNotFollowedForEver()
    {
        RunningRelay relay;
        relay.setGrant(grantFor({u"anthropic"_s}));
        relay.upstream().on("/v1/models", replyOf(R"({"data":[{"id":"a"}],"has_more":true,"last_id":"a"})"));
        QCOMPARE(idsOf(list(relay)), (QStringList{u"anthropic/a"_s, u"echo/echo"_s}));
        QCOMPARE(relay.upstream().requestCount(), 2);
    }

    void anotherKeyIsAnotherList()
    {
        RunningRelay relay;
        giveLists(relay);
        QCOMPARE(list(relay).status, 200);
        const QString account = u"key/openai/default#2"_s;
        const QByteArray newKey = "sk-second-0123456789abcdefghijkl";
        relay.store().write(account, Secret::copyOf(newKey), [](const Result<Nothing, SecretError> &) {});
        QVERIFY(relay.keeper().apply(listKey({.account = account,
                                              .provider = u"openai"_s,
                                              .label = u"default"_s,
                                              .appId = {},
                                              .addedAt = QDateTime::currentDateTimeUtc(),
                                              .sentTo = relay.upstream().baseUrl()})));
        relay.upstream().on("/v1/models", replyOf(R"({"data":[{"id":"gpt-other"}]})"));
        QTRY_VERIFY(idsOf(list(relay)).contains(u"openai/gpt-other"_s));
        QCOMPARE(relay.upstream().requests().last().field("authorization"), "Bearer " + newKey);
        QCOMPARE(relay.upstream().requestCount("/v1/models"), 2);
    }

    void oneModelIsFoundByEachSpellingOfItsId_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("id"); ///< empty: 404
        QTest::newRow("as SDKs send it") << "/v1/models/openai%2Fgpt-4o"_ba << u"openai/gpt-4o"_s;
        QTest::newRow("with a slash") << "/v1/models/openai/gpt-4o"_ba << u"openai/gpt-4o"_s;
        QTest::newRow("by its name") << "/v1/models/gpt-4o"_ba << u"openai/gpt-4o"_s;
        QTest::newRow("with a colon") << "/v1/models/mine%2Fllama3.2%3A3b"_ba << u"mine/llama3.2:3b"_s;
        QTest::newRow("by its name, on this machine") << "/v1/models/llama3.2:3b"_ba << u"mine/llama3.2:3b"_s;
        QTest::newRow("echo") << "/v1/models/echo%2Fecho"_ba << u"echo/echo"_s;
        QTest::newRow("one that is not listed") << "/v1/models/openai%2Fgpt-4x"_ba << QString();
        QTest::newRow("of a provider that is not granted") << "/v1/models/anthropic%2Fgpt-4o"_ba << QString();
        QTest::newRow("of nobody") << "/v1/models/nobody%2Fm"_ba << QString();
    }
    void oneModelIsFoundByEachSpellingOfItsId()
    {
        QFETCH(QByteArray, target);
        QFETCH(QString, id);
        RunningRelay relay;
        giveLists(relay);
        const auto reply = relay.ask(relay.request("GET", target));
        QVERIFY(reply);
        QCOMPARE(reply->status, id.isEmpty() ? 404 : 200);
        if (!id.isEmpty()) {
            QCOMPARE(json(*reply).value("id"_L1).toString(), id);
            QCOMPARE(json(*reply).value("object"_L1).toString(), u"model"_s);
        } else {
            QCOMPARE(json(*reply).value("error"_L1).toObject().value("code"_L1).toString(),
                     u"model_not_found"_s);
        }
    }

    void aModelOfNobodyIsToldWithNearNames()
    {
        RunningRelay relay;
        giveLists(relay);
        QVERIFY(!messageOf(chat(relay, "opnai/gpt-4o")).contains("openai/gpt-4o"_L1)); // nothing is known yet
        QCOMPARE(list(relay).status, 200);
        const RawReply reply = chat(relay, "opnai/gpt-4o");
        QCOMPARE(reply.status, 404);
        QVERIFY2(messageOf(reply).contains("openai/gpt-4o, openai/gpt-4o-mini"_L1), reply.body.constData());
        const RawReply one = *relay.ask(relay.request("GET", "/v1/models/openai%2Fgpt-4p"));
        QVERIFY2(messageOf(one).contains("openai/gpt-4o"_L1), one.body.constData());
        // Providers get new models daily: a prefix that names one is believed.
        QCOMPARE(chat(relay, "openai/gpt-brand-new").status, 200);

        relay.setGrant(grantFor({u"openai"_s}, {u"*-mini"_s}));
        const RawReply narrow = chat(relay, "opnai/gpt-4o");
        QVERIFY2(messageOf(narrow).contains("openai/gpt-4o-mini"_L1), narrow.body.constData());
        QVERIFY(!messageOf(narrow).contains("openai/gpt-4o,"_L1));
        relay.setGrant(grantFor({u"mine"_s}));
        QVERIFY(!messageOf(chat(relay, "opnai/gpt-4o")).contains("openai"_L1));
    }

    void aServerOfThisMachineThatIsNotReadyIsNamed_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("llama.cpp loads its model")
            << R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})"_ba << 503;
        QTest::newRow("LM Studio does not know the path")
            << R"x({"error":"Unexpected endpoint or method. (GET /v1/models)"})x"_ba << 200;
    }
    void aServerOfThisMachineThatIsNotReadyIsNamed()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        RunningRelay ready;
        giveLists(ready);
        QVERIFY(!messageOf(chat(ready, "qwen3:4b")).contains("Mine"_L1));
        RunningRelay relay;
        giveLists(relay);
        relay.upstream().on("/mine/v1/models", replyOf(body, status));
        const RawReply reply = chat(relay, "qwen3:4b");
        QCOMPARE(reply.status, 404);
        QVERIFY2(messageOf(reply).contains("Mine could not say just now which models it has"_L1),
                 reply.body.constData());
        QVERIFY(!reply.body.contains("Loading") && !reply.body.contains("Unexpected"));
        // Not to an app that may not use it.
        relay.setGrant(grantFor({u"openai"_s}));
        QVERIFY(!chat(relay, "qwen3:4b").body.contains("Mine"));
    }

    void aModelOfThisMachineNeedsNoPrefix()
    {
        RunningRelay relay;
        giveLists(relay);
        relay.setGrant(grantFor({u"openai"_s, u"mine"_s, u"groq"_s}));
        // Groq's pattern, but this app has no key for it: the machine is asked first, once.
        const RawReply reply = chat(relay, "llama3.2:3b");
        QVERIFY2(reply.status == 200, reply.body.constData());
        const FakeRequest &sent = relay.upstream().requests().last();
        QCOMPARE(sent.target, QByteArray("/mine/v1/chat/completions"));
        QCOMPARE(sent.body, QByteArray(R"({"model":"llama3.2:3b"})"));
        QVERIFY(sent.field("origin").isNull());
        QCOMPARE(chat(relay, "llama3.2:3b").status, 200);
        QCOMPARE(relay.upstream().requestCount("/mine/v1/models"), 1);
        QCOMPARE(relay.ask(relay.request("POST", "/relay", R"({"model":"llama3.2:3b"})"))->status, 200);
        // Not exactly that model: the pattern holds.
        const RawReply other = chat(relay, "llama3.2:1b");
        QCOMPARE(other.status, 400);
        QVERIFY(messageOf(other).contains("groq"_L1));
        // Not for an app that may not use it: nobody tells it even that there is one.
        relay.setGrant(grantFor({u"openai"_s}));
        QVERIFY(!chat(relay, "llama3.2:3b").body.contains("mine"));
    }

    void whoeverIsPausedWhileTheMachineIsAskedGetsNoFurther_data()
    {
        QTest::addColumn<bool>("wholeRelay");
        QTest::newRow("relay") << true;
        QTest::newRow("app") << false;
    }
    void whoeverIsPausedWhileTheMachineIsAskedGetsNoFurther()
    {
        QFETCH(bool, wholeRelay);
        RunningRelay relay;
        giveLists(relay);
        FakeReply slow = replyOf(localList);
        slow.msBefore = 400;
        relay.upstream().on("/mine/v1/models", slow);
        RawClient client(relay.port());
        client.send(relay.request("POST", "/v1/chat/completions", R"({"model":"llama3.2:3b"})"));
        QTRY_COMPARE(relay.upstream().requestCount("/mine/v1/models"), 1);
        QVERIFY(relay.keeper().apply(
            wholeRelay ? pauseRelay(RelayPause::Paused)
                       : pauseApp(QString::fromLatin1(RunningRelay::origin), AppPause::Paused)));
        const RawReply reply = client.takeReply().value_or(RawReply());
        QCOMPARE(reply.status, 503);
        QCOMPARE(json(reply).value("error"_L1).toObject().value("code"_L1).toString(), u"paused"_s);
        QCOMPARE(relay.upstream().requestCount(), 1);
    }

    void aLockedRelayTellsWhatItKnows()
    {
        RunningRelay relay;
        giveLists(relay);
        relay.setGrant(grantFor({u"openai"_s}));
        relay.controller().lock([] {});
        QTRY_COMPARE(list(relay).status, 423);
        relay.controller().unlock([] {});
        QTRY_COMPARE(list(relay).status, 200);
        relay.controller().lock([] {});
        QTRY_VERIFY(relay.controller().status().isLocked);
        QCOMPARE(idsOf(list(relay)).size(), 3);
        QCOMPARE(relay.upstream().requestCount(), 1);
    }

    void aPausedRelayListsNothing()
    {
        RunningRelay relay;
        giveLists(relay);
        QVERIFY(relay.keeper().apply(pauseRelay(RelayPause::Paused)));
        QTRY_COMPARE(list(relay).status, 503);
        QCOMPARE(relay.upstream().requestCount(), 0);
    }

    void itNeedsATokenAndCountsAsAPlainRequest()
    {
        RelayConfig config;
        config.settings.aiRequestsPerMinute = 1;
        RunningRelay relay(RunningRelay::Key::Stored, config);
        giveLists(relay);
        QCOMPARE(relay.ask(relay.bareRequest("GET", "/v1/models"))->status, 401);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(list(relay).status, 200);
        QCOMPARE(chat(relay, "openai/gpt-4o").status, 200);
        QCOMPARE(chat(relay, "openai/gpt-4o").status, 429);
    }

    void whoIsRevokedWhileItWaitsIsTold()
    {
        RunningRelay relay;
        giveLists(relay);
        FakeReply held = replyOf(openAiList);
        held.pace = FakePace::Gated;
        relay.upstream().on("/v1/models", held);
        RawClient client(relay.port());
        client.send(relay.request("GET", "/v1/models"));
        QTRY_COMPARE(relay.upstream().requestCount("/v1/models"), 1);
        QVERIFY(relay.keeper().apply(revokeApp(QString::fromLatin1(RunningRelay::origin))));
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 401);
        relay.upstream().releaseAll();
    }
};

QTEST_GUILESS_MAIN(TestOpenAiModels)
#include "tst_openai_models.moc"
