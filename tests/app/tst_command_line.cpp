// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.h"
#include "relay/build_info.h"
#include "relay/providers/provider_entries.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

using Variables = QHash<QByteArray, QByteArray>;

class TestCommandLine : public QObject
{
    Q_OBJECT

private:
    static CommandLine parse(const QString &line, const Variables &variables = {})
    {
        return parseCommandLine(line.isEmpty() ? QStringList() : line.split(u' '),
                                [&variables](const char *name) { return variables.value(name); });
    }

private slots:
    void aPlainStartAsksForNothingSpecial()
    {
        const CommandLine line = parse({});
        const auto *start = std::get_if<StartOptions>(&line);
        QVERIFY(start);
        QCOMPARE(start->face, Face::Desktop);
        QVERIFY(!start->port);
        QCOMPARE(start->vault, Vault::Keychain);
        QVERIFY(start->origins.isEmpty() && start->profile.isEmpty() && start->providersFile.isEmpty());
    }

    void everyStartOptionIsUnderstood()
    {
        const CommandLine line =
            parse(u"--headless --port 3000 --profile /p --vault=memory --allow-origin https://a.example "
                  "--allow-origin=http://localhost:5173/ --providers /f.json"_s);
        const auto *start = std::get_if<StartOptions>(&line);
        QVERIFY(start);
        QCOMPARE(start->face, Face::Headless);
        QCOMPARE(start->port, quint16(3000));
        QCOMPARE(start->profile, u"/p"_s);
        QCOMPARE(start->vault, Vault::Memory);
        QCOMPARE(start->origins, (QList<QByteArray>{"https://a.example", "http://localhost:5173"}));
        QCOMPARE(start->providersFile, u"/f.json"_s);
    }

    void verbsAreUnderstood_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<Verb>("verb");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("status") << u"status"_s << Verb::Status << QStringList();
        QTest::newRow("json") << u"status --json"_s << Verb::Status << QStringList();
        QTest::newRow("profile first") << u"--profile /p keys list"_s << Verb::KeysList << QStringList();
        QTest::newRow("profile between") << u"keys --profile /p list"_s << Verb::KeysList << QStringList();
        QTest::newRow("keys set") << u"keys set openai"_s << Verb::KeysSet << QStringList{u"openai"_s};
        QTest::newRow("label") << u"keys set openai --label work"_s << Verb::KeysSet
                               << QStringList{u"openai"_s};
        QTest::newRow("test") << u"keys test openai"_s << Verb::KeysTest << QStringList{u"openai"_s};
        QTest::newRow("turn off") << u"keys turn-off https://a.example openai"_s << Verb::KeysTurnOff
                                  << QStringList{u"https://a.example"_s, u"openai"_s};
        QTest::newRow("turn on") << u"keys turn-on script openai"_s << Verb::KeysTurnOn
                                 << QStringList{u"script"_s, u"openai"_s};
        QTest::newRow("remove") << u"keys remove openai"_s << Verb::KeysRemove << QStringList{u"openai"_s};
        QTest::newRow("apps") << u"apps list"_s << Verb::AppsList << QStringList();
        QTest::newRow("add") << u"apps add https://a --providers openai,echo"_s << Verb::AppsAdd
                             << QStringList{u"https://a"_s};
        QTest::newRow("add-program") << u"apps add-program me"_s << Verb::AppsAddProgram
                                     << QStringList{u"me"_s};
        QTest::newRow("revoke") << u"apps revoke x"_s << Verb::AppsRevoke << QStringList{u"x"_s};
        QTest::newRow("limit") << u"apps limit x exchanges 3"_s << Verb::AppsLimit
                               << QStringList{u"x"_s, u"exchanges"_s, u"3"_s};
        QTest::newRow("requests") << u"requests list"_s << Verb::RequestsList << QStringList();
        QTest::newRow("allow") << u"requests allow 4 --providers openai,echo"_s << Verb::RequestsAllow
                               << QStringList{u"4"_s};
        QTest::newRow("forgive") << u"requests forgive x"_s << Verb::RequestsForgive << QStringList{u"x"_s};
        QTest::newRow("deny") << u"requests deny 4"_s << Verb::RequestsDeny << QStringList{u"4"_s};
        QTest::newRow("settings") << u"settings list"_s << Verb::SettingsList << QStringList();
        QTest::newRow("get") << u"settings get a"_s << Verb::SettingsGet << QStringList{u"a"_s};
        QTest::newRow("set") << u"settings set a 5"_s << Verb::SettingsSet << QStringList{u"a"_s, u"5"_s};
        QTest::newRow("usage") << u"usage"_s << Verb::Usage << QStringList();
        QTest::newRow("lock") << u"lock"_s << Verb::Lock << QStringList();
        QTest::newRow("unlock") << u"unlock"_s << Verb::Unlock << QStringList();
        QTest::newRow("pause") << u"pause"_s << Verb::Pause << QStringList();
        QTest::newRow("resume") << u"resume"_s << Verb::Resume << QStringList();
        QTest::newRow("quit") << u"quit"_s << Verb::Quit << QStringList();
    }
    void verbsAreUnderstood()
    {
        QFETCH(QString, line);
        const CommandLine parsed = parse(line);
        const auto *call = std::get_if<VerbCall>(&parsed);
        QVERIFY(call);
        QTEST(call->request.verb, "verb");
        QTEST(call->request.arguments, "arguments");
        QCOMPARE(call->request.form, line.contains(u"--json") ? OutputForm::Json : OutputForm::Text);
        QCOMPARE(call->profile, line.contains(u"--profile") ? u"/p"_s : QString());
        QCOMPARE(call->request.label, line.contains(u"--label") ? u"work"_s : QString());
        QCOMPARE(call->request.grant.providers,
                 line.contains(u"--providers") ? QStringList({u"openai"_s, u"echo"_s}) : QStringList());
    }

    void aRuleForFailingRequestsIsSpelledOut()
    {
        const CommandLine parsed = parse(u"fallbacks add --app a --model gpt-* --other-keys --try "
                                         "ollama/llama3.2:3b,openrouter/meta/llama --may-cost-money"_s);
        const FallbackRule wanted{u"a"_s,
                                  u"gpt-*"_s,
                                  OtherKeys::Yes,
                                  {{u"ollama"_s, u"llama3.2:3b"_s}, {u"openrouter"_s, u"meta/llama"_s}},
                                  PaidTargets::Allowed};
        QCOMPARE(std::get<VerbCall>(parsed).request.rule, wanted);
        const CommandLine plain = parse(u"fallbacks remove --model gpt-*"_s);
        QCOMPARE(std::get<VerbCall>(plain).request.rule.model, u"gpt-*"_s);
        QCOMPARE(std::get<VerbCall>(plain).request.rule.paidTargets, PaidTargets::LocalOnly);
    }

    void whatAnAppMayDoIsSpelledOut()
    {
        const CommandLine parsed = parse(u"requests allow 4 --models gpt-4*,o3 --paths all --for session"_s);
        const Grant grant = std::get<VerbCall>(parsed).request.grant;
        QCOMPARE(grant.models, QStringList({u"gpt-4*"_s, u"o3"_s}));
        QCOMPARE(grant.paths, PathScope::WholeApi);
        QCOMPARE(grant.duration, GrantDuration::ThisSession);
        // What is said nothing of: narrow, and for the answer to an app's own question not for ever.
        const Grant asked = std::get<VerbCall>(parse(u"requests allow 4"_s)).request.grant;
        QCOMPARE(asked.paths, PathScope::InferenceOnly);
        QCOMPARE(asked.duration, GrantDuration::NinetyDays);
        QCOMPARE(std::get<VerbCall>(parse(u"apps add https://a"_s)).request.grant.duration,
                 GrantDuration::UntilRevoked);
        QCOMPARE(std::get<VerbCall>(parse(u"requests deny 4"_s)).request.denial, Denial::ThisTime);
        QCOMPARE(std::get<VerbCall>(parse(u"requests deny 4 --never-ask-again"_s)).request.denial,
                 Denial::NeverAskAgain);
    }

    void aProviderIsSpelledOut_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<ProviderEntry>("entry");
        ProviderEntry plain;
        plain.name = u"stripe"_s;
        plain.baseUrl = "https://api.stripe.com";
        QTest::newRow("as little as possible")
            << u"providers add stripe --base-url https://api.stripe.com"_s << plain;
        ProviderEntry header = plain;
        header.name = u"Stripe"_s;
        header.auth = AuthScheme::Header;
        header.authField = "x-api-key";
        header.privateAddresses = PrivateAddresses::Allowed;
        QTest::newRow("as much")
            << u"providers add stripe --base-url https://api.stripe.com --name Stripe --auth header:x-api-key --allow-private"_s
            << header;
        ProviderEntry gateway;
        gateway.name = u"team"_s;
        gateway.baseUrl = "https://llm.team.example/v1";
        QTest::newRow("a gateway") << u"providers add team --base-url https://llm.team.example/v1 --openai"_s
                                   << asGateway(gateway);
        for (const auto &[name, scheme] : {std::pair(u"basic"_s, AuthScheme::Basic),
                                           {u"none"_s, AuthScheme::None},
                                           {u"token"_s, AuthScheme::Token}}) {
            ProviderEntry entry = plain;
            entry.auth = scheme;
            QTest::addRow("%s", qPrintable(name))
                << u"providers add stripe --base-url https://api.stripe.com --auth "_s + name << entry;
        }
    }
    void aProviderIsSpelledOut()
    {
        QFETCH(QString, line);
        const CommandLine parsed = parse(line);
        const auto *call = std::get_if<VerbCall>(&parsed);
        QVERIFY(call);
        QCOMPARE(call->request.verb, Verb::ProvidersAdd);
        QTEST(call->request.provider, "entry");
    }

    void pathsOfAProviderAreGivenOneByOne()
    {
        const CommandLine parsed = parseCommandLine(
            {u"providers"_s, u"add"_s, u"stripe"_s, u"--base-url"_s, u"https://api.stripe.com"_s,
             u"--allow-path"_s, u"POST /v1/customers"_s, u"--allow-path=/v1/prices"_s, u"--name=Stripe"_s},
            [](const char *) { return QByteArray(); });
        const VerbRequest &request = std::get<VerbCall>(parsed).request;
        QCOMPARE(request.provider.paths, (QList<QByteArray>{"POST /v1/customers", "/v1/prices"}));
        QCOMPARE(request.ownOptions, QStringList({u"--name"_s, u"--allow-path"_s}));
        const CommandLine plain = parse(u"providers add ollama --base-url http://10.0.0.2 --allow-private"_s);
        QCOMPARE(std::get<VerbCall>(plain).request.ownOptions, QStringList());
    }

    void everyVerbAndOptionIsInTheManual()
    {
        QFile file(qEnvironmentVariable("BYOK_SOURCE_DIR") + u"/installer/byok-relay.1"_s);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        // As it reads: without what sets the type.
        QString manual = QString::fromUtf8(file.readAll()).replace(u"\\-"_s, u"-"_s);
        manual.remove(QRegularExpression(u"\\\\f[BIR]|\""_s));
        manual = manual.simplified();
        for (const VerbRow &row : verbRows()) {
            const QString usage =
                QStringLiteral("%1 %2").arg(QLatin1StringView(row.name), QLatin1StringView(row.arguments));
            QVERIFY2(row.verb == Verb::Show || manual.contains(usage.trimmed()), qPrintable(usage));
        }
        QRegularExpressionMatchIterator options =
            QRegularExpression(u"--[a-z]+(-[a-z]+)*"_s).globalMatch(usageText());
        QVERIFY(options.hasNext());
        while (options.hasNext()) {
            const QString option = options.next().captured();
            const QRegularExpression whole(option + u"(?![a-z-])"_s);
            QVERIFY2(manual.contains(whole), qPrintable(option));
        }
    }

    void usageOptionsAreUnderstood()
    {
        const CommandLine parsed = parse(u"usage --since 2026-11-01 --by model --csv"_s);
        const auto *call = std::get_if<VerbCall>(&parsed);
        QVERIFY(call);
        QCOMPARE(call->request.usage.since, u"2026-11-01"_s);
        QCOMPARE(call->request.usage.by, UsageGrouping::Model);
        QCOMPARE(call->request.form, OutputForm::Csv);
        const CommandLine plain = parse(u"usage --since 7d --json"_s);
        QCOMPARE(std::get<VerbCall>(plain).request.usage.by, UsageGrouping::App);
        QCOMPARE(std::get<VerbCall>(plain).request.form, OutputForm::Json);
    }

    void sinceIsADayOrANumberOfDays_data()
    {
        QTest::addColumn<QString>("since");
        QTest::addColumn<QDate>("day"); // invalid: refused
        const auto row = [](const char *since, const QDate &day = {}) {
            QTest::newRow(since) << QString::fromLatin1(since) << day;
        };
        row("2026-11-01", QDate(2026, 11, 1));
        row("2026-12-24", QDate(2026, 12, 24)); // to come: nothing since then
        row("1d", QDate(2026, 11, 21));
        row("7d", QDate(2026, 11, 15));
        row("36500d", QDate(2026, 11, 21).addDays(-36'499));
        for (const char *odd : {"", "d", "0d", "-7d", "+7d", "7", "7 d", "99999d", "1e3d", "2026-11",
                                "2026-02-30", "2026-11-01T00:00:00", "01.11.2026", "0001-01-01", "yesterday"})
            row(odd);
    }
    void sinceIsADayOrANumberOfDays()
    {
        QFETCH(QString, since);
        QFETCH(QDate, day);
        const Result<QDate> found = sinceDay(since, QDate(2026, 11, 21));
        QCOMPARE(found.ok(), day.isValid());
        if (day.isValid())
            QCOMPARE(found.value(), day);
        else
            QVERIFY(found.error().sentence.contains(u"2026-11-01"_s));
    }

    void misuseIsASentenceAndExit2_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("says");
        QTest::newRow("no such time") << u"apps add https://a --for ever"_s << u"90-days"_s;
        QTest::newRow("no such paths") << u"apps add https://a --paths some"_s << u"inference"_s;
        QTest::newRow("models of nothing") << u"apps add https://a --models ,"_s << u"--models"_s;
        QTest::newRow("rule for none") << u"apps list --other-keys"_s << u"takes no --other-keys"_s;
        QTest::newRow("model for none") << u"apps list --model x"_s << u"takes no --model"_s;
        QTest::newRow("what to try, to remove") << u"fallbacks remove --try a/b"_s << u"takes no --try"_s;
        QTest::newRow("a model to try without its provider")
            << u"fallbacks add --try llama"_s << u"--try wants"_s;
        QTest::newRow("a provider to try without a model")
            << u"fallbacks add --try ollama/"_s << u"--try wants"_s;
        QTest::newRow("grant for none") << u"apps list --for day"_s << u"takes no --for"_s;
        QTest::newRow("never for none") << u"apps list --never-ask-again"_s << u"never-ask-again"_s;
        QTest::newRow("unknown option") << u"--bogus=1"_s << u"\"--bogus\""_s;
        QTest::newRow("one dash") << u"-x"_s << u"\"-x\""_s;
        QTest::newRow("no value") << u"--port"_s << u"--port wants a value"_s;
        QTest::newRow("empty value") << u"--profile="_s << u"empty"_s;
        QTest::newRow("value for none") << u"--headless=yes"_s << u"takes no value"_s;
        QTest::newRow("twice") << u"--port 1 --port 2"_s << u"twice"_s;
        QTest::newRow("port no number") << u"--port x"_s << u"0 to 65535"_s;
        QTest::newRow("port too large") << u"--port 65536"_s << u"0 to 65535"_s;
        QTest::newRow("port signed") << u"--port +1"_s << u"0 to 65535"_s;
        QTest::newRow("vault") << u"--vault file"_s << u"keychain or memory"_s;
        QTest::newRow("any origin") << u"--allow-origin *"_s << u"every web page"_s;
        QTest::newRow("null origin") << u"--allow-origin null"_s << u"--allow-origin"_s;
        QTest::newRow("origin with path") << u"--allow-origin https://a.example/app"_s << u"--allow-origin"_s;
        QTest::newRow("unknown verb") << u"dance"_s << u"\"dance\""_s;
        QTest::newRow("half a verb") << u"keys"_s << u"list, set, test, remove"_s;
        QTest::newRow("wrong half") << u"keys frob"_s << u"list, set, test, remove"_s;
        QTest::newRow("too few") << u"keys set"_s << u"keys set PROVIDER"_s;
        QTest::newRow("a key in the arguments") << u"keys set openai sk-123"_s << u"keys set PROVIDER"_s;
        QTest::newRow("too many") << u"status now"_s << u"status"_s;
        QTest::newRow("start option with verb") << u"status --port 1"_s << u"--port belongs to the start"_s;
        QTest::newRow("verb option at start") << u"--json"_s << u"--json belongs to a verb"_s;
        QTest::newRow("label elsewhere") << u"apps list --label x"_s << u"no --label"_s;
        QTest::newRow("providers elsewhere") << u"keys list --providers x"_s << u"no --providers"_s;
        QTest::newRow("no address") << u"providers add x"_s << u"--base-url URL"_s;
        QTest::newRow("no such auth")
            << u"providers add x --base-url https://a --auth oauth"_s << u"bearer"_s;
        QTest::newRow("a header without name")
            << u"providers add x --base-url https://a --auth header"_s << u"header:x-api-key"_s;
        QTest::newRow("a name for none")
            << u"providers add x --base-url https://a --auth bearer:y"_s << u"header:x-api-key"_s;
        QTest::newRow("paths twice") << u"providers add x --base-url https://a --openai --allow-path /v1"_s
                                     << u"one of them"_s;
        QTest::newRow("paths elsewhere") << u"apps add https://a --allow-path /v1"_s << u"no --allow-path"_s;
        QTest::newRow("an address elsewhere")
            << u"keys set x --base-url https://a"_s << u"takes no --base-url"_s;
        QTest::newRow("since elsewhere") << u"status --since 7d"_s << u"no --since"_s;
        QTest::newRow("since when") << u"usage --since last-week"_s << u"2026-11-01"_s;
        QTest::newRow("by what") << u"usage --by key"_s << u"app, provider, model or day"_s;
        QTest::newRow("two forms") << u"usage --csv --json"_s << u"one of them"_s;
        QTest::newRow("providers of commas") << u"apps add https://a --providers ,"_s << u"commas"_s;
    }
    void misuseIsASentenceAndExit2()
    {
        QFETCH(QString, line);
        QFETCH(QString, says);
        const CommandLine parsed = parse(line);
        const auto *refusal = std::get_if<Refusal>(&parsed);
        QVERIFY(refusal);
        QCOMPARE(refusal->exit, 2);
        QVERIFY2(refusal->sentence.contains(says), qPrintable(refusal->sentence));
        // A key that was typed by mistake is not repeated where logs might keep it.
        QVERIFY(!refusal->sentence.contains(u"sk-123"));
    }

    void helpAndVersionWinOverTheRest()
    {
        const CommandLine help = parse(u"keys --help"_s);
        const QString text = std::get<Information>(help).text;
        for (const VerbRow &row : verbRows())
            QCOMPARE(text.contains(u"byok-relay "_s + QLatin1StringView(row.name)), row.verb != Verb::Show);
        const CommandLine version = parse(u"--version"_s);
        QVERIFY(std::get<Information>(version).text.contains(buildInfo().version));
    }

    void theEnvironmentCountsWhenHeadless()
    {
        const Variables variables{{"PORT", "4000"},
                                  {"ALLOWED_ORIGINS", "https://a.example, https://b.example,"},
                                  {"REQUEST_BODY_LIMIT_BYTES", "2048"},
                                  {"TOKEN_EXPIRY_DAYS", "7"},
                                  {"ALLOWED_MODELS", "gpt-4o*, claude-*,"},
                                  {"ENCRYPTION_SECRET", "planted"}};
        const CommandLine line = parse(u"--headless"_s, variables);
        const auto *start = std::get_if<StartOptions>(&line);
        QVERIFY(start);
        QCOMPARE(start->port, quint16(4000));
        QCOMPARE(start->origins, (QList<QByteArray>{"https://a.example", "https://b.example"}));
        QCOMPARE(start->bodyBytes, 2048);
        QCOMPARE(start->tokenDays, 7);
        QCOMPARE(start->policy.allowedModels, (QStringList{u"gpt-4o*"_s, u"claude-*"_s}));
        QCOMPARE(start->notes.size(), 1);
        QVERIFY(start->notes.constFirst().contains(u"keychain") &&
                !start->notes.constFirst().contains(u"planted"));

        const CommandLine flag = parse(u"--headless --port 5000"_s, variables);
        QCOMPARE(std::get<StartOptions>(flag).port, quint16(5000));
        const CommandLine desktop = parse({}, variables);
        QVERIFY(!std::get<StartOptions>(desktop).port && std::get<StartOptions>(desktop).origins.isEmpty());
        QVERIFY(std::get<StartOptions>(desktop).policy.allowedModels.isEmpty());
    }

    void anEnvironmentThatCannotBeHonouredStopsTheStart_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("any origin") << QByteArray("ALLOWED_ORIGINS") << QByteArray("*");
        QTest::newRow("any among others")
            << QByteArray("ALLOWED_ORIGINS") << QByteArray("https://a.example, *");
        QTest::newRow("no origin") << QByteArray("ALLOWED_ORIGINS") << QByteArray("https://");
        QTest::newRow("secret") << QByteArray("APP_SECRET") << QByteArray("two words");
        QTest::newRow("short secret") << QByteArray("APP_SECRET") << QByteArray("planted-01234ab");
        QTest::newRow("no models") << QByteArray("ALLOWED_MODELS") << QByteArray(" , ");
        QTest::newRow("port") << QByteArray("PORT") << QByteArray("http");
        QTest::newRow("body") << QByteArray("REQUEST_BODY_LIMIT_BYTES") << QByteArray("10mb");
        QTest::newRow("days") << QByteArray("TOKEN_EXPIRY_DAYS") << QByteArray("-1");
    }
    void anAppSecretIsTakenUnderHeadlessOnly()
    {
        const CommandLine line = parse(u"--headless"_s, {{"APP_SECRET", " planted-0123456789abcdef "}});
        const auto *start = std::get_if<StartOptions>(&line);
        QVERIFY(start);
        QVERIFY(start->policy.appSecret.equals(Secret::copyOf("planted-0123456789abcdef")));
        QVERIFY(start->notes.isEmpty());
        const CommandLine desktop = parse({}, {{"APP_SECRET", "planted-0123456789abcdef"}});
        QVERIFY(std::get<StartOptions>(desktop).policy.appSecret.isEmpty());
    }

    void anEnvironmentThatCannotBeHonouredStopsTheStart()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        const CommandLine line = parse(u"--headless"_s, {{name, value}});
        const auto *refusal = std::get_if<Refusal>(&line);
        QVERIFY(refusal);
        QCOMPARE(refusal->exit, 1);
        QVERIFY2(refusal->sentence.contains(QLatin1StringView(name)), qPrintable(refusal->sentence));
        QVERIFY(!refusal->sentence.contains(u"planted"));
    }
};

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
