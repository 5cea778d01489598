// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/header_filter.h"

#include <QTest>

using namespace byok;

class TestHeaderFilter : public QObject
{
    Q_OBJECT

private slots:
    void whatGoesToTheProvider_data();
    void whatGoesToTheProvider();
    void whatComesBackToTheCaller_data();
    void whatComesBackToTheCaller();
    void ourOwnFieldsAreAddedOnce();
    void fieldsNamedInConnectionGoToo();
    void orderRepeatsAndValuesAreKept();
    void credentialsAreKnown_data();
    void credentialsAreKnown();
};

namespace {

enum class Fate { Passes, Stays };

void rows(Fate fate, const QList<QByteArray> &names)
{
    for (const QByteArray &name : names)
        QTest::newRow((name + (fate == Fate::Passes ? " passes" : " stays")).constData())
            << name << QByteArray("v") << fate;
}

void badForms()
{
    QTest::newRow("value with CR LF") << QByteArray("x-a") << QByteArray("v\r\nhost: evil") << Fate::Stays;
    QTest::newRow("value with LF") << QByteArray("x-a") << QByteArray("v\nx: y") << Fate::Stays;
    QTest::newRow("value with NUL") << QByteArray("x-a") << QByteArray("a\0b", 3) << Fate::Stays;
    QTest::newRow("value with DEL") << QByteArray("x-a") << QByteArray("a\x7f") << Fate::Stays;
    QTest::newRow("value with tab") << QByteArray("x-a") << QByteArray("a\tb") << Fate::Passes;
    QTest::newRow("value in UTF-8") << QByteArray("x-a") << QByteArray("\xc3\xa4") << Fate::Passes;
    QTest::newRow("empty value") << QByteArray("x-a") << QByteArray("") << Fate::Passes;
    QTest::newRow("no name") << QByteArray("") << QByteArray("v") << Fate::Stays;
    QTest::newRow("name with a blank") << QByteArray("x a") << QByteArray("v") << Fate::Stays;
    QTest::newRow("name with a colon") << QByteArray("x:a") << QByteArray("v") << Fate::Stays;
    QTest::newRow("name with CR LF") << QByteArray("x\r\ny") << QByteArray("v") << Fate::Stays;
    QTest::newRow("name with NUL") << QByteArray("x\0y", 3) << QByteArray("v") << Fate::Stays;
    QTest::newRow("name in UTF-8") << QByteArray("\xc3\xa4") << QByteArray("v") << Fate::Stays;
}

const QList<QByteArray> hopByHop = {"connection",
                                    "keep-alive",
                                    "proxy-authenticate",
                                    "proxy-authorization",
                                    "proxy-connection",
                                    "te",
                                    "trailer",
                                    "transfer-encoding",
                                    "upgrade",
                                    "http2-settings"};

} // namespace

void TestHeaderFilter::whatGoesToTheProvider_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<Fate>("fate");
    rows(Fate::Stays, hopByHop);
    rows(Fate::Stays, {"host",
                       "origin",
                       "referer",
                       "cookie",
                       "sec-fetch-mode",
                       "sec-ch-ua",
                       "sec-websocket-protocol",
                       "access-control-request-method",
                       "access-control-request-private-network",
                       "x-relay-token",
                       "x-relay-base-url",
                       "x-relay-anything",
                       "x-app-id",
                       "x-http-method",
                       "x-method-override",
                       "x-forwarded-for",
                       "x-forwarded-proto",
                       "forwarded",
                       "authorization",
                       "x-api-key",
                       "x-goog-api-key",
                       "api-key",
                       "xi-api-key",
                       "accept-language",
                       "anthropic-dangerous-direct-browser-access",
                       "expect",
                       "content-length"});
    rows(Fate::Passes,
         {"content-type", "accept", "anthropic-version", "anthropic-beta", "openai-organization",
          "openai-beta", "x-stainless-lang", "x-goog-api-client", "x-goog-upload-protocol", "idempotency-key",
          "x-title", "content-encoding", "range", "if-none-match", "second", "x-relayed"});
    badForms();
    QTest::newRow("Authorization in capitals")
        << QByteArray("Authorization") << QByteArray("v") << Fate::Stays;
}

void TestHeaderFilter::whatGoesToTheProvider()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(Fate, fate);
    const HeaderFields kept = toUpstream({{name, value}});
    QCOMPARE(kept.contains(HeaderField{name, value}), fate == Fate::Passes);
    QCOMPARE(kept.size(), fate == Fate::Passes ? 3 : 2);
}

void TestHeaderFilter::whatComesBackToTheCaller_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<Fate>("fate");
    rows(Fate::Stays, hopByHop);
    rows(Fate::Stays,
         {"content-length", "set-cookie", "access-control-allow-origin", "access-control-expose-headers",
          "vary", "alt-svc", "strict-transport-security", "clear-site-data", "nel", "report-to",
          "reporting-endpoints", "server", "x-powered-by", "date"});
    rows(Fate::Passes,
         {"content-type", "retry-after", "request-id", "x-request-id", "x-ratelimit-remaining-requests",
          "anthropic-ratelimit-tokens-reset", "openai-processing-ms", "content-encoding", "location",
          "x-goog-upload-url", "cache-control", "etag", "x-should-retry", "content-disposition"});
    badForms();
}

void TestHeaderFilter::whatComesBackToTheCaller()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(Fate, fate);
    const HeaderFields expected = fate == Fate::Passes ? HeaderFields{{name, value}} : HeaderFields{};
    QCOMPARE(toDownstream({{name, value}}), expected);
}

void TestHeaderFilter::ourOwnFieldsAreAddedOnce()
{
    const HeaderFields kept = toUpstream({{"user-agent", "Mozilla/5.0"}, {"accept-encoding", "gzip, br"}});
    QCOMPARE(headerCount(kept, "user-agent"), 1);
    QVERIFY(headerValue(kept, "user-agent").startsWith("byok-relay"));
    QCOMPARE(headerCount(kept, "accept-encoding"), 1);
    QCOMPARE(headerValue(kept, "accept-encoding"), "identity");
}

void TestHeaderFilter::fieldsNamedInConnectionGoToo()
{
    const HeaderFields fields = {{"connection", "close, X-Hop"},
                                 {"x-hop", "1"},
                                 {"connection", "x-other"},
                                 {"x-other", "2"},
                                 {"x-end", "3"}};
    QCOMPARE(toDownstream(fields), (HeaderFields{{"x-end", "3"}}));
    const HeaderFields up = toUpstream(fields);
    QCOMPARE(up.first(), (HeaderField{"x-end", "3"}));
    QCOMPARE(up.size(), 3);
}

void TestHeaderFilter::orderRepeatsAndValuesAreKept()
{
    const HeaderFields fields = {{"x-b", "2"},
                                 {"content-type", "text/event-stream; charset=UTF-8"},
                                 {"x-a", "1"},
                                 {"x-b", "3"},
                                 {"content-type", "text/plain"}};
    QCOMPARE(toDownstream(fields), fields);
    QCOMPARE(toUpstream(fields).first(fields.size()), fields);
}

void TestHeaderFilter::credentialsAreKnown_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("known");
    for (const char *name :
         {"authorization", "x-api-key", "x-goog-api-key", "api-key", "xi-api-key", "x-relay-token"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char *name : {"x-api-keys", "content-type", "idempotency-key", ""})
        QTest::newRow(*name ? name : "empty") << QByteArray(name) << false;
}

void TestHeaderFilter::credentialsAreKnown()
{
    QFETCH(QByteArray, name);
    QTEST(isCredentialField(name), "known");
}

QTEST_APPLESS_MAIN(TestHeaderFilter)
#include "tst_header_filter.moc"
