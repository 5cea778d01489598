// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "relay/access/token_edits.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray originB = "https://b.example";

QByteArray page(const QByteArray &origin)
{
    return "Origin: " + origin + "\r\n";
}

QByteArray carrying(const QByteArray &token)
{
    return "x-relay-token: " + token + "\r\n";
}

/// A relay with a second approved origin.
class TwoApps
{
public:
    explicit TwoApps(const RelayConfig &config = {})
        : relay(RunningRelay::Key::Stored, config)
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const IssuedToken issued = issueToken(QString::fromLatin1(originB), now, 90);
        kept = relay.keeper().apply(allowOrigin(originB, u"B"_s, {}, now)).ok() &&
               relay.keeper().apply(addToken(issued.entry, now)).ok();
        tokenB = issued.token.expose().toByteArray();
    }

    [[nodiscard]] int status(const QByteArray &lines, const QByteArray &target = "/keys") const
    {
        const auto reply = relay.ask(relay.bareRequest("GET", target, lines));
        return reply ? reply->status : -1;
    }

    RunningRelay relay;
    QByteArray tokenB;
    bool kept = false;
};

} // namespace

/// The token says who is calling, since any program can forge an Origin: each of its rules, over real
/// sockets.
class TestRelayTokens : public QObject
{
    Q_OBJECT

private slots:
    void aTokenWorksFromItsOwnPlaceOnly()
    {
        TwoApps two;
        QVERIFY(two.kept);
        QTRY_COMPARE(two.status(page(originB) + carrying(two.tokenB)), 200);
        QCOMPARE(two.status(page(RunningRelay::origin) + carrying(two.relay.token())), 200);
        QCOMPARE(two.status(carrying(two.relay.programToken())), 200);

        QCOMPARE(two.status(page(originB) + carrying(two.relay.token())), 401); // token A from origin B
        QCOMPARE(two.status(page(RunningRelay::origin) + carrying(two.tokenB)), 401);
        QCOMPARE(two.status(carrying(two.relay.token())), 401); // a browser's without Origin
        QCOMPARE(two.status(page(RunningRelay::origin) + carrying(two.relay.programToken())), 401);
        for (const QByteArray &odd :
             {"https://app.example:8443"_ba, "http://app.example"_ba, "https://app.example.evil"_ba,
              "https://APP.example"_ba, "null"_ba, "https://app.example/"_ba, RunningRelay::otherOrigin})
            QCOMPARE(two.status(page(odd) + carrying(two.relay.token())), 403);
        QCOMPARE(
            two.status(page(RunningRelay::origin) + page(RunningRelay::origin) + carrying(two.relay.token())),
            403);
        QCOMPARE(two.relay.upstream().requestCount(), 0);
    }

    void whatIsNoTokenIsNone_data()
    {
        QTest::addColumn<QByteArray>("change");
        for (const char *change : {"shorter", "longer", "other case", "other digit", "prefix alone",
                                   "without prefix", "another prefix"})
            QTest::newRow(change) << QByteArray(change);
    }
    void whatIsNoTokenIsNone()
    {
        QFETCH(QByteArray, change);
        RunningRelay relay;
        QByteArray token = relay.token();
        if (change == "shorter")
            token.chop(1);
        else if (change == "longer")
            token += '0';
        else if (change == "other case")
            token = "byok_" + token.mid(5).toUpper() + "A"; // "A": else it may be all digits
        else if (change == "other digit")
            token.back() = token.back() == '0' ? '1' : '0';
        else if (change == "prefix alone")
            token = "byok_";
        else if (change == "without prefix")
            token = token.mid(5);
        else
            token.front() = 'B';
        const auto reply = relay.ask(relay.bareRequest("POST", "/relay/openai/v1/chat/completions",
                                                       page(RunningRelay::origin) + carrying(token), "{}"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 401);
        QCOMPARE(relay.upstream().requestCount(), 0); // and never tried as a provider's key
    }

    void whyATokenIsRefusedIsNotTold()
    {
        RelayConfig config;
        TwoApps two(config);
        QVERIFY(two.kept);
        const QDateTime past = QDateTime::currentDateTimeUtc().addDays(-100);
        const IssuedToken expired = issueToken(QString::fromLatin1(RunningRelay::origin), past, 90);
        QVERIFY(two.relay.keeper().apply([&](RelayConfig &changed) -> Result<> {
            changed.tokens.append(expired.entry);
            return Nothing{};
        }));
        QTRY_COMPARE(two.status(page(originB) + carrying(two.tokenB)), 200); // in force from here
        QSet<QByteArray> answers;
        for (const QByteArray &token : {expired.token.expose().toByteArray(), two.tokenB,
                                        two.relay.programToken(), "byok_" + QByteArray(64, '0')}) {
            const auto reply = two.relay.ask(
                two.relay.bareRequest("GET", "/keys", page(RunningRelay::origin) + carrying(token)));
            QVERIFY(reply);
            QCOMPARE(reply->status, 401);
            answers.insert(reply->body);
        }
        QCOMPARE(answers.size(), 1);
    }

    void anExpiredTokenOrApprovalIsNone()
    {
        TwoApps two;
        QTRY_COMPARE(two.status(page(originB) + carrying(two.tokenB)), 200);
        const QDateTime past = QDateTime::currentDateTimeUtc().addSecs(-1);
        QVERIFY(two.relay.keeper().apply([&](RelayConfig &config) -> Result<> {
            for (TokenEntry &token : config.tokens) {
                if (token.appId != QString::fromLatin1(originB))
                    token.expiresAt = past;
            }
            for (AppEntry &app : config.apps) {
                if (app.id == QString::fromLatin1(originB))
                    app.endsAt = past;
            }
            return Nothing{};
        }));
        QTRY_COMPARE(two.status(page(RunningRelay::origin) + carrying(two.relay.token())), 401);
        QCOMPARE(two.status(carrying(two.relay.programToken())), 401);
        QCOMPARE(two.status(page(originB) + carrying(two.tokenB)), 403); // its origin is approved no more
    }

    void revokingOneOrAll()
    {
        RunningRelay relay;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const IssuedToken second = issueToken(QString::fromLatin1(RunningRelay::origin), now, 90);
        QVERIFY(relay.keeper().apply(addToken(second.entry, now)));
        const auto status = [&relay](const QByteArray &token) {
            return relay.ask(relay.bareRequest("GET", "/keys", page(RunningRelay::origin) + carrying(token)))
                ->status;
        };
        const QByteArray other = second.token.expose().toByteArray();
        QTRY_COMPARE(status(other), 200);
        QVERIFY(relay.keeper().apply(dropToken(tokenHash(relay.token()))));
        QTRY_COMPARE(status(relay.token()), 401);
        QCOMPARE(status(other), 200);
        QVERIFY(relay.keeper().apply(revokeApp(QString::fromLatin1(RunningRelay::origin))));
        QTRY_COMPARE(status(other), 403);
        // Approved again, its old tokens stay dead.
        QVERIFY(relay.keeper().apply(allowOrigin(RunningRelay::origin, u"App"_s, {}, now)));
        QTRY_COMPARE(status(other), 401);
    }

    void aTokenIsTakenWhereverAClientPutsItsKey_data()
    {
        QTest::addColumn<QByteArray>("before");
        for (const char *before : {"x-relay-token: ", "Authorization: Bearer ", "authorization: bearer ",
                                   "x-api-key: ", "x-goog-api-key: ", "api-key: ", "xi-api-key: "})
            QTest::newRow(before) << QByteArray(before);
    }
    void aTokenIsTakenWhereverAClientPutsItsKey()
    {
        QFETCH(QByteArray, before);
        RunningRelay relay;
        const auto reply = relay.ask(relay.bareRequest("POST", "/relay/openai/v1/chat/completions",
                                                       before + relay.programToken() + "\r\n", "{}"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        const auto &sent = relay.upstream().requests().constFirst();
        QVERIFY(!sent.rawHead.contains("byok_"));
        QCOMPARE(sent.field("authorization"), "Bearer " + RunningRelay::key);
    }

    void twoCredentialsAreOneTooMany()
    {
        RunningRelay relay;
        const QByteArray origin = page(RunningRelay::origin);
        const auto status = [&](const QByteArray &lines, const QByteArray &target = "/keys") {
            return relay.ask(relay.bareRequest("GET", target, origin + lines))->status;
        };
        QCOMPARE(status(carrying(relay.token()) + "Authorization: Bearer sk-other\r\n"), 400);
        QCOMPARE(status(carrying(relay.token()) + carrying(relay.programToken())), 400);
        QCOMPARE(status(carrying(relay.token()) + "x-api-key: " + relay.token() + "\r\n"), 200);
    }

    void noTokenComesInTheUrl_data()
    {
        QTest::addColumn<QByteArray>("query");
        for (const char *query : {"key=", "api_key=", "access_token=", "K%45Y=", "x="})
            QTest::newRow(query) << QByteArray(query);
    }
    void noTokenComesInTheUrl()
    {
        QFETCH(QByteArray, query);
        RunningRelay relay;
        for (const QByteArray &lines :
             {page(RunningRelay::origin), page(RunningRelay::origin) + carrying(relay.token())}) {
            const auto reply = relay.ask(relay.bareRequest("GET", "/keys?" + query + relay.token(), lines));
            QVERIFY(reply);
            QCOMPARE(reply->status, 400);
            QVERIFY(reply->body.contains("credential_in_query"));
            QVERIFY(!reply->body.contains(relay.token()));
        }
    }

    void theTokenIsAskedForBeforeTheBody()
    {
        RunningRelay relay;
        RawClient client(relay.port());
        client.send("POST /relay/openai/v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" +
                    QByteArray::number(relay.port()) + "\r\n" + page(RunningRelay::origin) +
                    carrying("byok_wrong") + "Content-Length: 1000000\r\n\r\n");
        const auto reply = client.takeReply(); // of the body not a byte was sent
        QVERIFY(reply);
        QCOMPARE(reply->status, 401);
    }

    void whatChangesAnythingNeedsAToken_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("store a key") << "POST"_ba << "/keys/openai"_ba;
        QTest::newRow("replace a key") << "PUT"_ba << "/keys/openai"_ba;
        QTest::newRow("delete a key") << "DELETE"_ba << "/keys/openai"_ba;
        QTest::newRow("forget the app") << "DELETE"_ba << "/users"_ba;
        QTest::newRow("end the session") << "DELETE"_ba << "/session"_ba;
        QTest::newRow("revoke the token") << "POST"_ba << "/tokens/revoke"_ba;
        QTest::newRow("relay") << "POST"_ba << "/relay/openai/v1/chat/completions"_ba;
        QTest::newRow("relay by model") << "POST"_ba << "/relay"_ba;
    }
    void whatChangesAnythingNeedsAToken()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        RunningRelay relay;
        const auto before = relay.keeper().current();
        const QByteArray type = "Content-Type: application/json\r\n";
        const QByteArray body = "{\"key\":\"sk-other-0123456789abcdef\",\"model\":\"gpt-4o\"}";
        for (const QByteArray &lines : {type, page(RunningRelay::origin) + type,
                                        page(RunningRelay::origin) + type + carrying("byok_wrong")}) {
            const auto reply = relay.ask(relay.bareRequest(method, target, lines, body));
            QVERIFY(reply);
            QCOMPARE(reply->status, 401);
        }
        QCOMPARE(*relay.keeper().current(), *before);
        QCOMPARE(relay.upstream().requestCount(), 0);
    }

    void wrongTokensAreSlowedPerOriginAndRightOnesNever()
    {
        TwoApps two;
        QTRY_COMPARE(two.status(page(originB) + carrying(two.tokenB)), 200);
        const QByteArray wrong = page(RunningRelay::origin) + carrying("byok_wrong");
        for (int i = 0; i < 10; ++i)
            QCOMPARE(two.status(wrong), 401);
        const auto slowed = two.relay.ask(two.relay.bareRequest("GET", "/keys", wrong));
        QCOMPARE(slowed->status, 429);
        QVERIFY(slowed->field("retry-after").toInt() > 0);
        QCOMPARE(two.status(page(RunningRelay::origin) + carrying(two.relay.token())), 200);
        QCOMPARE(two.status(page(originB) + carrying("byok_wrong")), 401);
        QCOMPARE(two.status(carrying("byok_wrong")), 401);
        QCOMPARE(two.status(carrying(two.relay.programToken())), 200);
    }

    void nothingButItsHashIsKept()
    {
        RunningRelay relay;
        const auto reply = relay.ask(relay.bareRequest(
            "POST", "/users", page(RunningRelay::origin) + "Content-Type: application/json\r\n",
            "{\"app_id\":\"a\"}"));
        QVERIFY(reply);
        const QByteArray token =
            QJsonDocument::fromJson(reply->body).object()["token"_L1].toString().toLatin1();
        QCOMPARE(token.size(), 5 + 64);
        const QByteArray file = relay.keeper().current()->toJson(); // what goes to disk
        QVERIFY(!file.contains("byok_"));
        QVERIFY(!file.contains(token.mid(5)));
        QVERIFY(file.contains(tokenHash(token).toHex()));
    }
};

QTEST_GUILESS_MAIN(TestRelayTokens)
#include "tst_relay_tokens.moc"
