// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/denial.h"
#include "relay/desktop_choices.h"
#include "relay/fallback_rule.h"
#include "relay/grant.h"
#include "relay/provider_entry.h"
#include "relay/proxy_choice.h"
#include "relay/result.h"
#include "relay/settings.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>

namespace byok {

enum class AppKind {
    Origin,  ///< a web app; its id is its origin
    Program, ///< a program with a token made for it; its id is "program:<name>"
};

/// How a program became an app. (An origin is named by the browser: it is the same however it came.)
enum class AppSource {
    ByHand,   ///< the person made it, and put its token where it is used
    Asked,    ///< it asked, and the person allowed it; known by its executable
    BySecret, ///< it has shown the APP_SECRET; nobody was asked
};

/// One approved app: what it is, what it may use. Value.
struct AppEntry
{
    QString id;
    AppKind kind = AppKind::Origin;
    QString name; ///< label for people
    Grant grant;
    QDateTime approvedAt;    ///< UTC
    QDateTime endsAt = {};   ///< UTC; invalid: no date ends the grant
    QString executable = {}; ///< of a program that asked by itself: its path, as the system told; else empty
    /// Providers for which the person has turned off the key that the app stored for itself. Of the app, not
    /// of its key: a page that deletes its key and stores another one does not get round it.
    QStringList ownKeysOff = {};
    AppSource source = AppSource::ByHand; ///< of a program; nothing is joined to one of another source
    bool paused = false;                  ///< the person has paused it: it stays listed, and may do nothing

    /// An app whose grant has ended stays listed, and may do nothing.
    [[nodiscard]] bool isInForce(const QDateTime &now) const { return !endsAt.isValid() || now < endsAt; }
    [[nodiscard]] bool mayUse(const QString &provider) const
    {
        return grant.providers.isEmpty() || grant.providers.contains(provider);
    }
    friend bool operator==(const AppEntry &, const AppEntry &) = default;
};

/// One token handed out: never the token, only its SHA-256. Value.
struct TokenEntry
{
    QByteArray sha256; ///< raw, 32 bytes
    QString appId;
    QDateTime createdAt; ///< UTC
    QDateTime expiresAt; ///< UTC; invalid: never

    friend bool operator==(const TokenEntry &, const TokenEntry &) = default;
};

/// The non-secret index of a key that the keychain should hold. Value.
struct KeyEntry
{
    QString account; ///< SecretStore account; written once, never overwritten
    QString provider;
    QString label;     ///< "default" unless named
    QString appId;     ///< empty: the person's own; else the app that stored it and alone may use it
    QDateTime addedAt; ///< UTC
    QByteArray sentTo =
        {}; ///< the one upstream origin that it may go to, "https://api.openai.com"; empty: none

    /// Whether both are the key of that provider, label and owner: of such there is one at a time.
    [[nodiscard]] bool isSameKeyAs(const KeyEntry &other) const
    {
        return provider == other.provider && label == other.label && appId == other.appId;
    }
    friend bool operator==(const KeyEntry &, const KeyEntry &) = default;
};

/// The limits that the person gave an app which has gone since: they hold again should it come back. Value.
struct KeptLimits
{
    QString appId;
    AppLimits limits;

    friend bool operator==(const KeptLimits &, const KeptLimits &) = default;
};

/// Everything the relay remembers but keys: immutable snapshot, versioned JSON on disk. Value, any thread.
struct RelayConfig
{
    static constexpr int currentVersion = 5;

    quint16 port = 2965; ///< 0: any free one
    bool paused = false;
    bool discoverable = true; ///< discovery and pairing answer any origin, not only approved ones
    QString extraCaFile;      ///< empty: none
    Settings settings;
    QList<AppEntry> apps;
    QList<TokenEntry> tokens;
    QList<KeyEntry> keys;
    /// Accounts that may be in the keychain although `keys` does not name them: of keys on their way in,
    /// which are listed once they are there, and on their way out. What is found here at a start is removed.
    QStringList unlistedAccounts;
    QList<KeptLimits> keptLimits;
    QList<DenialEntry> denials;         ///< who may not ask again for days, or ever
    QList<ProviderEntry> providers;     ///< laid over the catalog, in this order
    QMap<QString, QString> defaultKeys; ///< by provider, the label of the person's key that is used unless an
                                        ///< app has another; absent: "default", or the one there is
    ProxyChoice proxy;
    DesktopChoices desktop;
    QList<FallbackRule> fallbacks; ///< an app's own go before those for every app; then their order decides

    /// Fails with a sentence that names `sourceName`, the line and what is wrong there. Older versions are
    /// migrated, newer ones and unknown, doubled or mistyped fields refused (so that nothing in them is
    /// lost).
    [[nodiscard]] static Result<RelayConfig> fromJson(const QByteArray &json, const QString &sourceName);
    /// Indented, keys in a fixed order, so that two versions can be compared by eye. Settings at their
    /// defaults are left out, so that they follow a later version's.
    [[nodiscard]] QByteArray toJson() const;

    [[nodiscard]] const AppEntry *findApp(QStringView id) const;
    friend bool operator==(const RelayConfig &, const RelayConfig &) = default;
};

/// A change of the config, as a pure function: edits the copy it is given, or says why not.
using ConfigEdit = std::function<Result<>(RelayConfig &)>;
/// How the relay's thread gets an edit made durable: applied to the current config, written to disk, then
/// published, then `done` is called back on the asking thread. Nothing is acknowledged to a caller before
/// that.
using ConfigCommit = std::function<void(ConfigEdit edit, std::function<void(Result<>)> done)>;

} // namespace byok
