// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.h"

#include "relay/access/app_secret.h"
#include "relay/access/origin.h"
#include "relay/build_info.h"
#include "relay/providers/provider_entries.h"
#include "relay/settings.h"

#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

enum class Option {
    Headless,
    Hidden,
    Port,
    Profile,
    Vault,
    AllowOrigin,
    Providers,
    Models,
    Paths,
    For,
    NeverAskAgain,
    Label,
    Json,
    Since,
    By,
    Csv,
    App,
    Model,
    OtherKeys,
    Try,
    MayCostMoney,
    BaseUrl,
    Name,
    Auth,
    OpenAi,
    AllowPath,
    AllowPrivate,
    Help,
    Version
};

/// With what an option may stand.
enum class Place { Start, Verb, Both };

struct OptionRow
{
    Option option;
    const char *name;
    const char *value; ///< what stands after it; empty: nothing
    Place place;
};

constexpr OptionRow optionRows[] = {
    {Option::Headless, "--headless", "", Place::Start},
    {Option::Hidden, "--hidden", "", Place::Start},
    {Option::Port, "--port", "N", Place::Start},
    {Option::Profile, "--profile", "DIR", Place::Both},
    {Option::Vault, "--vault", "keychain|memory", Place::Start},
    {Option::AllowOrigin, "--allow-origin", "ORIGIN", Place::Start},
    {Option::Providers, "--providers", "FILE", Place::Both},
    {Option::Models, "--models", "A,B", Place::Verb},
    {Option::Paths, "--paths", "inference|all", Place::Verb},
    {Option::For, "--for", "session|day|90-days|until-revoked", Place::Verb},
    {Option::NeverAskAgain, "--never-ask-again", "", Place::Verb},
    {Option::Label, "--label", "LABEL", Place::Verb},
    {Option::Json, "--json", "", Place::Verb},
    {Option::Since, "--since", "DAY", Place::Verb},
    {Option::By, "--by", "app|provider|model|day", Place::Verb},
    {Option::Csv, "--csv", "", Place::Verb},
    {Option::App, "--app", "ID", Place::Verb},
    {Option::Model, "--model", "GLOB", Place::Verb},
    {Option::OtherKeys, "--other-keys", "", Place::Verb},
    {Option::Try, "--try", "PROVIDER/MODEL,…", Place::Verb},
    {Option::MayCostMoney, "--may-cost-money", "", Place::Verb},
    {Option::BaseUrl, "--base-url", "URL", Place::Verb},
    {Option::Name, "--name", "NAME", Place::Verb},
    {Option::Auth, "--auth", "bearer|token|header:NAME|query:NAME|basic|none", Place::Verb},
    {Option::OpenAi, "--openai", "", Place::Verb},
    {Option::AllowPath, "--allow-path", "RULE", Place::Verb},
    {Option::AllowPrivate, "--allow-private", "", Place::Verb},
    {Option::Help, "--help", "", Place::Both},
    {Option::Version, "--version", "", Place::Both},
};

const OptionRow *findOption(QStringView name)
{
    if (name == u"-h")
        name = u"--help";
    for (const OptionRow &row : optionRows) {
        if (name == QLatin1StringView(row.name))
            return &row;
    }
    return nullptr;
}

const OptionRow &rowOf(Option option)
{
    return *std::ranges::find_if(optionRows, [option](const OptionRow &row) { return row.option == option; });
}

/// The command line taken apart, before it is asked what it means.
struct Pieces
{
    QMap<Option, QStringList> options;
    QStringList words;
};

QString seeHelp()
{
    return QStringLiteral(" See: byok-relay --help");
}

Refusal misused(const QString &sentence)
{
    return {2, sentence + seeHelp()};
}

Result<Pieces, Refusal> takeApart(const QStringList &arguments)
{
    Pieces pieces;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        // A negative number is a value, for the verb to judge.
        const bool isNumber = argument.size() > 1 && argument.at(1).isDigit();
        if (!argument.startsWith(u'-') || isNumber) {
            pieces.words += argument;
            continue;
        }
        const qsizetype equals = argument.indexOf(u'=');
        const OptionRow *row = findOption(QStringView(argument).left(equals < 0 ? argument.size() : equals));
        if (!row) {
            return misused(QStringLiteral("There is no option \"%1\".")
                               .arg(QStringView(argument).left(equals < 0 ? argument.size() : equals)));
        }
        const QLatin1StringView name(row->name);
        const bool wantsValue = *row->value != '\0';
        if (!wantsValue && equals >= 0)
            return misused(QStringLiteral("%1 takes no value.").arg(name));
        if (wantsValue && equals < 0 && i + 1 == arguments.size())
            return misused(
                QStringLiteral("%1 wants a value: %1 %2.").arg(name, QLatin1StringView(row->value)));
        QString value;
        if (wantsValue)
            value = equals >= 0 ? argument.sliced(equals + 1) : arguments.at(++i);
        if (wantsValue && value.isEmpty())
            return misused(QStringLiteral("The value of %1 is empty.").arg(name));
        const bool mayRepeat = row->option == Option::AllowOrigin || row->option == Option::AllowPath;
        if (pieces.options.contains(row->option) && !mayRepeat)
            return misused(QStringLiteral("%1 was given twice.").arg(name));
        pieces.options[row->option] += value;
    }
    return pieces;
}

Result<Nothing, Refusal> checkPlaces(const Pieces &pieces)
{
    const bool isVerb = !pieces.words.isEmpty();
    for (const OptionRow &row : optionRows) {
        if (!pieces.options.contains(row.option) || row.place == Place::Both)
            continue;
        if (isVerb && row.place == Place::Start)
            return misused(QStringLiteral("%1 belongs to the start of the relay, not to a verb.")
                               .arg(QLatin1StringView(row.name)));
        if (!isVerb && row.place == Place::Verb)
            return misused(QStringLiteral("%1 belongs to a verb.").arg(QLatin1StringView(row.name)));
    }
    return Nothing{};
}

// ------------------------------------------------------------------------------------------------------------
// verbs

QString verbUsage(const VerbRow &row)
{
    QString usage = QLatin1StringView(row.name);
    if (*row.arguments)
        usage += u' ' + QLatin1StringView(row.arguments);
    switch (row.option) {
    case VerbOption::Label:
        usage += u" [--label LABEL]"_s;
        break;
    case VerbOption::Grant:
        usage += u" [--providers A,B] [--models GLOB,…] [--paths inference|all] [--for TIME]"_s;
        break;
    case VerbOption::Never:
        usage += u" [--never-ask-again]"_s;
        break;
    case VerbOption::Usage:
        usage += u" [--since DAY] [--by app|provider|model|day] [--csv]"_s;
        break;
    case VerbOption::Rule:
        usage += u" [--app ID] [--model GLOB] [--other-keys] [--try PROVIDER/MODEL,…] [--may-cost-money]"_s;
        break;
    case VerbOption::Place:
        usage += u" [--app ID] [--model GLOB]"_s;
        break;
    case VerbOption::Entry:
        usage +=
            u" --base-url URL [--name NAME] [--auth FORM] [--openai] [--allow-path RULE]... [--allow-private]"_s;
        break;
    case VerbOption::None:
        break;
    }
    return usage;
}

/// What stands between the commas, trimmed; nothing where nothing does.
QStringList listOf(const Pieces &pieces, Option option)
{
    QStringList items;
    for (const QString &item : pieces.options.value(option).value(0).split(u',', Qt::SkipEmptyParts)) {
        if (!item.trimmed().isEmpty())
            items += item.trimmed();
    }
    return items;
}

/// The options that say what an app may do. What a person typed by hand lasts until revoked; the answer to an
/// app's own question ends by itself.
Result<Nothing, Refusal> readGrant(const Pieces &pieces, const VerbRow &row, Grant &grant)
{
    grant.duration =
        row.verb == Verb::RequestsAllow ? GrantDuration::NinetyDays : GrantDuration::UntilRevoked;
    for (const Option option : {Option::Providers, Option::Models, Option::Paths, Option::For}) {
        if (pieces.options.contains(option) && row.option != VerbOption::Grant)
            return misused(QStringLiteral("\"%1\" takes no %2.")
                               .arg(QLatin1StringView(row.name), QLatin1StringView(rowOf(option).name)));
    }
    if (pieces.options.contains(Option::Providers)) {
        grant.providers = listOf(pieces, Option::Providers);
        if (grant.providers.isEmpty())
            return misused(
                QStringLiteral("--providers wants ids separated by commas, e.g. openai,anthropic."));
    }
    if (pieces.options.contains(Option::Models)) {
        grant.models = listOf(pieces, Option::Models);
        if (grant.models.isEmpty())
            return misused(QStringLiteral("--models wants names separated by commas, e.g. gpt-4o*,o3."));
    }
    if (pieces.options.contains(Option::Paths)) {
        const auto scope = pathScopeNamed(pieces.options.value(Option::Paths).constFirst());
        if (!scope)
            return misused(QStringLiteral("--paths is inference, or all: files and account data too."));
        grant.paths = *scope;
    }
    if (pieces.options.contains(Option::For)) {
        const auto duration = durationNamed(pieces.options.value(Option::For).constFirst());
        if (!duration)
            return misused(QStringLiteral("--for is session, day, 90-days or until-revoked."));
        grant.duration = *duration;
    }
    return Nothing{};
}

/// --since, --by and --csv into the request.
Result<Nothing, Refusal> readUsageOptions(const Pieces &pieces, const VerbRow &row, VerbRequest &request)
{
    const bool isGiven = pieces.options.contains(Option::Since) || pieces.options.contains(Option::By) ||
                         pieces.options.contains(Option::Csv);
    if (!isGiven)
        return Nothing{};
    if (row.option != VerbOption::Usage)
        return misused(
            QStringLiteral("\"%1\" takes no --since, --by or --csv.").arg(QLatin1StringView(row.name)));
    if (pieces.options.contains(Option::Csv)) {
        if (request.form == OutputForm::Json)
            return misused(QStringLiteral("--csv and --json: one of them."));
        request.form = OutputForm::Csv;
    }
    if (pieces.options.contains(Option::By)) {
        const QString name = pieces.options.value(Option::By).constFirst();
        const std::optional<UsageGrouping> by = groupingNamed(name);
        if (!by)
            return misused(QStringLiteral("--by is app, provider, model or day, not \"%1\".").arg(name));
        request.usage.by = *by;
    }
    if (pieces.options.contains(Option::Since)) {
        request.usage.since = pieces.options.value(Option::Since).constFirst();
        // Its form alone: which day it means depends on when the relay reads it.
        if (const auto day = sinceDay(request.usage.since, QDate(2000, 1, 1)); !day)
            return misused(QStringLiteral("--since: %1").arg(day.error().sentence));
    }
    return Nothing{};
}

/// The options that make or name a rule for failing requests.
Result<Nothing, Refusal> readRule(const Pieces &pieces, const VerbRow &row, FallbackRule &rule)
{
    for (const Option option :
         {Option::App, Option::Model, Option::OtherKeys, Option::Try, Option::MayCostMoney}) {
        const bool names = option == Option::App || option == Option::Model;
        const bool takes = row.option == VerbOption::Rule || (names && row.option == VerbOption::Place);
        if (pieces.options.contains(option) && !takes)
            return misused(QStringLiteral("\"%1\" takes no %2.")
                               .arg(QLatin1StringView(row.name), QLatin1StringView(rowOf(option).name)));
    }
    rule.appId = pieces.options.value(Option::App).value(0);
    rule.model = pieces.options.value(Option::Model).value(0);
    rule.otherKeys = pieces.options.contains(Option::OtherKeys) ? OtherKeys::Yes : OtherKeys::No;
    rule.paidTargets =
        pieces.options.contains(Option::MayCostMoney) ? PaidTargets::Allowed : PaidTargets::LocalOnly;
    for (const QString &text : listOf(pieces, Option::Try)) {
        const qsizetype slash = text.indexOf(u'/');
        if (slash < 1 || slash + 1 == text.size())
            return misused(QStringLiteral("--try wants providers with their models, e.g. "
                                          "ollama/llama3.2:3b,groq/llama-3.1-8b-instant."));
        rule.targets += {text.left(slash), text.sliced(slash + 1)};
    }
    if (pieces.options.contains(Option::Try) && rule.targets.isEmpty())
        return misused(QStringLiteral("--try wants providers with their models, e.g. ollama/llama3.2:3b."));
    return Nothing{};
}

/// "bearer", "header:x-api-key": how a provider wants its key.
Result<Nothing, Refusal> readAuth(const QString &text, ProviderEntry &entry)
{
    const QString scheme = text.section(u':', 0, 0);
    entry.authField = text.section(u':', 1).toUtf8();
    const bool takesField = scheme == u"header" || scheme == u"query";
    if (scheme == u"bearer")
        entry.auth = AuthScheme::Bearer;
    else if (scheme == u"token")
        entry.auth = AuthScheme::Token;
    else if (scheme == u"basic")
        entry.auth = AuthScheme::Basic;
    else if (scheme == u"none")
        entry.auth = AuthScheme::None;
    else if (scheme == u"header")
        entry.auth = AuthScheme::Header;
    else if (scheme == u"query")
        entry.auth = AuthScheme::Query;
    else
        return misused(QStringLiteral("--auth is %1, not \"%2\".")
                           .arg(QLatin1StringView(rowOf(Option::Auth).value), text));
    if (takesField == entry.authField.isEmpty())
        return misused(QStringLiteral(
            "--auth: a name belongs to header and query, and to them alone, as in header:x-api-key."));
    return Nothing{};
}

/// The options that say what a provider is.
Result<Nothing, Refusal> readEntry(const Pieces &pieces, const VerbRow &row, ProviderEntry &entry)
{
    for (const Option option : {Option::BaseUrl, Option::Name, Option::Auth, Option::OpenAi,
                                Option::AllowPath, Option::AllowPrivate}) {
        if (pieces.options.contains(option) && row.option != VerbOption::Entry)
            return misused(QStringLiteral("\"%1\" takes no %2.")
                               .arg(QLatin1StringView(row.name), QLatin1StringView(rowOf(option).name)));
    }
    if (row.option != VerbOption::Entry)
        return Nothing{};
    if (!pieces.options.contains(Option::BaseUrl))
        return misused(QStringLiteral("Usage: byok-relay %1.").arg(verbUsage(row)));
    entry.baseUrl = pieces.options.value(Option::BaseUrl).constFirst().toUtf8();
    entry.name = pieces.options.value(Option::Name).value(0, pieces.words.constLast());
    if (pieces.options.contains(Option::AllowPrivate))
        entry.privateAddresses = PrivateAddresses::Allowed;
    if (pieces.options.contains(Option::Auth)) {
        if (auto read = readAuth(pieces.options.value(Option::Auth).constFirst(), entry); !read)
            return read;
    }
    for (const QString &rule : pieces.options.value(Option::AllowPath))
        entry.paths += rule.toUtf8();
    if (!pieces.options.contains(Option::OpenAi))
        return Nothing{};
    if (!entry.paths.isEmpty())
        return misused(
            QStringLiteral("--openai and --allow-path: one of them; --openai has paths of its own."));
    entry = asGateway(entry);
    return Nothing{};
}

CommandLine parseVerb(const Pieces &pieces)
{
    const QStringList &words = pieces.words;
    qsizetype nameWords = qMin(words.size(), qsizetype(2));
    const VerbRow *row = findVerb(QStringList(words.first(nameWords)).join(u' '));
    if (!row) {
        nameWords = 1;
        row = findVerb(words.first());
    }
    if (!row) {
        QStringList siblings;
        for (const VerbRow &other : verbRows()) {
            const QLatin1StringView name(other.name);
            if (name.startsWith(QString(words.first() + u' ')))
                siblings += name.sliced(words.first().size() + 1).toString();
        }
        if (siblings.isEmpty())
            return misused(QStringLiteral("There is no verb \"%1\".").arg(words.first()));
        return misused(QStringLiteral("\"%1\" wants one of: %2.").arg(words.first(), siblings.join(u", ")));
    }
    const QStringList arguments = words.sliced(nameWords);
    if (arguments.size() != argumentCount(*row))
        return misused(QStringLiteral("Usage: byok-relay %1.").arg(verbUsage(*row)));
    for (const QString &argument : arguments) {
        if (argument.isEmpty())
            return misused(
                QStringLiteral("An argument of \"%1\" is empty.").arg(QLatin1StringView(row->name)));
    }
    VerbCall call;
    call.profile = pieces.options.value(Option::Profile).value(0);
    call.request.verb = row->verb;
    call.request.arguments = arguments;
    call.request.form = pieces.options.contains(Option::Json) ? OutputForm::Json : OutputForm::Text;
    if (const auto read = readUsageOptions(pieces, *row, call.request); !read)
        return read.error();
    if (pieces.options.contains(Option::Label)) {
        if (row->option != VerbOption::Label)
            return misused(QStringLiteral("\"%1\" takes no --label.").arg(QLatin1StringView(row->name)));
        call.request.label = pieces.options.value(Option::Label).constFirst();
    }
    if (const Result<Nothing, Refusal> read = readGrant(pieces, *row, call.request.grant); !read)
        return read.error();
    if (const Result<Nothing, Refusal> read = readRule(pieces, *row, call.request.rule); !read)
        return read.error();
    if (const Result<Nothing, Refusal> read = readEntry(pieces, *row, call.request.provider); !read)
        return read.error();
    for (const Option option : {Option::Name, Option::Auth, Option::OpenAi, Option::AllowPath}) {
        if (pieces.options.contains(option))
            call.request.ownOptions += QLatin1StringView(rowOf(option).name);
    }
    if (pieces.options.contains(Option::NeverAskAgain)) {
        if (row->option != VerbOption::Never)
            return misused(
                QStringLiteral("\"%1\" takes no --never-ask-again.").arg(QLatin1StringView(row->name)));
        call.request.denial = Denial::NeverAskAgain;
    }
    return call;
}

// ------------------------------------------------------------------------------------------------------------
// start

std::optional<quint16> portOf(const QString &text)
{
    bool ok = false;
    const ushort port = text.toUShort(&ok);
    // toUShort takes "+1" and white space; a port is digits.
    for (const QChar c : text)
        ok = ok && c >= u'0' && c <= u'9';
    return ok ? std::optional<quint16>(port) : std::nullopt;
}

Result<Nothing, Refusal> addOrigin(StartOptions &start, const QString &text, const QString &source, int exit)
{
    if (text == u"*") {
        return Refusal{exit,
                       QStringLiteral("%1: \"*\" would let every web page use your keys; name each origin, "
                                      "e.g. https://app.example.")
                           .arg(source)};
    }
    const Result<QByteArray> origin = originFromInput(text);
    if (!origin)
        return Refusal{exit, QStringLiteral("%1: %2").arg(source, origin.error().sentence)};
    if (!start.origins.contains(origin.value()))
        start.origins += origin.value();
    return Nothing{};
}

Result<std::optional<qint64>, Refusal> settingFrom(const Environment &environment, const char *name,
                                                   qint64 Settings::*member)
{
    const QByteArray text = environment(name);
    if (text.isEmpty())
        return std::optional<qint64>{};
    for (const SettingRow &row : settingRows()) {
        if (row.member != member)
            continue;
        const Result<qint64> value = parseSetting(row, QString::fromUtf8(text).trimmed());
        if (!value)
            return Refusal{1, QStringLiteral("%1: %2").arg(QLatin1StringView(name), value.error().sentence)};
        return std::optional<qint64>(value.value());
    }
    return std::optional<qint64>{};
}

/// A list of globs. One that holds nothing would be no rule at all although the person set one.
Result<Nothing, Refusal> readModels(StartOptions &start, const QByteArray &text)
{
    for (const QByteArray &item : text.split(',')) {
        if (const QString glob = QString::fromUtf8(item).trimmed(); !glob.isEmpty())
            start.policy.allowedModels += glob;
    }
    if (!text.isEmpty() && start.policy.allowedModels.isEmpty()) {
        return Refusal{1, QStringLiteral("ALLOWED_MODELS names no model; give models or globs with commas "
                                         "between them, e.g. gpt-4o*,claude-*, or unset it.")};
    }
    return Nothing{};
}

Result<Nothing, Refusal> readAppSecret(StartOptions &start, QByteArray text)
{
    start.policy.appSecret = Secret::takeFrom(text).trimmed();
    if (const std::optional<QString> fault = appSecretFault(start.policy.appSecret.expose()))
        return Refusal{1, *fault};
    return Nothing{};
}

Result<Nothing, Refusal> readEnvironment(StartOptions &start, const Environment &environment)
{
    if (auto read = readAppSecret(start, environment("APP_SECRET")); !read)
        return read;
    if (!environment("ENCRYPTION_SECRET").isEmpty()) {
        start.notes +=
            QStringLiteral("ENCRYPTION_SECRET is not needed: keys live in the keychain (or in memory "
                           "with --vault memory), never in a file.");
    }
    if (const QByteArray text = environment("PORT"); !text.isEmpty() && !start.port) {
        start.port = portOf(QString::fromUtf8(text).trimmed());
        if (!start.port)
            return Refusal{1, QStringLiteral("PORT has to be a number from 0 to 65535.")};
    }
    for (const QByteArray &item : environment("ALLOWED_ORIGINS").split(',')) {
        const QString text = QString::fromUtf8(item).trimmed();
        if (text.isEmpty())
            continue;
        if (auto added = addOrigin(start, text, QStringLiteral("ALLOWED_ORIGINS"), 1); !added)
            return added;
    }
    if (auto read = readModels(start, environment("ALLOWED_MODELS")); !read)
        return read;
    const auto bodyBytes = settingFrom(environment, "REQUEST_BODY_LIMIT_BYTES", &Settings::bodyBytes);
    if (!bodyBytes)
        return bodyBytes.error();
    start.bodyBytes = bodyBytes.value();
    const auto tokenDays = settingFrom(environment, "TOKEN_EXPIRY_DAYS", &Settings::tokenDays);
    if (!tokenDays)
        return tokenDays.error();
    start.tokenDays = tokenDays.value();
    return Nothing{};
}

CommandLine parseStart(const Pieces &pieces, const Environment &environment)
{
    StartOptions start;
    if (pieces.options.contains(Option::Headless))
        start.face = Face::Headless;
    else if (pieces.options.contains(Option::Hidden))
        start.face = Face::Hidden;
    start.profile = pieces.options.value(Option::Profile).value(0);
    start.providersFile = pieces.options.value(Option::Providers).value(0);
    if (pieces.options.contains(Option::Port)) {
        start.port = portOf(pieces.options.value(Option::Port).constFirst());
        if (!start.port)
            return misused(QStringLiteral("--port wants a number from 0 to 65535."));
    }
    if (pieces.options.contains(Option::Vault)) {
        const QString vault = pieces.options.value(Option::Vault).constFirst();
        if (vault == u"memory")
            start.vault = Vault::Memory;
        else if (vault != u"keychain")
            return misused(QStringLiteral("--vault is keychain or memory, not \"%1\".").arg(vault));
    }
    for (const QString &text : pieces.options.value(Option::AllowOrigin)) {
        if (auto added = addOrigin(start, text, QStringLiteral("--allow-origin"), 2); !added)
            return added.error();
    }
    if (start.face == Face::Headless) {
        if (auto read = readEnvironment(start, environment); !read)
            return read.error();
    }
    return start;
}

} // namespace

CommandLine parseCommandLine(const QStringList &arguments, const Environment &environment)
{
    const auto pieces = takeApart(arguments);
    if (!pieces)
        return pieces.error();
    if (pieces.value().options.contains(Option::Help))
        return Information{usageText()};
    if (pieces.value().options.contains(Option::Version))
        return Information{QStringLiteral("byok-relay %1\n").arg(buildInfo().version)};
    if (const auto placed = checkPlaces(pieces.value()); !placed)
        return placed.error();
    return pieces.value().words.isEmpty() ? parseStart(pieces.value(), environment)
                                          : parseVerb(pieces.value());
}

QString usageText()
{
    QString text = QStringLiteral(
        "Byok Relay lets web apps that you approve use your own AI keys, without ever seeing them.\n"
        "\n"
        "Start it:\n"
        "  byok-relay [OPTION…]\n"
        "    --headless             no windows; reads PORT, ALLOWED_ORIGINS, ALLOWED_MODELS, APP_SECRET,\n"
        "                           REQUEST_BODY_LIMIT_BYTES and TOKEN_EXPIRY_DAYS from the environment\n"
        "    --hidden               only the tray, until you open the window\n"
        "    --port N               this port and no other (0: any free one)\n"
        "    --profile DIR          keep all state in DIR\n"
        "    --vault WHERE          keychain (default), or memory: keys are gone when the program ends\n"
        "    --allow-origin ORIGIN  let this web app use the keys for this session; may be repeated\n"
        "    --providers FILE       your own providers, or other addresses for known ones\n"
        "\n"
        "Ask the one that is running (of the same --profile; --json where it prints):\n");
    for (const VerbRow &row : verbRows()) {
        if (row.verb == Verb::Show)
            continue; // a second start says it by itself
        text += QStringLiteral("  byok-relay %1  %2\n")
                    .arg(verbUsage(row).leftJustified(43), QLatin1StringView(row.help));
    }
    text += QStringLiteral(
                "\nFORM is %1 (bearer unless given).\n"
                "--openai: a gateway or server in OpenAI's manner (byok-relay, LiteLLM, vLLM …).\n"
                "RULE is what apps may call of another API, as \"POST /v1/customers\" or /v1 with all below\n"
                "it; without --allow-path and --openai they may call every path.\n")
                .arg(QLatin1StringView(rowOf(Option::Auth).value));
    text += QStringLiteral("TIME is session, day, 90-days or until-revoked. Limits of an app:");
    for (const AppLimitRow &row : appLimitRows())
        text += u' ' + QLatin1StringView(row.name);
    text += QStringLiteral(".\nExit: 0 done, 1 refused or failed, 2 not understood.\n");
    return text;
}

} // namespace byok
