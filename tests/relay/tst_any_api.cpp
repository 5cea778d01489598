// SPDX-License-Identifier: Apache-2.0
#include "relay/access/key_edits.h"
#include "relay/key_binding.h"
#include "relay/providers/provider_entries.h"
#include "tests/support/running_relay.h"

#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray formType = "Content-Type: application/x-www-form-urlencoded\r\n";
/// As Stripe's own libraries write it: nested, repeated, encoded and not.
const QByteArray charge =
    "amount=2000&currency=eur&metadata[order_id]=6735&metadata%5Bnote%5D=a+b%20c%26&items[0][price]="
    "p_1&items[0][price]=p_2&empty=&source=tok_visa";

struct Api
{
    AuthScheme auth = AuthScheme::Bearer;
    QByteArray field = {};
    QByteArray key;
    QList<QByteArray> paths = {}; ///< empty: every one
};

/// The entry of some HTTP API, "api", at this fake.
RelayConfig configWith(const Api &api, const FakeUpstream &fake)
{
    ProviderEntry entry;
    entry.id = u"api"_s;
    entry.name = u"An API"_s;
    entry.baseUrl = fake.baseUrl();
    entry.privateAddresses = PrivateAddresses::Allowed;
    entry.auth = api.auth;
    entry.authField = api.field;
    entry.paths = api.paths;
    RelayConfig config;
    config.providers = {entry};
    return config;
}

void storeKey(RunningRelay &relay, const QByteArray &key)
{
    const QString account = u"key/api/default#1"_s;
    const std::optional<Provider> api = relay.controller().catalog().find(u"api"_s);
    QVERIFY(api);
    relay.store().write(account, Secret::copyOf(key), [](const Result<Nothing, SecretError> &) {});
    QVERIFY(relay.keeper().apply(listKey({.account = account,
                                          .provider = u"api"_s,
                                          .label = u"default"_s,
                                          .appId = {},
                                          .addedAt = QDateTime::currentDateTimeUtc(),
                                          .sentTo = originForKeys(*api)})));
}

FakeReply replyOf(int status, const QByteArray &reason, const QByteArray &body)
{
    FakeReply reply;
    reply.status = status;
    reply.reason = reason;
    reply.pieces = {body};
    return reply;
}

/// Every field that came but the ones that the connection itself has.
HeaderFields ownFields(const FakeRequest &request)
{
    HeaderFields fields;
    for (const HeaderField &field : request.fields) {
        if (field.name != "host" && field.name != "user-agent" && field.name != "accept-encoding" &&
            field.name != "content-length" && field.name != "connection")
            fields.append(field);
    }
    return fields;
}

} // namespace

/// An API that has nothing to do with models, entered by the person, over real sockets on both sides.
class TestAnyApi : public QObject
{
    Q_OBJECT

private slots:
    void aFormApiGetsWhatWasSentToTheByte_data()
    {
        QTest::addColumn<AuthScheme>("auth");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("authorization");
        QTest::newRow("bearer") << AuthScheme::Bearer << "sk_test_4eC39HqLyjWDarjtT1zdp7dc"_ba
                                << "Bearer sk_test_4eC39HqLyjWDarjtT1zdp7dc"_ba;
        QTest::newRow("the key as user, no password")
            << AuthScheme::Basic << "sk_test_4eC39HqLyjWDarjtT1zdp7dc:"_ba
            << "Basic c2tfdGVzdF80ZUMzOUhxTHlqV0Rhcmp0VDF6ZHA3ZGM6"_ba;
    }
    void aFormApiGetsWhatWasSentToTheByte()
    {
        QFETCH(AuthScheme, auth);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, authorization);
        FakeUpstream stripe;
        stripe.on("/v1/charges", replyOf(200, "OK", R"({"id":"ch_1","object":"charge"})"));
        RunningRelay relay(RunningRelay::Key::None, configWith({.auth = auth, .key = key}, stripe));
        storeKey(relay, key);
        const auto reply = relay.ask(relay.request(
            "POST", "/relay/api/v1/charges?expand[]=customer&expand%5B%5D=invoice", charge,
            formType +
                "Idempotency-Key: 7b1c-\"x\"\r\nStripe-Version: 2024-06-20\r\nAccept: application/json\r\n"
                "Referer: https://app.example/cart\r\nCookie: a=b\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: "
                "empty\r\n"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->body, QByteArray(R"({"id":"ch_1","object":"charge"})"));
        QCOMPARE(stripe.requestCount(), 1);
        const FakeRequest &sent = stripe.requests().first();
        QCOMPARE(sent.method, QByteArray("POST"));
        QCOMPARE(sent.target, QByteArray("/v1/charges?expand[]=customer&expand%5B%5D=invoice"));
        QCOMPARE(sent.body, charge);
        QCOMPARE(sent.field("content-type"), QByteArray("application/x-www-form-urlencoded"));
        QCOMPARE(sent.field("idempotency-key"), QByteArray("7b1c-\"x\""));
        QCOMPARE(sent.field("stripe-version"), QByteArray("2024-06-20"));
        QCOMPARE(sent.field("authorization"), authorization);
        QStringList names;
        for (const HeaderField &field : ownFields(sent))
            names.append(QString::fromLatin1(field.name));
        names.sort();
        QCOMPARE(names, (QStringList{u"accept"_s, u"authorization"_s, u"content-type"_s, u"idempotency-key"_s,
                                     u"stripe-version"_s}));
        QVERIFY(!sent.rawHead.contains("byok_"));
        QVERIFY(!reply->head.contains(key.left(20)));
    }

    void aBasicAuthApiIsAsked()
    {
        FakeUpstream twilio;
        const QByteArray path = "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json";
        twilio.on(path, replyOf(201, "CREATED", R"({"sid":"SM1","status":"queued"})"));
        const QByteArray key = "AC0123456789abcdef0123456789abcdef:a-token:with-colons";
        RunningRelay relay(RunningRelay::Key::None,
                           configWith({.auth = AuthScheme::Basic, .key = key}, twilio));
        storeKey(relay, key);
        const QByteArray body = "To=%2B15558675310&From=%2B15017122661&Body=Hi+there%21%0A%F0%9F%91%8B";
        const auto reply = relay.ask(relay.programRequest("POST", "/relay/api" + path, body, formType));
        QVERIFY(reply);
        QCOMPARE(reply->status, 201);
        QCOMPARE(reply->body, QByteArray(R"({"sid":"SM1","status":"queued"})"));
        const FakeRequest &sent = twilio.requests().first();
        QCOMPARE(sent.target, path);
        QCOMPARE(sent.body, body);
        QCOMPARE(sent.field("authorization"), "Basic " + key.toBase64());
        QVERIFY(!sent.rawHead.contains(relay.programToken()));
    }

    void aKeyGoesUnderItsOwnHeader()
    {
        FakeUpstream fake;
        const QByteArray key = "0123456789-header";
        RunningRelay relay(RunningRelay::Key::None,
                           configWith({.auth = AuthScheme::Header, .field = "X-Api-Key", .key = key}, fake));
        storeKey(relay, key);
        QCOMPARE(relay.ask(relay.request("GET", "/relay/api/forecast?q=Bern&days=3"))->status, 200);
        const FakeRequest &sent = fake.requests().first();
        QCOMPARE(sent.target, QByteArray("/forecast?q=Bern&days=3"));
        QCOMPARE(sent.field("x-api-key"), key);
        QVERIFY(sent.field("authorization").isNull());
        QVERIFY(sent.field("origin").isNull());
    }

    void aKeyGoesIntoTheQuery_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("arrivesAt");
        QTest::newRow("alone") << "/forecast"_ba << "/forecast?appid=0123456789%2F%2Bquery"_ba;
        QTest::newRow("behind others")
            << "/forecast?q=a%20b&c"_ba << "/forecast?q=a%20b&c&appid=0123456789%2F%2Bquery"_ba;
    }
    void aKeyGoesIntoTheQuery()
    {
        QFETCH(QByteArray, target);
        FakeUpstream fake;
        const QByteArray key = "0123456789/+query";
        RunningRelay relay(RunningRelay::Key::None,
                           configWith({.auth = AuthScheme::Query, .field = "appid", .key = key}, fake));
        storeKey(relay, key);
        QCOMPARE(relay.ask(relay.request("GET", "/relay/api" + target))->status, 200);
        QTEST(fake.requests().first().target, "arrivesAt");
        // Nobody puts one of their own there.
        QCOMPARE(relay.ask(relay.request("GET", "/relay/api/forecast?APPID=mine"))->status, 400);
        QCOMPARE(fake.requestCount(), 1);
    }

    void theGrantHolds_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("ordinary");
        QTest::addColumn<int>("wholeApi");
        const auto row = [](const char *method, const char *path, int ordinary, int wholeApi) {
            QTest::addRow("%s %s", method, path)
                << QByteArray(method) << QByteArray(path) << ordinary << wholeApi;
        };
        row("POST", "/v1/charges", 200, 200);
        row("GET", "/v1/charges", 403, 200);
        row("POST", "/v1/refunds", 403, 200);
        row("DELETE", "/v1/customers/cus_1", 403, 200);
        row("GET", "/v1/prices/p_1", 200, 200);
        row("POST", "/v1/charges/../refunds", 403, 403);
        row("POST", "/v1/charges%2f..%2frefunds", 403, 403);
    }
    void theGrantHolds()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        FakeUpstream fake;
        const Api api{.key = "sk_test_0123456789", .paths = {"POST /v1/charges", "GET /v1/prices/**"}};
        RunningRelay relay(RunningRelay::Key::None, configWith(api, fake));
        storeKey(relay, api.key);
        const QByteArray request = method == "POST"
                                       ? relay.request(method, "/relay/api" + path, "a=b", formType)
                                       : relay.request(method, "/relay/api" + path);
        const auto status = [&relay, &request] { return relay.ask(request).value_or(RawReply()).status; };
        QTEST(status(), "ordinary");
        Grant whole;
        whole.paths = PathScope::WholeApi;
        relay.setGrant(whole);
        QTEST(status(), "wholeApi");
        Grant others;
        others.providers = {u"openai"_s};
        relay.setGrant(others);
        QCOMPARE(status(), 403);
    }
};

QTEST_GUILESS_MAIN(TestAnyApi)
#include "tst_any_api.moc"
