// SPDX-License-Identifier: Apache-2.0
#include "relay/key_choice.h"

#include "relay/key_binding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

bool isPersonsKey(const KeyEntry &key, const QString &provider, const QString &label)
{
    return key.appId.isEmpty() && key.provider == provider && key.label == label;
}

/// The person's key of that label; null: none.
const KeyEntry *personsKey(const RelayConfig &config, const QString &provider, const QString &label)
{
    const auto found = std::ranges::find_if(
        config.keys, [&](const KeyEntry &key) { return isPersonsKey(key, provider, label); });
    return found == config.keys.end() || label.isEmpty() ? nullptr : &*found;
}

/// The label of the key that the person chose for this app; empty: none.
QString chosenLabel(const RelayConfig &config, const QString &appId, const QString &provider)
{
    const AppEntry *app = config.findApp(appId);
    return app ? app->grant.keys.value(provider) : QString();
}

} // namespace

QList<KeyEntry> usableKeys(const RelayConfig &config, const QString &appId)
{
    const AppEntry *app = config.findApp(appId);
    QList<KeyEntry> usable;
    for (const KeyEntry &key : config.keys) {
        if (!app || !app->mayUse(key.provider))
            continue;
        const QString chosen = app->grant.keys.value(key.provider);
        const bool own = key.appId == appId && !app->ownKeysOff.contains(key.provider);
        if (chosen.isEmpty() ? key.appId.isEmpty() || own : isPersonsKey(key, key.provider, chosen))
            usable.append(key);
    }
    return usable;
}

QString ownKeyLabel()
{
    return u"default"_s;
}

const KeyEntry *ownKeyOf(const RelayConfig &config, const QString &appId, const QString &provider)
{
    const auto found = std::ranges::find_if(config.keys, [&](const KeyEntry &key) {
        return !appId.isEmpty() && key.appId == appId && key.provider == provider;
    });
    return found == config.keys.end() ? nullptr : &*found;
}

RelayError ownKeyTurnedOff(const Provider &provider)
{
    return {ErrorCode::ProviderRefused,
            u"The person has turned off the key that this app stored for %1."_s.arg(provider.name)};
}

bool onlyHasKeyTurnedOff(const RelayConfig &config, const QString &appId, const Provider &provider)
{
    const AppEntry *app = config.findApp(appId);
    return app && app->ownKeysOff.contains(provider.id) && ownKeyOf(config, appId, provider.id) &&
           keyAccountFor(config, appId, provider).isEmpty();
}

QString keyAccountFor(const RelayConfig &config, const QString &appId, const Provider &provider)
{
    const AppEntry *app = config.findApp(appId);
    const QString chosen = chosenLabel(config, appId, provider.id);
    if (!chosen.isEmpty()) {
        const KeyEntry *key = personsKey(config, provider.id, chosen);
        return key ? key->account : QString();
    }
    if (const KeyEntry *byDefault = personsKey(config, provider.id, config.defaultKeys.value(provider.id)))
        return byDefault->account;
    const bool ownIsOff = app && app->ownKeysOff.contains(provider.id);
    const QByteArray origin = originForKeys(provider);
    const auto rank = [&](const KeyEntry &key) {
        const bool persons = key.appId.isEmpty();
        return (key.sentTo == origin ? 4 : 0) + (persons ? 2 : 0) +
               (persons && key.label == ownKeyLabel() ? 1 : 0);
    };
    const KeyEntry *best = nullptr;
    for (const KeyEntry &key : config.keys) {
        const bool usable = key.appId.isEmpty() || (key.appId == appId && !ownIsOff);
        if (key.provider == provider.id && usable && (!best || rank(key) > rank(*best)))
            best = &key;
    }
    return best ? best->account : QString();
}

std::optional<RelayError> chosenKeyGone(const RelayConfig &config, const QString &appId,
                                        const Provider &provider)
{
    const QString chosen = chosenLabel(config, appId, provider.id);
    if (!provider.needsKey() || chosen.isEmpty() || personsKey(config, provider.id, chosen))
        return std::nullopt;
    return RelayError{
        ErrorCode::ProviderRefused,
        u"The key “%1”, which the person chose for this app and %2, is not there any more. They can choose another one in the relay's window."_s
            .arg(chosen, provider.name)};
}

} // namespace byok
