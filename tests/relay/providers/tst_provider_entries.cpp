// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/provider_entries.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

ProviderEntry own(const QByteArray &baseUrl, PrivateAddresses addresses = PrivateAddresses::Refused)
{
    ProviderEntry entry;
    entry.id = u"lite"_s;
    entry.name = u"Lite"_s;
    entry.baseUrl = baseUrl;
    entry.privateAddresses = addresses;
    return entry;
}

ProviderEntry ofShipped(const QString &id, const QByteArray &baseUrl = {})
{
    ProviderEntry entry;
    entry.id = id;
    entry.kind = ProviderEntry::Kind::OfShipped;
    entry.baseUrl = baseUrl;
    return entry;
}

} // namespace

class TestProviderEntries : public QObject
{
    Q_OBJECT

private slots:
    void anAddressIsHeldToWhereItLeads_data()
    {
        using enum PrivateAddresses;
        QTest::addColumn<QByteArray>("baseUrl");
        QTest::addColumn<PrivateAddresses>("addresses");
        QTest::addColumn<QString>("refusal"); ///< a word of the sentence; empty: it is kept
        const auto row = [](const char *name, const char *url, PrivateAddresses addresses,
                            const QString &refusal) {
            QTest::newRow(name) << QByteArray(url) << addresses << refusal;
        };
        row("https", "https://api.example.com/v2/", Refused, {});
        row("http without the tick", "http://api.example.com", Refused, u"https://"_s);
        row("http by name with it", "http://nas.local:11434", Allowed, {});
        row("http to a public address", "http://93.184.216.34", Allowed, u"https://"_s);
        row("http on this machine without", "http://127.0.0.1:11434", Refused, u"https://"_s);
        row("http on this machine with", "http://127.0.0.1:11434", Allowed, {});
        row("https at localhost without", "https://localhost:8443", Refused, u"own network"_s);
        row("https at localhost with", "https://localhost:8443", Allowed, {});
        row("https in the own network without", "https://192.168.1.5", Refused, u"own network"_s);
        row("https in the own network with", "https://192.168.1.5", Allowed, {});
        row("https mapped", "https://[::ffff:10.0.0.1]", Refused, u"own network"_s);
        row("metadata with the tick", "http://169.254.169.254/latest", Allowed, u"credentials"_s);
        row("metadata by name", "https://metadata.google.internal", Allowed, u"credentials"_s);
        row("a decimal address", "http://2130706433", Allowed, u"four numbers"_s);
        row("no address", "", Refused, u"https://api.example.com"_s);
        row("another scheme", "ftp://a.example", Allowed, u"https://api.example.com"_s);
        row("a user", "https://me:pw@a.example", Refused, u"without user"_s);
        row("a query", "https://a.example/?key=1", Refused, u"query"_s);
        row("dots", "https://a.example/x/../y", Refused, u".."_s);
    }
    void anAddressIsHeldToWhereItLeads()
    {
        QFETCH(QByteArray, baseUrl);
        QFETCH(PrivateAddresses, addresses);
        QFETCH(QString, refusal);
        for (const ProviderEntry &entry : {own(baseUrl, addresses), [&] {
                                               ProviderEntry shipped = ofShipped(u"openai"_s, baseUrl);
                                               shipped.privateAddresses = addresses;
                                               return shipped;
                                           }()}) {
            if (entry.kind == ProviderEntry::Kind::OfShipped && baseUrl.isEmpty())
                continue; // stays where it is
            const Result<ProviderEntry> checked = checkedEntry(entry);
            if (refusal.isEmpty()) {
                QVERIFY2(checked.ok(), checked ? "" : qPrintable(checked.error().sentence));
                QVERIFY(!checked.value().baseUrl.endsWith('/'));
                QVERIFY(checkedEntry(checked.value()).value() == checked.value());
            } else {
                QVERIFY(!checked.ok());
                QVERIFY2(checked.error().sentence.contains(refusal), qPrintable(checked.error().sentence));
                QVERIFY(!checked.error().sentence.contains(u"pw"_s));
            }
        }
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<ProviderEntry>("entry");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const QString &word, auto change) {
            ProviderEntry entry = own("https://a.example");
            change(entry);
            QTest::newRow(name) << entry << word;
        };
        row("in order", {}, [](ProviderEntry &) {});
        row("no id", u"short name"_s, [](ProviderEntry &e) { e.id.clear(); });
        row("capitals in the id", u"short name"_s, [](ProviderEntry &e) { e.id = u"Lite"_s; });
        row("a path in the id", u"short name"_s, [](ProviderEntry &e) { e.id = u"a/b"_s; });
        row("no name", u"name"_s, [](ProviderEntry &e) { e.name = u"  "_s; });
        row("a long name", u"60"_s, [](ProviderEntry &e) { e.name = QString(61, u'x'); });
        row("a name that turns", u"plain text"_s, [](ProviderEntry &e) { e.name = u"a\u202eb"_s; });
        row("a header without a name", u"x-api-key"_s, [](ProviderEntry &e) { e.auth = AuthScheme::Header; });
        row("a header with a space", u"x-api-key"_s, [](ProviderEntry &e) {
            e.auth = AuthScheme::Header;
            e.authField = "x key";
        });
        row("a header of the connection", u"connection itself"_s, [](ProviderEntry &e) {
            e.auth = AuthScheme::Header;
            e.authField = "Host";
        });
        row("a query parameter", {}, [](ProviderEntry &e) {
            e.auth = AuthScheme::Query;
            e.authField = "key";
        });
        row("a path that is none", u"v1/x"_s, [](ProviderEntry &e) { e.paths = {"v1/x"}; });
        row("a path with dots", u"/v1/../x"_s, [](ProviderEntry &e) { e.paths = {"/v1/../x"}; });
        row("a rule", {}, [](ProviderEntry &e) { e.paths = {"POST /v1/chat/completions", " /v1/models "}; });
        row("a test path that is none", u"/v1/models"_s, [](ProviderEntry &e) { e.checkPath = "models"; });
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(ProviderEntry, entry);
        QFETCH(QString, word);
        const Result<ProviderEntry> checked = checkedEntry(entry);
        QCOMPARE(checked.ok(), word.isEmpty());
        if (!checked)
            QVERIFY2(checked.error().sentence.contains(word), qPrintable(checked.error().sentence));
    }

    void aWarningNamesTheKindOfPlace_data()
    {
        QTest::addColumn<QByteArray>("baseUrl");
        QTest::addColumn<std::optional<AddressKind>>("kind");
        using Kind = std::optional<AddressKind>;
        QTest::newRow("a name") << "https://api.example.com"_ba << Kind();
        QTest::newRow("a public address") << "https://93.184.216.34"_ba << Kind();
        QTest::newRow("localhost") << "http://localhost:1"_ba << Kind(AddressKind::Loopback);
        QTest::newRow("this computer") << "http://[::1]:1"_ba << Kind(AddressKind::Loopback);
        QTest::newRow("a home's") << "http://192.168.0.9"_ba << Kind(AddressKind::Private);
        QTest::newRow("metadata") << "http://169.254.169.254"_ba << Kind(AddressKind::Never);
        QTest::newRow("half typed") << "http"_ba << Kind();
    }
    void aWarningNamesTheKindOfPlace()
    {
        QFETCH(QByteArray, baseUrl);
        QTEST(addressWarning(own(baseUrl)), "kind");
    }

    void ownEntriesAreAddedAndMayStandInForOthers()
    {
        const ProviderCatalog shipped = ProviderCatalog::builtIn();
        ProviderEntry lite = own("https://lite.example", PrivateAddresses::Refused);
        lite.paths = {"POST /v1/chat/completions", "/v1/models"};
        lite.auth = AuthScheme::Header;
        lite.authField = "X-Key";
        lite.checkPath = "/v1/models";
        ProviderEntry instead = own("http://10.0.0.5:4000", PrivateAddresses::Allowed);
        instead.id = u"groq"_s;
        const ProviderCatalog laid = withEntries(shipped, {lite, instead});
        QCOMPARE(laid.all().size(), shipped.all().size() + 1);

        const Provider added = laid.find(u"lite").value();
        QCOMPARE(added.baseUrl, "https://lite.example"_ba);
        QCOMPARE(added.reach(), AddressReach::Public);
        QCOMPARE(added.site, ProviderSite::Remote);
        QCOMPARE(added.authField, "x-key"_ba);
        QCOMPARE(added.chatPath, "/v1/chat/completions"_ba);
        QCOMPARE(added.inferencePaths.size(), 2);
        QVERIFY(added.enabled);

        const Provider other = laid.find(u"groq").value();
        QCOMPARE(other.baseUrl, "http://10.0.0.5:4000"_ba);
        QCOMPARE(other.reach(), AddressReach::OwnNetwork);
        QVERIFY(other.keyPatterns.isEmpty());
        QVERIFY(other.inferencePaths.first().allows(HttpMethod::Post, "/any/thing"));
    }

    void aShippedOneIsMovedAndTurnedOnAndOff()
    {
        const ProviderCatalog shipped = ProviderCatalog::builtIn();
        QVERIFY(!shipped.find(u"ollama")->enabled);
        ProviderEntry off = ofShipped(u"openai"_s);
        off.enabled = false;
        ProviderEntry azure = ofShipped(u"azure-openai"_s, "https://mine.example.com");
        const ProviderCatalog laid = withEntries(shipped, {ofShipped(u"ollama"_s), off, azure});
        QCOMPARE(laid.all().size(), shipped.all().size());
        QVERIFY(laid.find(u"ollama")->enabled);
        QCOMPARE(laid.find(u"ollama")->reach(), AddressReach::ThisComputer);
        QVERIFY(!laid.find(u"openai")->enabled);
        QCOMPARE(laid.find(u"openai")->baseUrl, shipped.find(u"openai")->baseUrl);
        QCOMPARE(laid.find(u"azure-openai")->baseUrl, "https://mine.example.com"_ba);
        QCOMPARE(laid.find(u"azure-openai")->reach(), AddressReach::Public);
        QCOMPARE(laid.find(u"azure-openai")->authField, shipped.find(u"azure-openai")->authField);
    }

    void whatDoesNotHoldIsLeftOut()
    {
        const ProviderCatalog shipped = ProviderCatalog::builtIn();
        ProviderEntry echo = own("https://evil.example");
        echo.id = u"echo"_s;
        const ProviderCatalog laid =
            withEntries(shipped, {own("http://evil.example"), ofShipped(u"no-longer-shipped"_s), echo,
                                  ofShipped(u"echo"_s, "https://evil.example")});
        QCOMPARE(laid.idList(), shipped.idList());
        QCOMPARE(laid.find(u"echo")->site, ProviderSite::BuiltIn);
        QVERIFY(laid.find(u"echo")->baseUrl.isEmpty());
    }

    void aGatewayHasOpenAisPathsWhereverItsVersionIsWritten_data()
    {
        QTest::addColumn<QByteArray>("baseUrl");
        QTest::addColumn<QByteArray>("root");
        QTest::newRow("an address") << "https://llm.team.example"_ba << "/v1"_ba;
        QTest::newRow("a slash") << "https://llm.team.example/"_ba << "/v1"_ba;
        QTest::newRow("its version") << "https://llm.team.example/v1"_ba << ""_ba;
        QTest::newRow("its version and a slash") << " https://llm.team.example/v1/ "_ba << ""_ba;
        QTest::newRow("OpenRouter") << "https://openrouter.ai/api/v1"_ba << ""_ba;
        QTest::newRow("Google") << "https://g.example/v1beta/openai"_ba << ""_ba;
        QTest::newRow("a folder") << "https://llm.team.example/proxy"_ba << "/v1"_ba;
        QTest::newRow("a host that looks like one") << "https://v1"_ba << "/v1"_ba;
    }
    void aGatewayHasOpenAisPathsWhereverItsVersionIsWritten()
    {
        QFETCH(QByteArray, baseUrl);
        QFETCH(QByteArray, root);
        const ProviderEntry entry = asGateway(own(baseUrl));
        QCOMPARE(entry.chatPath, root + "/chat/completions");
        QCOMPARE(entry.checkPath, root + "/models");
        QVERIFY(isGateway(entry));
        QVERIFY(!isGateway(own(baseUrl)));
        const Result<ProviderEntry> checked = checkedEntry(entry);
        QVERIFY2(checked.ok(), checked.ok() ? "" : qPrintable(checked.error().sentence));
        QVERIFY(isGateway(checked.value()));
        const auto provider = withEntries(ProviderCatalog::builtIn(), {entry}).find(u"lite"_s);
        QVERIFY(provider);
        QCOMPARE(provider->chatPath, root + "/chat/completions");
    }

    void aChatPathIsOneThatAppsMayCall_data()
    {
        QTest::addColumn<QByteArray>("chatPath");
        QTest::addColumn<QList<QByteArray>>("paths");
        QTest::addColumn<bool>("isTaken");
        const QList<QByteArray> none;
        QTest::newRow("none") << ""_ba << none << true;
        QTest::newRow("with every path") << " /api/chat/completions "_ba << none << true;
        QTest::newRow("with its own")
            << "/v1/chat/completions"_ba << QList<QByteArray>{"POST /v1/chat/completions"} << true;
        QTest::newRow("below one") << "/v1/chat/completions"_ba << QList<QByteArray>{"/v1"} << true;
        QTest::newRow("with another")
            << "/v1/chat/completions"_ba << QList<QByteArray>{"POST /v1/embeddings"} << false;
        QTest::newRow("that is read")
            << "/v1/chat/completions"_ba << QList<QByteArray>{"GET /v1/chat/completions"} << false;
        QTest::newRow("of another manner") << "/v1/messages"_ba << none << false;
        QTest::newRow("no path") << "chat/completions"_ba << none << false;
        QTest::newRow("dots") << "/v1/../chat/completions"_ba << none << false;
    }
    void aChatPathIsOneThatAppsMayCall()
    {
        QFETCH(QByteArray, chatPath);
        QFETCH(QList<QByteArray>, paths);
        ProviderEntry entry = own("https://llm.team.example");
        entry.chatPath = chatPath;
        entry.paths = paths;
        const Result<ProviderEntry> checked = checkedEntry(entry);
        QTEST(checked.ok(), "isTaken");
        if (checked)
            QCOMPARE(checked.value().chatPath, chatPath.trimmed());
        else
            QVERIFY(checked.error().sentence.contains(u"chat path"_s));
    }
};

QTEST_APPLESS_MAIN(TestProviderEntries)
#include "tst_provider_entries.moc"
