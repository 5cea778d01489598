// SPDX-License-Identifier: Apache-2.0
#include "relay/relay_config.h"

#include "relay/config_choices.h"
#include "relay/fallback_rule_json.h"
#include "relay/json_reader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonParseError>
#include <QSet>
#include <QTimeZone>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

void readSettings(JsonReader &reader, const QJsonValue &value, Settings &settings)
{
    if (value.isUndefined())
        return;
    if (!value.isObject()) {
        reader.fail({u"settings"_s}, u"“settings” must be an object in { }."_s);
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const JsonPath path{u"settings"_s, it.key()};
        const SettingRow *row = findSetting(it.key());
        if (!row) {
            reader.fail(path,
                        u"there is no setting “%1”; `byok-relay settings list` shows those there are."_s.arg(
                            it.key().left(60)));
            continue;
        }
        // Through the same check as a setting that somebody types.
        const qint64 number = it.value().isDouble() ? it.value().toInteger(-1) : -1;
        const Result<qint64> checked =
            parseSetting(*row, number < 0 ? QString(u"this"_s) : QString::number(number));
        if (!checked)
            reader.fail(path, checked.error().sentence);
        else
            settings.*row->member = checked.value();
    }
}

/// A list of an app's that is required, although an empty one means everything: forgetting it must not widen
/// a grant. `items` is what a sentence calls its texts.
QStringList readAppList(JsonReader &reader, const JsonPath &path, const QJsonObject &object,
                        QLatin1StringView key, const QString &items)
{
    if (!object.contains(key))
        reader.fail(
            JsonPath(path) << key,
            u"an entry of “apps” needs “%1”, a list of %2 ([] for every one)."_s.arg(QString(key), items));
    return reader.strings(path, object, key);
}

AppLimits readLimits(JsonReader &reader, const JsonPath &path, const QJsonObject &object)
{
    AppLimits limits;
    const QJsonValue value = object.value("limits"_L1);
    if (value.isUndefined())
        return limits;
    const JsonPath here = JsonPath(path) << u"limits"_s;
    if (!value.isObject())
        reader.fail(here, u"“limits” must be an object in { }."_s);
    const QJsonObject rows = value.toObject();
    for (auto it = rows.begin(); it != rows.end(); ++it) {
        const JsonPath place = JsonPath(here) << it.key();
        if (const AppLimitRow *row = findAppLimit(it.key()))
            limits.*row->member = reader.integer(place, it.value(), 0, row->most, it.key());
        else
            reader.fail(place, u"there is no limit “%1” of an app."_s.arg(it.key().left(60)));
    }
    return limits;
}

/// What an app may do. Everything that narrows it is required, so that forgetting it widens nothing.
Grant readGrant(JsonReader &reader, const JsonPath &path, const QJsonObject &object, int version)
{
    Grant grant;
    grant.providers = readAppList(reader, path, object, "providers"_L1, u"provider names"_s);
    grant.models = readAppList(reader, path, object, "models"_L1, u"model names"_s);
    const auto paths = pathScopeNamed(reader.requiredString(path, object, "paths"_L1));
    if (!paths)
        reader.fail(JsonPath(path) << u"paths"_s, u"“paths” must be \"inference\" or \"all\"."_s);
    grant.paths = paths.value_or(PathScope::InferenceOnly);
    const auto duration = durationNamed(reader.requiredString(path, object, "duration"_L1));
    if (!duration || duration == GrantDuration::ThisSession)
        reader.fail(JsonPath(path) << u"duration"_s,
                    u"“duration” must be \"day\", \"90-days\" or \"until-revoked\"."_s);
    grant.duration = duration.value_or(GrantDuration::OneDay);
    grant.limits = readLimits(reader, path, object);
    if (version >= 4)
        reader.require(path, object, {"keys"_L1});
    grant.keys = reader.texts(path, object, "keys"_L1);
    return grant;
}

QString sourceName(AppSource source)
{
    switch (source) {
    case AppSource::ByHand:
        return u"by-hand"_s;
    case AppSource::Asked:
        return u"asked"_s;
    case AppSource::BySecret:
        return u"by-secret"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

/// Required of a program, so that forgetting it opens no program to whoever holds the APP_SECRET. Before
/// version 3 it was not told: what has an executable had asked.
AppSource readSource(JsonReader &reader, const JsonPath &path, const QJsonObject &object, const AppEntry &app,
                     int version)
{
    if (version < 3)
        return app.executable.isEmpty() ? AppSource::ByHand : AppSource::Asked;
    if (app.kind != AppKind::Program) {
        if (object.contains("source"_L1))
            reader.fail(JsonPath(path) << u"source"_s, u"only a program has a “source”."_s);
        return AppSource::ByHand;
    }
    const QString name = reader.requiredString(path, object, "source"_L1);
    for (const AppSource source : {AppSource::ByHand, AppSource::Asked, AppSource::BySecret}) {
        if (name == sourceName(source))
            return source;
    }
    reader.fail(JsonPath(path) << u"source"_s,
                u"“source” must be \"by-hand\", \"asked\" or \"by-secret\"."_s);
    return AppSource::ByHand;
}

/// What an app's entry may say; each version of the file added to it.
QList<QLatin1StringView> appFields(int version)
{
    QList<QLatin1StringView> fields{"id"_L1, "kind"_L1, "name"_L1, "providers"_L1, "approved_at"_L1};
    if (version >= 2)
        fields += {"models"_L1,  "paths"_L1,      "duration"_L1,    "limits"_L1,
                   "ends_at"_L1, "executable"_L1, "own_keys_off"_L1};
    if (version >= 3)
        fields += {"source"_L1};
    if (version >= 4)
        fields += {"keys"_L1, "paused"_L1};
    return fields;
}

QList<AppEntry> readApps(JsonReader &reader, const QJsonObject &root, int version)
{
    QList<AppEntry> apps;
    QSet<QString> ids;
    const QList<QJsonObject> objects = reader.objects(root, "apps"_L1);
    for (qsizetype i = 0; i < objects.size(); ++i) {
        const QJsonObject &object = objects.at(i);
        const JsonPath path{u"apps"_s, i};
        reader.allow(path, object, appFields(version));
        AppEntry app;
        app.id = reader.requiredString(path, object, "id"_L1);
        if (ids.contains(app.id))
            reader.fail(JsonPath(path) << u"id"_s, u"the app “%1” is there twice."_s.arg(app.id.left(300)));
        ids.insert(app.id);
        const QString kind = reader.requiredString(path, object, "kind"_L1);
        if (kind != "origin"_L1 && kind != "program"_L1)
            reader.fail(JsonPath(path) << u"kind"_s, u"“kind” must be \"origin\" or \"program\"."_s);
        app.kind = kind == "program"_L1 ? AppKind::Program : AppKind::Origin;
        app.name = reader.string(path, object, "name"_L1, {});
        app.approvedAt = reader.date(path, object, "approved_at"_L1);
        if (version == 1) {
            app.grant.providers = readAppList(reader, path, object, "providers"_L1, u"provider names"_s);
            app.grant.duration = GrantDuration::UntilRevoked;
        } else {
            app.grant = readGrant(reader, path, object, version);
            app.endsAt = reader.date(path, object, "ends_at"_L1);
            if (!app.endsAt.isValid() && app.grant.duration != GrantDuration::UntilRevoked)
                reader.fail(JsonPath(path) << u"ends_at"_s,
                            u"an approval for a time needs “ends_at”, the date when it ends."_s);
            app.executable = reader.string(path, object, "executable"_L1, {});
            app.ownKeysOff = reader.strings(path, object, "own_keys_off"_L1);
            app.source = readSource(reader, path, object, app, version);
            if (version >= 4)
                reader.require(path, object, {"paused"_L1});
            app.paused = reader.boolean(path, object, "paused"_L1, false);
        }
        apps.append(app);
    }
    return apps;
}

QList<TokenEntry> readTokens(JsonReader &reader, const QJsonObject &root)
{
    QList<TokenEntry> tokens;
    const QList<QJsonObject> objects = reader.objects(root, "tokens"_L1);
    for (qsizetype i = 0; i < objects.size(); ++i) {
        const QJsonObject &object = objects.at(i);
        const JsonPath path{u"tokens"_s, i};
        reader.allow(path, object, {"sha256"_L1, "app"_L1, "created_at"_L1, "expires_at"_L1});
        TokenEntry token;
        const QByteArray hex = reader.requiredString(path, object, "sha256"_L1).toUtf8();
        token.sha256 = QByteArray::fromHex(hex);
        if (token.sha256.size() != 32 || token.sha256.toHex() != hex.toLower())
            reader.fail(JsonPath(path) << u"sha256"_s, u"“sha256” must be 64 hexadecimal digits."_s);
        token.appId = reader.requiredString(path, object, "app"_L1);
        token.createdAt = reader.date(path, object, "created_at"_L1);
        // Required, although null means never: forgetting it must not make a token live for ever.
        if (!object.contains("expires_at"_L1))
            reader.fail(JsonPath(path) << u"expires_at"_s,
                        u"an entry of “tokens” needs “expires_at” (null for never)."_s);
        token.expiresAt = reader.date(path, object, "expires_at"_L1);
        tokens.append(token);
    }
    return tokens;
}

QList<KeyEntry> readKeys(JsonReader &reader, const QJsonObject &root, int version)
{
    QList<KeyEntry> keys;
    const QList<QJsonObject> objects = reader.objects(root, "keys"_L1);
    for (qsizetype i = 0; i < objects.size(); ++i) {
        const QJsonObject &object = objects.at(i);
        const JsonPath path{u"keys"_s, i};
        if (version == 1)
            reader.allow(path, object, {"account"_L1, "provider"_L1, "label"_L1, "app"_L1, "added_at"_L1});
        else
            reader.allow(path, object,
                         {"account"_L1, "provider"_L1, "label"_L1, "app"_L1, "added_at"_L1, "sent_to"_L1});
        KeyEntry key;
        key.account = reader.requiredString(path, object, "account"_L1);
        key.provider = reader.requiredString(path, object, "provider"_L1);
        key.label = reader.string(path, object, "label"_L1, u"default"_s);
        // Required, although empty means the person's own: forgetting it must not hand an app's key to every
        // app.
        if (!object.contains("app"_L1))
            reader.fail(JsonPath(path) << u"app"_s,
                        u"an entry of “keys” needs “app” (\"\" for your own key)."_s);
        key.appId = reader.string(path, object, "app"_L1, {});
        key.addedAt = reader.date(path, object, "added_at"_L1);
        // Required, so that forgetting it binds no key to anything. Version 2 began without it.
        if (version > 2 && !object.contains("sent_to"_L1))
            reader.fail(JsonPath(path) << u"sent_to"_s,
                        u"an entry of “keys” needs “sent_to”, the one address that the key goes to."_s);
        key.sentTo = reader.string(path, object, "sent_to"_L1, {}).toUtf8();
        keys.append(key);
    }
    return keys;
}

QList<KeptLimits> readKeptLimits(JsonReader &reader, const QJsonObject &root)
{
    QList<KeptLimits> kept;
    const QList<QJsonObject> objects = reader.objects(root, "kept_limits"_L1);
    for (qsizetype i = 0; i < objects.size(); ++i) {
        const JsonPath path{u"kept_limits"_s, i};
        reader.allow(path, objects.at(i), {"app"_L1, "limits"_L1});
        kept.append(
            {reader.requiredString(path, objects.at(i), "app"_L1), readLimits(reader, path, objects.at(i))});
    }
    return kept;
}

QList<DenialEntry> readDenials(JsonReader &reader, const QJsonObject &root)
{
    QList<DenialEntry> denials;
    const QList<QJsonObject> objects = reader.objects(root, "denials"_L1);
    for (qsizetype i = 0; i < objects.size(); ++i) {
        const QJsonObject &object = objects.at(i);
        const JsonPath path{u"denials"_s, i};
        reader.allow(path, object, {"subject"_L1, "count"_L1, "silent_until"_L1});
        DenialEntry denial;
        denial.subject = reader.requiredString(path, object, "subject"_L1);
        denial.count = static_cast<int>(
            reader.integer(JsonPath(path) << u"count"_s, object.value("count"_L1), 0, 1'000'000, u"count"_s));
        // Absent or null: for ever.
        denial.silentUntil = reader.date(path, object, "silent_until"_L1);
        denials.append(denial);
    }
    return denials;
}

/// Version 1 knew approvals without an end, for all models and the inference paths, and no denials; version 2
/// no program's source, and at first no address of a key; version 3 neither entries of providers nor a
/// person's choices of proxy and desktop; version 4 no rules for failing requests.
RelayConfig readUpToVersion5(JsonReader &reader, const QJsonObject &root, int version)
{
    RelayConfig config;
    QList<QLatin1StringView> fields{"version"_L1,      "port"_L1,          "paused"_L1,
                                    "discoverable"_L1, "extra_ca_file"_L1, "settings"_L1,
                                    "apps"_L1,         "tokens"_L1,        "keys"_L1};
    if (version >= 2)
        fields += {"unlisted_accounts"_L1, "denials"_L1, "kept_limits"_L1};
    if (version >= 4)
        fields += {"providers"_L1, "default_keys"_L1, "proxy"_L1, "desktop"_L1};
    if (version >= 5)
        fields += {"fallbacks"_L1};
    reader.allow({}, root, fields);
    if (root.contains("port"_L1))
        config.port =
            static_cast<quint16>(reader.integer({u"port"_s}, root.value("port"_L1), 0, 65535, u"port"_s));
    config.paused = reader.boolean({}, root, "paused"_L1, config.paused);
    config.discoverable = reader.boolean({}, root, "discoverable"_L1, config.discoverable);
    config.extraCaFile = reader.string({}, root, "extra_ca_file"_L1, {});
    readSettings(reader, root.value("settings"_L1), config.settings);
    config.apps = readApps(reader, root, version);
    config.tokens = readTokens(reader, root);
    config.keys = readKeys(reader, root, version);
    if (version >= 2) {
        config.unlistedAccounts = reader.strings({}, root, "unlisted_accounts"_L1);
        config.denials = readDenials(reader, root);
        config.keptLimits = readKeptLimits(reader, root);
    }
    if (version >= 4) {
        config.providers = readProviderEntries(reader, root);
        config.defaultKeys = reader.texts({}, root, "default_keys"_L1);
        config.proxy = readProxyChoice(reader, root);
        config.desktop = readDesktopChoices(reader, root);
    }
    if (version >= 5)
        config.fallbacks = readFallbackRules(reader, root);
    return config;
}

QJsonObject limitsValue(const AppLimits &limits)
{
    QJsonObject rows;
    for (const AppLimitRow &row : appLimitRows()) {
        if (const std::optional<qint64> &value = limits.*row.member)
            rows.insert(QLatin1StringView(row.name), *value);
    }
    return rows;
}

QJsonObject textsValue(const QMap<QString, QString> &texts)
{
    QJsonObject object;
    for (auto it = texts.begin(); it != texts.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QJsonValue dateValue(const QDateTime &date)
{
    return date.isValid() ? QJsonValue(date.toUTC().toString(Qt::ISODateWithMs))
                          : QJsonValue(QJsonValue::Null);
}

} // namespace

Result<RelayConfig> RelayConfig::fromJson(const QByteArray &json, const QString &sourceName)
{
    JsonReader reader(json, sourceName);
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        reader.failAtLine(jsonLineAt(json, parseError.offset),
                          u"this is not JSON: %1."_s.arg(parseError.errorString()));
        return reader.failure();
    }
    if (!document.isObject()) {
        reader.failAtLine(1, u"this must be an object in { }."_s);
        return reader.failure();
    }
    if (const std::optional<JsonDoubledKey> doubled = jsonDoubledKey(json)) {
        reader.failAtLine(doubled->line,
                          u"the field “%1” is there twice; take one out."_s.arg(doubled->key.left(60)));
        return reader.failure();
    }

    const QJsonObject root = document.object();
    const qint64 version =
        reader.integer({u"version"_s}, root.value("version"_L1), 1, 1'000'000, u"version"_s);
    if (reader.failed())
        return reader.failure();
    // An older version's reader goes here as a case of its own and hands on what the next one reads.
    RelayConfig config;
    switch (version) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
        config = readUpToVersion5(reader, root, static_cast<int>(version));
        break;
    default:
        reader.fail(
            {u"version"_s},
            u"this was written by a newer Byok Relay (version %1 of the file; this program reads up to %2). Use that one, or move the file away."_s
                .arg(version)
                .arg(currentVersion));
    }
    if (reader.failed())
        return reader.failure();
    return config;
}

QByteArray RelayConfig::toJson() const
{
    QJsonObject changedSettings;
    for (const SettingRow &row : settingRows()) {
        if (settings.*row.member != row.fallback)
            changedSettings.insert(QLatin1StringView(row.name), settings.*row.member);
    }
    QJsonArray appArray;
    for (const AppEntry &app : apps) {
        QJsonObject entry{{u"id"_s, app.id},
                          {u"kind"_s, app.kind == AppKind::Program ? u"program"_s : u"origin"_s},
                          {u"name"_s, app.name},
                          {u"providers"_s, QJsonArray::fromStringList(app.grant.providers)},
                          {u"models"_s, QJsonArray::fromStringList(app.grant.models)},
                          {u"paths"_s, pathScopeName(app.grant.paths)},
                          {u"duration"_s, durationName(app.grant.duration)},
                          {u"keys"_s, textsValue(app.grant.keys)},
                          {u"paused"_s, app.paused},
                          {u"approved_at"_s, dateValue(app.approvedAt)},
                          {u"ends_at"_s, dateValue(app.endsAt)}};
        if (app.grant.limits != AppLimits())
            entry.insert(u"limits"_s, limitsValue(app.grant.limits));
        if (!app.executable.isEmpty())
            entry.insert(u"executable"_s, app.executable);
        if (app.kind == AppKind::Program)
            entry.insert(u"source"_s, sourceName(app.source));
        if (!app.ownKeysOff.isEmpty())
            entry.insert(u"own_keys_off"_s, QJsonArray::fromStringList(app.ownKeysOff));
        appArray.append(entry);
    }
    QJsonArray tokenArray;
    for (const TokenEntry &token : tokens) {
        tokenArray.append(QJsonObject{{u"sha256"_s, QString::fromLatin1(token.sha256.toHex())},
                                      {u"app"_s, token.appId},
                                      {u"created_at"_s, dateValue(token.createdAt)},
                                      {u"expires_at"_s, dateValue(token.expiresAt)}});
    }
    QJsonArray keyArray;
    for (const KeyEntry &key : keys) {
        keyArray.append(QJsonObject{{u"account"_s, key.account},
                                    {u"provider"_s, key.provider},
                                    {u"label"_s, key.label},
                                    {u"app"_s, key.appId},
                                    {u"added_at"_s, dateValue(key.addedAt)},
                                    {u"sent_to"_s, QString::fromUtf8(key.sentTo)}});
    }
    QJsonArray limitArray;
    for (const KeptLimits &kept : keptLimits)
        limitArray.append(QJsonObject{{u"app"_s, kept.appId}, {u"limits"_s, limitsValue(kept.limits)}});
    QJsonArray denialArray;
    for (const DenialEntry &denial : denials) {
        denialArray.append(QJsonObject{{u"subject"_s, denial.subject},
                                       {u"count"_s, denial.count},
                                       {u"silent_until"_s, dateValue(denial.silentUntil)}});
    }
    // QJsonObject keeps its keys sorted, which is the fixed order.
    const QJsonObject root{{u"version"_s, currentVersion},
                           {u"port"_s, int(port)},
                           {u"paused"_s, paused},
                           {u"discoverable"_s, discoverable},
                           {u"extra_ca_file"_s, extraCaFile},
                           {u"settings"_s, changedSettings},
                           {u"apps"_s, appArray},
                           {u"tokens"_s, tokenArray},
                           {u"keys"_s, keyArray},
                           {u"unlisted_accounts"_s, QJsonArray::fromStringList(unlistedAccounts)},
                           {u"kept_limits"_s, limitArray},
                           {u"denials"_s, denialArray},
                           {u"providers"_s, providerEntriesValue(providers)},
                           {u"default_keys"_s, textsValue(defaultKeys)},
                           {u"proxy"_s, proxyChoiceValue(proxy)},
                           {u"desktop"_s, desktopChoicesValue(desktop)},
                           {u"fallbacks"_s, fallbackRulesValue(fallbacks)}};
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

const AppEntry *RelayConfig::findApp(QStringView id) const
{
    const auto found = std::ranges::find_if(apps, [id](const AppEntry &app) { return app.id == id; });
    return found == apps.end() ? nullptr : &*found;
}

} // namespace byok
