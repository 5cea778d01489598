// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/provider_entries.h"

#include "relay/providers/provider_rules.h"
#include "relay/shown_text.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype longestName = 60;

std::optional<AddressKind> literalKind(const QByteArray &baseUrl)
{
    const QString host = QUrl(QString::fromLatin1(baseUrl)).host();
    if (isLoopbackHost(host))
        return AddressKind::Loopback;
    const QHostAddress address(host);
    return address.isNull() ? std::nullopt : std::optional(addressKind(address));
}

bool isPlain(const QByteArray &baseUrl)
{
    return baseUrl.startsWith("http://");
}

Result<QByteArray> checkedAddress(const ProviderEntry &entry)
{
    const Result<QByteArray> base = checkedBaseUrl(QString::fromUtf8(entry.baseUrl.trimmed()));
    if (!base)
        return Failure{u"The address %1."_s.arg(base.error().sentence)};
    const std::optional<AddressKind> kind = literalKind(base.value());
    const bool isNear = kind && *kind != AddressKind::Public;
    switch (entry.privateAddresses) {
    case PrivateAddresses::Refused:
        if (isPlain(base.value()))
            return Failure{
                u"The address must begin with https://; http:// is for private addresses only, and these have to be allowed first."_s};
        if (isNear)
            return Failure{
                u"The address is one of this computer or its own network; allow private addresses if it is meant to be there."_s};
        break;
    case PrivateAddresses::Allowed:
        if (isPlain(base.value()) && kind == AddressKind::Public)
            return Failure{
                u"The address is in the internet, so it must begin with https://, or the key could be read on the way."_s};
        break;
    }
    return base;
}

constexpr QByteArrayView chatEnd = "/chat/completions";

/// Why its chat path cannot be one; empty where it can, or there is none.
QString chatPathFault(const ProviderEntry &entry)
{
    if (entry.chatPath.isEmpty())
        return {};
    if (!isProviderPath(QString::fromUtf8(entry.chatPath)) || !entry.chatPath.endsWith(chatEnd))
        return u"The chat path must be one such as /v1/chat/completions, and end so."_s;
    const bool mayBeCalled =
        entry.paths.isEmpty() || std::ranges::any_of(entry.paths, [&entry](const QByteArray &rule) {
            const auto path = InferencePath::fromText(rule);
            return path && path->allows(HttpMethod::Post, entry.chatPath);
        });
    return mayBeCalled
               ? QString()
               : u"Apps may not call the chat path: add “POST %1” to the paths, or leave the chat path empty."_s
                     .arg(QString::fromUtf8(entry.chatPath));
}

Result<ProviderEntry> checkedOwnFields(const ProviderEntry &entry)
{
    ProviderEntry checked = entry;
    checked.name = entry.name.trimmed();
    if (checked.name.isEmpty() || checked.name.size() > longestName || !isPlainText(checked.name))
        return Failure{u"The name must be 1 to %1 characters of plain text."_s.arg(longestName)};
    const bool takesField = entry.auth == AuthScheme::Header || entry.auth == AuthScheme::Query;
    checked.authField = takesField ? entry.authField.trimmed() : QByteArray();
    if (entry.auth == AuthScheme::Header)
        checked.authField = checked.authField.toLower();
    if (takesField && !isFieldName(QString::fromUtf8(checked.authField)))
        return Failure{
            u"The key needs the name of the field that it goes under, such as x-api-key, without spaces."_s};
    if (entry.auth == AuthScheme::Header && isFramingField(checked.authField))
        return Failure{
            u"The key cannot go under “%1”, which the connection itself needs; choose another."_s.arg(
                QString::fromUtf8(checked.authField))};
    checked.paths.clear();
    for (const QByteArray &written : entry.paths) {
        const QByteArray rule = written.trimmed();
        if (rule.isEmpty())
            continue;
        if (!InferencePath::fromText(rule))
            return Failure{
                u"“%1” is no path; write one such as /v1, or “POST /v1/chat/completions”, each on its own."_s
                    .arg(QString::fromUtf8(rule.left(80)))};
        if (!checked.paths.contains(rule))
            checked.paths.append(rule);
    }
    checked.checkPath = entry.checkPath.trimmed();
    if (!checked.checkPath.isEmpty() && !isProviderPath(QString::fromUtf8(checked.checkPath)))
        return Failure{u"The path for testing a key must be one such as /v1/models."_s};
    checked.chatPath = entry.chatPath.trimmed();
    if (const QString fault = chatPathFault(checked); !fault.isEmpty())
        return Failure{fault};
    return checked;
}

/// The path of its chat, for callers that name none: where a rule says so without a "*".
QByteArray chatPathOf(const QList<QByteArray> &rules)
{
    for (const QByteArray &rule : rules) {
        const QByteArray path = rule.startsWith("POST ") ? rule.sliced(5) : rule;
        if (path.startsWith('/') && path.endsWith("/chat/completions") && !path.contains('*'))
            return path;
    }
    return {};
}

/// Where it speaks WebSocket: as OpenAI's API does, where every path is allowed; else where a rule names such
/// a path.
QList<QByteArray> realtimePathsOf(const QList<QByteArray> &rules)
{
    if (rules.isEmpty())
        return {"/v1/realtime"_ba};
    QList<QByteArray> paths;
    for (const QByteArray &rule : rules) {
        const QByteArray path = rule.startsWith("GET ") ? rule.sliced(4) : rule;
        if (path.startsWith('/') && path.endsWith("/realtime") && !path.contains('*'))
            paths.append(path);
    }
    return paths;
}

AddressReach reachOf(const ProviderEntry &entry)
{
    switch (entry.privateAddresses) {
    case PrivateAddresses::Refused:
        return AddressReach::Public;
    case PrivateAddresses::Allowed:
        // Whatever its name leads to: without TLS no key goes into the internet.
        return isPlain(entry.baseUrl) ? AddressReach::OwnNetwork : AddressReach::Anywhere;
    }
    Q_UNREACHABLE_RETURN(AddressReach::Public);
}

void takeAddress(Provider &provider, const ProviderEntry &entry)
{
    provider.baseUrl = entry.baseUrl;
    provider.addressBy = AddressAuthor::Person;
    provider.personsReach = reachOf(entry);
    provider.site =
        literalKind(entry.baseUrl) == AddressKind::Loopback ? ProviderSite::Local : ProviderSite::Remote;
}

Provider ownProvider(const ProviderEntry &entry)
{
    Provider provider;
    provider.id = entry.id;
    provider.name = entry.name;
    takeAddress(provider, entry);
    provider.auth = entry.auth;
    provider.authField = entry.authField;
    provider.chatPath = entry.chatPath.isEmpty() ? chatPathOf(entry.paths) : entry.chatPath;
    const QList<QByteArray> everything{"/"_ba};
    for (const QByteArray &rule : entry.paths.isEmpty() ? everything : entry.paths) {
        if (const auto path = InferencePath::fromText(rule))
            provider.inferencePaths.append(*path);
    }
    provider.realtimePaths = realtimePathsOf(entry.paths);
    provider.checkPath = entry.checkPath;
    provider.enabled = entry.enabled;
    return provider;
}

} // namespace

ProviderEntry entryOf(const QList<ProviderEntry> &entries, const Provider &provider)
{
    const auto there = std::ranges::find(entries, provider.id, &ProviderEntry::id);
    if (there != entries.end())
        return *there;
    ProviderEntry entry;
    entry.id = provider.id;
    entry.kind = ProviderEntry::Kind::OfShipped;
    entry.enabled = provider.enabled;
    return entry;
}

Result<ProviderEntry> checkedEntry(const ProviderEntry &entry)
{
    if (!isProviderId(entry.id))
        return Failure{
            u"The short name must be 1 to 40 small letters, digits and dashes, such as my-provider."_s};
    ProviderEntry checked;
    checked.id = entry.id;
    checked.kind = entry.kind;
    checked.enabled = entry.enabled;
    if (entry.kind == ProviderEntry::Kind::OfShipped && entry.baseUrl.trimmed().isEmpty())
        return checked; // stays where it is
    const Result<QByteArray> address = checkedAddress(entry);
    if (!address)
        return address.error();
    if (entry.kind == ProviderEntry::Kind::Own) {
        Result<ProviderEntry> own = checkedOwnFields(entry);
        if (!own)
            return own;
        checked = own.value();
    }
    checked.baseUrl = address.value();
    checked.privateAddresses = entry.privateAddresses;
    return checked;
}

ProviderEntry asGateway(ProviderEntry entry)
{
    // "https://llm.example/v1" is how most tools want it written, "https://llm.example" how people say it.
    static const QRegularExpression endsWithVersion(u"/(v[0-9][a-z0-9]*|openai)/*\\z"_s);
    const bool hasVersion =
        endsWithVersion.match(QUrl(QString::fromUtf8(entry.baseUrl.trimmed())).path()).hasMatch();
    const QByteArray root = hasVersion ? ""_ba : "/v1"_ba;
    entry.kind = ProviderEntry::Kind::Own;
    entry.chatPath = root + chatEnd.toByteArray();
    entry.checkPath = root + "/models";
    entry.paths = {"POST " + entry.chatPath,
                   "POST " + root + "/completions",
                   "POST " + root + "/embeddings",
                   "POST " + root + "/responses",
                   "POST " + root + "/images/*",
                   "POST " + root + "/audio/speech",
                   "POST " + root + "/audio/transcriptions",
                   "POST " + root + "/audio/translations",
                   "POST " + root + "/moderations",
                   "GET " + root + "/models/**"};
    return entry;
}

bool isGateway(const ProviderEntry &entry)
{
    return entry == asGateway(entry);
}

std::optional<AddressKind> addressWarning(const ProviderEntry &entry)
{
    const std::optional<AddressKind> kind = literalKind(entry.baseUrl.trimmed());
    return kind == AddressKind::Public ? std::nullopt : kind;
}

ProviderCatalog withEntries(const ProviderCatalog &catalog, const QList<ProviderEntry> &entries)
{
    QList<Provider> providers = catalog.all();
    for (const ProviderEntry &written : entries) {
        const Result<ProviderEntry> checked = checkedEntry(written);
        if (!checked)
            continue;
        const ProviderEntry &entry = checked.value();
        const auto there = std::ranges::find(providers, entry.id, &Provider::id);
        if (there != providers.end() && there->site == ProviderSite::BuiltIn)
            continue;
        switch (entry.kind) {
        case ProviderEntry::Kind::Own:
            if (there == providers.end())
                providers.append(ownProvider(entry));
            else
                *there = ownProvider(entry);
            break;
        case ProviderEntry::Kind::OfShipped:
            if (there == providers.end())
                break;
            there->enabled = entry.enabled;
            if (!entry.baseUrl.isEmpty())
                takeAddress(*there, entry);
            break;
        }
    }
    return ProviderCatalog::of(std::move(providers));
}

} // namespace byok
