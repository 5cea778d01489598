// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray jsonType = "Content-Type: application/json\r\n";

QJsonObject json(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

QByteArray bearer(const QByteArray &token)
{
    return "Authorization: Bearer " + token + "\r\n";
}

/// One app that asks, on a connection of its own.
class Asking
{
public:
    Asking(const RunningRelay &relay, const QByteArray &origin,
           const QByteArray &body = R"({"app_id":"my-app","app_name":"My App","providers":["openai"]})")
        : m_client(relay.port())
    {
        m_client.send(relay.bareRequest(
            "POST", "/users", (origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n") + jsonType,
            body));
    }
    [[nodiscard]] RawClient &client() { return m_client; }
    [[nodiscard]] std::optional<RawReply> reply() { return m_client.takeReply(); }
    /// The token of a 200; empty for any other answer.
    [[nodiscard]] QByteArray token()
    {
        const auto answer = reply();
        return answer && answer->status == 200 ? json(*answer).value("token"_L1).toString().toLatin1()
                                               : QByteArray();
    }

private:
    RawClient m_client;
};

Grant grantOf(const QStringList &providers)
{
    Grant grant;
    grant.providers = providers;
    return grant;
}

QStringList waiting(const RunningRelay &relay)
{
    QStringList who;
    for (const ConsentQuestion &question : const_cast<RunningRelay &>(relay).controller().questions())
        who += question.request.displayName();
    return who;
}

Result<> allow(RunningRelay &relay, const QString &id, const Grant &grant)
{
    std::optional<Result<>> answer;
    relay.controller().allowRequest(id, grant, [&answer](const Result<> &kept) { answer = kept; });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, byok::test::patience))
        return Failure{u"no answer"_s};
    return *answer;
}

Result<> deny(RunningRelay &relay, const QString &id, Denial denial)
{
    std::optional<Result<>> answer;
    relay.controller().denyRequest(id, denial, [&answer](const Result<> &denied) { answer = denied; });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, byok::test::patience))
        return Failure{u"no answer"_s};
    return *answer;
}

} // namespace

/// Asking for access and being answered, over real sockets, with the relay on its own thread.
class TestPairing : public QObject
{
    Q_OBJECT

    static inline const QByteArray stranger = "https://new.example";

private slots:
    void aPageIsHeldUntilThePersonSaysYes()
    {
        RunningRelay relay;
        Asking page(relay, stranger);
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        const ConsentQuestion question = relay.controller().questions().first();
        QCOMPARE(question.state, ConsentState::Asking);
        QCOMPARE(question.request.origin, stranger);
        QCOMPARE(question.request.claim.name, u"My App"_s);
        QCOMPARE(question.request.claim.providers, QStringList{u"openai"_s});
        QVERIFY(page.client().received().isEmpty());

        const Result<> kept = allow(relay, question.request.id, grantOf({u"openai"_s}));
        QVERIFY2(kept.ok(), kept ? "" : qPrintable(kept.error().sentence));
        const auto answer = page.reply();
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->field("access-control-allow-origin"), stranger);
        const QByteArray token = json(*answer).value("token"_L1).toString().toLatin1();
        QVERIFY(looksLikeToken(token));
        QVERIFY(json(*answer).value("expires_at"_L1).toInteger() > QDateTime::currentMSecsSinceEpoch());
        QTRY_VERIFY(relay.controller().questions().isEmpty());

        // It works from its own page, for what was granted, and for nobody else.
        const QByteArray path = "/relay/openai/v1/chat/completions";
        const auto from = [&](const QByteArray &origin, const QByteArray &where) {
            const QByteArray line = origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n";
            const auto reply = relay.ask(relay.bareRequest("POST", where, line + bearer(token), "{}"));
            return reply ? reply->status : 0;
        };
        QCOMPARE(from(stranger, path), 200);
        QCOMPARE(from(RunningRelay::origin, path), 401);
        QCOMPARE(from({}, path), 401);
        QCOMPARE(from(stranger, "/relay/anthropic/v1/messages"), 403);
        QVERIFY(!relay.keeper().current()->toJson().contains(token));
        QVERIFY(!relay.keeper().current()->toJson().contains(token.sliced(5)));
        const AppEntry *app = relay.keeper().current()->findApp(QString::fromLatin1(stranger));
        QVERIFY(app);
        QCOMPARE(app->name, u"My App"_s);
        QCOMPARE(app->endsAt.date(), QDateTime::currentDateTimeUtc().addDays(90).date());

        // From now on it is not asked about again.
        Asking again(relay, stranger);
        QVERIFY(looksLikeToken(again.token()));
    }

    void aNoIsReadableAndKeepsTheAppQuietForAWhile()
    {
        RunningRelay relay;
        Asking page(relay, stranger);
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        QVERIFY(deny(relay, relay.controller().questions().first().request.id, Denial::ThisTime).ok());
        const auto answer = page.reply();
        QVERIFY(answer);
        QCOMPARE(answer->status, 403);
        QCOMPARE(answer->field("access-control-allow-origin"), stranger);
        QCOMPARE(json(*answer).value("code"_L1).toString(), u"consent_denied"_s);
        QVERIFY(json(*answer).value("error"_L1).toString().contains(QLatin1StringView(stranger)));

        Asking again(relay, stranger);
        const auto refused = again.reply();
        QVERIFY(refused);
        QCOMPARE(refused->status, 429);
        const int wait = refused->field("retry-after").toInt();
        QVERIFY2(wait > 0 && wait <= 30, refused->head.constData());
        QVERIFY(relay.controller().questions().isEmpty());
        QVERIFY(!relay.keeper().current()->findApp(QString::fromLatin1(stranger)));
    }

    void neverIsRememberedUntilThePersonAllowsByHand()
    {
        RelayConfig kept;
        {
            RunningRelay relay;
            Asking page(relay, stranger);
            QTRY_COMPARE(relay.controller().questions().size(), 1);
            QVERIFY(
                deny(relay, relay.controller().questions().first().request.id, Denial::NeverAskAgain).ok());
            QVERIFY(page.reply());
            QTRY_COMPARE(relay.keeper().current()->denials.size(), 1);
            kept.denials = relay.keeper().current()->denials;
        }
        RunningRelay relay(RunningRelay::Key::Stored, kept);
        Asking again(relay, stranger);
        const auto refused = again.reply();
        QVERIFY(refused);
        QCOMPARE(refused->status, 403);
        QVERIFY(relay.controller().questions().isEmpty());

        QVERIFY(relay.keeper()
                    .apply(allowOrigin(stranger, {}, grantOf({}), QDateTime::currentDateTimeUtc()))
                    .ok());
        QTRY_VERIFY(relay.keeper().current()->denials.isEmpty());
        Asking allowed(relay, stranger);
        QVERIFY(looksLikeToken(allowed.token()));
    }

    void manyPagesOfOneOriginAreOneQuestion()
    {
        RunningRelay relay;
        Asking first(relay, stranger);
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        Asking second(relay, stranger,
                      R"({"app_id":"other","app_name":"Swapped","providers":["anthropic"]})");
        Asking third(relay, stranger);
        QTRY_COMPARE(relay.controller().questions().value(0).callers, 3);
        QCOMPARE(relay.controller().questions().size(), 1);
        // What the person sees is what was asked first, whatever comes after.
        QCOMPARE(relay.controller().questions().first().request.claim.name, u"My App"_s);
        QVERIFY(allow(relay, relay.controller().questions().first().request.id, grantOf({})).ok());
        const QSet<QByteArray> tokens{first.token(), second.token(), third.token()};
        QCOMPARE(tokens.size(), 3);
        QVERIFY(!tokens.contains(QByteArray()));
    }

    void questionsComeOneAfterTheOther()
    {
        RunningRelay relay;
        Asking one(relay, "https://one.example");
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        Asking two(relay, "https://two.example");
        QTRY_COMPARE(waiting(relay), QStringList({u"https://one.example"_s, u"https://two.example"_s}));
        QCOMPARE(relay.controller().questions().at(1).state, ConsentState::Queued);
        QVERIFY(deny(relay, relay.controller().questions().first().request.id, Denial::ThisTime).ok());
        QTRY_COMPARE(waiting(relay), QStringList{u"https://two.example"_s});
        QCOMPARE(relay.controller().questions().first().state, ConsentState::Asking);
        QCOMPARE(one.reply()->status, 403);
        QVERIFY(two.client().received().isEmpty());
    }

    void aPageThatLeavesTakesItsQuestionAlong()
    {
        RunningRelay relay;
        {
            Asking page(relay, stranger);
            QTRY_COMPARE(relay.controller().questions().size(), 1);
        }
        QTRY_VERIFY(relay.controller().questions().isEmpty());
        const Result<> late = allow(relay, u"1"_s, grantOf({}));
        QVERIFY(!late.ok());
        QVERIFY(late.error().sentence.contains(u"1"));
        QVERIFY(!relay.keeper().current()->findApp(QString::fromLatin1(stranger)));
    }

    void whatNobodyAnswersEnds()
    {
        RelayConfig config;
        config.settings.consentSeconds = 1;
        RunningRelay relay(RunningRelay::Key::Stored, config);
        Asking page(relay, stranger);
        const auto answer = page.reply();
        QVERIFY(answer);
        QCOMPARE(answer->status, 408);
        QCOMPARE(json(*answer).value("code"_L1).toString(), u"consent_unanswered"_s);
        QTRY_VERIFY(relay.controller().questions().isEmpty());
    }

    void quittingAnswersThoseThatWait()
    {
        RunningRelay relay;
        Asking page(relay, stranger);
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        relay.controller().drain(30);
        const auto answer = page.reply();
        QVERIFY(answer);
        QCOMPARE(answer->status, 503);
    }

    void aProgramIsNamedByTheSystemAndItsTokenWorksWithoutAnOriginOnly()
    {
        RunningRelay relay;
        Asking program(relay, {}, R"({"app_id":"my script","app_name":"Definitely curl"})");
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        const ConsentRequest asked = relay.controller().questions().first().request;
        QCOMPARE(asked.kind, AppKind::Program);
        QCOMPARE(asked.program.processId, QCoreApplication::applicationPid());
        QCOMPARE(asked.program.executable,
                 QFileInfo(QCoreApplication::applicationFilePath()).canonicalFilePath());
        QVERIFY(!asked.program.user.isEmpty());
        QVERIFY(allow(relay, asked.id, grantOf({u"openai"_s})).ok());
        const QByteArray token = program.token();
        QVERIFY(looksLikeToken(token));
        const auto use = [&](const QByteArray &origin) {
            const QByteArray line = origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n";
            const auto reply = relay.ask(
                relay.bareRequest("POST", "/relay/openai/v1/chat/completions", line + bearer(token), "{}"));
            return reply ? reply->status : 0;
        };
        QCOMPARE(use({}), 200);
        QCOMPARE(use(RunningRelay::origin), 401);
        const AppEntry *app = relay.keeper().current()->findApp(u"program:my script"_s);
        QVERIFY(app);
        QCOMPARE(app->executable, asked.program.executable);

        // With its token it gets another at once; without, it is a program like any other, and asked about.
        const auto more = relay.ask(
            relay.bareRequest("POST", "/users", bearer(token) + jsonType, R"({"app_id":"my script"})"));
        QVERIFY(more);
        QCOMPARE(more->status, 200);
        Asking again(relay, {}, R"({"app_id":"my script"})");
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        QVERIFY(allow(relay, relay.controller().questions().first().request.id, grantOf({})).ok());
        QVERIFY(looksLikeToken(again.token()));
        // Two scripts of one interpreter are two programs: this one has its own entry, grant and keys.
        QVERIFY(relay.keeper().current()->findApp(u"program:my script 2"_s));
    }

    void aStreamEndsWithItsApproval()
    {
        RunningRelay relay;
        relay.upstream().setDefault(FakeReply::eventStream({"data: 1\n\n", "data: 2\n\n"}));
        RawClient client(relay.port());
        client.send(relay.request("POST", "/relay/openai/v1/chat/completions", "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        relay.upstream().release();
        QVERIFY(client.waitForText("data: 1"));
        QVERIFY(relay.keeper()
                    .apply([](RelayConfig &config) -> Result<> {
                        config.apps.first().endsAt = QDateTime::currentDateTimeUtc().addMSecs(200);
                        return Nothing{};
                    })
                    .ok());
        QVERIFY(client.waitForClose(std::chrono::seconds(2)));
        const auto later = relay.ask(relay.request("GET", "/keys"));
        QVERIFY(later);
        QCOMPARE(later->status, 403); // its origin is a stranger again
        QCOMPARE(json(*later).value("code"_L1).toString(), u"origin_refused"_s);
    }

    void aStreamEndsWhereItsProviderIsTakenAway()
    {
        RunningRelay relay;
        relay.upstream().setDefault(FakeReply::eventStream({"data: 1\n\n", "data: 2\n\n"}));
        RawClient client(relay.port());
        client.send(relay.request("POST", "/relay/openai/v1/chat/completions", "{}"));
        QTRY_COMPARE(relay.upstream().requestCount(), 1);
        relay.upstream().release();
        QVERIFY(client.waitForText("data: 1"));
        QVERIFY(relay.keeper()
                    .apply(allowOrigin(RunningRelay::origin, {}, grantOf({u"anthropic"_s}),
                                       QDateTime::currentDateTimeUtc()))
                    .ok());
        QVERIFY(client.waitForClose(std::chrono::seconds(1)));
    }

    void whatIsWrongWithTheQuestionIsSaid_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const QByteArray page = "Origin: " + stranger + "\r\n";
        QTest::newRow("no app_id") << page + jsonType << QByteArray("{}") << 400 << u"app_id is required"_s;
        QTest::newRow("app_id no text")
            << page + jsonType << QByteArray(R"({"app_id":7})") << 400 << u"app_id is required"_s;
        QTest::newRow("app_id of blanks")
            << page + jsonType << QByteArray(R"({"app_id":" \u200b "})") << 400 << u"app_id is required"_s;
        QTest::newRow("name no text")
            << page + jsonType << QByteArray(R"({"app_id":"a","app_name":[]})") << 400 << u"app_name"_s;
        QTest::newRow("providers no list")
            << page + jsonType << QByteArray(R"({"app_id":"a","providers":"openai"})") << 400
            << u"providers"_s;
        QTest::newRow("provider no text")
            << page + jsonType << QByteArray(R"({"app_id":"a","providers":[1]})") << 400 << u"providers"_s;
        QTest::newRow("no provider that there is")
            << page + jsonType << QByteArray("{\"app_id\":\"a\",\"providers\":[\"nonesuch\"]}") << 400
            << u"openai"_s;
        QTest::newRow("not JSON") << page + jsonType << QByteArray("{\"app_id\":") << 400 << u"JSON"_s;
        QTest::newRow("a form") << page + "Content-Type: application/x-www-form-urlencoded\r\n"
                                << QByteArray("app_id=a") << 415 << u"application/json"_s;
        QTest::newRow("a beacon") << page + "Content-Type: text/plain\r\n"
                                  << QByteArray(R"({"app_id":"a"})") << 415 << u"application/json"_s;
        QTest::newRow("a browser without an Origin")
            << "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\n" + jsonType
            << QByteArray(R"({"app_id":"a"})") << 403 << u"script"_s;
        QTest::newRow("a sandboxed page")
            << "Origin: null\r\n" + jsonType << QByteArray(R"({"app_id":"a"})") << 403 << u"approved"_s;
        QTest::newRow("the relay's own page")
            << "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n" + jsonType
            << QByteArray(R"({"app_id":"a"})") << 403 << u"own page"_s;
    }
    void whatIsWrongWithTheQuestionIsSaid()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, says);
        RunningRelay relay;
        const auto reply = relay.ask(relay.bareRequest("POST", "/users", lines, body));
        QVERIFY(reply);
        QCOMPARE(reply->status, status);
        const QString sentence = json(*reply).value("error"_L1).toString();
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
        QVERIFY(relay.controller().questions().isEmpty());
    }

    void allowingByHandAnswersThoseThatWait()
    {
        RunningRelay relay;
        Asking page(relay, stranger);
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        Grant grant = grantOf({u"openai"_s});
        grant.duration = GrantDuration::OneDay;
        QVERIFY(relay.keeper().apply(allowOrigin(stranger, {}, grant, QDateTime::currentDateTimeUtc())).ok());
        const auto answer = page.reply();
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        // The token is said to end when it does: with the approval.
        const qint64 ends = json(*answer).value("expires_at"_L1).toInteger();
        QCOMPARE(
            ends,
            relay.keeper().current()->findApp(QString::fromLatin1(stranger))->endsAt.toMSecsSinceEpoch());
        QTRY_VERIFY(relay.controller().questions().isEmpty());
    }

    void whatIsNoProviderIsNotShownAsOne()
    {
        RunningRelay relay;
        Asking page(relay, stranger,
                    R"({"app_id":"a","providers":["free of charge, no keys","openai","openai","x"]})");
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        QCOMPARE(relay.controller().questions().first().request.claim.providers, QStringList{u"openai"_s});
    }

    void aProgramIsGrantedOnlyWhatItsOwnQuestionSaid()
    {
        RunningRelay relay;
        Asking wide(relay, {}, R"({"app_id":"b"})");
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        QVERIFY(allow(relay, relay.controller().questions().first().request.id, grantOf({})).ok());
        QVERIFY(looksLikeToken(wide.token()));
        // The same process asks as another program, and as the first one again.
        Asking other(relay, {}, R"({"app_id":"a"})");
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        Asking again(relay, {}, R"({"app_id":"b"})");
        const auto refused = again.reply();
        QVERIFY(refused);
        QCOMPARE(refused->status, 429);
        QVERIFY(
            allow(relay, relay.controller().questions().first().request.id, grantOf({u"anthropic"_s})).ok());
        const QByteArray token = other.token();
        const auto used = relay.ask(
            relay.bareRequest("POST", "/relay/openai/v1/chat/completions", bearer(token) + jsonType, "{}"));
        QVERIFY(used);
        QCOMPARE(used->status, 403);
    }

    void aHiddenRelayIsNotAsked()
    {
        RelayConfig config;
        config.discoverable = false;
        RunningRelay relay(RunningRelay::Key::Stored, config);
        Asking page(relay, stranger);
        const auto reply = page.reply();
        QVERIFY(reply);
        QCOMPARE(reply->status, 403);
        QVERIFY(reply->field("access-control-allow-origin").isEmpty());
        QVERIFY(relay.controller().questions().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPairing)
#include "tst_pairing.moc"
