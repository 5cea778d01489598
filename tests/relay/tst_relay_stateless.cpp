// SPDX-License-Identifier: Apache-2.0
// Apps that bring a provider's key with each request, plain or sealed: through the whole relay, by real
// sockets.
#include "relay/access/app_edits.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "tests/support/sealing.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QTest>

#include <chrono>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray chat = "/relay/openai/v1/chat/completions";
const QByteArray messages = "/relay/anthropic/v1/messages";
const QByteArray own = "sk-proj-planted-of-the-caller-0123456789";
const QByteArray anthropicKey = "sk-ant-api03-planted-0123456789";
const QByteArray secondApp = "https://second.example";
constexpr auto base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// A page's request without a token, with these fields (whole lines).
QByteArray pageRequest(const RunningRelay &relay, const QByteArray &target, const QByteArray &fields,
                       const QByteArray &body = "{}", const QByteArray &origin = RunningRelay::origin)
{
    return relay.bareRequest("POST", target,
                             "Origin: " + origin + "\r\nContent-Type: application/json\r\n" + fields, body);
}

QByteArray plain(const QByteArray &key)
{
    return "X-API-Key: " + key + "\r\n";
}

QByteArray blobFor(const RunningRelay &relay, const QByteArray &key,
                   const QByteArray &origin = RunningRelay::origin)
{
    return sealedFor(relay, key, origin);
}

QByteArray sealed(const QByteArray &blob)
{
    return "X-API-Key-Sealed: " + blob + "\r\n";
}

void allowSecondApp(RunningRelay &relay)
{
    const auto allowed =
        relay.keeper().apply(allowOrigin(secondApp, u"Second"_s, {}, QDateTime::currentDateTimeUtc()));
    QVERIFY(allowed);
}

/// Everything that the relay has written.
QByteArray filesOf(const RunningRelay &relay)
{
    QByteArray all;
    const QDir folder = QFileInfo(relay.usagePath()).dir();
    for (const QString &name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

} // namespace

class TestRelayStateless : public QObject
{
    Q_OBJECT

private slots:
    void theCallersKeyGoesUpstreamInsteadOfTheStoredOne_data()
    {
        QTest::addColumn<bool>("isSealed");
        QTest::addColumn<bool>("withToken");
        QTest::newRow("plain") << false << false;
        QTest::newRow("sealed") << true << false;
        QTest::newRow("sealed, with the app's token") << true << true;
    }
    void theCallersKeyGoesUpstreamInsteadOfTheStoredOne()
    {
        QFETCH(bool, isSealed);
        QFETCH(bool, withToken);
        RunningRelay relay;
        const QByteArray blob = blobFor(relay, own);
        QByteArray fields = isSealed ? sealed(blob) : plain(own);
        if (withToken)
            fields += "x-relay-token: " + relay.token() + "\r\n";
        fields += "OpenAI-Organization: org-of-the-caller\r\n";
        const auto reply = relay.ask(pageRequest(relay, chat, fields));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->field("access-control-allow-origin"), RunningRelay::origin);
        QVERIFY(!reply->field("ratelimit-remaining").isEmpty());
        QCOMPARE(relay.upstream().requestCount(), 1);
        const FakeRequest &arrived = relay.upstream().requests().first();
        QCOMPARE(arrived.field("authorization"), "Bearer " + own);
        QCOMPARE(arrived.field("openai-organization"),
                 "org-of-the-caller"); // its key, so whom it bills is its to say
        QCOMPARE(arrived.rawHead.count(own), 1);
        for (const char *name : {"x-api-key", "x-api-key-sealed", "origin", "x-relay-token"})
            QVERIFY2(arrived.field(name).isNull(), name);
        QVERIFY(!arrived.rawHead.contains(blob) && !arrived.rawHead.contains(RunningRelay::key));

        QTRY_COMPARE(relay.records().size(), 1);
        const ExchangeRecord &record = relay.records().first();
        QCOMPARE(record.wayIn, WayIn::Stateless);
        QCOMPARE(record.keyLabel, u"caller's own"_s);
        QCOMPARE(record.appId.toLatin1(), RunningRelay::origin);
        QCOMPARE(record.provider, u"openai"_s);
        QCOMPARE(record.id, reply->field("x-relay-request-id"));
    }

    void theKeyLeavesNoTrace()
    {
        RunningRelay relay(RunningRelay::Key::None);
        QVERIFY(relay.ask(pageRequest(relay, chat, plain(own), R"({"model":"gpt-4o"})")));
        QVERIFY(relay.ask(pageRequest(relay, chat, sealed(blobFor(relay, own)))));
        QVERIFY(relay.ask(pageRequest(relay, messages, plain(own)))); // refused
        QVERIFY(relay.ask(pageRequest(relay, "/relay/nothing/v1", plain(own))));
        QTRY_COMPARE(relay.records().size(), 4);
        QVERIFY(relay.keeper().current()->keys.isEmpty());
        // A request with a token finds no key: the one that was brought was for its own request.
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 400);
        QTRY_VERIFY(filesOf(relay).contains("gpt-4o"));
        QVERIFY(!filesOf(relay).contains("planted"));
    }

    void aReplyThatHasTheKeyInItIsMasked()
    {
        RunningRelay relay;
        relay.upstream().setDefault({.content = FakeContent::EchoRequest});
        for (const QByteArray &fields : {plain(own), sealed(blobFor(relay, own))}) {
            const auto reply = relay.ask(pageRequest(relay, chat, fields));
            QVERIFY(reply);
            QVERIFY(reply->body.contains("authorization: Bearer ***") ||
                    reply->body.contains("Authorization: Bearer ***"));
            QVERIFY(!reply->body.contains("planted"));
        }
    }

    void aKeyReachesItsOwnProviderAlone_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("arrives"); // method's path, then the line that has the key
        const auto row = [](const char *name, const QByteArray &target, const QByteArray &model,
                            const QByteArray &key, int status, const QByteArray &arrives = {}) {
            QTest::newRow(name) << target
                                << (model.isEmpty() ? QByteArray("{}") : "{\"model\":\"" + model + "\"}")
                                << key << status << arrives;
        };
        const QByteArray bare = "sk-planted0123456789abcdefghijkl";
        const QByteArray openAiChat = "/v1/chat/completions Bearer ";
        row("the path, and its key", chat, {}, own, 200, openAiChat + own);
        row("the path, and a key of a shape that it shares", chat, {}, bare, 200, openAiChat + bare);
        row("the path, and another's key", chat, {}, anthropicKey, 400);
        row("the path, and a key of no shape", chat, {}, "planted-0123456789", 400);
        row("the path, and hardly a key", chat, {}, "sk-1", 400);
        row("the path, and two words", chat, {}, "Bearer " + own, 400);
        row("Anthropic's path and key", messages, {}, anthropicKey, 200, "/v1/messages " + anthropicKey);
        row("Anthropic's path, OpenAI's key", messages, {}, own, 400);
        row("a provider that has no shape, and a key that names another", "/relay/nowhere/v1/chat", {},
            anthropicKey, 400);
        row("a provider that takes no key", "/relay/mine/v1/chat/completions", {}, own, 400);
        row("the model", "/relay", "gpt-4o", own, 200, openAiChat + own);
        row("the model's prefix", "/relay", "anthropic/claude-x", anthropicKey, 200,
            "/v1/messages " + anthropicKey);
        row("the model, and another's key", "/relay", "gpt-4o", anthropicKey, 400);
        row("the prefix, and another's key", "/relay", "anthropic/gpt-4o", own, 400);
        row("a model that names nobody, a key that does", "/relay", "mystery", own, 200, openAiChat + own);
        row("a model that names nobody, Anthropic's key", "/relay", "mystery", anthropicKey, 200,
            "/v1/messages " + anthropicKey);
        row("a model that names nobody, a key that several have", "/relay", "mystery", bare, 400);
        row("the same with an underscore", "/relay", "mystery", bare + "_x", 400);
        row("neither names anybody", "/relay", "mystery", "planted-0123456789", 400);
        row("/v1 by the model", "/v1/chat/completions", "gpt-4o", own, 200, openAiChat + own);
        row("/v1 by the model, at Anthropic", "/v1/chat/completions", "claude-x", anthropicKey, 200,
            openAiChat + anthropicKey);
        row("/v1 by the key", "/v1/chat/completions", "mystery", own, 200, openAiChat + own);
        row("/v1, and another's key", "/v1/chat/completions", "gpt-4o", anthropicKey, 400);
        row("/v1, and a key that several have", "/v1/chat/completions", "mystery", bare, 400);
        row("a model of this computer, which takes no key", "/relay", "mine-1", own, 400);
        row("no model", "/relay", {}, own, 400);
    }
    void aKeyReachesItsOwnProviderAlone()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, arrives);
        for (const bool isSealed : {false, true}) {
            RunningRelay relay;
            const auto reply = relay.ask(
                pageRequest(relay, target, isSealed ? sealed(blobFor(relay, key)) : plain(key), body));
            QVERIFY(reply);
            QTEST(reply->status, "status");
            QVERIFY2(!reply->body.contains(key), "the sentence has the key in it");
            QTRY_COMPARE(relay.records().size(), 1);
            QCOMPARE(relay.records().first().wayIn, WayIn::Stateless);
            if (arrives.isEmpty()) {
                QCOMPARE(relay.upstream().connectionCount(), 0);
                continue;
            }
            const FakeRequest &arrived = relay.upstream().requests().first();
            QCOMPARE(arrived.path() + ' ' + arrived.field("authorization") + arrived.field("x-api-key"),
                     arrives);
        }
    }

    void whatIsNotRelayedTakesTokensAlone()
    {
        RunningRelay relay;
        for (const QByteArray &target : {"/v1/models"_ba, "/keys"_ba, "/session"_ba, "/stats"_ba}) {
            for (const QByteArray &fields : {plain(own), sealed(blobFor(relay, own))}) {
                const auto reply = relay.ask(
                    relay.bareRequest("GET", target, "Origin: " + RunningRelay::origin + "\r\n" + fields));
                QVERIFY(reply);
                QCOMPARE(reply->status, 401);
            }
        }
        QCOMPARE(relay.upstream().connectionCount(), 0);
    }

    void echoTriesTheWayAndNeedsNoKey()
    {
        RunningRelay relay;
        const auto reply =
            relay.ask(pageRequest(relay, "/relay/echo/v1/chat/completions", plain(own),
                                  R"({"model":"echo","messages":[{"role":"user","content":"hello"}]})"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QVERIFY(!reply->body.contains("planted"));
        QCOMPARE(relay.upstream().connectionCount(), 0);
    }

    void whatThePersonLetsTheAppDoHolds_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("provider") << u"provider"_s << 403 << "provider_refused"_ba;
        QTest::newRow("model") << u"model"_s << 403 << "model_refused"_ba;
        QTest::newRow("path") << u"path"_s << 403 << "path_refused"_ba;
        QTest::newRow("relay paused") << u"paused"_s << 503 << "paused"_ba;
        QTest::newRow("app paused") << u"app paused"_s << 503 << "paused"_ba;
        QTest::newRow("locked") << u"locked"_s << 423 << "locked"_ba;
        QTest::newRow("rate") << u"rate"_s << 429 << "too_many_requests"_ba;
        QTest::newRow("revoked") << u"revoked"_s << 403 << "origin_refused"_ba;
        QTest::newRow("ended") << u"ended"_s << 403 << "origin_refused"_ba;
    }
    void whatThePersonLetsTheAppDoHolds()
    {
        QFETCH(QString, what);
        QFETCH(QByteArray, code);
        for (const bool isSealed : {false, true}) {
            RunningRelay relay;
            const QByteArray fields = isSealed ? sealed(blobFor(relay, own)) : plain(own);
            Grant grant;
            if (what == "provider"_L1)
                grant.providers = {u"anthropic"_s};
            if (what == "model"_L1)
                grant.models = {u"gpt-4o-mini"_s};
            if (what == "rate"_L1)
                grant.limits.aiRequestsPerMinute = 1;
            relay.setGrant(grant);
            QVERIFY(relay.keeper().apply([&what](RelayConfig &config) {
                config.paused = what == "paused"_L1;
                for (AppEntry &app : config.apps) {
                    app.paused = what == "app paused"_L1;
                    if (what == "ended"_L1)
                        app.endsAt = QDateTime::currentDateTimeUtc().addSecs(-1);
                }
                return Result<>(Nothing{});
            }));
            if (what == "revoked"_L1)
                QVERIFY(relay.keeper().apply(revokeApp(QString::fromLatin1(RunningRelay::origin))));
            if (what == "locked"_L1) {
                bool isLocked = false;
                relay.controller().lock([&isLocked] { isLocked = true; });
                QTRY_VERIFY(isLocked);
            }
            if (what == "rate"_L1)
                QCOMPARE(relay
                             .ask(relay.request(
                                 "POST", "/relay/echo/v1/chat/completions",
                                 R"({"model":"echo","messages":[{"role":"user","content":"hello"}]})"))
                             ->status,
                         200);
            const QByteArray target = what == "path"_L1 ? "/relay/openai/v1/files"_ba : chat;
            const auto reply = relay.ask(pageRequest(relay, target, fields, R"({"model":"gpt-4o"})"));
            QVERIFY(reply);
            QTEST(reply->status, "status");
            QVERIFY2(reply->body.contains("\"" + code + "\""), reply->body.constData());
            QCOMPARE(relay.upstream().connectionCount(), 0);
        }
    }

    void onlyWebAppsMayComeWithNothingElse()
    {
        RunningRelay relay;
        const QByteArray json = "Content-Type: application/json\r\n";
        // A program, with either form.
        auto reply = relay.ask(relay.bareRequest("POST", chat, json + plain(own), "{}"));
        QCOMPARE(reply->status, 401);
        QVERIFY(reply->body.contains("X-API-Key-Sealed"));
        reply = relay.ask(relay.bareRequest("POST", chat, json + sealed(blobFor(relay, own, {})), "{}"));
        QCOMPARE(reply->status, 401);
        QVERIFY(reply->body.contains("x-relay-token"));
        // A page that nobody allowed learns as much as from anything else.
        reply = relay.ask(pageRequest(relay, chat, plain(own), "{}", RunningRelay::otherOrigin));
        const auto other = relay.ask(pageRequest(relay, "/nothing", {}, "{}", RunningRelay::otherOrigin));
        QCOMPARE(reply->status, 403);
        QCOMPARE(reply->head, other->head);
        QCOMPARE(reply->body, other->body);
        // The relay's own page, though it names itself in its Origin.
        reply = relay.ask(pageRequest(relay, chat, plain(own), "{}",
                                      "http://127.0.0.1:" + QByteArray::number(relay.port())));
        QCOMPARE(reply->status, 403);
        QCOMPARE(relay.upstream().connectionCount(), 0);
        // A program that has its token seals for no origin.
        reply = relay.ask(relay.programRequest("POST", chat, "{}", sealed(blobFor(relay, own, {}))));
        QCOMPARE(reply->status, 200);
        QCOMPARE(relay.upstream().requests().last().field("authorization"), "Bearer " + own);
        QTRY_COMPARE(relay.records().size(), 1);
        QCOMPARE(relay.records().first().appId, u"program:script"_s);
    }

    void noKeyIsNoWayToTheStoredOne_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("note"); // of what is sealed
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("an empty field") << "X-API-Key: \r\n"_ba << QByteArray();
        QTest::newRow("an empty field and blanks") << "X-API-Key:\r\nX-API-Key:   \r\n"_ba << QByteArray();
        QTest::newRow("an empty seal") << "X-API-Key-Sealed:\r\n"_ba << QByteArray();
        QTest::newRow("a blank token and an empty seal")
            << "x-relay-token: \r\nX-API-Key-Sealed:\r\n"_ba << QByteArray();
        QTest::newRow("an empty key, sealed") << QByteArray() << ""_ba;
        QTest::newRow("blanks, sealed") << QByteArray() << "   "_ba;
        QTest::newRow("a tab, sealed") << QByteArray() << "\\t"_ba;
    }
    void noKeyIsNoWayToTheStoredOne()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, note);
        for (const QByteArray &target : {chat, "/relay"_ba, "/relay/mine/v1/chat/completions"_ba}) {
            RunningRelay relay;
            const auto reply =
                relay.ask(pageRequest(relay, target, note.isNull() ? fields : sealed(blobFor(relay, note)),
                                      R"({"model":"gpt-4o"})"));
            QVERIFY(reply);
            QVERIFY(reply->status == 400 || reply->status == 401);
            QCOMPARE(relay.upstream().connectionCount(), 0);
        }
    }

    void aSealedKeyWorksOnceAndFromItsOriginAlone()
    {
        RunningRelay relay;
        allowSecondApp(relay);
        const QByteArray blob = blobFor(relay, own);
        auto reply = relay.ask(pageRequest(relay, chat, sealed(blob), "{}", secondApp));
        QCOMPARE(reply->status, 400);
        const QByteArray elsewhere = reply->body;
        QByteArray broken = blob;
        broken[100] = broken.at(100) == 'A' ? 'B' : 'A';
        reply = relay.ask(pageRequest(relay, chat, sealed(broken)));
        QCOMPARE(reply->status, 400);
        QCOMPARE(reply->body, elsewhere); // which of the two it was is nobody's business
        QVERIFY(elsewhere.contains("sealed_key_refused"));
        QCOMPARE(relay.ask(pageRequest(relay, chat, sealed(blob)))->status, 200);
        for (int again = 0; again < 2; ++again) {
            reply = relay.ask(pageRequest(relay, chat, sealed(blob)));
            QCOMPARE(reply->status, 400);
            QVERIFY(reply->body.contains("used before"));
        }
        QCOMPARE(relay.upstream().requestCount(), 1);
    }

    void eachAppIsItself()
    {
        RunningRelay relay;
        allowSecondApp(relay);
        relay.setGrant({.providers = {}, .models = {}, .limits = {.aiRequestsPerMinute = 1}});
        const QByteArray other = "sk-proj-planted-of-the-other-0123456789";
        QCOMPARE(relay.ask(pageRequest(relay, chat, plain(own)))->status, 200);
        QCOMPARE(relay.ask(pageRequest(relay, chat, plain(own)))->status, 429);
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 429); // the token is the same app
        QCOMPARE(relay.ask(pageRequest(relay, chat, plain(other), "{}", secondApp))->status, 200);
        QCOMPARE(relay.upstream().requests().first().field("authorization"), "Bearer " + own);
        QCOMPARE(relay.upstream().requests().last().field("authorization"), "Bearer " + other);
        QTRY_COMPARE(relay.records().size(), 2);
        QCOMPARE(relay.records().first().appId.toLatin1(), RunningRelay::origin);
        QCOMPARE(relay.records().last().appId.toLatin1(), secondApp);
    }

    void aStreamEndsWithItsApproval_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"revoke", "end", "pause", "provider"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void aStreamEndsWithItsApproval()
    {
        QFETCH(QString, how);
        RunningRelay relay;
        allowSecondApp(relay);
        relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient page(relay.port());
        page.send(pageRequest(relay, chat, plain(own)));
        RawClient second(relay.port());
        second.send(pageRequest(relay, chat, plain(own), "{}", secondApp));
        QTRY_COMPARE(relay.upstream().requestCount(), 2);
        relay.upstream().release();
        QVERIFY(page.waitForText("data: one"));
        QVERIFY(second.waitForText("data: one"));
        if (how == "revoke"_L1) {
            QVERIFY(relay.keeper().apply(revokeApp(QString::fromLatin1(RunningRelay::origin))));
        } else {
            QVERIFY(relay.keeper().apply([&how](RelayConfig &config) {
                AppEntry &app = config.apps.first();
                if (how == "end"_L1)
                    app.endsAt = QDateTime::currentDateTimeUtc().addMSecs(-1);
                if (how == "pause"_L1)
                    app.paused = true;
                if (how == "provider"_L1)
                    app.grant.providers = {u"anthropic"_s};
                return Result<>(Nothing{});
            }));
        }
        QVERIFY(page.waitForClose(std::chrono::milliseconds(1000)));
        QVERIFY(page.received().contains("event: error"));
        QTRY_COMPARE(relay.upstream().closedByClientCount(), 1);
        QVERIFY(!second.closedByPeer());
        relay.upstream().release();
        QVERIFY(second.waitForText("data: two"));
    }

    void whatTheProviderSaysOfTheKeyIsToldAndNoOtherKeyTried_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("no such key") << 401;
        QTest::newRow("too many") << 429;
        QTest::newRow("its own fault") << 503;
    }
    void whatTheProviderSaysOfTheKeyIsToldAndNoOtherKeyTried()
    {
        QFETCH(int, status);
        RelayConfig config; // by which a request with a token goes on to other keys and providers
        config.fallbacks = {{.appId = {},
                             .model = {},
                             .otherKeys = OtherKeys::Yes,
                             .targets = {{u"anthropic"_s, u"claude-x"_s}, {u"mine"_s, u"mine-1"_s}},
                             .paidTargets = PaidTargets::Allowed}};
        RunningRelay relay(RunningRelay::Key::Stored, config);
        relay.upstream().setDefault(
            {.status = status, .reason = "No", .pieces = {R"({"error":"so says it"})"}});
        const auto reply = relay.ask(pageRequest(relay, chat, plain(own), R"({"model":"gpt-4o"})"));
        QVERIFY(reply);
        QTEST(reply->status, "status");
        QCOMPARE(reply->body, R"({"error":"so says it"})");
        QCOMPARE(relay.upstream().requestCount(), 1);
        QCOMPARE(relay.upstream().requests().first().field("authorization"), "Bearer " + own);
    }

    void theKeyToSealToIsTold()
    {
        RunningRelay relay;
        const QJsonObject key = publicKeyOf(relay);
        QCOMPARE(key.keys(),
                 (QStringList{u"aead"_s, u"expires_at"_s, u"kdf"_s, u"kem"_s, u"key_id"_s, u"public_key"_s}));
        QCOMPARE(key.value("kem"_L1).toString(), u"DHKEM(P-256, HKDF-SHA256)"_s);
        QCOMPARE(key.value("kdf"_L1).toString(), u"HKDF-SHA256"_s);
        QCOMPARE(key.value("aead"_L1).toString(), u"AES-128-GCM"_s);
        QCOMPARE(key.value("key_id"_L1).toString().size(), 16);
        const QByteArray point =
            QByteArray::fromBase64(key.value("public_key"_L1).toString().toLatin1(), base64Url);
        QCOMPARE(point.size(), 65);
        QCOMPARE(point.front(), '\x04');
        const qint64 left = key.value("expires_at"_L1).toInteger() - QDateTime::currentMSecsSinceEpoch();
        QVERIFY(left > 47 * 3'600'000 && left <= 48 * 3'600'000);
        QCOMPARE(publicKeyOf(relay), key);
        // Each start has its own.
        QVERIFY(publicKeyOf(RunningRelay()).value("public_key"_L1) != key.value("public_key"_L1));
        // It is told to known origins alone, and is no provider.
        const QByteArray stranger = "Origin: " + RunningRelay::otherOrigin + "\r\n";
        QCOMPARE(relay.ask(relay.bareRequest("GET", "/keys/public", stranger))->status, 403);
        QCOMPARE(relay.ask(relay.request("POST", "/keys/public", "{}"))->status, 405);
    }

    void aSealedKeyCanBeStored()
    {
        RunningRelay relay(RunningRelay::Key::None);
        allowSecondApp(relay);
        const auto body = [](const QByteArray &blob) { return "{\"sealed\":\"" + blob + "\"}"; };
        const QByteArray blob = blobFor(relay, own);
        auto reply = relay.ask(relay.request("POST", "/keys/openai", body(blob)));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
        QCOMPARE(relay.upstream().requests().last().field("authorization"), "Bearer " + own);
        QTRY_COMPARE(relay.records().size(), 1);
        QCOMPARE(relay.records().first().wayIn, WayIn::Relay);
        // A program stores its own.
        reply = relay.ask(relay.programRequest("PUT", "/keys/openai", body(blobFor(relay, own, {}))));
        QCOMPARE(reply->status, 200);

        for (const QByteArray &bad :
             {body(blob), body(blobFor(relay, own, secondApp)), body(blobFor(relay, own, {})), body("x"),
              body(blobFor(relay, "short")), body(blobFor(relay, anthropicKey)),
              "{\"sealed\":\"" + blobFor(relay, own) + "\",\"key\":\"" + own + "\"}", R"({"sealed":""})"_ba,
              R"({"sealed":7})"_ba}) {
            reply = relay.ask(relay.request("POST", "/keys/openai", bad));
            QVERIFY(reply);
            QCOMPARE(reply->status, 400);
            QVERIFY(!reply->body.contains("planted"));
        }
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
        QCOMPARE(relay.upstream().requests().last().field("authorization"), "Bearer " + own);
        QVERIFY(!filesOf(relay).contains("planted"));
    }

    void aSealedKeyCanReplaceAStoredOne()
    {
        RunningRelay relay(RunningRelay::Key::None);
        QCOMPARE(relay.ask(relay.request("POST", "/keys/openai", "{\"key\":\"" + own + "\"}"))->status, 200);
        const QByteArray newer = "sk-proj-planted-newer-0123456789";
        const auto reply = relay.ask(
            relay.request("POST", "/keys/openai/rotate", "{\"sealed\":\"" + blobFor(relay, newer) + "\"}"));
        QCOMPARE(reply->status, 200);
        QCOMPARE(relay.ask(relay.request("POST", chat, "{}"))->status, 200);
        QCOMPARE(relay.upstream().requests().last().field("authorization"), "Bearer " + newer);
    }
};

QTEST_GUILESS_MAIN(TestRelayStateless)
#include "tst_relay_stateless.moc"
