// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/error_dialect.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

QJsonObject bodyOf(Dialect dialect, ErrorCode code)
{
    return QJsonDocument::fromJson(errorBody(dialect, {code, u"Say \"why\"\nin words."_s})).object();
}

} // namespace

class TestErrorDialect : public QObject
{
    Q_OBJECT

private slots:
    void aCallerReadsErrorsInTheDialectOfItsCredential_data()
    {
        QTest::addColumn<CredentialCarrier>("carrier");
        QTest::addColumn<Dialect>("dialect");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("Authorization, with a version of Anthropic's")
            << CredentialCarrier::Authorization << Dialect::Anthropic << "anthropic-version"_ba;
        QTest::newRow("x-relay-token, with a version of Anthropic's")
            << CredentialCarrier::RelayToken << Dialect::Plain << "anthropic-version"_ba;
        QTest::newRow("no credential") << CredentialCarrier::None << Dialect::Plain << "x-other"_ba;
        QTest::newRow("x-relay-token") << CredentialCarrier::RelayToken << Dialect::Plain << "x-other"_ba;
        QTest::newRow("Authorization") << CredentialCarrier::Authorization << Dialect::OpenAi << "x-other"_ba;
        QTest::newRow("x-api-key") << CredentialCarrier::XApiKey << Dialect::Anthropic << "x-other"_ba;
        QTest::newRow("x-goog-api-key") << CredentialCarrier::XGoogApiKey << Dialect::Google << "x-other"_ba;
        QTest::newRow("api-key") << CredentialCarrier::ApiKey << Dialect::OpenAi << "x-other"_ba;
        QTest::newRow("xi-api-key") << CredentialCarrier::XiApiKey << Dialect::Plain << "x-other"_ba;
    }
    void aCallerReadsErrorsInTheDialectOfItsCredential()
    {
        QFETCH(CredentialCarrier, carrier);
        QFETCH(QByteArray, field);
        RequestHead head;
        head.fields = {{field, "2023-06-01"}};
        QTEST(dialectFor(carrier, head), "dialect");
    }

    void theEnvelopeIsTheProvidersOwnWithOurSentenceAndCodeInIt()
    {
        const QString sentence = u"Say \"why\"\nin words."_s;
        const QJsonObject plain = bodyOf(Dialect::Plain, ErrorCode::KeyMissing);
        QCOMPARE(plain, (QJsonObject{{u"error"_s, sentence}, {u"code"_s, u"key_missing"_s}}));

        const QJsonObject openAi = bodyOf(Dialect::OpenAi, ErrorCode::KeyMissing);
        QCOMPARE(openAi.keys(), QStringList{u"error"_s});
        QCOMPARE(openAi.value(u"error"_s).toObject(), (QJsonObject{{u"message"_s, sentence},
                                                                   {u"type"_s, u"invalid_request_error"_s},
                                                                   {u"param"_s, QJsonValue::Null},
                                                                   {u"code"_s, u"key_missing"_s}}));

        const QJsonObject anthropic = bodyOf(Dialect::Anthropic, ErrorCode::KeyMissing);
        QCOMPARE(anthropic.value(u"type"_s).toString(), u"error"_s);
        QCOMPARE(anthropic.value(u"error"_s).toObject(), (QJsonObject{{u"message"_s, sentence},
                                                                      {u"type"_s, u"invalid_request_error"_s},
                                                                      {u"code"_s, u"key_missing"_s}}));

        const QJsonObject google =
            bodyOf(Dialect::Google, ErrorCode::KeyMissing).value(u"error"_s).toObject();
        QCOMPARE(google.value(u"code"_s).toInt(), 400);
        QCOMPARE(google.value(u"message"_s).toString(), sentence);
        QCOMPARE(google.value(u"status"_s).toString(), u"INVALID_ARGUMENT"_s);
        QCOMPARE(google.value(u"details"_s).toArray().at(0).toObject().value(u"reason"_s).toString(),
                 u"KEY_MISSING"_s);
    }

    void theTypeFollowsTheStatusAsTheProviderWouldHaveIt_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("openAi");
        QTest::addColumn<QString>("anthropic");
        QTest::addColumn<QString>("google");
        const auto row = [](ErrorCode code, const QString &openAi, const QString &anthropic,
                            const QString &google) {
            QTest::addRow("%d %s", errorStatus(code), errorCodeName(code).constData())
                << code << openAi << anthropic << google;
        };
        row(ErrorCode::MalformedRequest, u"invalid_request_error"_s, u"invalid_request_error"_s,
            u"INVALID_ARGUMENT"_s);
        row(ErrorCode::TokenMissing, u"authentication_error"_s, u"authentication_error"_s,
            u"UNAUTHENTICATED"_s);
        row(ErrorCode::OverBudget, u"insufficient_quota"_s, u"billing_error"_s, u"RESOURCE_EXHAUSTED"_s);
        row(ErrorCode::OriginRefused, u"permission_error"_s, u"permission_error"_s, u"PERMISSION_DENIED"_s);
        row(ErrorCode::RouteUnknown, u"invalid_request_error"_s, u"not_found_error"_s, u"NOT_FOUND"_s);
        row(ErrorCode::RequestTimeout, u"invalid_request_error"_s, u"invalid_request_error"_s,
            u"DEADLINE_EXCEEDED"_s);
        row(ErrorCode::BodyTooLarge, u"invalid_request_error"_s, u"request_too_large"_s,
            u"INVALID_ARGUMENT"_s);
        row(ErrorCode::KeyLocked, u"permission_error"_s, u"permission_error"_s, u"FAILED_PRECONDITION"_s);
        row(ErrorCode::TooManyRequests, u"rate_limit_error"_s, u"rate_limit_error"_s,
            u"RESOURCE_EXHAUSTED"_s);
        row(ErrorCode::Internal, u"server_error"_s, u"api_error"_s, u"INTERNAL"_s);
        row(ErrorCode::UpstreamUnreachable, u"server_error"_s, u"api_error"_s, u"UNAVAILABLE"_s);
        row(ErrorCode::Paused, u"server_error"_s, u"overloaded_error"_s, u"UNAVAILABLE"_s);
        row(ErrorCode::UpstreamTimeout, u"server_error"_s, u"timeout_error"_s, u"DEADLINE_EXCEEDED"_s);
    }
    void theTypeFollowsTheStatusAsTheProviderWouldHaveIt()
    {
        QFETCH(ErrorCode, code);
        QTEST(bodyOf(Dialect::OpenAi, code).value(u"error"_s).toObject().value(u"type"_s).toString(),
              "openAi");
        QTEST(bodyOf(Dialect::Anthropic, code).value(u"error"_s).toObject().value(u"type"_s).toString(),
              "anthropic");
        QTEST(bodyOf(Dialect::Google, code).value(u"error"_s).toObject().value(u"status"_s).toString(),
              "google");
    }

    void everyCodeHasAWholeReplyInEveryDialect()
    {
        for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
            const auto code = static_cast<ErrorCode>(i);
            for (const Dialect dialect :
                 {Dialect::Plain, Dialect::OpenAi, Dialect::Anthropic, Dialect::Google}) {
                const WholeReply reply = errorReplyIn(dialect, {code, u"No."_s, -1});
                QCOMPARE(reply.status, errorStatus(code));
                QCOMPARE(headerValue(reply.fields, "content-type"), "application/json");
                QCOMPARE(headerValue(reply.fields, "cache-control"), "no-store");
                QCOMPARE(headerCount(reply.fields, "retry-after"), 0);
                // An SDK that would be refused again must be told so, or it hammers; one that may succeed
                // must not be.
                QCOMPARE(headerValue(reply.fields, "x-should-retry"),
                         errorIsRetryable(code) ? QByteArray() : QByteArray("false"));
                QVERIFY(QJsonDocument::fromJson(reply.body).isObject());
            }
        }
    }

    void aWaitIsSaidInSeconds_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("none") << -1 << QByteArray();
        QTest::newRow("at once") << 0 << QByteArray("0");
        QTest::newRow("a minute") << 60 << QByteArray("60");
    }
    void aWaitIsSaidInSeconds()
    {
        QFETCH(int, seconds);
        const WholeReply reply =
            errorReplyIn(Dialect::OpenAi, {ErrorCode::TooManyRequests, u"Wait."_s, seconds});
        QTEST(headerValue(reply.fields, "retry-after"), "field");
    }

    void aBrokenEventStreamEndsWithOneErrorEventInTheDialect()
    {
        const RelayError error{ErrorCode::UpstreamBroken, u"The provider\r\n\r\nbroke off."_s, -1};
        for (const Dialect dialect : {Dialect::Plain, Dialect::OpenAi, Dialect::Anthropic, Dialect::Google}) {
            const QByteArray event = errorEvent(dialect, error);
            const QList<QByteArray> lines = event.split('\n');
            QList<QByteArray> expected{"event: error", "data: " + errorBody(dialect, error), "", ""};
            if (dialect == Dialect::Google)
                expected.removeFirst();
            QCOMPARE(lines, expected);
            QVERIFY(!event.contains('\r'));
        }
    }
};

QTEST_APPLESS_MAIN(TestErrorDialect)
#include "tst_error_dialect.moc"
