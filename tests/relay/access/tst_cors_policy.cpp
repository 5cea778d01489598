// SPDX-License-Identifier: Apache-2.0
#include "relay/access/cors_policy.h"

#include <QTest>

using namespace byok;

namespace {

RequestHead preflight(const QByteArray &method, const QByteArray &names)
{
    RequestHead head;
    head.method = HttpMethod::Options;
    head.target = "/relay/openai/v1/chat/completions";
    head.fields = {{"host", "127.0.0.1:2965"},
                   {"origin", "https://app.example"},
                   {"access-control-request-method", method}};
    if (!names.isNull())
        head.fields.append(HeaderField{"access-control-request-headers", names});
    return head;
}

QByteArray manyNames(int count)
{
    QByteArrayList names;
    for (int i = 0; i < count; ++i)
        names.append("x-" + QByteArray::number(i));
    return names.join(',');
}

} // namespace

class TestCorsPolicy : public QObject
{
    Q_OBJECT

private slots:
    void everyReplyVariesByOriginAndCannotBeFramedOrSniffed()
    {
        const HeaderFields fields = commonReplyFields();
        QCOMPARE(headerValue(fields, "vary"), "Origin");
        QCOMPARE(headerValue(fields, "x-content-type-options"), "nosniff");
        QCOMPARE(headerValue(fields, "content-security-policy"), "frame-ancestors 'none'");
        QCOMPARE(headerValue(fields, "cross-origin-resource-policy"), "same-origin");
        QCOMPARE(headerValue(fields, "cache-control"), "no-store");
        QCOMPARE(headerCount(fields, "access-control-allow-origin"), 0);
        QCOMPARE(headerCount(fields, "server"), 0);
    }

    void anApprovedOriginReadsEveryHeaderButWithoutCredentials()
    {
        const HeaderFields fields = corsReplyFields("https://app.example");
        QCOMPARE(headerValue(fields, "access-control-allow-origin"), "https://app.example");
        QCOMPARE(headerValue(fields, "access-control-expose-headers"), "*");
        QCOMPARE(headerValue(fields, "vary"), "Origin");
        QCOMPARE(headerCount(fields, "access-control-allow-credentials"), 0);
        QCOMPARE(headerCount(fields, "access-control-allow-origin"), 1);
    }

    void aPreflightIsAnOptionsWithOriginAndMethod()
    {
        RequestHead head = preflight("POST", {});
        QVERIFY(isPreflight(head));
        head.method = HttpMethod::Get;
        QVERIFY(!isPreflight(head));
        head.method = HttpMethod::Options;
        head.fields.removeAt(2);
        QVERIFY(!isPreflight(head));
        head = preflight("POST", {});
        head.fields.removeAt(1);
        QVERIFY(!isPreflight(head));
    }

    void preflightsEchoWhatIsWellFormed_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("names");
        QTest::addColumn<QByteArray>("allowed"); // null: refused
        const QByteArray none("");
        const QByteArray refused;
        QTest::newRow("no headers") << QByteArray("GET") << QByteArray() << none;
        QTest::newRow("empty list") << QByteArray("GET") << none << none;
        QTest::newRow("one") << QByteArray("POST") << QByteArray("authorization")
                             << QByteArray("authorization");
        QTest::newRow("an SDK's") << QByteArray("POST")
                                  << QByteArray("authorization,content-type, x-stainless-os,user-agent")
                                  << QByteArray("authorization, content-type, x-stainless-os, user-agent");
        for (const char *method : {"HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"})
            QTest::newRow(method) << QByteArray(method) << QByteArray("a") << QByteArray("a");
        QTest::newRow("64 names") << QByteArray("POST") << manyNames(64) << manyNames(64).replace(",", ", ");
        QTest::newRow("65 names") << QByteArray("POST") << manyNames(65) << refused;
        QTest::newRow("4 KB") << QByteArray("POST") << QByteArray(4096, 'a') << QByteArray(4096, 'a');
        QTest::newRow("4 KB and one") << QByteArray("POST") << QByteArray(4097, 'a') << refused;
        QTest::newRow("115 KB") << QByteArray("POST") << QByteArray(115 * 1024, 'a') << refused;
        QTest::newRow("115 KB of commas") << QByteArray("POST") << QByteArray(115 * 1024, ',') << refused;
        QTest::newRow("blank inside") << QByteArray("POST") << QByteArray("a b") << refused;
        QTest::newRow("colon") << QByteArray("POST") << QByteArray("a: b") << refused;
        QTest::newRow("star is a name, not a wildcard with credentials")
            << QByteArray("POST") << QByteArray("*") << QByteArray("*");
        QTest::newRow("quotes") << QByteArray("POST") << QByteArray("\"a\"") << refused;
        QTest::newRow("not ASCII") << QByteArray("POST") << QByteArray("\xc3\xa4") << refused;
        QTest::newRow("empty element") << QByteArray("POST") << QByteArray("a,,b") << refused;
        QTest::newRow("trailing comma") << QByteArray("POST") << QByteArray("a,") << refused;
        QTest::newRow("TRACE") << QByteArray("TRACE") << QByteArray("a") << refused;
        QTest::newRow("CONNECT") << QByteArray("CONNECT") << QByteArray("a") << refused;
        QTest::newRow("lower case") << QByteArray("post") << QByteArray("a") << refused;
        QTest::newRow("two methods") << QByteArray("GET, POST") << QByteArray("a") << refused;
        QTest::newRow("no method") << none << QByteArray("a") << refused;
    }
    void preflightsEchoWhatIsWellFormed()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, names);
        QFETCH(QByteArray, allowed);
        const Result<WholeReply, RelayError> reply = preflightReply(preflight(method, names));
        QCOMPARE(reply.ok(), !allowed.isNull());
        if (!reply)
            return;
        QCOMPARE(reply.value().status, 204);
        QVERIFY(reply.value().body.isEmpty());
        const HeaderFields &fields = reply.value().fields;
        QCOMPARE(headerValue(fields, "access-control-allow-origin"), "https://app.example");
        QCOMPARE(headerValue(fields, "access-control-allow-methods"), method);
        QCOMPARE(headerValue(fields, "access-control-allow-headers"),
                 allowed.isEmpty() ? QByteArray() : allowed);
        QCOMPARE(headerValue(fields, "access-control-max-age"), "7200");
        QCOMPARE(headerValue(fields, "vary"), "Origin");
        QCOMPARE(headerCount(fields, "access-control-allow-credentials"), 0);
        QCOMPARE(headerCount(fields, "access-control-allow-private-network"), 0);
    }

    void listsThatComeTwiceAreRefused()
    {
        RequestHead head = preflight("POST", "a");
        head.fields.append(HeaderField{"access-control-request-headers", "b"});
        QVERIFY(!preflightReply(head).ok());
        head = preflight("POST", "a");
        head.fields.append(HeaderField{"access-control-request-method", "GET"});
        QVERIFY(!preflightReply(head).ok());
    }

    void privateNetworkIsGrantedWhereItIsAskedFor()
    {
        RequestHead head = preflight("POST", "a");
        head.fields.append(HeaderField{"access-control-request-private-network", "true"});
        const Result<WholeReply, RelayError> reply = preflightReply(head);
        QVERIFY(reply.ok());
        QCOMPARE(headerValue(reply.value().fields, "access-control-allow-private-network"), "true");
    }
};

QTEST_APPLESS_MAIN(TestCorsPolicy)
#include "tst_cors_policy.moc"
