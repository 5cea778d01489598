// SPDX-License-Identifier: Apache-2.0
#include "app/session_overlay.h"

#include "relay/access/key_edits.h"

#include <QSet>

namespace byok {

SessionOverlay::SessionOverlay(const StartOptions &start, const QDateTime &now)
    : m_origins(start.origins)
    , m_now(now)
{
    if (start.bodyBytes)
        m_settings += {&Settings::bodyBytes, *start.bodyBytes, 0};
    if (start.tokenDays)
        m_settings += {&Settings::tokenDays, *start.tokenDays, 0};
    if (start.vault == Vault::Memory)
        m_keychain.emplace();
}

RelayConfig SessionOverlay::laidOver(RelayConfig stored)
{
    for (const AppEntry &app : std::as_const(stored.apps))
        m_storedApps.insert(app.id);
    for (const QByteArray &origin : std::as_const(m_origins)) {
        const QString id = QString::fromLatin1(origin);
        const AppEntry *there = stored.findApp(id);
        if (there && there->isInForce(m_now))
            continue; // approved already, perhaps for fewer providers: the lasting word counts
        // What ended with its approval does not come back with another one.
        stored.apps.removeIf([&id](const AppEntry &app) { return app.id == id; });
        stored.tokens.removeIf([&id](const TokenEntry &token) { return token.appId == id; });
        stored.fallbacks.removeIf([&id](const FallbackRule &rule) { return rule.appId == id; });
        AppEntry app;
        app.id = id;
        app.name = id;
        app.grant.duration = GrantDuration::ThisSession;
        app.approvedAt = m_now;
        stored.apps += app;
    }
    for (SettingOverride &setting : m_settings) {
        setting.stored = stored.settings.*setting.member;
        stored.settings.*setting.member = setting.session;
    }
    if (m_keychain)
        m_keychain = {std::exchange(stored.keys, {}), std::exchange(stored.unlistedAccounts, {})};
    return stored;
}

RelayConfig SessionOverlay::withoutSession(RelayConfig current) const
{
    QSet<QString> ending;
    for (const AppEntry &app : std::as_const(current.apps)) {
        if (app.grant.duration == GrantDuration::ThisSession)
            ending.insert(app.id);
    }
    current.apps.removeIf([&ending](const AppEntry &app) { return ending.contains(app.id); });
    current.tokens.removeIf([&ending](const TokenEntry &token) { return ending.contains(token.appId); });
    current.fallbacks.removeIf([&ending](const FallbackRule &rule) { return ending.contains(rule.appId); });
    for (const SettingOverride &setting : m_settings) {
        // Changed since: that was said to last.
        if (current.settings.*setting.member == setting.session)
            current.settings.*setting.member = setting.stored;
    }
    if (!m_keychain) {
        // Nobody could use or remove them after the session: its apps' keys go with it.
        unlistKeysIf(current, [&](const KeyEntry &key) { return ending.contains(key.appId); });
        return current;
    }
    // What memory held ends with the session.
    current.keys = m_keychain->keys;
    current.unlistedAccounts = m_keychain->unlistedAccounts;
    // The keys of apps that were revoked meanwhile go too, when the keychain is next in use.
    unlistKeysIf(current, [&](const KeyEntry &key) {
        return m_storedApps.contains(key.appId) && !current.findApp(key.appId);
    });
    return current;
}

} // namespace byok
