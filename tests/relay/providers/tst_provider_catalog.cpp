// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/provider_catalog.h"
#include "relay/providers/upstream_target.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

/// A file of one entry that has an id, paths, and `fields`.
QByteArray fileWith(const QByteArray &fields)
{
    return "{\"providers\": [\n {\"id\": \"mine\", \"inference_paths\": [\"/v1\"]" +
           (fields.isEmpty() ? QByteArray() : ",\n  " + fields) + "}\n]}";
}

struct Case
{
    const char *name;
    QByteArray json;
    QString words; ///< of the fault; empty: the file is good
    int line = 0;  ///< that the fault names; 0: not looked at
};

/// What a schema can judge as well as the program.
QList<Case> filesForBoth()
{
    return {
        {"empty list", "{\"providers\": []}", {}},
        {"with a schema", "{\"$schema\": \"providers.schema.json\", \"providers\": []}", {}},
        {"plain entry", fileWith({}), {}},
        {"loopback by plain http", fileWith("\"base_url\": \"http://127.0.0.1:4000\""), {}},
        {"IPv6 loopback", fileWith("\"base_url\": \"http://[::1]:4000/v1\""), {}},
        {"plain http in the home network", fileWith("\"base_url\": \"http://nas.lan:8080\""), {}},
        {"base URL with a slash at its end", fileWith("\"base_url\": \"https://api.example.com/\""), {}},
        {"every field",
         fileWith("\"name\": \"Mine\", \"site\": \"remote\", \"base_url\": \"https://a.example\", \"auth\": "
                  "\"header\", \"auth_field\": \"x-key\", "
                  "\"extra_fields\": {\"x-version\": \"1 2\"}, \"chat_path\": \"/v1/chat\", "
                  "\"key_patterns\": [\"a+\"], \"key_hint\": \"is a\", "
                  "\"model_patterns\": [\"acme-\"], \"bearer_paths\": [\"/v1/chat\"], \"own_url_fields\": "
                  "[\"X-Next\"], "
                  "\"app_fields\": {\"HTTP-Referer\": \"referrer\", \"x-title\": \"name\"}, "
                  "\"check_path\": \"/v1/me\", \"key_page\": \"https://a.example/keys\", \"docs_url\": "
                  "\"https://a.example/docs\", \"enabled\": false"),
         {}},
        {"every path", "{\"providers\": [{\"id\": \"mine\", \"inference_paths\": [\"/\"]}]}", {}},
        {"paths by method",
         "{\"providers\": [{\"id\": \"mine\", \"inference_paths\": [\"POST /v1/chat\", \"GET "
         "/v1/models/**\", \"PUT /m/*/x/*:do\", \"/v2\", \"/**\"]}]}",
         {}},
        {"known provider, one field",
         "{\"providers\": [{\"id\": \"openai\", \"base_url\": \"http://localhost:1\"}]}",
         {}},

        {"a list", "[]", u"providers"_s, 1},
        {"nothing in it", "{}", u"providers"_s, 1},
        {"providers an object", "{\"providers\": {}}", u"must be a list"_s, 1},
        {"another field beside", "{\"providers\": [],\n\"version\": 1}", u"version"_s, 2},
        {"entry a text", "{\"providers\": [\n\"openai\"]}", u"entry 1"_s, 2},
        {"no id", "{\"providers\": [\n{\"name\": \"x\"}]}", u"“id”"_s, 2},
        {"id a number", "{\"providers\": [\n{\"id\": 1}]}", u"“id”"_s, 2},
        {"id empty", "{\"providers\": [\n{\"id\": \"\"}]}", u"“id”"_s, 2},
        {"id with capitals", "{\"providers\": [\n{\"id\": \"OpenAI\"}]}", u"“id”"_s, 2},
        {"id with a slash", "{\"providers\": [\n{\"id\": \"a/b\"}]}", u"“id”"_s, 2},
        {"id too long", "{\"providers\": [\n{\"id\": \"" + QByteArray(41, 'a') + "\"}]}", u"“id”"_s, 2},
        {"unknown field", fileWith("\"baseurl\": \"https://a.example\""),
         u"provider “mine”: “baseurl” is not a field"_s, 3},
        {"name a number", fileWith("\"name\": 1"), u"“name”"_s, 3},
        {"name empty", fileWith("\"name\": \"\""), u"“name”"_s, 3},
        {"site unknown", fileWith("\"site\": \"moon\""), u"remote, local, built-in"_s, 3},
        {"auth unknown", fileWith("\"auth\": \"oauth\""), u"none, bearer, token, header, query, basic"_s, 3},
        {"auth header without a field", fileWith("\"auth\": \"header\""), u"auth_field"_s, 3},
        {"auth query without a field", fileWith("\"auth\": \"query\""), u"auth_field"_s, 3},
        {"auth field no name", fileWith("\"auth\": \"header\", \"auth_field\": \"x key\""), u"“auth_field”"_s,
         3},
        {"auth field with a line break", fileWith("\"auth\": \"header\", \"auth_field\": \"x\\r\\nhost\""),
         u"“auth_field”"_s, 3},
        {"base URL a number", fileWith("\"base_url\": 443"), u"“base_url”"_s, 3},
        {"base URL empty", fileWith("\"base_url\": \"\""), u"“base_url”"_s, 3},
        {"base URL without scheme", fileWith("\"base_url\": \"api.example.com\""), u"“base_url”"_s, 3},
        {"base URL ftp", fileWith("\"base_url\": \"ftp://api.example.com\""), u"“base_url”"_s, 3},
        {"base URL file", fileWith("\"base_url\": \"file:///etc/passwd\""), u"“base_url”"_s, 3},
        {"base URL with user", fileWith("\"base_url\": \"https://api.openai.com@evil.example\""),
         u"“base_url”"_s, 3},
        {"base URL with query", fileWith("\"base_url\": \"https://a.example?x=1\""), u"“base_url”"_s, 3},
        {"base URL with fragment", fileWith("\"base_url\": \"https://a.example#x\""), u"“base_url”"_s, 3},
        {"base URL with a blank", fileWith("\"base_url\": \"https://a.example/ x\""), u"“base_url”"_s, 3},
        {"base URL with backslash", fileWith("\"base_url\": \"https://a.example\\\\@evil.example\""),
         u"“base_url”"_s, 3},
        {"base URL with a line break at its end", fileWith("\"base_url\": \"https://a.example\\n\""),
         u"“base_url”"_s, 3},
        {"base URL with umlaut", fileWith("\"base_url\": \"https://\xc3\xbc.example\""), u"“base_url”"_s, 3},
        {"chat path without slash", fileWith("\"chat_path\": \"v1/chat\""), u"“chat_path”"_s, 3},
        {"chat path with dots", fileWith("\"chat_path\": \"/v1/../admin\""), u"“chat_path”"_s, 3},
        {"chat path with query", fileWith("\"chat_path\": \"/v1/chat?x\""), u"“chat_path”"_s, 3},
        {"chat path with empty part", fileWith("\"chat_path\": \"/v1//chat\""), u"“chat_path”"_s, 3},
        {"check path absolute", fileWith("\"check_path\": \"https://evil.example/x\""), u"“check_path”"_s, 3},
        {"paths a text", "{\"providers\": [{\"id\": \"mine\", \"inference_paths\": \"/v1\"}]}",
         u"“inference_paths”"_s, 1},
        {"path by a method that changes things",
         "{\"providers\": [{\"id\": \"mine\", \"inference_paths\": [\"DELETE /v1\"]}]}",
         u"“inference_paths”"_s, 1},
        {"path with dots", "{\"providers\": [{\"id\": \"mine\", \"inference_paths\": [\"GET /v1/../x\"]}]}",
         u"“inference_paths”"_s, 1},
        {"path with a star amid", "{\"providers\": [{\"id\": \"mine\", \"inference_paths\": [\"/a*\"]}]}",
         u"“inference_paths”"_s, 1},
        {"path with all below in its middle",
         "{\"providers\": [{\"id\": \"mine\", \"inference_paths\": [\"GET /**/x\"]}]}",
         u"“inference_paths”"_s, 1},
        {"path with a line break at its end",
         "{\"providers\": [{\"id\": \"mine\", \"inference_paths\": [\"GET /v1\\n\"]}]}",
         u"“inference_paths”"_s, 1},
        {"paths empty", "{\"providers\": [{\"id\": \"mine\", \"inference_paths\": []}]}",
         u"“inference_paths”"_s, 1},
        {"paths with a number", "{\"providers\": [{\"id\": \"mine\", \"inference_paths\": [\"/v1\", 2]}]}",
         u"“inference_paths”"_s, 1},
        {"extra fields a list", fileWith("\"extra_fields\": [\"x\"]"), u"“extra_fields”"_s, 3},
        {"extra field with a bad name", fileWith("\"extra_fields\": {\"x y\": \"1\"}"), u"“extra_fields”"_s,
         3},
        {"extra field with a line break", fileWith("\"extra_fields\": {\"x\": \"1\\r\\nhost: evil\"}"),
         u"“extra_fields”"_s, 3},
        {"extra field a number", fileWith("\"extra_fields\": {\"x\": 1}"), u"“extra_fields”"_s, 3},
        {"patterns a text", fileWith("\"key_patterns\": \"sk-\""), u"“key_patterns”"_s, 3},
        {"pattern that cannot be read", fileWith("\"key_patterns\": [\"sk-(\"]"),
         u"regular expression that cannot be read"_s, 3},
        {"own URL fields a text", fileWith("\"own_url_fields\": \"x-next\""), u"“own_url_fields”"_s, 3},
        {"own URL field that is no name", fileWith("\"own_url_fields\": [\"x next\"]"), u"“own_url_fields”"_s,
         3},
        {"app fields a list", fileWith("\"app_fields\": [\"x-title\"]"), u"“app_fields”"_s, 3},
        {"app field of nothing known", fileWith("\"app_fields\": {\"x-title\": \"token\"}"),
         u"referrer, name"_s, 3},
        {"bearer paths a text", fileWith("\"bearer_paths\": \"/v1\""), u"“bearer_paths”"_s, 3},
        {"model pattern that cannot be read", fileWith("\"model_patterns\": [\"a(\"]"), u"“model_patterns”"_s,
         3},
        {"pattern empty", fileWith("\"key_patterns\": [\"\"]"), u"“key_patterns”"_s, 3},
        {"key page by http", fileWith("\"key_page\": \"http://a.example\""), u"“key_page”"_s, 3},
        {"key page a script", fileWith("\"key_page\": \"javascript:alert(1)\""), u"“key_page”"_s, 3},
        {"docs a number", fileWith("\"docs_url\": 1"), u"“docs_url”"_s, 3},
        {"enabled a text", fileWith("\"enabled\": \"yes\""), u"“enabled” must be true or false"_s, 3},
    };
}

/// What only the program can judge.
QList<Case> filesForTheProgram()
{
    return {
        {"not JSON", "{\"providers\": [\n{\"id\": \"x\",\n]}", u"this is not JSON"_s, 3},
        {"empty file", "", u"this is not JSON"_s, 1},
        {"a field twice", "{\"providers\": [{\"id\": \"x\",\n\"id\": \"y\"}]}", u"“id” is there twice"_s, 2},
        {"an entry twice", "{\"providers\": [{\"id\": \"openai\"},\n{\"id\": \"openai\"}]}",
         u"is there twice"_s, 2},
        {"a new entry without paths", "{\"providers\": [\n{\"id\": \"mine\"}]}",
         u"“inference_paths” is missing"_s, 2},
        {"the built-in one", "{\"providers\": [{\"id\": \"echo\", \"base_url\": \"https://evil.example\"}]}",
         u"cannot be changed"_s, 1},
        {"a built-in one of one's own", fileWith("\"site\": \"built-in\""), u"“built-in”"_s, 3},
        {"local but elsewhere", fileWith("\"site\": \"local\", \"base_url\": \"https://a.example\""),
         u"“local” means this machine"_s, 3},
        {"port 0", fileWith("\"base_url\": \"https://a.example:0\""), u"“base_url”"_s, 3},
        {"port too high", fileWith("\"base_url\": \"https://a.example:70000\""), u"“base_url”"_s, 3},
        {"dots in the base URL", fileWith("\"base_url\": \"https://a.example/x/../y\""), u". or .."_s, 3},
        {"dots at the base URL's end", fileWith("\"base_url\": \"https://a.example/..\""), u". or .."_s, 3},
        {"cloud metadata", fileWith("\"base_url\": \"http://169.254.169.254\""), u"credentials"_s, 3},
        {"cloud metadata by name", fileWith("\"base_url\": \"http://metadata.google.internal\""),
         u"credentials"_s, 3},
        {"cloud metadata, IPv6", fileWith("\"base_url\": \"http://[fd00:ec2::254]\""), u"credentials"_s, 3},
        {"cloud metadata, mapped", fileWith("\"base_url\": \"http://[::ffff:169.254.169.254]\""),
         u"credentials"_s, 3},
        {"decimal address", fileWith("\"base_url\": \"http://2852039166\""), u"four numbers"_s, 3},
        {"hexadecimal address", fileWith("\"base_url\": \"http://0xa9fea9fe\""), u"four numbers"_s, 3},
        {"octal address", fileWith("\"base_url\": \"http://0251.0376.0251.0376\""), u"four numbers"_s, 3},
        {"short address", fileWith("\"base_url\": \"http://127.1\""), u"four numbers"_s, 3},
        {"address with a dot behind", fileWith("\"base_url\": \"http://127.0.0.1.\""), u"four numbers"_s, 3},
        {"no machine's address", fileWith("\"base_url\": \"http://0.0.0.0:1\""), u"0.0.0.0"_s, 3},
        {"auth field that frames", fileWith("\"auth\": \"header\", \"auth_field\": \"Host\""),
         u"“auth_field”"_s, 3},
        {"app field that frames", fileWith("\"app_fields\": {\"Host\": \"name\"}"), u"“app_fields”"_s, 3},
        {"extra field that frames", fileWith("\"extra_fields\": {\"Content-Length\": \"1\"}"),
         u"Content-Length"_s, 3},
    };
}

void addRows(const QList<Case> &cases)
{
    for (const Case &one : cases)
        QTest::newRow(one.name) << one.json << one.words << one.line;
}

QString sourcePath(const QString &path)
{
    return qEnvironmentVariable("BYOK_SOURCE_DIR") + u'/' + path;
}

} // namespace

class TestProviderCatalog : public QObject
{
    Q_OBJECT

private slots:
    void onlyThePersonsOwnWordLeadsIntoTheirNetwork()
    {
        const ProviderCatalog shipped = ProviderCatalog::builtIn();
        QCOMPARE(shipped.find(u"openai"_s)->reach(), AddressReach::Public);
        QCOMPARE(shipped.find(u"ollama"_s)->reach(), AddressReach::ThisComputer);
        const auto overlaid = shipped.overlaid(
            "{\"providers\": [{\"id\": \"openai\", \"name\": \"Mine\"}, {\"id\": \"groq\", \"base_url\": "
            "\"http://nas.lan\"}, "
            "{\"id\": \"ollama\", \"enabled\": true}, {\"id\": \"own\", \"base_url\": "
            "\"https://own.example\", "
            "\"inference_paths\": [\"/v1\"]}, {\"id\": \"nowhere\", \"inference_paths\": [\"/v1\"]}]}",
            u"test"_s);
        QVERIFY(overlaid);
        const ProviderCatalog &catalog = overlaid.value();
        QCOMPARE(catalog.find(u"openai"_s)->reach(), AddressReach::Public); // its address is still the list's
        QCOMPARE(catalog.find(u"groq"_s)->reach(), AddressReach::Anywhere);
        QCOMPARE(catalog.find(u"ollama"_s)->reach(), AddressReach::ThisComputer);
        QCOMPARE(catalog.find(u"own"_s)->reach(), AddressReach::Anywhere);
        QCOMPARE(catalog.find(u"nowhere"_s)->reach(), AddressReach::Public);
    }

    void theShippedCatalogIsCompiledInAndWhole()
    {
        const ProviderCatalog catalog = ProviderCatalog::builtIn();
        QCOMPARE(
            catalog.idList(),
            u"anthropic, openai, google, groq, openrouter, mistral, elevenlabs, huggingface, deepgram, xai, "
            u"deepseek, together, cohere, "
            "perplexity, fireworks, cerebras, azure-openai, ollama, lm-studio, llama-cpp, openai-compatible, echo"_s);
        for (const Provider &provider : catalog.all()) {
            QVERIFY2(provider.name != provider.id, qPrintable(provider.id));
            const QUrl base(QString::fromLatin1(provider.baseUrl));
            switch (provider.site) {
            case ProviderSite::Remote:
                QVERIFY2(provider.needsKey(), qPrintable(provider.id));
                QVERIFY2(provider.enabled, qPrintable(provider.id));
                QVERIFY2(provider.baseUrl.isEmpty() || base.scheme() == u"https"_s, qPrintable(provider.id));
                if (!provider.baseUrl.isEmpty())
                    QVERIFY2(!provider.keyPage.isEmpty(), qPrintable(provider.id));
                break;
            case ProviderSite::Local:
                QVERIFY2(!provider.enabled, qPrintable(provider.id));
                QVERIFY2(!provider.needsKey(), qPrintable(provider.id));
                QCOMPARE(base.host(), u"127.0.0.1"_s);
                break;
            case ProviderSite::BuiltIn:
                QCOMPARE(provider.id, u"echo"_s);
                QVERIFY(provider.enabled && provider.baseUrl.isEmpty() && !provider.needsKey());
                break;
            }
            QVERIFY2(!provider.baseUrl.endsWith('/'), qPrintable(provider.id));
            QCOMPARE(provider.keyPatterns.isEmpty(), provider.keyHint.isEmpty());
            if (!provider.chatPath.isEmpty())
                QVERIFY2(upstreamTarget(provider, {HttpMethod::Post, {}, {}}, PathScope::InferenceOnly).ok(),
                         "an app may use the chat path itself");
        }
    }

    void theTableOfTheProtocolIsTheCatalogs_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("baseUrl");
        QTest::addColumn<AuthScheme>("auth");
        QTest::addColumn<QByteArray>("authField");
        const auto row = [](const char *id, const char *base, AuthScheme auth, const char *field = "") {
            QTest::newRow(id) << QString::fromLatin1(id) << QByteArray(base) << auth << QByteArray(field);
        };
        row("anthropic", "https://api.anthropic.com", AuthScheme::Header, "x-api-key");
        row("openai", "https://api.openai.com", AuthScheme::Bearer);
        row("google", "https://generativelanguage.googleapis.com", AuthScheme::Header, "x-goog-api-key");
        row("groq", "https://api.groq.com", AuthScheme::Bearer);
        row("openrouter", "https://openrouter.ai", AuthScheme::Bearer);
        row("mistral", "https://api.mistral.ai", AuthScheme::Bearer);
        row("elevenlabs", "https://api.elevenlabs.io", AuthScheme::Header, "xi-api-key");
        row("huggingface", "https://router.huggingface.co", AuthScheme::Bearer);
        row("deepgram", "https://api.deepgram.com", AuthScheme::Token);
        row("azure-openai", "", AuthScheme::Header, "api-key");
        row("openai-compatible", "", AuthScheme::Bearer);
        row("ollama", "http://127.0.0.1:11434", AuthScheme::None);
        row("lm-studio", "http://127.0.0.1:1234", AuthScheme::None);
        row("llama-cpp", "http://127.0.0.1:8080", AuthScheme::None);
    }
    void theTableOfTheProtocolIsTheCatalogs()
    {
        QFETCH(QString, id);
        const std::optional<Provider> provider = ProviderCatalog::builtIn().find(id);
        QVERIFY(provider.has_value());
        QTEST(provider->baseUrl, "baseUrl");
        QTEST(provider->auth, "auth");
        QTEST(provider->authField, "authField");
    }

    void anthropicGetsItsVersion()
    {
        const HeaderFields expected{{"anthropic-version"_ba, "2023-06-01"_ba}};
        QCOMPARE(ProviderCatalog::builtIn().find(u"anthropic")->extraFields, expected);
    }

    void aFileIsAcceptedOrItsFaultNamedWithSourceAndLine_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("line");
        addRows(filesForBoth());
        addRows(filesForTheProgram());
    }
    void aFileIsAcceptedOrItsFaultNamedWithSourceAndLine()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, words);
        QFETCH(int, line);
        const Result<ProviderCatalog> read = ProviderCatalog::builtIn().overlaid(json, u"mine.json"_s);
        if (words.isEmpty()) {
            QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().sentence));
            return;
        }
        QVERIFY(!read.ok());
        const QString &sentence = read.error().sentence;
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
        QVERIFY2(line == 0 || sentence.startsWith(u"mine.json, line %1: "_s.arg(line)), qPrintable(sentence));
    }

    void theSchemaJudgesAsTheProgramDoes()
    {
        QTemporaryDir folder;
        QStringList arguments{sourcePath(u"tests/relay/providers/check_schema.py"_s),
                              sourcePath(u"resources/providers.schema.json"_s),
                              sourcePath(u"resources/providers.json"_s)};
        const QList<Case> cases = filesForBoth();
        for (qsizetype i = 0; i < cases.size(); ++i) {
            QFile file(folder.filePath(u"%1.json"_s.arg(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(cases.at(i).json);
            arguments.append(file.fileName());
        }
        QProcess checker;
        checker.start(u"python3"_s, arguments);
        QVERIFY2(checker.waitForFinished(), "python3 with its jsonschema module is needed");
        QVERIFY2(checker.exitCode() == 0, checker.readAllStandardError().constData());
        const QList<QByteArray> verdicts = checker.readAllStandardOutput().trimmed().split('\n');
        QCOMPARE(verdicts.size(), cases.size() + 1);
        QCOMPARE(verdicts.first(), "valid");
        for (qsizetype i = 0; i < cases.size(); ++i) {
            const bool isValid = verdicts.at(i + 1) == "valid";
            QVERIFY2(isValid == cases.at(i).words.isEmpty(),
                     (QByteArray(cases.at(i).name) + ": " + verdicts.at(i + 1)).constData());
        }
    }

    void aFileCutOffAnywhereIsRefusedAndNothingBreaks()
    {
        QFile file(sourcePath(u"resources/providers.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll().trimmed();
        for (qsizetype size = 0; size < whole.size(); size += 7)
            QVERIFY(!ProviderCatalog::fromJson(whole.left(size), u"cut.json"_s).ok());
    }

    void whatIsShippedIsHeldToHttps_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("https") << "\"base_url\": \"https://a.example\""_ba << true;
        QTest::newRow("http") << "\"base_url\": \"http://a.example\""_ba << false;
        QTest::newRow("loopback http as remote") << "\"base_url\": \"http://127.0.0.1:1\""_ba << false;
        QTest::newRow("loopback http as local")
            << "\"site\": \"local\", \"base_url\": \"http://127.0.0.1:1\""_ba << true;
        QTest::newRow("http elsewhere as local")
            << "\"site\": \"local\", \"base_url\": \"http://192.168.0.2\""_ba << false;
    }
    void whatIsShippedIsHeldToHttps()
    {
        QFETCH(QByteArray, fields);
        QTEST(ProviderCatalog::fromJson(fileWith(fields), u"f"_s).ok(), "accepted");
    }

    void anOverlayChangesJustTheFieldsThatItNames()
    {
        const ProviderCatalog shipped = ProviderCatalog::builtIn();
        const Result<ProviderCatalog> mine =
            shipped.overlaid("{\"providers\": [{\"id\": \"anthropic\", \"base_url\": "
                             "\"http://127.0.0.1:4000/\"}, {\"id\": \"ollama\", \"enabled\": true}]}",
                             u"f"_s);
        QVERIFY2(mine.ok(), mine.ok() ? "" : qPrintable(mine.error().sentence));
        QCOMPARE(mine.value().idList(), shipped.idList());
        const Provider before = shipped.find(u"anthropic").value();
        const Provider after = mine.value().find(u"anthropic").value();
        QCOMPARE(after.baseUrl, "http://127.0.0.1:4000");
        QCOMPARE(after.site, ProviderSite::Local);
        QCOMPARE(after.name, before.name);
        QCOMPARE(after.auth, AuthScheme::Header);
        QCOMPARE(after.authField, "x-api-key");
        QCOMPARE(after.extraFields, before.extraFields);
        QCOMPARE(after.inferencePaths, before.inferencePaths);
        QVERIFY(mine.value().find(u"ollama")->enabled);
        QCOMPARE(mine.value().find(u"ollama")->baseUrl, "http://127.0.0.1:11434");
        QVERIFY(!shipped.find(u"ollama")->enabled); // the one below is untouched
    }

    void aNewProviderComesAfterTheKnownOnes()
    {
        const Result<ProviderCatalog> mine = ProviderCatalog::builtIn().overlaid(
            fileWith("\"base_url\": \"https://api.mine.example/base\""), u"f"_s);
        QVERIFY(mine.ok());
        QCOMPARE(mine.value().all().last().id, u"mine"_s);
        const Provider provider = mine.value().find(u"mine").value();
        QCOMPARE(provider.name, u"mine"_s);
        QCOMPARE(provider.auth, AuthScheme::Bearer);
        QCOMPARE(provider.site, ProviderSite::Remote);
        QCOMPARE(provider.baseUrl, "https://api.mine.example/base");
        QVERIFY(provider.enabled);
        QVERIFY(!ProviderCatalog::builtIn().find(u"mine").has_value());
    }

    void changingTheSchemeForgetsTheOldField()
    {
        const Result<ProviderCatalog> mine = ProviderCatalog::builtIn().overlaid(
            "{\"providers\": [{\"id\": \"anthropic\", \"auth\": \"bearer\"}]}", u"f"_s);
        QVERIFY(mine.ok());
        QVERIFY(mine.value().find(u"anthropic")->authField.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestProviderCatalog)
#include "tst_provider_catalog.moc"
