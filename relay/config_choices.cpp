// SPDX-License-Identifier: Apache-2.0
#include "relay/config_choices.h"

#include "relay/json_reader.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QString authName(AuthScheme scheme)
{
    switch (scheme) {
    case AuthScheme::None:
        return u"none"_s;
    case AuthScheme::Bearer:
        return u"bearer"_s;
    case AuthScheme::Token:
        return u"token"_s;
    case AuthScheme::Header:
        return u"header"_s;
    case AuthScheme::Query:
        return u"query"_s;
    case AuthScheme::Basic:
        return u"basic"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString kindName(ProviderEntry::Kind kind)
{
    switch (kind) {
    case ProviderEntry::Kind::Own:
        return u"own"_s;
    case ProviderEntry::Kind::OfShipped:
        return u"of-shipped"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString privateAddressesName(PrivateAddresses addresses)
{
    switch (addresses) {
    case PrivateAddresses::Refused:
        return u"refused"_s;
    case PrivateAddresses::Allowed:
        return u"allowed"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

PrivateAddresses readPrivateAddresses(JsonReader &reader, const JsonPath &path, const QJsonObject &object)
{
    // Missing is the narrow one.
    if (!object.contains("private_addresses"_L1))
        return PrivateAddresses::Refused;
    return reader.oneOf(path, object, "private_addresses"_L1,
                        {PrivateAddresses::Refused, PrivateAddresses::Allowed}, privateAddressesName);
}

ProviderEntry readProviderEntry(JsonReader &reader, const JsonPath &path, const QJsonObject &object)
{
    ProviderEntry entry;
    entry.id = reader.requiredString(path, object, "id"_L1);
    entry.kind = reader.oneOf(path, object, "kind"_L1,
                              {ProviderEntry::Kind::Own, ProviderEntry::Kind::OfShipped}, kindName);
    // Required, so that forgetting it turns nothing on.
    reader.require(path, object, {"enabled"_L1});
    entry.enabled = reader.boolean(path, object, "enabled"_L1, false);
    entry.baseUrl = reader.string(path, object, "base_url"_L1, {}).toUtf8();
    entry.privateAddresses = readPrivateAddresses(reader, path, object);
    switch (entry.kind) {
    case ProviderEntry::Kind::OfShipped:
        reader.allow(path, object, {"id"_L1, "kind"_L1, "enabled"_L1, "base_url"_L1, "private_addresses"_L1});
        break;
    case ProviderEntry::Kind::Own:
        reader.allow(path, object,
                     {"id"_L1, "kind"_L1, "enabled"_L1, "base_url"_L1, "private_addresses"_L1, "name"_L1,
                      "auth"_L1, "auth_field"_L1, "paths"_L1, "check_path"_L1, "chat_path"_L1});
        // An empty list means every path: forgetting it must not.
        reader.require(path, object, {"base_url"_L1, "paths"_L1});
        entry.name = reader.requiredString(path, object, "name"_L1);
        entry.auth = reader.oneOf(path, object, "auth"_L1,
                                  {AuthScheme::None, AuthScheme::Bearer, AuthScheme::Token,
                                   AuthScheme::Header, AuthScheme::Query, AuthScheme::Basic},
                                  authName);
        entry.authField = reader.string(path, object, "auth_field"_L1, {}).toUtf8();
        for (const QString &rule : reader.strings(path, object, "paths"_L1))
            entry.paths.append(rule.toUtf8());
        entry.checkPath = reader.string(path, object, "check_path"_L1, {}).toUtf8();
        entry.chatPath = reader.string(path, object, "chat_path"_L1, {}).toUtf8();
        break;
    }
    return entry;
}

} // namespace

QString proxyModeName(ProxyChoice::Mode mode)
{
    switch (mode) {
    case ProxyChoice::Mode::System:
        return u"system"_s;
    case ProxyChoice::Mode::None:
        return u"none"_s;
    case ProxyChoice::Mode::Fixed:
        return u"fixed"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString themeName(Theme theme)
{
    switch (theme) {
    case Theme::System:
        return u"system"_s;
    case Theme::Light:
        return u"light"_s;
    case Theme::Dark:
        return u"dark"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QList<ProviderEntry> readProviderEntries(JsonReader &reader, const QJsonObject &root)
{
    QList<ProviderEntry> entries;
    QSet<QString> ids;
    const QList<QJsonObject> objects = reader.objects(root, "providers"_L1);
    for (qsizetype i = 0; i < objects.size(); ++i) {
        const JsonPath path{u"providers"_s, i};
        const ProviderEntry entry = readProviderEntry(reader, path, objects.at(i));
        if (ids.contains(entry.id))
            reader.fail(JsonPath(path) << u"id"_s,
                        u"the provider “%1” is there twice."_s.arg(entry.id.left(60)));
        ids.insert(entry.id);
        entries.append(entry);
    }
    return entries;
}

QJsonArray providerEntriesValue(const QList<ProviderEntry> &entries)
{
    QJsonArray array;
    for (const ProviderEntry &entry : entries) {
        QJsonObject object{{u"id"_s, entry.id},
                           {u"kind"_s, kindName(entry.kind)},
                           {u"enabled"_s, entry.enabled},
                           {u"base_url"_s, QString::fromUtf8(entry.baseUrl)},
                           {u"private_addresses"_s, privateAddressesName(entry.privateAddresses)}};
        if (entry.kind == ProviderEntry::Kind::Own) {
            QJsonArray paths;
            for (const QByteArray &rule : entry.paths)
                paths.append(QString::fromUtf8(rule));
            object.insert(u"name"_s, entry.name);
            object.insert(u"auth"_s, authName(entry.auth));
            object.insert(u"auth_field"_s, QString::fromUtf8(entry.authField));
            object.insert(u"paths"_s, paths);
            object.insert(u"check_path"_s, QString::fromUtf8(entry.checkPath));
            if (!entry.chatPath.isEmpty())
                object.insert(u"chat_path"_s, QString::fromUtf8(entry.chatPath));
        }
        array.append(object);
    }
    return array;
}

ProxyChoice readProxyChoice(JsonReader &reader, const QJsonObject &root)
{
    const QJsonValue value = root.value("proxy"_L1);
    if (value.isUndefined())
        return {};
    const JsonPath path{u"proxy"_s};
    if (!value.isObject()) {
        reader.fail(path, u"“proxy” must be an object in { }."_s);
        return {};
    }
    const QJsonObject object = value.toObject();
    reader.allow(path, object, {"mode"_L1, "url"_L1});
    ProxyChoice choice;
    choice.mode = reader.oneOf(path, object, "mode"_L1,
                               {ProxyChoice::Mode::System, ProxyChoice::Mode::None, ProxyChoice::Mode::Fixed},
                               proxyModeName);
    choice.url = reader.string(path, object, "url"_L1, {}).toUtf8();
    if (reader.failed())
        return {};
    const Result<ProxyChoice> checked = checkedProxy(choice);
    if (!checked) {
        reader.fail(JsonPath(path) << u"url"_s, checked.error().sentence);
        return {};
    }
    return checked.value();
}

QJsonObject proxyChoiceValue(const ProxyChoice &choice)
{
    return {{u"mode"_s, proxyModeName(choice.mode)}, {u"url"_s, QString::fromUtf8(choice.url)}};
}

DesktopChoices readDesktopChoices(JsonReader &reader, const QJsonObject &root)
{
    DesktopChoices choices;
    const QJsonValue value = root.value("desktop"_L1);
    if (value.isUndefined())
        return choices;
    const JsonPath path{u"desktop"_s};
    if (!value.isObject()) {
        reader.fail(path, u"“desktop” must be an object in { }."_s);
        return choices;
    }
    const QJsonObject object = value.toObject();
    reader.allow(path, object,
                 {"theme"_L1, "language"_L1, "start_hidden"_L1, "lock_with_screen"_L1,
                  "lock_after_idle_minutes"_L1, "welcomed"_L1, "told_of_hiding"_L1});
    if (object.contains("theme"_L1))
        choices.theme =
            reader.oneOf(path, object, "theme"_L1, {Theme::System, Theme::Light, Theme::Dark}, themeName);
    choices.language = reader.string(path, object, "language"_L1, choices.language);
    choices.startHidden = reader.boolean(path, object, "start_hidden"_L1, choices.startHidden);
    // Required, so that forgetting them leaves no key unlocked.
    reader.require(path, object, {"lock_with_screen"_L1, "lock_after_idle_minutes"_L1});
    choices.lockWithScreen = reader.boolean(path, object, "lock_with_screen"_L1, choices.lockWithScreen);
    choices.lockAfterIdleMinutes = reader.integer(
        JsonPath(path) << u"lock_after_idle_minutes"_s, object.value("lock_after_idle_minutes"_L1), 0,
        DesktopChoices::mostIdleMinutes, u"lock_after_idle_minutes"_s);
    choices.welcomed = reader.boolean(path, object, "welcomed"_L1, choices.welcomed);
    choices.toldOfHiding = reader.boolean(path, object, "told_of_hiding"_L1, choices.toldOfHiding);
    return choices;
}

QJsonObject desktopChoicesValue(const DesktopChoices &choices)
{
    return {{u"theme"_s, themeName(choices.theme)},
            {u"language"_s, choices.language},
            {u"start_hidden"_s, choices.startHidden},
            {u"lock_with_screen"_s, choices.lockWithScreen},
            {u"lock_after_idle_minutes"_s, choices.lockAfterIdleMinutes},
            {u"welcomed"_s, choices.welcomed},
            {u"told_of_hiding"_s, choices.toldOfHiding}};
}

} // namespace byok
