// SPDX-License-Identifier: Apache-2.0
#include "relay/relay_config.h"

#include <QTest>
#include <QTimeZone>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

QDateTime at(int hour, int ms = 0)
{
    return QDateTime(QDate(2026, 3, 1), QTime(hour, 5, 9, ms), QTimeZone::UTC);
}

RelayConfig fullConfig()
{
    RelayConfig config;
    config.port = 12965;
    config.paused = true;
    config.discoverable = false;
    config.extraCaFile = u"/etc/ssl/Firma & Söhne \"CA\".pem"_s;
    config.settings.bodyBytes = 4294967296;
    config.settings.idleSeconds = 0;
    Grant some;
    some.providers = {u"openai"_s, u"groq"_s};
    some.models = {u"gpt-*"_s};
    some.duration = GrantDuration::OneDay;
    some.limits.aiRequestsPerMinute = 7;
    some.limits.exchanges = 0;
    Grant all;
    all.paths = PathScope::WholeApi;
    all.duration = GrantDuration::UntilRevoked;
    config.apps = {
        {u"https://app.example"_s, AppKind::Origin, u"Äpp"_s, some, at(7, 123), at(7, 123).addDays(1)},
        {u"program:backup"_s, AppKind::Program, u"backup"_s, all, at(8), {}, u"/usr/bin/backup"_s}};
    config.denials = {{u"https://no.example"_s, 3, at(13)}, {u"https://never.example"_s, 1, QDateTime()}};
    config.tokens = {{QByteArray(32, '\xab'), u"https://app.example"_s, at(9), at(10, 999)},
                     {QByteArray(32, '\0'), u"program:backup"_s, at(9), QDateTime()}};
    config.keys = {
        {u"openai/default"_s, u"openai"_s, u"default"_s, QString(), at(11), "https://api.openai.com"},
        {u"groq/x"_s, u"groq"_s, u"work"_s, u"https://app.example"_s, at(12)}};
    config.unlistedAccounts = {u"key/groq/default#1"_s};
    config.apps.first().ownKeysOff = {u"groq"_s};
    config.apps.last().source = AppSource::Asked;
    AppEntry job{u"program:job"_s, AppKind::Program, u"job"_s, all, at(8)};
    job.source = AppSource::BySecret;
    config.apps.append(job);
    AppEntry script{u"program:script"_s, AppKind::Program, u"script"_s, all, at(8)};
    script.paused = true;
    config.apps.append(script);
    config.apps.first().grant.keys = {{u"groq"_s, u"work"_s}, {u"openai"_s, u"default"_s}};
    ProviderEntry own;
    own.id = u"lite"_s;
    own.name = u"Läite"_s;
    own.baseUrl = "http://192.168.1.5:4000/api";
    own.auth = AuthScheme::Header;
    own.authField = "x-key";
    own.paths = {"POST /v1/chat/completions", "/v1/models"};
    own.checkPath = "/v1/models";
    own.privateAddresses = PrivateAddresses::Allowed;
    ProviderEntry shipped;
    shipped.id = u"azure-openai"_s;
    shipped.kind = ProviderEntry::Kind::OfShipped;
    shipped.baseUrl = "https://mine.openai.azure.com";
    shipped.enabled = false;
    config.providers = {own, shipped};
    config.defaultKeys = {{u"openai"_s, u"work"_s}};
    config.proxy = {ProxyChoice::Mode::Fixed, "http://proxy.example:8080"};
    config.desktop.theme = Theme::Dark;
    config.desktop.language = u"de"_s;
    config.desktop.startHidden = true;
    config.desktop.lockWithScreen = false;
    config.desktop.lockAfterIdleMinutes = 15;
    config.desktop.welcomed = true;
    config.desktop.toldOfHiding = true;
    config.fallbacks = {{u"https://app.example"_s,
                         u"gpt-*"_s,
                         OtherKeys::Yes,
                         {{u"ollama"_s, u"llama3.2:3b"_s}, {u"groq"_s, u"qwen-7b"_s}},
                         PaidTargets::Allowed},
                        {QString(), QString(), OtherKeys::No, {}, PaidTargets::LocalOnly}};
    return config;
}

} // namespace

class TestRelayConfig : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadAgainExactly_data()
    {
        QTest::addColumn<bool>("full");
        QTest::newRow("fresh") << false;
        QTest::newRow("full") << true;
    }
    void whatIsWrittenIsReadAgainExactly()
    {
        QFETCH(bool, full);
        const RelayConfig config = full ? fullConfig() : RelayConfig();
        const QByteArray json = config.toJson();
        const Result<RelayConfig> read = RelayConfig::fromJson(json, u"config.json"_s);
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().sentence));
        QVERIFY(read.value() == config);
        QCOMPARE(read.value().toJson(), json);
    }

    void theFileIsIndentedAndHoldsOnlyChangedSettings()
    {
        const QByteArray json = fullConfig().toJson();
        QVERIFY(json.contains("\n    \"apps\": [\n"));
        QVERIFY(json.contains("\"limits.body-bytes\": 4294967296"));
        QVERIFY(json.contains("\"timeouts.idle-seconds\": 0"));
        QVERIFY(!json.contains("timeouts.connect-seconds"));
        QVERIFY(json.contains("\"approved_at\": \"2026-03-01T07:05:09.123Z\""));
        QVERIFY(json.contains(QByteArray(32, '\xab').toHex()));
    }

    void fieldsThatAreMissingHaveTheirDefaults()
    {
        const Result<RelayConfig> read = RelayConfig::fromJson(R"({"version": 1})", u"c"_s);
        QVERIFY(read.ok());
        QVERIFY(read.value() == RelayConfig());
    }

    void anOlderFileKeepsItsApprovals()
    {
        const Result<RelayConfig> read = RelayConfig::fromJson(
            "{\"version\": 1, \"apps\": [{\"id\": \"https://a.example\", \"kind\": \"origin\", "
            "\"providers\": [\"openai\"], \"approved_at\": \"2026-01-31T12:00:00.000Z\"}]}",
            u"c"_s);
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().sentence));
        const AppEntry app = read.value().apps.first();
        QCOMPARE(app.grant.providers, QStringList{u"openai"_s});
        QCOMPARE(app.grant.duration, GrantDuration::UntilRevoked);
        QCOMPARE(app.grant.paths, PathScope::InferenceOnly);
        QVERIFY(!app.endsAt.isValid());
        QVERIFY(RelayConfig::fromJson(read.value().toJson(), u"c"_s).value() == read.value());
    }

    void aVersion2FileKeepsProgramsAndKeys()
    {
        const QByteArray program = R"("kind": "program", "providers": [], "models": ["gpt-*"],
            "paths": "all", "duration": "until-revoked")";
        const Result<RelayConfig> read = RelayConfig::fromJson(
            R"({"version": 2, "apps": [{"id": "program:hand", )" + program +
                R"(}, {"id": "program:asked", "executable": "/usr/bin/asked", )" + program +
                R"(}], "keys": [{"account": "key/openai", "provider": "openai", "app": ""},
                {"account": "key/groq", "provider": "groq", "app": "", "sent_to": "https://api.groq.com"}]})",
            u"c"_s);
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().sentence));
        const RelayConfig config = read.value();
        QCOMPARE(config.apps.at(0).source, AppSource::ByHand);
        QCOMPARE(config.apps.at(1).source, AppSource::Asked);
        QCOMPARE(config.keys.at(0).sentTo, QByteArray());
        QCOMPARE(config.keys.at(1).sentTo, "https://api.groq.com"_ba);
        QVERIFY(config.toJson().contains("\"version\": 5"));
        QVERIFY(RelayConfig::fromJson(config.toJson(), u"c"_s).value() == config);
    }

    void aFaultIsNamedWithFileLineAndField_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("named");
        const QByteArray head = "{\n  \"version\": 1,\n";
        QTest::newRow("empty file") << QByteArray() << 1 << u"not JSON"_s;
        QTest::newRow("not JSON") << QByteArray("{\n\"version\": 1,\n\"port\": }\n") << 3 << u"not JSON"_s;
        QTest::newRow("cut off") << head + "  \"apps\": [\n" << 4 << u"not JSON"_s;
        QTest::newRow("a list") << QByteArray("[]") << 1 << u"object"_s;
        QTest::newRow("no version") << QByteArray("{\"port\": 2965}") << 1 << u"version"_s;
        QTest::newRow("newer") << QByteArray("{\n\n\"version\": 6, \"what\": 3}") << 3
                               << u"newer Byok Relay"_s;
        QTest::newRow("version zero") << QByteArray("{\"version\": 0}") << 1 << u"version"_s;
        QTest::newRow("version a text") << QByteArray("{\"version\": \"1\"}") << 1 << u"version"_s;
        QTest::newRow("port too large") << head + "  \"port\": 65536\n}" << 3 << u"port"_s;
        QTest::newRow("port broken") << head + "  \"port\": 29.65\n}" << 3 << u"port"_s;
        QTest::newRow("port text") << head + "\n  \"port\": \"2965\"\n}" << 4 << u"port"_s;
        QTest::newRow("paused text") << head + "  \"paused\": \"no\"\n}" << 3 << u"paused"_s;
        QTest::newRow("paused null") << head + "  \"paused\": null\n}" << 3 << u"paused"_s;
        QTest::newRow("CA a number") << head + "  \"extra_ca_file\": 1\n}" << 3 << u"extra_ca_file"_s;
        QTest::newRow("unknown field") << head + "  \"port\": 1,\n  \"pasued\": true\n}" << 4 << u"pasued"_s;
        QTest::newRow("doubled field") << head + "  \"port\": 1,\n  \"p\\u006frt\": 2\n}" << 4 << u"port"_s;
        QTest::newRow("unknown setting")
            << head + "  \"settings\": {\n    \"limits.fun\": 1\n  }\n}" << 4 << u"limits.fun"_s;
        QTest::newRow("setting out of range")
            << head + "  \"settings\": {\n    \"limits.head-fields\": 1\n  }\n}" << 4
            << u"limits.head-fields"_s;
        QTest::newRow("setting text")
            << head + "  \"settings\": {\"limits.head-fields\": \"9\"}\n}" << 3 << u"limits.head-fields"_s;
        QTest::newRow("setting negative")
            << head + "  \"settings\": {\"limits.head-fields\": -9}\n}" << 3 << u"limits.head-fields"_s;
        QTest::newRow("settings a list") << head + "  \"settings\": []\n}" << 3 << u"settings"_s;
        QTest::newRow("apps an object") << head + "  \"apps\": {}\n}" << 3 << u"apps"_s;
        QTest::newRow("app a text") << head + "  \"apps\": [\n  \"https://a.example\"]\n}" << 4 << u"apps"_s;
        const QByteArray app = R"({"id": "https://a.example", "kind": "origin", "providers": []})";
        QTest::newRow("app twice") << head + "  \"apps\": [\n" + app + ",\n" + app + "]\n}" << 5
                                   << u"https://a.example"_s;
        QTest::newRow("app without id")
            << head + "  \"apps\": [\n{\"kind\": \"origin\", \"providers\": []}]}" << 4 << u"id"_s;
        QTest::newRow("app of no kind")
            << head + "  \"apps\": [\n{\"id\": \"x\",\n\"kind\": \"page\", \"providers\": []}]}" << 5
            << u"kind"_s;
        QTest::newRow("app without providers")
            << head + "  \"apps\": [\n{\"id\": \"x\", \"kind\": \"origin\"}]}" << 4 << u"providers"_s;
        QTest::newRow("providers a text")
            << head + "  \"apps\": [\n{\"id\": \"x\", \"kind\": \"origin\", \"providers\": \"openai\"}]}" << 4
            << u"providers"_s;
        QTest::newRow("empty provider")
            << head + "  \"apps\": [\n{\"id\": \"x\", \"kind\": \"origin\",\n\"providers\": [\"\"]}]}" << 5
            << u"providers"_s;
        QTest::newRow("local date") << head +
                                           "  \"apps\": [{\"id\": \"x\", \"kind\": \"origin\", "
                                           "\"providers\": [],\n\"approved_at\": \"2026-01-01T00:00:00\"}]}"
                                    << 4 << u"approved_at"_s;
        const QByteArray two = "{\n  \"version\": 2,\n  \"apps\": [\n{\"id\": \"x\", \"kind\": \"origin\", "
                               "\"providers\": [], ";
        QTest::newRow("grant without models")
            << two + "\"paths\": \"inference\", \"duration\": \"until-revoked\"}]}" << 4 << u"models"_s;
        QTest::newRow("grant without paths")
            << two + "\"models\": [], \"duration\": \"until-revoked\"}]}" << 4 << u"paths"_s;
        QTest::newRow("grant without duration")
            << two + "\"models\": [], \"paths\": \"all\"}]}" << 4 << u"duration"_s;
        QTest::newRow("grant of a session")
            << two + "\"models\": [], \"paths\": \"all\", \"duration\": \"session\"}]}" << 4 << u"duration"_s;
        QTest::newRow("grant for a day without its end")
            << two + "\"models\": [], \"paths\": \"all\", \"duration\": \"day\"}]}" << 4 << u"ends_at"_s;
        QTest::newRow("grant with an unknown limit")
            << two + "\"models\": [], \"paths\": \"all\", \"duration\": \"until-revoked\",\n\"limits\": "
                     "{\"fun\": 1}}]}"
            << 5 << u"fun"_s;
        QTest::newRow("grant with a negative limit")
            << two + "\"models\": [], \"paths\": \"all\", \"duration\": \"until-revoked\",\n\"limits\": "
                     "{\"exchanges\": -1}}]}"
            << 5 << u"exchanges"_s;
        const QByteArray program =
            "{\n  \"version\": 3,\n  \"apps\": [\n{\"id\": \"x\", \"kind\": \"program\", "
            "\"providers\": [], \"models\": [], \"paths\": \"all\", "
            "\"duration\": \"until-revoked\"";
        QTest::newRow("program without its source") << program + "}]}" << 4 << u"source"_s;
        QTest::newRow("program of no source") << program + ",\n\"source\": \"found\"}]}" << 5 << u"source"_s;
        QTest::newRow("source in an older file")
            << QByteArray(program).replace("\"version\": 3", "\"version\": 2") +
                   ",\n\"source\": \"by-secret\"}]}"
            << 5 << u"source"_s;
        QTest::newRow("key without the address it goes to")
            << QByteArray(
                   "{\n  \"version\": 3,\n  \"keys\": [\n{\"account\": \"a\", \"provider\": \"openai\", "
                   "\"app\": \"\"}]}")
            << 4 << u"sent_to"_s;
        const QByteArray four = "{\n  \"version\": 4,\n";
        const QByteArray app4 = R"(  "apps": [
{"id": "x", "kind": "origin", "providers": [], "models": [], "paths": "all", "duration": "until-revoked")";
        QTest::newRow("app without its keys") << four + app4 + ", \"paused\": false}]}" << 4 << u"keys"_s;
        QTest::newRow("app that is neither paused nor not")
            << four + app4 + ", \"keys\": {}}]}" << 4 << u"paused"_s;
        QTest::newRow("paused app a text")
            << four + app4 + ", \"keys\": {},\n\"paused\": \"no\"}]}" << 5 << u"paused"_s;
        QTest::newRow("app's key a number")
            << four + app4 + ", \"paused\": false,\n\"keys\": {\"openai\": 1}}]}" << 5 << u"keys"_s;
        QTest::newRow("app's keys a list")
            << four + app4 + ", \"paused\": false,\n\"keys\": [\"openai\"]}]}" << 5 << u"keys"_s;
        QTest::newRow("paused app in an older file")
            << QByteArray("{\n  \"version\": 3,\n") + app4 + ",\n\"paused\": true}]}" << 5 << u"paused"_s;
        QTest::newRow("providers in an older file")
            << QByteArray("{\n  \"version\": 3,\n  \"providers\": []}") << 3 << u"providers"_s;
        const QByteArray own = R"(  "providers": [
{"id": "lite", "kind": "own", "name": "Lite", "base_url": "https://lite.example", "auth": "bearer")";
        QTest::newRow("provider without paths") << four + own + ", \"enabled\": true}]}" << 4 << u"paths"_s;
        QTest::newRow("provider neither on nor off")
            << four + own + ", \"paths\": []}]}" << 4 << u"enabled"_s;
        QTest::newRow("provider of an unknown field")
            << four + own + ", \"paths\": [], \"enabled\": true,\n\"key\": \"sk-1\"}]}" << 5 << u"key"_s;
        QTest::newRow("provider with odd private addresses")
            << four + own + ", \"paths\": [], \"enabled\": true,\n\"private_addresses\": true}]}" << 5
            << u"private_addresses"_s;
        QTest::newRow("provider with an unknown auth")
            << four + QByteArray(own).replace("bearer", "magic") + ", \"paths\": [], \"enabled\": true}]}"
            << 4 << u"auth"_s;
        QTest::newRow("provider twice")
            << four + own + ", \"paths\": [], \"enabled\": true},\n" + own.mid(own.indexOf("{\"id")) +
                   ", \"paths\": [], \"enabled\": true}]}"
            << 5 << u"lite"_s;
        QTest::newRow("shipped provider with another key's place")
            << four + "\"providers\": [{\"id\": \"openai\", \"kind\": \"of-shipped\", \"enabled\": "
                      "true,\n\"auth\": \"none\"}]}"
            << 4 << u"auth"_s;
        QTest::newRow("provider of no kind")
            << four + "\"providers\": [\n{\"id\": \"openai\", \"enabled\": true}]}" << 4 << u"kind"_s;
        QTest::newRow("default key no text")
            << four + "\"default_keys\": {\n\"openai\": []}}" << 4 << u"default_keys"_s;
        QTest::newRow("proxy a text") << four + "\"proxy\": \"http://a:1\"}" << 3 << u"proxy"_s;
        QTest::newRow("proxy of no mode") << four + "\"proxy\": {\"url\": \"http://a:1\"}}" << 3 << u"mode"_s;
        QTest::newRow("fixed proxy without an address")
            << four + "\"proxy\": {\"mode\": \"fixed\"}}" << 3 << u"address"_s;
        QTest::newRow("proxy with a password")
            << four + "\"proxy\": {\"mode\": \"fixed\",\n\"url\": \"http://me:sk-1@proxy.example:80\"}}" << 4
            << u"password"_s;
        QTest::newRow("proxy of another scheme")
            << four + "\"proxy\": {\"mode\": \"fixed\",\n\"url\": \"ftp://proxy.example:80\"}}" << 4
            << u"http://"_s;
        QTest::newRow("proxy unknown field")
            << four + "\"proxy\": {\"mode\": \"none\",\n\"user\": \"me\"}}" << 4 << u"user"_s;
        QTest::newRow("desktop of a theme nobody has")
            << four + "\"desktop\": {\"lock_with_screen\": true, \"lock_after_idle_minutes\": 0,\n"
                      "\"theme\": \"pink\"}}"
            << 4 << u"theme"_s;
        QTest::newRow("desktop without the screen's lock")
            << four + "\"desktop\": {\"lock_after_idle_minutes\": 0}}" << 3 << u"lock_with_screen"_s;
        QTest::newRow("desktop without its idle minutes")
            << four + "\"desktop\": {\"lock_with_screen\": true}}" << 3 << u"lock_after_idle_minutes"_s;
        QTest::newRow("desktop idle for years")
            << four + "\"desktop\": {\"lock_with_screen\": true,\n\"lock_after_idle_minutes\": 999999}}" << 4
            << u"lock_after_idle_minutes"_s;
        const QByteArray five = "{\n  \"version\": 5,\n  \"fallbacks\": [\n";
        const QByteArray rule = R"({"app": "", "model": "", "other_keys": true, "paid_targets": "allowed")";
        QTest::newRow("fallbacks in an older file") << four + "\"fallbacks\": []}" << 3 << u"fallbacks"_s;
        QTest::newRow("fallback for no app said")
            << five + R"({"model": "", "other_keys": true, "targets": [], "paid_targets": "allowed"}]})" << 4
            << u"app"_s;
        QTest::newRow("fallback for no model said")
            << five + R"({"app": "", "other_keys": true, "targets": [], "paid_targets": "allowed"}]})" << 4
            << u"model"_s;
        QTest::newRow("fallback that does not say whether other keys")
            << five + R"({"app": "", "model": "", "targets": [], "paid_targets": "allowed"}]})" << 4
            << u"other_keys"_s;
        QTest::newRow("fallback that does not say what may cost")
            << five + R"({"app": "", "model": "", "other_keys": true, "targets": []}]})" << 4
            << u"paid_targets"_s;
        QTest::newRow("fallback without targets") << five + rule + "}]}" << 4 << u"targets"_s;
        QTest::newRow("fallback to a provider's no model")
            << five + rule + ",\n\"targets\": [{\"provider\": \"ollama\"}]}]}" << 5 << u"model"_s;
        QTest::newRow("fallback to a text")
            << five + rule + ",\n\"targets\": [\"ollama\"]}]}" << 5 << u"targets"_s;
        QTest::newRow("fallback twice")
            << five + rule + ", \"targets\": []},\n" + rule + ", \"targets\": []}]}" << 5
            << u"the same app"_s;
        QTest::newRow("unlisted accounts no texts")
            << QByteArray("{\n  \"version\": 2,\n  \"unlisted_accounts\": [1]}") << 3
            << u"unlisted_accounts"_s;
        QTest::newRow("denial of nobody")
            << QByteArray("{\n  \"version\": 2,\n  \"denials\": [\n{\"count\": 1}]}") << 4 << u"subject"_s;
        const QByteArray hash = QByteArray(64, 'a');
        QTest::newRow("short hash")
            << head + "  \"tokens\": [\n{\"sha256\": \"abcd\", \"app\": \"x\", \"expires_at\": null}]}" << 4
            << u"sha256"_s;
        QTest::newRow("hash with a wrong digit")
            << head + "  \"tokens\": [\n{\"sha256\": \"" + hash.left(63) +
                   "g\", \"app\": \"x\", \"expires_at\": null}]}"
            << 4 << u"sha256"_s;
        QTest::newRow("token without expiry")
            << head + "  \"tokens\": [\n{\"sha256\": \"" + hash + "\", \"app\": \"x\"}]}" << 4
            << u"expires_at"_s;
        QTest::newRow("token without app")
            << head + "  \"tokens\": [\n{\"sha256\": \"" + hash + "\", \"expires_at\": null}]}" << 4
            << u"app"_s;
        QTest::newRow("expiry no date") << head + "  \"tokens\": [{\"sha256\": \"" + hash +
                                               "\", \"app\": \"x\",\n\"expires_at\": \"soon\"}]}"
                                        << 4 << u"expires_at"_s;
        QTest::newRow("expiry a number")
            << head + "  \"tokens\": [{\"sha256\": \"" + hash + "\", \"app\": \"x\",\n\"expires_at\": 5}]}"
            << 4 << u"expires_at"_s;
        QTest::newRow("key without account")
            << head + "  \"keys\": [\n{\"provider\": \"openai\", \"app\": \"\"}]}" << 4 << u"account"_s;
        QTest::newRow("key without app")
            << head + "  \"keys\": [\n{\"account\": \"a\", \"provider\": \"openai\"}]}" << 4 << u"app"_s;
        QTest::newRow("key in the file") << head + "  \"keys\": [\n{\"account\": \"a\", \"provider\": "
                                                   "\"openai\", \"app\": \"\",\n\"key\": \"sk-1\"}]}"
                                         << 5 << u"key"_s;
    }
    void aFaultIsNamedWithFileLineAndField()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, line);
        QFETCH(QString, named);
        const Result<RelayConfig> read = RelayConfig::fromJson(json, u"/profile/config.json"_s);
        QVERIFY(!read.ok());
        const QString sentence = read.error().sentence;
        const QString place = u"/profile/config.json, line %1: "_s.arg(line);
        QVERIFY2(sentence.startsWith(place), qPrintable(sentence));
        QVERIFY2(sentence.mid(place.size()).contains(named), qPrintable(sentence));
        QVERIFY2(!sentence.contains(u"sk-1"_s), "a value that may be secret is not repeated");
    }

    void noPrefixOfAFileIsTakenForAFile()
    {
        const QByteArray json = fullConfig().toJson().trimmed();
        for (qsizetype size = 0; size < json.size(); ++size)
            QVERIFY(!RelayConfig::fromJson(json.left(size), u"c"_s).ok());
    }

    void anAppIsFoundByItsExactId()
    {
        const RelayConfig config = fullConfig();
        QVERIFY(config.findApp(u"program:backup"));
        QCOMPARE(config.findApp(u"program:backup")->name, u"backup"_s);
        QVERIFY(!config.findApp(u"https://app.example/"));
        QVERIFY(!config.findApp(u""));
        QVERIFY(config.findApp(u"https://app.example")->mayUse(u"groq"_s));
        QVERIFY(!config.findApp(u"https://app.example")->mayUse(u"anthropic"_s));
        QVERIFY(config.findApp(u"program:backup")->mayUse(u"anthropic"_s));
    }
};

QTEST_APPLESS_MAIN(TestRelayConfig)
#include "tst_relay_config.moc"
