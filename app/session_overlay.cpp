// SPDX-License-Identifier: Apache-2.0
#include "app/session_overlay.h"

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
        m_keychainKeys.emplace();
}

RelayConfig SessionOverlay::laidOver(RelayConfig stored)
{
    for (const QByteArray &origin : std::as_const(m_origins)) {
        const QString id = QString::fromLatin1(origin);
        const AppEntry *there = stored.findApp(id);
        if (there && there->isInForce(m_now))
            continue; // approved already, perhaps for fewer providers: the lasting word counts
        stored.apps.removeIf([&id](const AppEntry &app) { return app.id == id; });
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
    if (m_keychainKeys)
        m_keychainKeys = std::exchange(stored.keys, {});
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
    for (const SettingOverride &setting : m_settings) {
        // Changed since: that was said to last.
        if (current.settings.*setting.member == setting.session)
            current.settings.*setting.member = setting.stored;
    }
    if (m_keychainKeys)
        current.keys = *m_keychainKeys; // what memory held ends with the session
    return current;
}

} // namespace byok
