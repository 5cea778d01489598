// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/credential_injector.h"
#include "relay/providers/provider_catalog.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

Provider withAuth(AuthScheme scheme, const QByteArray &field = {})
{
    Provider provider;
    provider.id = u"shop"_s;
    provider.name = u"Shop"_s;
    provider.auth = scheme;
    provider.authField = field;
    return provider;
}

} // namespace

class TestCredentialInjector : public QObject
{
    Q_OBJECT

private slots:
    void aKeyGoesWhereItsProviderWantsIt_data()
    {
        QTest::addColumn<AuthScheme>("scheme");
        QTest::addColumn<QByteArray>("authField");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("value"); ///< prefix and all
        QTest::addColumn<QByteArray>("parameter");
        const QByteArray key = "sk-0123456789";
        QTest::newRow("none") << AuthScheme::None << QByteArray() << key << QByteArray() << QByteArray()
                              << QByteArray();
        QTest::newRow("bearer") << AuthScheme::Bearer << QByteArray() << key << "authorization"_ba
                                << "Bearer " + key << QByteArray();
        QTest::newRow("token") << AuthScheme::Token << QByteArray() << key << "authorization"_ba
                               << "Token " + key << QByteArray();
        QTest::newRow("header") << AuthScheme::Header << "X-Api-Key"_ba << key << "x-api-key"_ba << key
                                << QByteArray();
        QTest::newRow("basic") << AuthScheme::Basic << QByteArray() << "Aladdin:open sesame"_ba
                               << "authorization"_ba
                               << "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="_ba << QByteArray();
        QTest::newRow("query") << AuthScheme::Query << "appid"_ba << key << QByteArray() << QByteArray()
                               << "appid=" + key;
        QTest::newRow("query with characters that part a query")
            << AuthScheme::Query << "appid"_ba << "a&b=c#d%e+f/g"_ba << QByteArray() << QByteArray()
            << "appid=a%26b%3Dc%23d%25e%2Bf%2Fg"_ba;
    }
    void aKeyGoesWhereItsProviderWantsIt()
    {
        QFETCH(AuthScheme, scheme);
        QFETCH(QByteArray, authField);
        QFETCH(QByteArray, key);
        const Credential credential = credentialFor(withAuth(scheme, authField), Secret::copyOf(key), "/v1");
        QTEST(credential.fieldName, "field");
        QTEST(credential.prefix + credential.value.expose().toByteArray(), "value");
        QTEST(credential.queryParameter.expose().toByteArray(), "parameter");
    }

    void somePathsTakeTheKeyAsABearer_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("bearer");
        QTest::newRow("the path") << "/v1beta/openai"_ba << true;
        QTest::newRow("below it") << "/v1beta/openai/chat/completions"_ba << true;
        QTest::newRow("another") << "/v1beta/models/x:generateContent"_ba << false;
        QTest::newRow("a longer word") << "/v1beta/openaix"_ba << false;
        QTest::newRow("shorter") << "/v1beta"_ba << false;
        QTest::newRow("none") << ""_ba << false;
    }
    void somePathsTakeTheKeyAsABearer()
    {
        QFETCH(QByteArray, path);
        QFETCH(bool, bearer);
        Provider provider = withAuth(AuthScheme::Header, "x-goog-api-key");
        provider.bearerPaths = {"/v1beta/openai"_ba};
        const Credential credential = credentialFor(provider, Secret::copyOf("AIza0123456789"), path);
        QCOMPARE(credential.fieldName, bearer ? "authorization"_ba : "x-goog-api-key"_ba);
        QCOMPARE(credential.prefix, bearer ? "Bearer "_ba : QByteArray());
        provider.auth = AuthScheme::None;
        QVERIFY(credentialFor(provider, Secret(), path).fieldName.isEmpty());
    }

    void shippedProvidersTakeKeysOfTheirOwnShapeOnly_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QString>("words"); ///< of the refusal; empty: accepted
        const QByteArray hex40 = QByteArray("0123456789").repeated(4);
        QTest::newRow("openai project key") << u"openai"_s << "sk-proj-abc_DEF-0123456789"_ba << QString();
        QTest::newRow("openai old key") << u"openai"_s << "sk-0123456789abcdef0123"_ba << QString();
        QTest::newRow("anthropic key for openai")
            << u"openai"_s << "sk-ant-api03-0123456789"_ba << u"begins with sk-"_s;
        QTest::newRow("openrouter key for openai")
            << u"openai"_s << "sk-or-v1-0123456789abc"_ba << u"begins with sk-"_s;
        QTest::newRow("openai key for anthropic")
            << u"anthropic"_s << "sk-proj-0123456789abc"_ba << u"begins with sk-ant-"_s;
        QTest::newRow("anthropic key") << u"anthropic"_s << "sk-ant-api03-0123456789_-AA"_ba << QString();
        QTest::newRow("google key") << u"google"_s << "AIzaSyA0123456789abcdefghijklmnopqrstuv"_ba
                                    << QString();
        QTest::newRow("openai key for google") << u"google"_s << "sk-proj-0123456789abc"_ba << u"AIza"_s;
        QTest::newRow("groq key") << u"groq"_s << "gsk_0123456789abcdef"_ba << QString();
        QTest::newRow("deepgram key") << u"deepgram"_s << hex40 << QString();
        QTest::newRow("deepgram key, one short")
            << u"deepgram"_s << hex40.chopped(1) << u"40 hexadecimal digits"_s;
        QTest::newRow("deepgram key, one too many")
            << u"deepgram"_s << hex40 + '0' << u"40 hexadecimal digits"_s;
        QTest::newRow("elevenlabs key") << u"elevenlabs"_s << "sk_" + hex40 << QString();
        QTest::newRow("a provider without a shape takes any")
            << u"together"_s << "anything-at-all!"_ba << QString();
    }
    void shippedProvidersTakeKeysOfTheirOwnShapeOnly()
    {
        QFETCH(QString, provider);
        QFETCH(QByteArray, given);
        QFETCH(QString, words);
        const Provider found = ProviderCatalog::builtIn().find(provider).value();
        const Result<Secret, RelayError> key = acceptKey(found, Secret::copyOf(given));
        QCOMPARE(key.ok(), words.isEmpty());
        if (key) {
            QCOMPARE(key.value().expose(), given);
            return;
        }
        QCOMPARE(key.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(key.error().sentence.startsWith(u"A valid API key is required: "_s + found.name),
                 qPrintable(key.error().sentence));
        QVERIFY2(key.error().sentence.contains(words), qPrintable(key.error().sentence));
        QVERIFY2(!key.error().sentence.contains(QString::fromUtf8(given)), "the sentence has the key in it");
    }

    void aKeyIsMadeFitOrRefusedInWords_data()
    {
        QTest::addColumn<AuthScheme>("scheme");
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("stored"); ///< empty: refused
        QTest::addColumn<QString>("sentence");
        const QString bare = u"A valid API key is required"_s;
        QTest::newRow("blanks at the ends go")
            << AuthScheme::Bearer << " \t0123456789\r\n"_ba << "0123456789"_ba << QString();
        QTest::newRow("ten characters are enough")
            << AuthScheme::Bearer << "0123456789"_ba << "0123456789"_ba << QString();
        QTest::newRow("nine are not") << AuthScheme::Bearer << "012345678"_ba << QByteArray() << bare;
        QTest::newRow("nine and blanks are not")
            << AuthScheme::Bearer << "  012345678  "_ba << QByteArray() << bare;
        QTest::newRow("none") << AuthScheme::Bearer << QByteArray() << QByteArray() << bare;
        QTest::newRow("blanks only") << AuthScheme::Bearer << QByteArray(20, ' ') << QByteArray() << bare;
        QTest::newRow("line feed inside") << AuthScheme::Bearer << "01234567\n89abcdef"_ba << QByteArray()
                                          << bare + u": this one has a line break inside."_s;
        QTest::newRow("header injection") << AuthScheme::Bearer << "01234567\r\nHost: evil"_ba << QByteArray()
                                          << bare + u": this one has a line break inside."_s;
        QTest::newRow("blank inside") << AuthScheme::Bearer << "01234567 89abcdef"_ba << QByteArray()
                                      << bare + u": this one has a blank inside."_s;
        QTest::newRow("tab inside") << AuthScheme::Bearer << "01234567\t89abcdef"_ba << QByteArray()
                                    << bare + u": this one has a blank inside."_s;
        QTest::newRow("NUL inside") << AuthScheme::Bearer
                                    << QByteArray("01234567\0"
                                                  "89abcdef",
                                                  17)
                                    << QByteArray() << bare + u": this one has a control character inside."_s;
        QTest::newRow("DEL inside") << AuthScheme::Bearer
                                    << "01234567\x7f"
                                       "89abcdef"_ba
                                    << QByteArray() << bare + u": this one has a control character inside."_s;
        QTest::newRow("typographic dash") << AuthScheme::Bearer << u"sk–0123456789"_s.toUtf8() << QByteArray()
                                          << bare + u": this one has a character inside that no key has"_s;
        QTest::newRow("basic with user and password")
            << AuthScheme::Basic << "AC0123:secret"_ba << "AC0123:secret"_ba << QString();
        QTest::newRow("basic without a colon") << AuthScheme::Basic << "AC0123secret"_ba << QByteArray()
                                               << bare + u": Shop wants a user name and a password"_s;
        QTest::newRow("basic without a user") << AuthScheme::Basic << ":AC0123secret"_ba << QByteArray()
                                              << bare + u": Shop wants a user name and a password"_s;
    }
    void aKeyIsMadeFitOrRefusedInWords()
    {
        QFETCH(AuthScheme, scheme);
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, stored);
        QFETCH(QString, sentence);
        const Result<Secret, RelayError> key = acceptKey(withAuth(scheme), Secret::copyOf(given));
        QCOMPARE(key.ok(), !stored.isEmpty());
        if (key) {
            QCOMPARE(key.value().expose(), stored);
            return;
        }
        QVERIFY2(key.error().sentence.startsWith(sentence), qPrintable(key.error().sentence));
        if (sentence == u"A valid API key is required"_s)
            QCOMPARE(key.error().sentence,
                     sentence); // the sentence that clients of the byok-relay server know
    }

    void anAppMayKeepAnyKeyButAnotherProviders_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QString>("says"); ///< empty: taken
        const auto row = [](const char *name, const QString &provider, const QByteArray &given,
                            const QString &says = {}) { QTest::newRow(name) << provider << given << says; };
        row("its own shape", u"openai"_s, "sk-proj-0123456789abc");
        row("a test key", u"openai"_s, "test-key-0123456789");
        row("nobody's prefix", u"anthropic"_s, "my_test_key_for_anthropic");
        row("32 hexadecimal digits, which could be anybody's", u"openai"_s, QByteArray(32, 'a'));
        row("a shape of several", u"groq"_s, "sk-0123456789abcdef");
        row("a provider without a shape", u"together"_s, "sk-ant-0123456789abc");
        row("anthropic's for openai", u"openai"_s, "sk-ant-0123456789abc", u"a key of Anthropic"_s);
        row("groq's for openai", u"openai"_s, "gsk_0123456789abcdef", u"/keys/groq"_s);
        row("openrouter's for anthropic", u"anthropic"_s, "sk-or-v1-0123456789", u"a key of OpenRouter"_s);
        row("a blank inside", u"openai"_s, "sk-0123456789 abcdef", u"a blank inside"_s);
        row("a line break inside", u"openai"_s, "sk-0123456789\r\nabcdef", u"a line break inside"_s);
        row("too short", u"openai"_s, "sk-012345", u"A valid API key is required"_s);
    }
    void anAppMayKeepAnyKeyButAnotherProviders()
    {
        QFETCH(QString, provider);
        QFETCH(QByteArray, given);
        QFETCH(QString, says);
        const ProviderCatalog catalog = ProviderCatalog::builtIn();
        const Result<Secret, RelayError> key =
            acceptAppKey(catalog.find(provider).value(), Secret::copyOf(given), catalog.all());
        QCOMPARE(key.ok(), says.isEmpty());
        if (key) {
            QCOMPARE(key.value().expose(), given);
            return;
        }
        QVERIFY2(key.error().sentence.contains(says), qPrintable(key.error().sentence));
        QVERIFY2(!key.error().sentence.contains(QString::fromUtf8(given)), "the sentence has the key in it");
    }

    void aShapeWithoutWordsIsShownAsItsPattern()
    {
        Provider provider = withAuth(AuthScheme::Bearer);
        provider.keyPatterns = {"shop_[0-9]{10}"_ba};
        const Result<Secret, RelayError> key = acceptKey(provider, Secret::copyOf("xshop_0123456789"));
        QVERIFY(!key.ok());
        QVERIFY2(key.error().sentence.contains(u"shop_[0-9]{10}"_s), qPrintable(key.error().sentence));
        QVERIFY(acceptKey(provider, Secret::copyOf("shop_0123456789")).ok());
    }
};

QTEST_APPLESS_MAIN(TestCredentialInjector)
#include "tst_credential_injector.moc"
