// SPDX-License-Identifier: Apache-2.0
#include "app/control_protocol.h"

#include "relay/providers/provider_entries.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace byok {

namespace {

Failure notOurs()
{
    return {QStringLiteral(
        "The other side of the control socket speaks another language; are both programs of the "
        "same version?")};
}

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

Result<QJsonObject> objectOf(QByteArrayView line)
{
    if (line.size() > control::mostLineBytes)
        return notOurs();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line.toByteArray(), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return notOurs();
    return document.object();
}

/// The whole number in [0, most] of that name, or nothing.
std::optional<qsizetype> countOf(const QJsonObject &object, QLatin1StringView name, qsizetype most)
{
    const qint64 number = object.value(name).toInteger(-1);
    if (number < 0 || number > most)
        return std::nullopt;
    return qsizetype(number);
}

std::optional<QStringList> stringsOf(const QJsonValue &value)
{
    if (!value.isArray())
        return std::nullopt;
    QStringList strings;
    for (const QJsonValue item : value.toArray()) {
        if (!item.isString())
            return std::nullopt;
        strings += item.toString();
    }
    return strings;
}

constexpr OutputForm forms[] = {OutputForm::Text, OutputForm::Json, OutputForm::Csv};

QString formName(OutputForm form)
{
    switch (form) {
    case OutputForm::Text:
        return QStringLiteral("text");
    case OutputForm::Json:
        return QStringLiteral("json");
    case OutputForm::Csv:
        return QStringLiteral("csv");
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<OutputForm> formNamed(const QString &name)
{
    for (const OutputForm form : forms) {
        if (formName(form) == name)
            return form;
    }
    return std::nullopt;
}

QJsonObject ruleObject(const FallbackRule &rule)
{
    QJsonArray targets;
    for (const FallbackTarget &target : rule.targets)
        targets += QJsonArray{target.provider, target.model};
    return {{QStringLiteral("app"), rule.appId},
            {QStringLiteral("model"), rule.model},
            {QStringLiteral("other_keys"), rule.otherKeys == OtherKeys::Yes},
            {QStringLiteral("may_cost_money"), rule.paidTargets == PaidTargets::Allowed},
            {QStringLiteral("try"), targets}};
}

std::optional<FallbackRule> ruleOf(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const QJsonValue app = object.value(QLatin1StringView("app"));
    const QJsonValue model = object.value(QLatin1StringView("model"));
    const QJsonValue otherKeys = object.value(QLatin1StringView("other_keys"));
    const QJsonValue mayCost = object.value(QLatin1StringView("may_cost_money"));
    const QJsonValue targets = object.value(QLatin1StringView("try"));
    if (!app.isString() || !model.isString() || !otherKeys.isBool() || !mayCost.isBool() ||
        !targets.isArray())
        return std::nullopt;
    FallbackRule rule{app.toString(),
                      model.toString(),
                      otherKeys.toBool() ? OtherKeys::Yes : OtherKeys::No,
                      {},
                      mayCost.toBool() ? PaidTargets::Allowed : PaidTargets::LocalOnly};
    for (const QJsonValue target : targets.toArray()) {
        const auto pair = stringsOf(target);
        if (!pair || pair->size() != 2)
            return std::nullopt;
        rule.targets += {pair->first(), pair->last()};
    }
    return rule;
}

/// What `providers add` carries; it is checked as a whole where it is kept.
QJsonObject entryValue(const ProviderEntry &entry)
{
    QJsonArray paths;
    for (const QByteArray &rule : entry.paths)
        paths += QString::fromUtf8(rule);
    return {{QStringLiteral("name"), entry.name},
            {QStringLiteral("base_url"), QString::fromUtf8(entry.baseUrl)},
            {QStringLiteral("auth"), int(entry.auth)},
            {QStringLiteral("auth_field"), QString::fromUtf8(entry.authField)},
            {QStringLiteral("openai"), isGateway(entry)},
            {QStringLiteral("paths"), paths},
            {QStringLiteral("allow_private"), entry.privateAddresses == PrivateAddresses::Allowed}};
}

std::optional<ProviderEntry> entryOf(const QJsonValue &value)
{
    if (value.isUndefined()) // most verbs have none
        return ProviderEntry();
    const QJsonObject object = value.toObject();
    const auto auth = countOf(object, QLatin1StringView("auth"), qsizetype(AuthScheme::Basic));
    const auto paths = stringsOf(object.value(QLatin1StringView("paths")));
    if (!auth || !paths)
        return std::nullopt;
    ProviderEntry entry;
    for (const QString &rule : *paths)
        entry.paths += rule.toUtf8();
    entry.name = object.value(QLatin1StringView("name")).toString();
    entry.baseUrl = object.value(QLatin1StringView("base_url")).toString().toUtf8();
    entry.auth = static_cast<AuthScheme>(*auth);
    entry.authField = object.value(QLatin1StringView("auth_field")).toString().toUtf8();
    entry.privateAddresses = object.value(QLatin1StringView("allow_private")).toBool()
                                 ? PrivateAddresses::Allowed
                                 : PrivateAddresses::Refused;
    return object.value(QLatin1StringView("openai")).toBool() ? asGateway(entry) : entry;
}

} // namespace

QByteArray requestLine(const VerbRequest &request)
{
    return lineOf({{QStringLiteral("verb"), QLatin1StringView(verbRow(request.verb).name)},
                   {QStringLiteral("arguments"), QJsonArray::fromStringList(request.arguments)},
                   {QStringLiteral("label"), request.label},
                   {QStringLiteral("providers"), QJsonArray::fromStringList(request.grant.providers)},
                   {QStringLiteral("models"), QJsonArray::fromStringList(request.grant.models)},
                   {QStringLiteral("paths"), pathScopeName(request.grant.paths)},
                   {QStringLiteral("for"), durationName(request.grant.duration)},
                   {QStringLiteral("never_ask_again"), request.denial == Denial::NeverAskAgain},
                   {QStringLiteral("by"), groupingName(request.usage.by)},
                   {QStringLiteral("since"), request.usage.since},
                   {QStringLiteral("rule"), ruleObject(request.rule)},
                   {QStringLiteral("provider"), entryValue(request.provider)},
                   {QStringLiteral("own_options"), QJsonArray::fromStringList(request.ownOptions)},
                   {QStringLiteral("form"), formName(request.form)},
                   {QStringLiteral("secret_bytes"), qint64(request.secret.size())}});
}

QByteArray replyLine(const VerbReply &reply)
{
    return lineOf({{QStringLiteral("exit"), reply.exit},
                   {QStringLiteral("err"), reply.err},
                   {QStringLiteral("out_bytes"), qint64(reply.out.size())}});
}

Result<MessageHead<VerbRequest>> readRequestLine(QByteArrayView line)
{
    const Result<QJsonObject> object = objectOf(line);
    if (!object)
        return object.error();
    const QJsonObject &fields = object.value();
    const VerbRow *row = findVerb(fields.value(QLatin1StringView("verb")).toString());
    const auto arguments = stringsOf(fields.value(QLatin1StringView("arguments")));
    const auto providers = stringsOf(fields.value(QLatin1StringView("providers")));
    const auto models = stringsOf(fields.value(QLatin1StringView("models")));
    const auto paths = pathScopeNamed(fields.value(QLatin1StringView("paths")).toString());
    const auto duration = durationNamed(fields.value(QLatin1StringView("for")).toString());
    const QJsonValue never = fields.value(QLatin1StringView("never_ask_again"));
    const auto secretBytes = countOf(fields, QLatin1StringView("secret_bytes"), control::mostSecretBytes);
    const QJsonValue label = fields.value(QLatin1StringView("label"));
    const QJsonValue since = fields.value(QLatin1StringView("since"));
    const auto by = groupingNamed(fields.value(QLatin1StringView("by")).toString());
    const auto rule = ruleOf(fields.value(QLatin1StringView("rule")));
    const std::optional<ProviderEntry> provider = entryOf(fields.value(QLatin1StringView("provider")));
    // Most verbs have none.
    const auto ownOptions = stringsOf(fields.value(QLatin1StringView("own_options")).toArray());
    const auto form = formNamed(fields.value(QLatin1StringView("form")).toString());
    if (!row || !arguments || arguments->size() != argumentCount(*row) || !providers || !secretBytes ||
        !models || !paths || !duration || !never.isBool() || !label.isString() || !since.isString() || !by ||
        !rule || !form || !provider || !ownOptions) {
        return notOurs();
    }
    MessageHead<VerbRequest> head;
    head.message.verb = row->verb;
    head.message.arguments = *arguments;
    head.message.label = label.toString();
    head.message.grant.providers = *providers;
    head.message.grant.models = *models;
    head.message.grant.paths = *paths;
    head.message.grant.duration = *duration;
    head.message.denial = never.toBool() ? Denial::NeverAskAgain : Denial::ThisTime;
    head.message.usage = {*by, since.toString()};
    head.message.rule = *rule;
    head.message.provider = *provider;
    head.message.ownOptions = *ownOptions;
    head.message.form = *form;
    head.bytesToCome = *secretBytes;
    return head;
}

Result<MessageHead<VerbReply>> readReplyLine(QByteArrayView line)
{
    const Result<QJsonObject> object = objectOf(line);
    if (!object)
        return object.error();
    const QJsonObject &fields = object.value();
    const auto exit = countOf(fields, QLatin1StringView("exit"), 255);
    const auto outBytes = countOf(fields, QLatin1StringView("out_bytes"), control::mostOutBytes);
    const QJsonValue err = fields.value(QLatin1StringView("err"));
    if (!exit || !outBytes || !err.isString())
        return notOurs();
    MessageHead<VerbReply> head;
    head.message.exit = int(*exit);
    head.message.err = err.toString();
    head.bytesToCome = *outBytes;
    return head;
}

} // namespace byok
