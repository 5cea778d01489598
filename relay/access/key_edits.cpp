// SPDX-License-Identifier: Apache-2.0
#include "relay/access/key_edits.h"

#include "relay/access/edit_checks.h"
#include "relay/providers/provider_rules.h"
#include "relay/shown_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

ConfigEdit listKey(const KeyEntry &key)
{
    return [=](RelayConfig &config) -> Result<> {
        if (key.account.isEmpty() || !isPlainText(key.account))
            return Failure{u"A key needs an account to be kept under."_s};
        if (!isProviderId(key.provider))
            return Failure{u"“%1” is not the name of a provider."_s.arg(key.provider.left(60))};
        if (key.label.isEmpty() || !isLabel(key.label))
            return Failure{u"A key's label must be 1 to %1 characters of plain text."_s.arg(longestLabel)};
        // Stored by an app that was revoked meanwhile: the key must not stay behind as somebody else's.
        if (!key.appId.isEmpty() && !findApp(config, key.appId))
            return noSuchApp(key.appId);
        if (std::ranges::any_of(config.keys, [&](const KeyEntry &one) { return one.account == key.account; }))
            return Failure{u"The account “%1” holds a key already."_s.arg(key.account.left(300))};
        unlistKeysIf(config, [&](const KeyEntry &one) { return one.isSameKeyAs(key); });
        config.unlistedAccounts.removeAll(key.account);
        config.keys.append(key);
        return Nothing{};
    };
}

ConfigEdit unlistKey(const QString &provider, const QString &label, const QString &appId)
{
    return [=](RelayConfig &config) -> Result<> {
        unlistKeysIf(config, [&](const KeyEntry &one) {
            return one.provider == provider && one.label == label && one.appId == appId;
        });
        dropDefaultsWithoutKey(config);
        return Nothing{};
    };
}

ConfigEdit announceAccount(const QString &account)
{
    return [=](RelayConfig &config) -> Result<> {
        if (!config.unlistedAccounts.contains(account))
            config.unlistedAccounts.append(account);
        return Nothing{};
    };
}

ConfigEdit forgetAccount(const QString &account)
{
    return [=](RelayConfig &config) -> Result<> {
        config.unlistedAccounts.removeAll(account);
        return Nothing{};
    };
}

void unlistKeysIf(RelayConfig &config, const std::function<bool(const KeyEntry &)> &unwanted)
{
    for (const KeyEntry &key : std::as_const(config.keys)) {
        if (unwanted(key) && !config.unlistedAccounts.contains(key.account))
            config.unlistedAccounts.append(key.account);
    }
    config.keys.removeIf(unwanted);
}

void dropDefaultsWithoutKey(RelayConfig &config)
{
    config.defaultKeys.removeIf([&config](const QMap<QString, QString>::iterator &choice) {
        return !isPersonsKey(config, choice.key(), choice.value());
    });
}

ConfigEdit setDefaultKey(const QString &provider, const QString &label)
{
    return [=](RelayConfig &config) -> Result<> {
        if (label.isEmpty()) {
            config.defaultKeys.remove(provider);
            return Nothing{};
        }
        if (!isPersonsKey(config, provider, label))
            return noSuchKey(provider, label);
        config.defaultKeys.insert(provider, label);
        return Nothing{};
    };
}

ConfigEdit chooseKey(const QString &id, const QString &provider, const QString &label)
{
    return [=](RelayConfig &config) -> Result<> {
        AppEntry *app = findApp(config, id);
        if (!app)
            return noSuchApp(id);
        if (label.isEmpty()) {
            app->grant.keys.remove(provider);
            return Nothing{};
        }
        if (!isPersonsKey(config, provider, label))
            return noSuchKey(provider, label);
        app->grant.keys.insert(provider, label);
        return Nothing{};
    };
}

ConfigEdit switchOwnKey(const QString &appId, const QString &provider, OwnKeyUse use)
{
    return [=](RelayConfig &config) -> Result<> {
        AppEntry *app = findApp(config, appId);
        if (!app)
            return noSuchApp(appId);
        if (!isProviderId(provider))
            return Failure{u"“%1” is not the name of a provider."_s.arg(provider.left(60))};
        app->ownKeysOff.removeAll(provider);
        if (use == OwnKeyUse::TurnedOff)
            app->ownKeysOff.append(provider);
        return Nothing{};
    };
}

} // namespace byok
