// SPDX-License-Identifier: Apache-2.0
#include "relay/access/config_edits.h"

#include "relay/access/origin.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype mostTokensPerApp = 20;
constexpr qsizetype longestName = 100;

/// Format characters too: a name that turns the text after it around shows people something else than it is.
bool isFreeOfControls(const QString &text)
{
    return std::ranges::none_of(text, [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    });
}

bool isLabel(const QString &text)
{
    return text.size() <= longestName && isFreeOfControls(text);
}

bool isProviderId(const QString &id)
{
    return !id.isEmpty() && id.size() <= 64 && std::ranges::all_of(id, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_' || c == u'.';
    });
}

Result<> checkProviders(const QStringList &providers)
{
    for (const QString &id : providers) {
        if (!isProviderId(id))
            return Failure{u"“%1” is not the name of a provider."_s.arg(id.left(60))};
    }
    return Nothing{};
}

Result<> checkToken(const RelayConfig &config, const TokenEntry &token)
{
    if (token.sha256.size() != 32 || !token.createdAt.isValid())
        return Failure{u"This token has no hash or no date; make a new one."_s};
    if (std::ranges::any_of(config.tokens, [&](const TokenEntry &one) { return one.sha256 == token.sha256; }))
        return Failure{u"This token was handed out already; make a new one."_s};
    return Nothing{};
}

QStringList withoutDoubles(QStringList providers)
{
    providers.removeDuplicates();
    return providers;
}

Failure noSuchApp(const QString &id)
{
    return {u"There is no app “%1”; see: byok-relay apps list"_s.arg(id.left(300))};
}

AppEntry *findApp(RelayConfig &config, const QString &id)
{
    const auto found = std::ranges::find_if(config.apps, [&](const AppEntry &app) { return app.id == id; });
    return found == config.apps.end() ? nullptr : &*found;
}

/// The oldest go until there is room for one more.
void makeRoomForToken(RelayConfig &config, const QString &appId)
{
    const auto isOurs = [&](const TokenEntry &one) { return one.appId == appId; };
    while (std::ranges::count_if(config.tokens, isOurs) >= mostTokensPerApp) {
        auto oldest = config.tokens.end();
        for (auto it = config.tokens.begin(); it != config.tokens.end(); ++it) {
            if (isOurs(*it) && (oldest == config.tokens.end() || it->createdAt < oldest->createdAt))
                oldest = it;
        }
        config.tokens.erase(oldest);
    }
}

} // namespace

ConfigEdit allowOrigin(const QByteArray &origin, const QString &name, const QStringList &providers,
                       const QDateTime &now)
{
    return [=](RelayConfig &config) -> Result<> {
        if (!isWellFormedOrigin(origin))
            return Failure{u"“%1” is not the address of a web app; write it like https://app.example."_s.arg(
                QString::fromUtf8(origin.left(80)))};
        if (!isLabel(name))
            return Failure{u"The app's name must be at most %1 characters of plain text."_s.arg(longestName)};
        if (Result<> checked = checkProviders(providers); !checked)
            return checked;
        const QString id = QString::fromLatin1(origin);
        if (AppEntry *app = findApp(config, id)) {
            app->providers = withoutDoubles(providers);
            return Nothing{};
        }
        config.apps.append({id, AppKind::Origin, name, withoutDoubles(providers), now.toUTC()});
        return Nothing{};
    };
}

ConfigEdit addProgram(const QString &name, const QStringList &providers, const TokenEntry &token,
                      const QDateTime &now)
{
    return [=](RelayConfig &config) -> Result<> {
        if (name.isEmpty() || name != name.trimmed() || !isLabel(name))
            return Failure{u"A program needs a name of 1 to %1 characters of plain text."_s.arg(longestName)};
        if (Result<> checked = checkProviders(providers); !checked)
            return checked;
        const QString id = u"program:"_s + name;
        if (findApp(config, id))
            return Failure{
                u"There is a program “%1” already; choose another name or revoke it first."_s.arg(name)};
        if (token.appId != id)
            return Failure{u"This token was made for another app; make a new one."_s};
        if (Result<> checked = checkToken(config, token); !checked)
            return checked;
        config.apps.append({id, AppKind::Program, name, withoutDoubles(providers), now.toUTC()});
        config.tokens.append(token);
        return Nothing{};
    };
}

ConfigEdit revokeApp(const QString &id)
{
    return [=](RelayConfig &config) -> Result<> {
        if (config.apps.removeIf([&](const AppEntry &app) { return app.id == id; }) == 0)
            return noSuchApp(id);
        config.tokens.removeIf([&](const TokenEntry &token) { return token.appId == id; });
        // An app without an id would take the person's own keys with it.
        if (!id.isEmpty())
            config.keys.removeIf([&](const KeyEntry &key) { return key.appId == id; });
        return Nothing{};
    };
}

ConfigEdit addToken(const TokenEntry &token, const QDateTime &now)
{
    return [=](RelayConfig &config) -> Result<> {
        // Asked for by an app that was revoked meanwhile, for instance.
        if (!findApp(config, token.appId))
            return noSuchApp(token.appId);
        if (Result<> checked = checkToken(config, token); !checked)
            return checked;
        config.tokens.removeIf(
            [&](const TokenEntry &one) { return one.expiresAt.isValid() && one.expiresAt <= now; });
        makeRoomForToken(config, token.appId);
        config.tokens.append(token);
        return Nothing{};
    };
}

ConfigEdit renewToken(const QByteArray &sha256, const QDateTime &expiresAt)
{
    return [=](RelayConfig &config) -> Result<> {
        const auto found =
            std::ranges::find_if(config.tokens, [&](const TokenEntry &one) { return one.sha256 == sha256; });
        if (found == config.tokens.end())
            return Failure{u"This token is no longer valid."_s};
        // Use makes a token live longer, never shorter and never for ever.
        if (found->expiresAt.isValid() && expiresAt.isValid() && expiresAt > found->expiresAt)
            found->expiresAt = expiresAt.toUTC();
        return Nothing{};
    };
}

ConfigEdit dropToken(const QByteArray &sha256)
{
    return [=](RelayConfig &config) -> Result<> {
        config.tokens.removeIf([&](const TokenEntry &one) { return one.sha256 == sha256; });
        return Nothing{};
    };
}

ConfigEdit listKey(const KeyEntry &key)
{
    return [=](RelayConfig &config) -> Result<> {
        if (key.account.isEmpty() || !isFreeOfControls(key.account))
            return Failure{u"A key needs an account to be kept under."_s};
        if (!isProviderId(key.provider))
            return Failure{u"“%1” is not the name of a provider."_s.arg(key.provider.left(60))};
        if (key.label.isEmpty() || !isLabel(key.label))
            return Failure{u"A key's label must be 1 to %1 characters of plain text."_s.arg(longestName)};
        // Stored by an app that was revoked meanwhile: the key must not stay behind as somebody else's.
        if (!key.appId.isEmpty() && !findApp(config, key.appId))
            return noSuchApp(key.appId);
        const auto found = std::ranges::find_if(
            config.keys, [&](const KeyEntry &one) { return one.account == key.account; });
        if (found == config.keys.end()) {
            config.keys.append(key);
            return Nothing{};
        }
        if (found->appId != key.appId)
            return Failure{u"The account “%1” holds another app's key."_s.arg(key.account.left(300))};
        *found = key;
        return Nothing{};
    };
}

ConfigEdit unlistKey(const QString &account)
{
    return [=](RelayConfig &config) -> Result<> {
        config.keys.removeIf([&](const KeyEntry &one) { return one.account == account; });
        return Nothing{};
    };
}

} // namespace byok
