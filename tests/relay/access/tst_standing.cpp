// SPDX-License-Identifier: Apache-2.0
#include "relay/access/standing.h"

#include <QTest>
#include <QTimeZone>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);
const QString ourApp = u"https://app.example"_s;
const QByteArray ourToken(32, 'a');

/// What the person did to our app after it was let in.
enum class Since {
    Nothing,
    AppRevoked,
    TokenRevoked,
    TokenExpired,
    TokenOfAnother,
    ApprovalOver,
    AppPaused,
    RelayPaused,
};

RelayConfig configAfter(Since since)
{
    RelayConfig config;
    AppEntry app;
    app.id = ourApp;
    TokenEntry token{ourToken, ourApp, noon.addDays(-1), noon.addDays(1)};
    switch (since) {
    case Since::Nothing:
    case Since::AppRevoked:
    case Since::TokenRevoked:
        break;
    case Since::TokenExpired:
        token.expiresAt = noon;
        break;
    case Since::TokenOfAnother:
        token.appId = u"https://other.example"_s;
        break;
    case Since::ApprovalOver:
        app.endsAt = noon;
        break;
    case Since::AppPaused:
        app.paused = true;
        break;
    case Since::RelayPaused:
        config.paused = true;
        break;
    }
    if (since != Since::AppRevoked)
        config.apps.append(app);
    if (since != Since::TokenRevoked && since != Since::AppRevoked)
        config.tokens.append(token);
    return config;
}

Caller withToken()
{
    return {.kind = CallerKind::BrowserApp,
            .origin = ourApp.toLatin1(),
            .appId = ourApp,
            .authenticated = true,
            .tokenHash = ourToken};
}

/// A web app that brings a provider's key instead of a token.
Caller withKeyOfItsOwn()
{
    return {.kind = CallerKind::BrowserApp, .origin = ourApp.toLatin1(), .appId = ourApp};
}

Route routeTo(Resource resource)
{
    Route route;
    route.resource = resource;
    return route;
}

std::optional<ErrorCode> codeOf(const std::optional<RelayError> &error)
{
    return error ? std::optional(error->code) : std::nullopt;
}

} // namespace

class TestStanding : public QObject
{
    Q_OBJECT

private slots:
    void whatWasLetInIsAskedAgain_data()
    {
        using Code = std::optional<ErrorCode>;
        QTest::addColumn<Since>("since");
        QTest::addColumn<Code>("token");   ///< what a request with a token is refused for; none: it goes on
        QTest::addColumn<Code>("ownKey");  ///< one with a provider's key of its own
        QTest::addColumn<Code>("stream");  ///< an answer under way by a token
        QTest::addColumn<bool>("listens"); ///< whether its event stream is still told anything
        const auto row = [](const char *name, Since since, Code token, Code ownKey, Code stream,
                            bool listens) {
            QTest::newRow(name) << since << token << ownKey << stream << listens;
        };
        const Code invalid = ErrorCode::TokenInvalid;
        const Code refused = ErrorCode::OriginRefused;
        const Code paused = ErrorCode::Paused;
        row("nothing", Since::Nothing, {}, {}, {}, true);
        row("the app was revoked", Since::AppRevoked, invalid, refused, invalid, false);
        row("the token was revoked", Since::TokenRevoked, invalid, {}, invalid, false);
        row("the token ran out", Since::TokenExpired, invalid, {}, {}, false);
        row("the token is another app's", Since::TokenOfAnother, invalid, {}, {}, false);
        row("the approval ran out", Since::ApprovalOver, invalid, refused, invalid, false);
        row("the app was paused", Since::AppPaused, paused, paused, {}, true);
        row("the relay was paused", Since::RelayPaused, paused, paused, {}, true);
    }
    void whatWasLetInIsAskedAgain()
    {
        QFETCH(Since, since);
        const RelayConfig config = configAfter(since);
        const AppRegistry registry(config);
        const Route relay = routeTo(Resource::Relay);
        const auto refusal = [&](const Caller &caller) {
            return codeOf(whyNoLongerAdmitted(config, registry, caller, relay, HttpMethod::Post, noon));
        };
        QTEST(refusal(withToken()), "token");
        QTEST(refusal(withKeyOfItsOwn()), "ownKey");
        QTEST(codeOf(whyCutOff(registry, withToken(), noon)), "stream");
        QTEST(isStillWelcome(registry, withToken(), noon), "listens");
    }

    void pausingStopsWhatSpendsAndNothingElse()
    {
        for (const Since since : {Since::AppPaused, Since::RelayPaused}) {
            const RelayConfig config = configAfter(since);
            const AppRegistry registry(config);
            for (const Resource resource : {Resource::Session, Resource::Stats, Resource::Events}) {
                QVERIFY(!whyNoLongerAdmitted(config, registry, withToken(), routeTo(resource),
                                             HttpMethod::Get, noon));
            }
        }
    }

    void aStrangerWhoMayAskHasNothingToLose()
    {
        const RelayConfig config = configAfter(Since::AppRevoked);
        const AppRegistry registry(config);
        const Caller guest{.kind = CallerKind::Guest, .origin = ourApp.toLatin1()};
        QVERIFY(
            !whyNoLongerAdmitted(config, registry, guest, routeTo(Resource::Users), HttpMethod::Post, noon));
        QVERIFY(!whyCutOff(registry, guest, noon));
        QVERIFY(!isStillWelcome(registry, guest, noon));
    }

    void theNextApprovalToEndIsWatched()
    {
        const auto until = [](const QDateTime &end) {
            AppEntry app;
            app.endsAt = end;
            return app;
        };
        QVERIFY(!nextApprovalEnd({}, noon).isValid());
        QVERIFY(!nextApprovalEnd({until({}), until(noon), until(noon.addDays(-1))}, noon).isValid());
        QCOMPARE(
            nextApprovalEnd({until(noon.addDays(2)), until({}), until(noon.addSecs(1)), until(noon)}, noon),
            noon.addSecs(1));
    }
};

QTEST_APPLESS_MAIN(TestStanding)
#include "tst_standing.moc"
