// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/access/key_edits.h"
#include "relay/access/provider_edits.h"
#include "relay/access/relay_edits.h"
#include "relay/http/websocket_handshake.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "tests/support/sealing.h"

#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

/// By which a request gets to a provider.
enum class Way {
    Relay,    ///< /relay/<provider>/…, from a page
    Program,  ///< the same from a program
    Unified,  ///< POST /relay
    OpenAi,   ///< /v1/…
    Realtime, ///< a WebSocket, with its token as a browser sends it
    Brought,  ///< /relay/<provider>/…, from a page that brings a key and no token
    Sealed,   ///< the same, with the key sealed
};

/// What holds on each of them.
enum class Rule {
    Answers,          ///< where nothing speaks against it
    NoToken,          ///< 401
    WrongToken,       ///< 401
    AnothersToken,    ///< 401 for a program's token from a page, and for a page's from a program
    Stranger,         ///< one and the same 403
    NullOrigin,       ///< likewise
    WrongHost,        ///< 421
    Navigation,       ///< 403: opened, not called by a script
    KeyInUrl,         ///< 400
    TwoCredentials,   ///< 400, or 401 where one of them may be there
    GrantEnded,       ///< 403 for an origin, 401 for a program
    ProviderRefused,  ///< 403
    ProviderOff,      ///< 403
    ModelRefused,     ///< 403, by the app's list
    ModelsOfStart,    ///< 403, by ALLOWED_MODELS
    PathTrick,        ///< 400 or 404
    RequestRate,      ///< 429
    AiRate,           ///< 429
    AppsExchanges,    ///< 429
    RelayPaused,      ///< 503
    AppPaused,        ///< 503
    Locked,           ///< 423
    KeyMissing,       ///< 400
    KeyElsewhere,     ///< the person has moved the provider: its key goes nowhere
    RevokedMeanwhile, ///< ends within a second
    PausedMeanwhile,  ///< ends within a second
    GrantNarrowed,    ///< ends within a second
    StoppedByPerson,  ///< ends within a second
    ClientGone,       ///< the provider's side is closed at once
};

const QByteArray body = R"({"model":"gpt-4o","messages":[]})";
const QByteArray brought = "sk-brought-0123456789abcdefghijkl";
const QByteArray prefixed = R"({"model":"openai/gpt-4o","messages":[]})";
constexpr std::chrono::milliseconds aSecond{1000};
const QByteArray socketKey = "dGhlIHNhbXBsZSBub25jZQ==";

/// What is sent: a request line's parts, the lines that say who asks, and the rest.
struct Call
{
    QByteArray method = "POST";
    QByteArray target;
    QByteArray origin;     ///< empty: none
    QByteArray credential; ///< its whole line; empty: none
    QByteArray more = {};  ///< whole lines
    QByteArray body = {};

    /// The same at another path, which `more` is put behind.
    void extendPath(const QByteArray &with) { target.insert(pathEnd(), with); }
    void addParameter(const QByteArray &parameter)
    {
        target += (target.contains('?') ? '&' : '?') + parameter;
    }
    [[nodiscard]] qsizetype pathEnd() const
    {
        return target.contains('?') ? target.indexOf('?') : target.size();
    }

    [[nodiscard]] QByteArray bytes(const RunningRelay &relay) const
    {
        return relay.bareRequest(
            method, target,
            (origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n") + credential + more, body);
    }
};

Call call(Way way, const RunningRelay &relay)
{
    const QByteArray json = "Content-Type: application/json\r\n";
    const QByteArray bearer = "Authorization: Bearer " + relay.token() + "\r\n";
    switch (way) {
    case Way::Relay:
        return {.target = "/relay/openai/v1/chat/completions",
                .origin = RunningRelay::origin,
                .credential = bearer,
                .more = json,
                .body = body};
    case Way::Program:
        return {.target = "/relay/openai/v1/chat/completions",
                .origin = {},
                .credential = "x-relay-token: " + relay.programToken() + "\r\n",
                .more = json,
                .body = body};
    case Way::Unified:
        return {.target = "/relay",
                .origin = RunningRelay::origin,
                .credential = bearer,
                .more = json,
                .body = prefixed};
    case Way::OpenAi:
        return {.target = "/v1/chat/completions",
                .origin = RunningRelay::origin,
                .credential = bearer,
                .more = json,
                .body = prefixed};
    case Way::Realtime:
        return {.method = "GET",
                .target = "/relay/openai/v1/realtime?model=gpt-4o",
                .origin = RunningRelay::origin,
                .credential =
                    "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key." + relay.token() + "\r\n",
                .more = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: "
                        "13\r\nSec-WebSocket-Key: " +
                        socketKey + "\r\n",
                .body = {}};
    case Way::Brought:
        return {.target = "/relay/openai/v1/chat/completions",
                .origin = RunningRelay::origin,
                .credential = "X-API-Key: " + brought + "\r\n",
                .more = json,
                .body = body};
    case Way::Sealed:
        return {.target = "/relay/openai/v1/chat/completions",
                .origin = RunningRelay::origin,
                .credential = "X-API-Key-Sealed: " + sealedFor(relay, brought, RunningRelay::origin) + "\r\n",
                .more = json,
                .body = body};
    }
    Q_UNREACHABLE_RETURN({});
}

WayIn recorded(Way way)
{
    switch (way) {
    case Way::Relay:
    case Way::Program:
        return WayIn::Relay;
    case Way::Unified:
        return WayIn::Unified;
    case Way::OpenAi:
        return WayIn::OpenAi;
    case Way::Realtime:
        return WayIn::Realtime;
    case Way::Brought:
    case Way::Sealed:
        return WayIn::Stateless;
    }
    Q_UNREACHABLE_RETURN(WayIn::Relay);
}

bool bringsKey(Way way)
{
    return way == Way::Brought || way == Way::Sealed;
}

/// The status by which a way answers where all is well.
int wellStatus(Way way)
{
    return way == Way::Realtime ? 101 : 200;
}

/// What the provider is asked.
QByteArray wellTarget(Way way)
{
    return way == Way::Realtime ? "/v1/realtime" : "/v1/chat/completions";
}

/// Has the provider answer as it does where all is well.
void letItAnswer(RunningRelay &relay, Way way)
{
    if (way != Way::Realtime)
        return;
    relay.upstream().setDefault(
        {.ending = FakeEnding::Stall,
         .raw = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Accept: " +
                handshakeAccept(socketKey) + "\r\nSec-WebSocket-Protocol: realtime\r\n\r\n"});
}

void letItStream(RunningRelay &relay, Way way)
{
    if (way == Way::Realtime)
        return letItAnswer(relay, way);
    relay.upstream().setDefault(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
}

/// Waits for the first piece of the answer.
bool streams(RunningRelay &relay, RawClient &client, Way way)
{
    if (!client.waitUntil([&relay] { return relay.upstream().requestCount() == 1; }))
        return false;
    if (way == Way::Realtime) {
        if (!client.waitForText("\r\n\r\n"))
            return false;
        relay.upstream().send("data: one");
        return client.waitForText("data: one");
    }
    relay.upstream().release();
    return client.waitForText("data: one");
}

QString appOf(Way way)
{
    return way == Way::Program ? u"program:script"_s : QString::fromLatin1(RunningRelay::origin);
}

RelayConfig with(qint64 Settings::*limit, qint64 value)
{
    RelayConfig config;
    config.settings.*limit = value;
    return config;
}

} // namespace

Q_DECLARE_METATYPE(Way)
Q_DECLARE_METATYPE(Rule)

/// Every way in keeps every rule: limits, consent, lock and revocation, over real sockets.
class TestRelayWays : public QObject
{
    Q_OBJECT

private slots:
    void everyWayKeepsEveryRule_data()
    {
        QTest::addColumn<Way>("way");
        QTest::addColumn<Rule>("rule");
        const QList<std::pair<const char *, Way>> ways{
            {"relay", Way::Relay},      {"program", Way::Program},   {"unified", Way::Unified},
            {"openai", Way::OpenAi},    {"realtime", Way::Realtime}, {"brought key", Way::Brought},
            {"sealed key", Way::Sealed}};
        const QList<std::pair<const char *, Rule>> rules{
            {"answers", Rule::Answers},
            {"no token", Rule::NoToken},
            {"wrong token", Rule::WrongToken},
            {"another's token", Rule::AnothersToken},
            {"stranger", Rule::Stranger},
            {"null origin", Rule::NullOrigin},
            {"wrong host", Rule::WrongHost},
            {"navigation", Rule::Navigation},
            {"key in url", Rule::KeyInUrl},
            {"two credentials", Rule::TwoCredentials},
            {"grant ended", Rule::GrantEnded},
            {"provider refused", Rule::ProviderRefused},
            {"provider off", Rule::ProviderOff},
            {"model refused", Rule::ModelRefused},
            {"models of this start", Rule::ModelsOfStart},
            {"path trick", Rule::PathTrick},
            {"request rate", Rule::RequestRate},
            {"ai rate", Rule::AiRate},
            {"app's exchanges", Rule::AppsExchanges},
            {"relay paused", Rule::RelayPaused},
            {"app paused", Rule::AppPaused},
            {"locked", Rule::Locked},
            {"key missing", Rule::KeyMissing},
            {"key elsewhere", Rule::KeyElsewhere},
            {"revoked meanwhile", Rule::RevokedMeanwhile},
            {"paused meanwhile", Rule::PausedMeanwhile},
            {"grant narrowed", Rule::GrantNarrowed},
            {"stopped by the person", Rule::StoppedByPerson},
            {"client gone", Rule::ClientGone},
        };
        for (const auto &[wayName, way] : ways) {
            for (const auto &[ruleName, rule] : rules) {
                if (appliesTo(rule, way))
                    QTest::addRow("%s: %s", wayName, ruleName) << way << rule;
            }
        }
    }

    void everyWayKeepsEveryRule()
    {
        QFETCH(const Way, way);
        QFETCH(const Rule, rule);
        switch (rule) {
        case Rule::Answers:
            return answers(way);
        case Rule::NoToken:
            return refuses(way, 401, [](Call &asked, const RunningRelay &) { asked.credential.clear(); });
        case Rule::WrongToken:
            return refuses(way, 401, [](Call &asked, const RunningRelay &) {
                asked.credential = "x-relay-token: byok_" + QByteArray(64, 'a') + "\r\n";
            });
        case Rule::AnothersToken:
            return refuses(way, 401, [way](Call &asked, const RunningRelay &relay) {
                asked.credential =
                    "x-relay-token: " + (way == Way::Program ? relay.token() : relay.programToken()) + "\r\n";
            });
        case Rule::Stranger:
            return refuses(way, 403, [](Call &asked, const RunningRelay &) {
                asked.origin = RunningRelay::otherOrigin;
            });
        case Rule::NullOrigin:
            return refuses(way, 403, [](Call &asked, const RunningRelay &) { asked.origin = "null"; });
        case Rule::WrongHost:
            return hostIsWrong(way);
        case Rule::Navigation:
            return refuses(way, 403, [](Call &asked, const RunningRelay &) {
                asked.more += "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
            });
        case Rule::KeyInUrl:
            return refuses(way, 400,
                           [](Call &asked, const RunningRelay &) { asked.addParameter("api_key=sk-1"); });
        case Rule::TwoCredentials:
            // Beside a sealed key there may be a token, if it is one.
            return refuses(way, way == Way::Sealed ? 401 : 400, [](Call &asked, const RunningRelay &) {
                asked.more += "api-key: byok_" + QByteArray(64, 'b') + "\r\n";
            });
        case Rule::GrantEnded:
            return refuses(way, way == Way::Program ? 401 : 403, {}, [way](RunningRelay &relay) {
                QVERIFY(relay.keeper().apply([way](RelayConfig &config) {
                    for (AppEntry &app : config.apps) {
                        if (app.id == appOf(way))
                            app.endsAt = QDateTime::currentDateTimeUtc().addSecs(-1);
                    }
                    return Result<>(Nothing{});
                }));
            });
        case Rule::ProviderRefused:
            return refuses(way, 403, {},
                           [](RunningRelay &relay) { relay.setGrant({.providers = {u"anthropic"_s}}); });
        case Rule::ProviderOff:
            return refuses(way, 403, {}, [](RunningRelay &relay) {
                QVERIFY(relay.keeper().apply(setProvider(
                    {.id = u"openai"_s, .kind = ProviderEntry::Kind::OfShipped, .enabled = false})));
            });
        case Rule::ModelRefused:
            return refuses(way, 403, {},
                           [](RunningRelay &relay) { relay.setGrant({.models = {u"gpt-3*"_s}}); });
        case Rule::ModelsOfStart:
            return modelsOfThisStart(way);
        case Rule::PathTrick:
            return refuses(way, 0,
                           [](Call &asked, const RunningRelay &) { asked.extendPath("/..%2f..%2ffiles"); });
        case Rule::RequestRate:
            return secondIsTooMany(way, &Settings::requestsPerMinute);
        case Rule::AiRate:
            return secondIsTooMany(way, &Settings::aiRequestsPerMinute);
        case Rule::AppsExchanges:
            return secondAtOnceIsTooMany(way);
        case Rule::RelayPaused:
            return refuses(way, 503, {}, [](RunningRelay &relay) {
                QVERIFY(relay.keeper().apply(pauseRelay(RelayPause::Paused)));
            });
        case Rule::AppPaused:
            return refuses(way, 503, {}, [way](RunningRelay &relay) {
                QVERIFY(relay.keeper().apply(pauseApp(appOf(way), AppPause::Paused)));
            });
        case Rule::Locked:
            return refuses(way, 423, {}, [](RunningRelay &relay) { relay.controller().lock([] {}); });
        case Rule::KeyMissing:
            return refuses(way, 400, {}, [](RunningRelay &relay) {
                QVERIFY(relay.keeper().apply(unlistKey(u"openai"_s, u"default"_s, {})));
            });
        case Rule::KeyElsewhere:
            return refuses(way, 0, {}, [](RunningRelay &relay) {
                QVERIFY(relay.keeper().apply([](RelayConfig &config) {
                    for (KeyEntry &key : config.keys)
                        key.sentTo = "https://api.elsewhere.example";
                    return Result<>(Nothing{});
                }));
            });
        case Rule::RevokedMeanwhile:
            return endsWithin(aSecond, way, [way](RunningRelay &relay) {
                QVERIFY(relay.keeper().apply(revokeApp(appOf(way))));
            });
        case Rule::PausedMeanwhile:
            return endsWithin(aSecond, way, [way](RunningRelay &relay) {
                QVERIFY(relay.keeper().apply(pauseApp(appOf(way), AppPause::Paused)));
            });
        case Rule::GrantNarrowed:
            return endsWithin(aSecond, way,
                              [](RunningRelay &relay) { relay.setGrant({.providers = {u"anthropic"_s}}); });
        case Rule::StoppedByPerson:
            return endsWithin(aSecond, way, [](RunningRelay &relay) {
                QTRY_COMPARE(relay.controller().liveExchanges().size(), 1);
                relay.controller().stopExchange(relay.controller().liveExchanges().first().id);
            });
        case Rule::ClientGone:
            return clientGone(way);
        }
    }

private:
    static bool appliesTo(Rule rule, Way way)
    {
        switch (rule) {
        case Rule::Stranger:
        case Rule::NullOrigin:
            return way != Way::Program; // it has no Origin; with one it is a page
        case Rule::KeyMissing:
        case Rule::KeyElsewhere:
            return !bringsKey(way); // no key that is stored is used
        default:
            return true;
        }
    }

    /// All is well: the provider gets the key and nothing of the caller's, and the record says how it came.
    static void answers(Way way)
    {
        RunningRelay relay;
        letItAnswer(relay, way);
        const Call asked = call(way, relay);
        const auto reply = relay.ask(asked.bytes(relay));
        QVERIFY(reply);
        QCOMPARE(reply->status, wellStatus(way));
        QCOMPARE(reply->field("x-relay-request-id").size(), 16);
        QCOMPARE(relay.upstream().requestCount(), 1);
        const FakeRequest &arrived = relay.upstream().requests().first();
        QCOMPARE(arrived.path(), wellTarget(way));
        QCOMPARE(arrived.body, asked.body.isEmpty() ? QByteArray() : body);
        QCOMPARE(arrived.field("authorization"), "Bearer " + (bringsKey(way) ? brought : RunningRelay::key));
        QVERIFY(!arrived.rawHead.contains("byok_"));
        QVERIFY(!arrived.rawHead.toLower().contains("origin"));
        QTRY_COMPARE(relay.records().size(), 1);
        QCOMPARE(relay.records().first().wayIn, recorded(way));
        QCOMPARE(relay.records().first().appId, appOf(way));
        QCOMPARE(relay.records().first().model, u"gpt-4o"_s);
        QCOMPARE(relay.records().first().status, wellStatus(way));
    }

    /// Refused by `status` (0: by any of the 400s), after `change` and asked as `wrong` says: nothing goes
    /// upstream.
    static void refuses(Way way, int status, const std::function<void(Call &, const RunningRelay &)> &wrong,
                        const std::function<void(RunningRelay &)> &change = {})
    {
        RunningRelay relay;
        if (change)
            change(relay);
        Call asked = call(way, relay);
        if (wrong)
            wrong(asked, relay);
        // What is changed is in force as soon as the change is told: the first request after it is refused.
        const auto reply = relay.ask(asked.bytes(relay));
        QVERIFY(reply);
        if (status)
            QCOMPARE(reply->status, status);
        QVERIFY2(reply->status >= 400 && reply->status < 504, QByteArray::number(reply->status).constData());
        QVERIFY(reply->body.contains("\"error\""));
        QVERIFY(!reply->body.contains(RunningRelay::key) && !reply->body.contains(brought));
        QCOMPARE(relay.upstream().requestCount(), 0);
    }

    static void hostIsWrong(Way way)
    {
        RunningRelay relay;
        const QByteArray bytes = call(way, relay).bytes(relay);
        const QByteArray ours = "Host: 127.0.0.1:" + QByteArray::number(relay.port());
        QVERIFY(bytes.contains(ours));
        const auto reply = relay.ask(QByteArray(bytes).replace(ours, "Host: rebound.example"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 421);
        QCOMPARE(relay.upstream().requestCount(), 0);
    }

    static void modelsOfThisStart(Way way)
    {
        RunningRelay relay(RunningRelay::Key::Stored, {},
                           {.appSecret = {}, .allowedModels = {u"claude-*"_s}});
        const auto reply = relay.ask(call(way, relay).bytes(relay));
        QVERIFY(reply);
        QCOMPARE(reply->status, 403);
        QCOMPARE(relay.upstream().requestCount(), 0);
    }

    static void secondIsTooMany(Way way, qint64 Settings::*limit)
    {
        RunningRelay relay(RunningRelay::Key::Stored, with(limit, 1));
        letItAnswer(relay, way);
        const QByteArray bytes = call(way, relay).bytes(relay);
        const auto first = relay.ask(bytes);
        QVERIFY(first);
        QCOMPARE(first->status, wellStatus(way));
        const auto second = relay.ask(bytes);
        QVERIFY(second);
        QCOMPARE(second->status, 429);
        QVERIFY(second->field("retry-after").toInt() > 0);
        QCOMPARE(relay.upstream().requestCount(), 1);
    }

    static void secondAtOnceIsTooMany(Way way)
    {
        RunningRelay relay(RunningRelay::Key::Stored, with(&Settings::exchangesPerApp, 1));
        letItStream(relay, way);
        RawClient client(relay.port());
        client.send(call(way, relay).bytes(relay));
        QVERIFY(streams(relay, client, way));
        const auto second = relay.ask(call(way, relay).bytes(relay));
        QVERIFY(second);
        QCOMPARE(second->status, 429);
        QCOMPARE(relay.upstream().requestCount(), 1);
    }

    /// What is under way ends, on both sides.
    static void endsWithin(std::chrono::milliseconds limit, Way way,
                           const std::function<void(RunningRelay &)> &change)
    {
        RunningRelay relay;
        letItStream(relay, way);
        RawClient client(relay.port());
        client.send(call(way, relay).bytes(relay));
        QVERIFY(streams(relay, client, way));
        change(relay);
        QVERIFY(client.waitForClose(limit));
        QVERIFY(!client.received().contains("data: two"));
        QTRY_COMPARE(relay.upstream().openConnectionCount(), 0);
        QTRY_COMPARE(relay.records().size(), 1);
        QCOMPARE(relay.records().first().outcome, ExchangeOutcome::Revoked);
    }

    static void clientGone(Way way)
    {
        RunningRelay relay;
        letItStream(relay, way);
        RawClient client(relay.port());
        client.send(call(way, relay).bytes(relay));
        QVERIFY(streams(relay, client, way));
        client.close();
        QTRY_COMPARE_WITH_TIMEOUT(relay.upstream().openConnectionCount(), 0, 3'000);
        QTRY_COMPARE(relay.records().size(), 1);
        QCOMPARE(relay.records().first().outcome, ExchangeOutcome::ClientGone);
    }
};

QTEST_GUILESS_MAIN(TestRelayWays)
#include "tst_relay_ways.moc"
