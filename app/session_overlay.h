// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/command_line.h"
#include "relay/relay_config.h"

#include <optional>

namespace byok {

/// What a start's flags and environment add to the config for this session: laid over what was read from
/// disk, and taken out again of all that is written; so are the apps that are approved for this session only,
/// however they were, with their tokens. With the memory vault
/// the keychain's index is the other way round: out of the session, and kept on disk as it is. Owned by the
/// Application, lives on the GUI thread.
class SessionOverlay
{
public:
    SessionOverlay(const StartOptions &start, const QDateTime &now);

    /// The config that the session works with; called once, with the one read from disk.
    [[nodiscard]] RelayConfig laidOver(RelayConfig stored);
    /// The part of the session's config that is the person's lasting word.
    [[nodiscard]] RelayConfig withoutSession(RelayConfig current) const;

private:
    struct SettingOverride
    {
        qint64 Settings::*member;
        qint64 session;
        qint64 stored; ///< what is on disk
    };

    QList<QByteArray> m_origins;
    QDateTime m_now;
    QList<SettingOverride> m_settings;
    /// The list of what the keychain holds.
    struct KeychainList
    {
        QList<KeyEntry> keys;
        QStringList unlistedAccounts;
    };
    /// With the memory vault: out of the session's sight, but not lost.
    std::optional<KeychainList> m_keychain;
    QSet<QString> m_storedApps; ///< ids that were approved for good when the session began
};

} // namespace byok
