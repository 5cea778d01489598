// SPDX-License-Identifier: Apache-2.0
#include "relay/keyed_request.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

Provider providerWith(AuthScheme auth)
{
    Provider provider;
    provider.id = u"acme"_s;
    provider.baseUrl = "https://api.acme.example/base";
    provider.auth = auth;
    provider.authField = auth == AuthScheme::Query ? "key" : "x-acme-key";
    provider.extraFields = {{"acme-version", "2"}};
    return provider;
}

Secret key()
{
    QByteArray text = "secret-of-acme";
    return Secret::takeFrom(text);
}

} // namespace

class TestKeyedRequest : public QObject
{
    Q_OBJECT

private slots:
    void theKeyGoesWhereTheProviderWantsIt_data()
    {
        QTest::addColumn<AuthScheme>("auth");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("field"); ///< the one that carries it, as it goes out; empty: none
        const auto row = [](const char *name, AuthScheme auth, const QByteArray &target,
                            const QByteArray &url, const QByteArray &field) {
            QTest::newRow(name) << auth << target << url << field;
        };
        row("bearer", AuthScheme::Bearer, "/v1/x?a=1", "https://api.acme.example/base/v1/x?a=1",
            "authorization: Bearer secret-of-acme");
        row("header", AuthScheme::Header, "/v1/x", "https://api.acme.example/base/v1/x",
            "x-acme-key: secret-of-acme");
        row("query", AuthScheme::Query, "/v1/x", "https://api.acme.example/base/v1/x?key=secret-of-acme", "");
        row("query after another", AuthScheme::Query, "/v1/x?a=1",
            "https://api.acme.example/base/v1/x?a=1&key=secret-of-acme", "");
        row("none", AuthScheme::None, "/v1/x", "https://api.acme.example/base/v1/x", "");
    }
    void theKeyGoesWhereTheProviderWantsIt()
    {
        QFETCH(AuthScheme, auth);
        QFETCH(QByteArray, target);
        const Provider provider = providerWith(auth);
        const UpstreamRequest request =
            keyedRequest(provider, target, credentialFor(provider, key(), "/v1/x"));
        QTEST(request.url, "url");
        const QByteArray field = request.credentialName.isEmpty()
                                     ? QByteArray()
                                     : request.credentialName + ": " + request.credentialPrefix +
                                           request.credential.expose().toByteArray();
        QTEST(field, "field");
        QCOMPARE(request.method, HttpMethod::Get);
        QCOMPARE(request.reach, AddressReach::Public);
    }

    void nothingOfTheKeysNameGoesAheadOfIt()
    {
        const Provider provider = providerWith(AuthScheme::Header);
        const Credential credential = credentialFor(provider, key(), "/v1/x");
        const HeaderFields asked{{"x-acme-key", "another"}, {"accept", "*/*"}, {"x-acme-key", "more"}};
        const HeaderFields fields = fieldsBesideKey(asked, provider, credential, {{"x-app", "Writer"}});
        QCOMPARE(headerCount(fields, "x-acme-key"), 0);
        QCOMPARE(headerValue(fields, "accept"), "*/*");
        QCOMPARE(headerValue(fields, "acme-version"), "2");
        QCOMPARE(headerValue(fields, "x-app"), "Writer");
    }

    void whatTheCallerSaysOfItselfStays()
    {
        const Provider provider = providerWith(AuthScheme::Bearer);
        const Credential credential = credentialFor(provider, key(), "/v1/x");
        const HeaderFields fields = fieldsBesideKey({{"acme-version", "1"}, {"x-app", "Own"}}, provider,
                                                    credential, {{"x-app", "Writer"}});
        QCOMPARE(headerCount(fields, "acme-version"), 1);
        QCOMPARE(headerValue(fields, "acme-version"), "1");
        QCOMPARE(headerValue(fields, "x-app"), "Own");
    }
};

QTEST_APPLESS_MAIN(TestKeyedRequest)
#include "tst_keyed_request.moc"
