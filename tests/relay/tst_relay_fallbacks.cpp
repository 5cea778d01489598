// SPDX-License-Identifier: Apache-2.0
// Rules for failing requests, over real sockets: who is asked, how often, and what the caller gets.
#include "relay/access/app_edits.h"
#include "relay/access/fallback_edits.h"
#include "relay/access/key_edits.h"
#include "relay/access/provider_edits.h"
#include "relay/access/relay_edits.h"
#include "tests/relay/upstream/tls_provider.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray chat = "/relay/openai/v1/chat/completions";
const QByteArray body = "{\"model\":\"gpt-4o\", \"n\":10000000000000000001}";
const QByteArray workKey = "sk-planted-work-0123456789abcdefghij";

void mustBe(const Result<> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().sentence));
}

FallbackRule otherKeys()
{
    return {{}, {}, OtherKeys::Yes, {}, PaidTargets::LocalOnly};
}

FallbackRule to(const QList<FallbackTarget> &targets, PaidTargets paid)
{
    return {{}, {}, OtherKeys::No, targets, paid};
}

FakeReply answer(int status, const QByteArray &text, const HeaderFields &more = {})
{
    FakeReply reply;
    reply.status = status;
    reply.reason = "Said";
    reply.fields = HeaderFields{{"content-type", "application/json"}} + more;
    reply.pieces = {text};
    return reply;
}

/// A port at which no connection is made nor refused: the one place to wait there is taken.
class FullPort
{
public:
    FullPort()
    {
        m_server.setListenBacklogSize(0);
        m_isFull = m_server.listen(QHostAddress::LocalHost, 0);
        m_server.pauseAccepting();
        m_waiting.connectToHost(QHostAddress::LocalHost, m_server.serverPort());
        m_isFull = m_isFull && m_waiting.waitForConnected();
    }
    [[nodiscard]] bool isFull() const { return m_isFull; }
    [[nodiscard]] QByteArray baseUrl() const
    {
        return "http://127.0.0.1:" + QByteArray::number(m_server.serverPort());
    }

private:
    QTcpServer m_server;
    QTcpSocket m_waiting;
    bool m_isFull = false;
};

/// A relay with two keys for OpenAI, "default" and "work", with a fake Ollama that is turned on, and a rule.
class Scene
{
public:
    explicit Scene(const QList<FallbackRule> &rules)
    {
        moveOllama(relay.upstream().baseUrl() + "/ollama");
        relay.store().held.insert(workAccount, workKey);
        mustBe(relay.keeper().apply(listKey({.account = workAccount,
                                             .provider = u"openai"_s,
                                             .label = u"work"_s,
                                             .appId = {},
                                             .addedAt = QDateTime::currentDateTimeUtc(),
                                             .sentTo = relay.upstream().baseUrl()})));
        mustBe(relay.keeper().apply(setFallbacks({}, rules)));
    }

    [[nodiscard]] std::optional<RawReply> ask(const QByteArray &target = chat) const
    {
        return relay.ask(relay.request("POST", target, body));
    }
    /// The keys of the requests that came, in their order; "-": none.
    [[nodiscard]] QByteArrayList keysSent()
    {
        QByteArrayList keys;
        for (const FakeRequest &request : relay.upstream().requests()) {
            const QByteArray key = request.field("authorization").mid(7);
            keys.append(key == RunningRelay::key ? "default"
                        : key == workKey         ? "work"
                        : key.isEmpty()          ? "-"
                                                 : "?");
        }
        return keys;
    }
    void moveOllama(const QByteArray &baseUrl)
    {
        mustBe(relay.keeper().apply(setProvider({.id = u"ollama"_s,
                                                 .kind = ProviderEntry::Kind::OfShipped,
                                                 .baseUrl = baseUrl,
                                                 .privateAddresses = PrivateAddresses::Allowed})));
    }
    /// From now on OpenAI is at `baseUrl`, for both keys.
    void moveOpenAi(const QByteArray &baseUrl)
    {
        mustBe(relay.keeper().apply([&baseUrl](RelayConfig &config) -> Result<> {
            config.providers.append({.id = u"openai"_s,
                                     .kind = ProviderEntry::Kind::OfShipped,
                                     .baseUrl = baseUrl,
                                     .privateAddresses = PrivateAddresses::Allowed});
            for (KeyEntry &key : config.keys) {
                if (key.provider == "openai"_L1)
                    key.sentTo = baseUrl;
            }
            return Nothing{};
        }));
    }
    [[nodiscard]] ExchangeRecord record()
    {
        return QTest::qWaitFor([this] { return !relay.records().isEmpty(); }, byok::test::patience)
                   ? relay.records().last()
                   : ExchangeRecord();
    }

    static inline const QString workAccount = u"key/openai/work#1"_s;
    RunningRelay relay;
};

QString sentence(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object()["error"_L1]["message"_L1].toString();
}

} // namespace

class TestRelayFallbacks : public QObject
{
    Q_OBJECT

private slots:
    void whichAnswersGoToTheNextKey_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("goesOn");
        for (const int status : {429, 500, 502, 503, 529})
            QTest::addRow("%d", status) << status << true;
        for (const int status : {200, 204, 304, 400, 401, 402, 403, 404, 409, 413, 422})
            QTest::addRow("%d", status) << status << false;
    }
    void whichAnswersGoToTheNextKey()
    {
        QFETCH(int, status);
        QFETCH(bool, goesOn);
        Scene scene({otherKeys()});
        FakeReply first = answer(status, "{\"from\":\"first\"}", {{"x-first", "1"}});
        if (status == 204 || status == 304)
            first.pieces = {};
        scene.relay.upstream().next(first);
        scene.relay.upstream().setDefault(answer(200, "{\"from\":\"second\"}", {{"x-second", "2"}}));
        const auto reply = scene.ask();
        QVERIFY(reply);
        QCOMPARE(scene.keysSent(), goesOn ? QByteArrayList({"default", "work"}) : QByteArrayList{"default"});
        for (const FakeRequest &request : scene.relay.upstream().requests())
            QCOMPARE(request.body, body);
        QCOMPARE(reply->status, goesOn ? 200 : status);
        QCOMPARE(reply->field("x-first").isNull(), goesOn);
        QCOMPARE(reply->field("x-relay-provider"), "openai");
        QCOMPARE(reply->field("x-relay-key"), goesOn ? "work" : "default");
        QCOMPARE(reply->field("x-relay-attempts"), goesOn ? "2" : "1");
        QCOMPARE(reply->field("x-relay-earlier"),
                 goesOn ? "openai;key=default;status=" + QByteArray::number(status) : QByteArray());
        if (goesOn) {
            QCOMPARE(reply->body, "{\"from\":\"second\"}");
            QCOMPARE(reply->field("x-second"), "2");
            QVERIFY(!reply->head.contains("first"));
        }
        const ExchangeRecord record = scene.record();
        QCOMPARE(record.attempts, goesOn ? 2 : 1);
        QCOMPARE(record.keyLabel, goesOn ? u"work"_s : u"default"_s);
        QCOMPARE(record.status, goesOn ? 200 : status);
        QCOMPARE(scene.relay.records().size(), 1); // one request, one row
    }

    void withoutARuleNothingIsAskedAgainAndNothingIsAdded()
    {
        Scene scene({});
        scene.relay.upstream().next(answer(429, "{\"busy\":true}", {{"retry-after", "7"}}));
        const auto reply = scene.ask();
        QCOMPARE(reply->status, 429);
        QCOMPARE(reply->body, "{\"busy\":true}");
        QCOMPARE(reply->field("retry-after"), "7");
        QVERIFY(!reply->head.contains("x-relay-attempts"));
        QVERIFY(!reply->head.contains("x-relay-key"));
        QCOMPARE(scene.keysSent(), QByteArrayList{"default"});
    }

    void theLastAnswerStandsAsItCame()
    {
        Scene scene({otherKeys()});
        scene.relay.upstream().next(answer(503, "{\"from\":\"first\"}"));
        scene.relay.upstream().setDefault(
            answer(429, "{\"error\":{\"message\":\"slow down\"}}", {{"retry-after", "9"}}));
        const auto reply = scene.ask();
        QCOMPARE(reply->status, 429);
        QCOMPARE(reply->body, "{\"error\":{\"message\":\"slow down\"}}");
        QCOMPARE(reply->field("retry-after"), "9");
        QCOMPARE(reply->field("x-relay-attempts"), "2");
        QCOMPARE(scene.keysSent(), (QByteArrayList{"default", "work"}));
    }

    void aKeyThatCannotBeHadIsPassedOver_data()
    {
        QTest::addColumn<QByteArray>("refusal");
        QTest::newRow("short") << QByteArray("{\"busy\":true}");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("longer than a pause holds") << QByteArray(300'000, 'b');
    }
    void aKeyThatCannotBeHadIsPassedOver()
    {
        QFETCH(QByteArray, refusal);
        Scene scene({otherKeys()});
        scene.relay.store().held.remove(Scene::workAccount);
        scene.relay.upstream().setDefault(answer(429, refusal, {{"retry-after", "7"}}));
        const auto reply = scene.ask();
        QVERIFY(reply);
        QCOMPARE(reply->status, 429);
        QCOMPARE(reply->body, refusal);
        QCOMPARE(reply->field("retry-after"), "7");
        QCOMPARE(reply->field("x-relay-attempts"), "1");
        QCOMPARE(scene.keysSent(), QByteArrayList{"default"});
    }

    void whatWasSentAndBrokeIsNeverSentAgain()
    {
        Scene scene({otherKeys()});
        FakeReply swallow;
        swallow.swallowFromRequest = 1;
        scene.relay.upstream().next(swallow);
        const auto reply = scene.ask();
        QCOMPARE(reply->status, 502);
        QCOMPARE(scene.keysSent(), QByteArrayList{"default"});
    }

    void nothingIsAskedAgainAfterTheFirstByte()
    {
        Scene scene({otherKeys()});
        FakeReply broken = answer(200, "{\"half\":");
        broken.declaredLength = 100;
        broken.ending = FakeEnding::Close;
        scene.relay.upstream().next(broken);
        RawClient client(scene.relay.port());
        client.send(scene.relay.request("POST", chat, body));
        QVERIFY(client.waitForClose());
        QVERIFY(client.received().contains("{\"half\":"));
        QCOMPARE(scene.keysSent(), QByteArrayList{"default"});
    }

    void anEventStreamComesThroughAfterARefusal()
    {
        Scene scene({otherKeys()});
        scene.relay.upstream().next(answer(429, "{}"));
        scene.relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient client(scene.relay.port());
        client.send(scene.relay.request("POST", chat, body));
        QTRY_COMPARE(scene.relay.upstream().requestCount(), 2);
        QTRY_COMPARE(scene.relay.controller().liveExchanges().value(0).attempts, 2);
        QCOMPARE(scene.relay.controller().liveExchanges().first().keyLabel, u"work"_s);
        QCOMPARE(scene.relay.controller().liveExchanges().first().earlier,
                 (QList<EarlierAttempt>{{u"openai"_s, u"default"_s, AttemptEnd::Answered, 429}}));
        scene.relay.upstream().release();
        QVERIFY(client.waitForText("data: one\n\n"));
        QVERIFY(!client.received().contains("data: two"));
        scene.relay.upstream().releaseAll();
        QVERIFY(client.waitForText("data: two\n\n"));
        QVERIFY(client.received().contains("x-relay-attempts: 2"));
    }

    // ----------------------------------------------------------------------------------------------------
    // other providers

    void nothingThatMayCostMoneyIsAskedUnlessAllowed_data()
    {
        QTest::addColumn<FallbackTarget>("target");
        QTest::addColumn<PaidTargets>("paid");
        QTest::addColumn<QByteArray>("path"); // where the second request goes; empty: there is none
        const FallbackTarget local{u"ollama"_s, u"llama3.2:3b"_s};
        const FallbackTarget free{u"mine"_s, u"mine-1"_s};
        const FallbackTarget paid{u"anthropic"_s, u"claude-x"_s}; // whose own chat has another form
        QTest::newRow("local") << local << PaidTargets::LocalOnly
                               << QByteArray("/ollama/v1/chat/completions");
        QTest::newRow("of the person's own, without a key")
            << free << PaidTargets::LocalOnly << QByteArray("/mine/v1/chat/completions");
        QTest::newRow("paid") << paid << PaidTargets::LocalOnly << QByteArray();
        QTest::newRow("paid, allowed") << paid << PaidTargets::Allowed << QByteArray("/v1/chat/completions");
        QTest::newRow("one that is not there")
            << FallbackTarget{u"gone"_s, u"x"_s} << PaidTargets::Allowed << QByteArray();
        QTest::newRow("one that is turned off")
            << FallbackTarget{u"lm-studio"_s, u"x"_s} << PaidTargets::Allowed << QByteArray();
        QTest::newRow("one without a key")
            << FallbackTarget{u"groq"_s, u"x"_s} << PaidTargets::Allowed << QByteArray();
        QTest::newRow("echo") << FallbackTarget{u"echo"_s, u"x"_s} << PaidTargets::Allowed << QByteArray();
    }
    void nothingThatMayCostMoneyIsAskedUnlessAllowed()
    {
        QFETCH(FallbackTarget, target);
        QFETCH(PaidTargets, paid);
        QFETCH(QByteArray, path);
        Scene scene({to({target}, paid)});
        scene.relay.upstream().next(answer(429, "{\"busy\":true}"));
        scene.relay.upstream().setDefault(answer(200, "{\"fine\":true}"));
        const auto reply = scene.ask();
        QVERIFY(reply);
        if (path.isEmpty()) {
            QCOMPARE(reply->status, 429);
            QCOMPARE(reply->body, "{\"busy\":true}");
            QCOMPARE(scene.keysSent(), QByteArrayList{"default"});
            return;
        }
        QCOMPARE(reply->body, "{\"fine\":true}");
        QCOMPARE(scene.relay.upstream().requestCount(), 2);
        const FakeRequest second = scene.relay.upstream().requests().last();
        QCOMPARE(second.target, path);
        QByteArray wanted = body;
        wanted.replace("gpt-4o", target.model.toUtf8());
        QCOMPARE(second.body, wanted); // but for the model byte for byte
        QVERIFY(!second.rawHead.contains(scene.relay.token()));
        QCOMPARE(second.rawHead.contains(RunningRelay::key), target.provider == "anthropic"_L1);
        QCOMPARE(reply->field("x-relay-provider"), target.provider.toUtf8());
        QCOMPARE(reply->field("x-relay-attempts"), "2");
        const ExchangeRecord record = scene.record();
        QCOMPARE(record.provider, target.provider);
        QCOMPARE(record.model, target.model);
        QCOMPARE(record.attempts, 2);
    }

    void whoeverIsNamedByTheModelFallsBackToo_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("endpoint");
        QTest::newRow("POST /relay") << QByteArray("/relay") << QByteArray("chat/completions");
        QTest::newRow("/v1") << QByteArray("/v1/chat/completions") << QByteArray("chat/completions");
        QTest::newRow("/v1 embeddings") << QByteArray("/v1/embeddings") << QByteArray("embeddings");
    }
    void whoeverIsNamedByTheModelFallsBackToo()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, endpoint);
        FallbackRule rule = to({{u"ollama"_s, u"a-rather-longer-name"_s}}, PaidTargets::LocalOnly);
        rule.model = u"openai/gpt-*"_s;
        rule.otherKeys = OtherKeys::Yes;
        Scene scene({rule});
        scene.relay.upstream().next(answer(503, "{}"));
        scene.relay.upstream().next(answer(503, "{}"));
        scene.relay.upstream().setDefault(answer(200, "{\"fine\":true}"));
        const auto reply = scene.relay.ask(
            scene.relay.request("POST", target, "{\"model\":\"openai/gpt-4o\", \"x\": [1.0]}"));
        QVERIFY(reply);
        QCOMPARE(reply->body, "{\"fine\":true}");
        QCOMPARE(reply->field("x-relay-attempts"), "3");
        QCOMPARE(scene.keysSent(), (QByteArrayList{"default", "work", "-"}));
        const QList<FakeRequest> requests = scene.relay.upstream().requests();
        QCOMPARE(requests[1].target, "/v1/" + endpoint);
        QCOMPARE(requests[1].body, "{\"model\":\"gpt-4o\", \"x\": [1.0]}");
        QCOMPARE(requests[2].target, "/ollama/v1/" + endpoint);
        QCOMPARE(requests[2].body, "{\"model\":\"a-rather-longer-name\", \"x\": [1.0]}");
    }

    void eachTargetGetsTheBodyWithItsOwnModel()
    {
        Scene scene(
            {to({{u"ollama"_s, u"a-rather-longer-name"_s}, {u"mine"_s, u"b"_s}}, PaidTargets::Allowed)});
        scene.relay.upstream().next(answer(503, "{}"));
        scene.relay.upstream().next(answer(503, "{}"));
        scene.relay.upstream().setDefault(answer(200, "{}"));
        QCOMPARE(scene.ask()->field("x-relay-attempts"), "3");
        const QList<FakeRequest> requests = scene.relay.upstream().requests();
        QCOMPARE(requests[1].body, QByteArray(body).replace("gpt-4o", "a-rather-longer-name"));
        QCOMPARE(requests[2].body, QByteArray(body).replace("gpt-4o", "b"));
        QCOMPARE(scene.record().bytesUp, requests[2].body.size());
    }

    void anotherProviderSeesNothingThatWasMeantForTheFirst()
    {
        FallbackRule rule = to({{u"ollama"_s, u"llama3.2:3b"_s}}, PaidTargets::LocalOnly);
        rule.otherKeys = OtherKeys::Yes;
        Scene scene({rule});
        scene.relay.upstream().next(answer(503, "{}"));
        scene.relay.upstream().next(answer(503, "{}"));
        scene.relay.upstream().setDefault(answer(200, "{}"));
        const HeaderFields meantForTheFirst{{"helicone-auth", "Bearer helicone-secret"},
                                            {"x-portkey-api-key", "portkey-secret"},
                                            {"openai-beta", "assistants=v2"},
                                            {"anthropic-beta", "some-beta"},
                                            {"idempotency-key", "once"}};
        const HeaderFields ofTheBody{{"content-type", "application/json"}, {"accept", "text/event-stream"}};
        QByteArray lines;
        for (const HeaderField &field : meantForTheFirst + ofTheBody)
            lines += field.name + ": " + field.value + "\r\n";
        QCOMPARE(scene.relay.ask(scene.relay.request("POST", chat, body, lines))->status, 200);
        const QList<FakeRequest> requests = scene.relay.upstream().requests();
        QCOMPARE(requests.size(), 3);
        for (const HeaderField &field : meantForTheFirst) {
            QCOMPARE(requests[1].field(field.name), field.value); // another key of the same provider
            QVERIFY2(!requests[2].rawHead.toLower().contains(field.name), field.name.constData());
        }
        for (const HeaderField &field : ofTheBody)
            QCOMPARE(requests[2].field(field.name), field.value);
        QCOMPARE(requests[2].field("user-agent"), "byok-relay");
        QCOMPARE(requests[2].field("accept-encoding"), "identity");
    }

    void whatTheAppMayNotHaveIsNotTried_data()
    {
        QTest::addColumn<Grant>("grant");
        Grant provider;
        provider.providers = {u"openai"_s};
        QTest::newRow("provider") << provider;
        Grant model;
        model.models = {u"gpt-*"_s};
        QTest::newRow("model") << model;
    }
    void whatTheAppMayNotHaveIsNotTried()
    {
        QFETCH(Grant, grant);
        Scene scene({to({{u"ollama"_s, u"llama3.2:3b"_s}}, PaidTargets::Allowed)});
        scene.relay.setGrant(grant);
        scene.relay.upstream().setDefault(answer(503, "{}"));
        QCOMPARE(scene.ask()->status, 503);
        QCOMPARE(scene.keysSent(), QByteArrayList{"default"});
    }

    void aProviderThatCannotBeReachedGivesWayToTheNext()
    {
        // "nowhere" is a port that nobody listens on.
        Scene scene({to({{u"ollama"_s, u"a"_s}, {u"mine"_s, u"b"_s}}, PaidTargets::Allowed)});
        scene.relay.upstream().next(answer(500, "{}"));
        scene.relay.upstream().setDefault(answer(200, "{\"fine\":true}"));
        const auto reply = scene.ask("/relay/nowhere/v1/chat/completions");
        QVERIFY(reply);
        QCOMPARE(reply->body, "{\"fine\":true}");
        QCOMPARE(reply->field("x-relay-provider"), "mine");
        QCOMPARE(reply->field("x-relay-attempts"), "3");
        QVERIFY(reply->field("x-relay-key").isNull()); // it has none
        QCOMPARE(scene.relay.upstream().requestCount(), 2);
    }

    void aProviderWithAFalseCertificateGivesWayAndIsNamed_data()
    {
        QTest::addColumn<TlsProvider::Port>("port");
        QTest::newRow("self-signed") << TlsProvider::Port::SelfSigned;
        QTest::newRow("wrong name") << TlsProvider::Port::WrongName;
        QTest::newRow("expired") << TlsProvider::Port::Expired;
        QTest::newRow("not yet valid") << TlsProvider::Port::NotYetValid;
        QTest::newRow("TLS 1.1") << TlsProvider::Port::OldTls;
    }
    void aProviderWithAFalseCertificateGivesWayAndIsNamed()
    {
        QFETCH(TlsProvider::Port, port);
        FakeUpstream behind;
        TlsProvider tls(behind.port());
        QVERIFY2(tls.fault().isEmpty(), tls.fault().constData());
        Scene scene({to({{u"mine"_s, u"b"_s}}, PaidTargets::LocalOnly)});
        mustBe(scene.relay.keeper().apply([&tls](RelayConfig &config) -> Result<> {
            config.extraCaFile = tls.authorityFile();
            return Nothing{};
        }));
        scene.moveOpenAi(tls.baseUrl(port));
        scene.relay.upstream().setDefault(answer(200, "{\"fine\":true}"));
        const auto reply = scene.ask();
        QVERIFY(reply);
        QCOMPARE(reply->body, "{\"fine\":true}");
        QCOMPARE(reply->field("x-relay-provider"), "mine");
        QCOMPARE(reply->field("x-relay-attempts"), "2");
        QCOMPARE(reply->field("x-relay-earlier"), "openai;key=default;error=tls");
        QCOMPARE(scene.keysSent(), QByteArrayList{"-"}); // who stood in got no key
        QCOMPARE(behind.requestCount(), 0);
        QCOMPARE(scene.record().earlier,
                 (QList<EarlierAttempt>{{u"openai"_s, u"default"_s, AttemptEnd::TlsRefused}}));
    }

    void aProviderThatTakesNoConnectionInTimeGivesWayAndIsNamed()
    {
        const FullPort full;
        QVERIFY(full.isFull());
        Scene scene({to({{u"mine"_s, u"b"_s}}, PaidTargets::LocalOnly)});
        mustBe(scene.relay.keeper().apply([](RelayConfig &config) -> Result<> {
            config.settings.connectSeconds = 1;
            return Nothing{};
        }));
        scene.moveOpenAi(full.baseUrl());
        scene.relay.upstream().setDefault(answer(200, "{\"fine\":true}"));
        const auto reply = scene.ask();
        QVERIFY(reply);
        QCOMPARE(reply->body, "{\"fine\":true}");
        QCOMPARE(reply->field("x-relay-provider"), "mine");
        QCOMPARE(reply->field("x-relay-earlier"), "openai;key=default;error=timeout");
        QCOMPARE(scene.record().earlier,
                 (QList<EarlierAttempt>{{u"openai"_s, u"default"_s, AttemptEnd::TimedOut}}));
    }

    void aFalseCertificateIsToldWhereNobodyElseAnswers()
    {
        FakeUpstream behind;
        TlsProvider tls(behind.port());
        QVERIFY2(tls.fault().isEmpty(), tls.fault().constData());
        Scene scene({to({{u"ollama"_s, u"a"_s}}, PaidTargets::LocalOnly)});
        scene.moveOllama("http://127.0.0.1:9");
        scene.moveOpenAi(tls.baseUrl(TlsProvider::Port::SelfSigned));
        const auto reply = scene.ask();
        QVERIFY(reply);
        QCOMPARE(reply->status, 502);
        const QString said = sentence(*reply);
        QVERIFY2(said.contains(u"Before that: the certificate or TLS version of OpenAI was not accepted."_s),
                 qPrintable(said));
        QCOMPARE(reply->field("x-relay-earlier"), "openai;key=default;error=tls");
    }

    void whereNobodyIsLeftTheSentenceSaysWhoWasAsked()
    {
        Scene scene({to({{u"ollama"_s, u"a"_s}}, PaidTargets::LocalOnly)});
        scene.moveOllama("http://127.0.0.1:9");
        scene.relay.upstream().setDefault(answer(503, "{}"));
        const auto reply = scene.ask();
        QCOMPARE(reply->status, 502);
        QVERIFY2(sentence(*reply).contains(u"OpenAI answered 503"_s), reply->body.constData());
        QCOMPARE(reply->field("x-relay-provider"), "ollama");
        QCOMPARE(reply->field("x-relay-attempts"), "2");
    }

    void onlyWhatIsKeptUnderNoKeyGoesToAnotherOne()
    {
        Scene scene({otherKeys()});
        Grant all;
        all.paths = PathScope::WholeApi;
        scene.relay.setGrant(all);
        scene.relay.upstream().setDefault(answer(503, "{}"));
        const auto reply = scene.relay.ask(scene.relay.request("GET", "/relay/openai/v1/fine_tuning/jobs"));
        QCOMPARE(reply->status, 503);
        QCOMPARE(scene.keysSent(), QByteArrayList{"default"});
    }

    // ----------------------------------------------------------------------------------------------------
    // keys that rest

    void aKeyThatWasRefusedIsPassedOverUntilItIsRested()
    {
        Scene scene({otherKeys()});
        QSignalSpy told(&scene.relay.controller(), &RelayController::keyReportChanged);
        scene.relay.upstream().next(answer(429, "{}", {{"retry-after", "60"}}));
        scene.relay.upstream().setDefault(answer(200, "{}"));
        QCOMPARE(scene.ask()->status, 200);
        const auto second = scene.ask();
        QCOMPARE(scene.keysSent(), (QByteArrayList{"default", "work", "work"}));
        QCOMPARE(second->field("x-relay-key"), "work");
        QCOMPARE(second->field("x-relay-attempts"), "1");
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const auto report = [&] { return scene.relay.controller().keyReport(u"openai"_s, u"default"_s); };
        QTRY_VERIFY(report().restsUntil.isValid());
        QVERIFY(now.secsTo(report().restsUntil) > 40 && now.secsTo(report().restsUntil) <= 60);
        QCOMPARE(report().refusal, 429);
        QVERIFY(!scene.relay.controller().keyReport(u"openai"_s, u"work"_s).restsUntil.isValid());
        QVERIFY(!told.isEmpty());

        // Where no rule says so, a key that rests is used all the same.
        mustBe(scene.relay.keeper().apply(setFallbacks({}, {})));
        QCOMPARE(scene.ask()->status, 200);
        QCOMPARE(scene.keysSent().last(), "default");
        QTRY_VERIFY(!report().restsUntil.isValid()); // and it works again
    }

    void aKeyRestsForTheMillisecondsThatAreSaid()
    {
        Scene scene({otherKeys()});
        scene.relay.upstream().next(answer(429, "{}", {{"retry-after-ms", "90000"}}));
        scene.relay.upstream().setDefault(answer(200, "{}"));
        QCOMPARE(scene.ask()->status, 200);
        const auto report = [&] { return scene.relay.controller().keyReport(u"openai"_s, u"default"_s); };
        QTRY_VERIFY(report().restsUntil.isValid());
        const qint64 left = QDateTime::currentDateTimeUtc().msecsTo(report().restsUntil);
        QVERIFY2(left > 60'000 && left <= 90'000,
                 qPrintable(QString::number(left))); // not the 30 s of who says nothing
    }

    void theOnlyKeyIsNeverPassedOver()
    {
        Scene scene({otherKeys()});
        scene.relay.upstream().setDefault(answer(429, "{}", {{"retry-after", "60"}}));
        QCOMPARE(scene.ask()->status, 429); // both rest now
        QCOMPARE(scene.ask()->status, 429);
        QCOMPARE(scene.keysSent(), (QByteArrayList{"default", "work", "default", "work"}));
    }

    // ----------------------------------------------------------------------------------------------------
    // what happens in between

    void whatThePersonEndsInBetweenIsNotAskedAgain_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("status");
        QTest::newRow("stopped") << u"stop"_s << 403;
        QTest::newRow("revoked") << u"revoke"_s << 401;
        QTest::newRow("app paused") << u"pause"_s << 503;
        QTest::newRow("client gone") << u"leave"_s << 0;
    }
    void whatThePersonEndsInBetweenIsNotAskedAgain()
    {
        QFETCH(QString, what);
        QFETCH(int, status);
        Scene scene({otherKeys()});
        scene.relay.store().waitsFor = Scene::workAccount;
        scene.relay.upstream().next(answer(429, "{\"busy\":true}"));
        RawClient client(scene.relay.port());
        client.send(scene.relay.request("POST", chat, body));
        QTRY_COMPARE(scene.relay.store().waitingReads(), 1);
        QTRY_COMPARE(scene.relay.controller().liveExchanges().size(), 1);
        const QString app = QString::fromLatin1(RunningRelay::origin);
        if (what == "stop"_L1)
            scene.relay.controller().stopExchange(scene.relay.controller().liveExchanges().first().id);
        else if (what == "revoke"_L1)
            mustBe(scene.relay.keeper().apply(revokeApp(app)));
        else if (what == "pause"_L1)
            mustBe(scene.relay.keeper().apply(pauseApp(app, AppPause::Paused)));
        else
            client.close();
        const ExchangeRecord record = scene.record();
        QCOMPARE(record.status, status);
        QCOMPARE(record.attempts, 1);
        if (status != 0) {
            const auto reply = client.takeReply();
            QVERIFY(reply);
            QCOMPARE(reply->status, status);
            QVERIFY(!reply->body.contains("busy"));
        }
        scene.relay.store().openReads();
        QVERIFY(scene.relay.ask(scene.relay.programRequest("GET", "/keys"))); // the relay has had a turn
        QCOMPARE(scene.keysSent(), QByteArrayList{"default"});
    }

    void aRuleThatIsTakenBackInBetweenHoldsNoMore_data()
    {
        QTest::addColumn<int>("change");
        QTest::newRow("rule removed") << 0;
        QTest::newRow("key removed") << 1;
        QTest::newRow("key chosen for the app") << 2;
        QTest::newRow("relay paused") << 3;
    }
    void aRuleThatIsTakenBackInBetweenHoldsNoMore()
    {
        QFETCH(int, change);
        Scene scene({otherKeys()});
        FakeReply slow = answer(429, "{\"busy\":true}");
        slow.ending = FakeEnding::Whole;
        slow.msBefore = 400;
        scene.relay.upstream().next(slow);
        RawClient client(scene.relay.port());
        client.send(scene.relay.request("POST", chat, body));
        QTRY_COMPARE(scene.relay.upstream().requestCount(), 1);
        switch (change) {
        case 0:
            mustBe(scene.relay.keeper().apply(setFallbacks({}, {})));
            break;
        case 1:
            mustBe(scene.relay.keeper().apply(unlistKey(u"openai"_s, u"work"_s, {})));
            break;
        case 2:
            mustBe(scene.relay.keeper().apply(
                chooseKey(QString::fromLatin1(RunningRelay::origin), u"openai"_s, u"default"_s)));
            break;
        default:
            mustBe(scene.relay.keeper().apply(pauseRelay(RelayPause::Paused)));
            break;
        }
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 429);
        QCOMPARE(reply->body, "{\"busy\":true}");
        QCOMPARE(scene.keysSent(), QByteArrayList{"default"});
    }

    void whatIsTakenBackWhileAKeychainAsksHoldsNoMore_data()
    {
        QTest::addColumn<int>("change");
        QTest::newRow("rule removed") << 0;
        QTest::newRow("key chosen for the app") << 1;
        QTest::newRow("relay paused") << 2;
    }
    void whatIsTakenBackWhileAKeychainAsksHoldsNoMore()
    {
        QFETCH(int, change);
        Scene scene({otherKeys()});
        scene.relay.store().waitsFor = Scene::workAccount;
        scene.relay.upstream().next(answer(429, "{\"busy\":true}"));
        RawClient client(scene.relay.port());
        client.send(scene.relay.request("POST", chat, body));
        QTRY_COMPARE(scene.relay.store().waitingReads(), 1);
        switch (change) {
        case 0:
            mustBe(scene.relay.keeper().apply(setFallbacks({}, {})));
            break;
        case 1:
            mustBe(scene.relay.keeper().apply(
                chooseKey(QString::fromLatin1(RunningRelay::origin), u"openai"_s, u"default"_s)));
            break;
        default:
            mustBe(scene.relay.keeper().apply(pauseRelay(RelayPause::Paused)));
            break;
        }
        scene.relay.store().openReads();
        const auto reply = client.takeReply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 429);
        QCOMPARE(reply->body, "{\"busy\":true}");
        QCOMPARE(reply->field("x-relay-attempts"), "1");
        QCOMPARE(scene.keysSent(), QByteArrayList{"default"});
    }

    // ----------------------------------------------------------------------------------------------------
    // what is said of it

    void aProviderCannotSayWhoAnswered()
    {
        Scene scene({otherKeys()});
        scene.relay.upstream().setDefault(answer(200, "{}",
                                                 {{"x-relay-attempts", "9"},
                                                  {"x-relay-key", "fake"},
                                                  {"x-relay-provider", "fake"},
                                                  {"x-relay-earlier", "fake"}}));
        const auto reply = scene.ask();
        QCOMPARE(headerCount(reply->fields, "x-relay-attempts"), 1);
        QCOMPARE(reply->field("x-relay-attempts"), "1");
        QCOMPARE(reply->field("x-relay-key"), "default");
        QVERIFY(!reply->head.contains("fake"));
    }

    void aLabelIsPercentEncoded()
    {
        Scene scene({otherKeys()});
        mustBe(scene.relay.keeper().apply([](RelayConfig &config) -> Result<> {
            for (KeyEntry &key : config.keys) {
                if (key.label == "work"_L1)
                    key.label = u"Büro 1"_s;
            }
            return Nothing{};
        }));
        scene.relay.upstream().next(answer(429, "{}"));
        QCOMPARE(scene.ask()->field("x-relay-key"), "B%C3%BCro%201");
    }

    void theLedgerKeepsHowManyWereAsked()
    {
        Scene scene({otherKeys()});
        scene.relay.upstream().next(answer(429, "{}"));
        QCOMPARE(scene.ask()->status, 200);
        QTRY_COMPARE(scene.relay.records().size(), 1);
        std::optional<QList<UsageRow>> rows;
        scene.relay.controller().usageRows({}, [&rows](const Result<QList<UsageRow>> &read) {
            rows = read ? read.value() : QList<UsageRow>();
        });
        QTRY_VERIFY(rows);
        QCOMPARE(rows->size(), 1);
        QCOMPARE(rows->first().attempts, 2);
        QCOMPARE(rows->first().earlier,
                 (QList<EarlierAttempt>{{u"openai"_s, u"default"_s, AttemptEnd::Answered, 429}}));
        QCOMPARE(rows->first().keyLabel, u"work"_s);
        QCOMPARE(rows->first().status, 200);
    }

    void anAppsOwnRuleGoesBeforeThatForEveryApp()
    {
        Scene scene({otherKeys()});
        const QString app = QString::fromLatin1(RunningRelay::origin);
        FallbackRule never{app, {}, OtherKeys::No, {}, PaidTargets::LocalOnly};
        mustBe(scene.relay.keeper().apply(setFallbacks(app, {never})));
        scene.relay.upstream().setDefault(answer(503, "{}"));
        QCOMPARE(scene.ask()->status, 503);
        QCOMPARE(scene.keysSent(), QByteArrayList{"default"});
        const auto program = scene.relay.ask(scene.relay.programRequest("POST", chat, body));
        QCOMPARE(program->field("x-relay-attempts"), "2"); // the other app has the general rule
    }
};

QTEST_GUILESS_MAIN(TestRelayFallbacks)
#include "tst_relay_fallbacks.moc"
