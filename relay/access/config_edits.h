// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/app_registry.h"
#include "relay/relay_config.h"

namespace byok {

// The changes that a person or an app may ask of the config, each as a pure ConfigEdit that is checked where
// it is applied.

/// Approves an origin (already serialised). Where its approval still holds, the entry stays and gets the new
/// grant (its own limits too, unless the grant brings others); one that has ended begins anew, without its
/// old tokens.
[[nodiscard]] ConfigEdit allowOrigin(const QByteArray &origin, const QString &name, const Grant &grant,
                                     const QDateTime &now);
/// Adds a program and its first token; fails where the name is empty or taken.
[[nodiscard]] ConfigEdit addProgram(const QString &name, const Grant &grant, const TokenEntry &token,
                                    const QDateTime &now);
/// Approves a program that asked by itself, without a token yet, under an id that programId() gave; fails
/// where that is taken.
[[nodiscard]] ConfigEdit allowProgram(const QString &id, const QString &executable, const Grant &grant,
                                      const QDateTime &now);
/// A free id for a program that asked by itself: "program:<wanted>", with a number after it where an app has
/// that or a key is kept for it. Never an existing one: what another program was granted or has stored is not
/// for this one, and an interpreter's path does not tell two programs apart. Pure.
[[nodiscard]] QString programId(const RelayConfig &config, const QString &wanted);
/// Lets in a program that has shown the APP_SECRET, with a token: under its id's approval where one holds,
/// else until revoked, with the grant that the ended one had, or as for all. Fails where the id is of a
/// program that came otherwise: the secret joins nothing that the person approved.
[[nodiscard]] ConfigEdit admitProgram(const QString &id, const QString &label, const TokenEntry &token,
                                      const QDateTime &now);
/// The id for a program that has shown the APP_SECRET: "program:<wanted>", with a number after it where that
/// came otherwise. Pure.
[[nodiscard]] QString secretProgramId(const RelayConfig &config, const QString &wanted);
/// Sets an app's own limits; fails where there is no such app.
[[nodiscard]] ConfigEdit limitApp(const QString &id, const AppLimits &limits);
/// What is remembered of a person's no.
[[nodiscard]] ConfigEdit keepDenials(const QList<DenialEntry> &denials);
/// Takes an app's approval, tokens and own keys' index entries away; fails where there is no such app.
[[nodiscard]] ConfigEdit revokeApp(const QString &id);
/// revokeApp(), and nothing of the person's choices about it is kept either.
[[nodiscard]] ConfigEdit forgetApp(const QString &id);
/// Adds a token; at most 20 per app, the oldest goes first (of a program made by hand the second oldest).
/// Expired tokens of all apps are dropped on the
/// way.
[[nodiscard]] ConfigEdit addToken(const TokenEntry &token, const QDateTime &now);
/// Renewal by use.
[[nodiscard]] ConfigEdit renewToken(const QByteArray &sha256, const QDateTime &expiresAt);
[[nodiscard]] ConfigEdit dropToken(const QByteArray &sha256);
/// Lists a key, whose account is new, instead of the one of the same provider, label and owner. Whatever key
/// an edit takes off the list, here, in unlistKey() and in revokeApp(), its account joins the unlisted ones.
[[nodiscard]] ConfigEdit listKey(const KeyEntry &key);
[[nodiscard]] ConfigEdit unlistKey(const QString &provider, const QString &label, const QString &appId);
/// Writes down that a key is about to be written to the keychain under `account`.
[[nodiscard]] ConfigEdit announceAccount(const QString &account);
/// Nothing is in the keychain under this unlisted account any more.
[[nodiscard]] ConfigEdit forgetAccount(const QString &account);
/// Takes every key that `unwanted` says off the list; their accounts join the unlisted ones, each once.
void unlistKeysIf(RelayConfig &config, const std::function<bool(const KeyEntry &)> &unwanted);

/// Keeps an entry that checkedEntry() takes, in place of the one of that id. A key stays bound to the address
/// that it was stored for: where this names another one, it is not used until it is stored again.
[[nodiscard]] ConfigEdit setProvider(const ProviderEntry &entry);
/// Takes an entry away; fails where there is none. Of an own one its keys go too, the person's and the apps',
/// so hand this to KeyCustodian::unlist(); a shipped provider is again as it came.
[[nodiscard]] ConfigEdit removeProvider(const QString &id);
/// The person's key that is used unless an app has another; fails where there is none of that label. An
/// empty label takes the choice back.
[[nodiscard]] ConfigEdit setDefaultKey(const QString &provider, const QString &label);
/// Puts these rules for failing requests in place of those of `appId` (empty: those for every app), in their
/// order. Fails where there is no such app, where one is of another app, where two are for the same models,
/// or where one cannot be: a model or provider that is no name, more targets than there may be.
[[nodiscard]] ConfigEdit setFallbacks(const QString &appId, const QList<FallbackRule> &rules);
/// Adds one after those of its app, or in place of the one for the same models. Fails likewise.
[[nodiscard]] ConfigEdit addFallback(const FallbackRule &rule);
/// Takes the one for that app and model away; fails where there is none.
[[nodiscard]] ConfigEdit removeFallback(const QString &appId, const QString &model);
/// Whether the relay relays for anybody.
enum class RelayPause { Paused, Resumed };
[[nodiscard]] ConfigEdit pauseRelay(RelayPause pause);
/// Whether an app may do anything at all for now.
enum class AppPause { Paused, Resumed };
[[nodiscard]] ConfigEdit pauseApp(const QString &id, AppPause pause);
/// What an app may do from now on, its own limits included, as the person has edited it: its duration begins
/// at `now`. One that had ended begins anew, without its old tokens. Fails where there is no such app, or
/// where the grant names a key that is not there.
[[nodiscard]] ConfigEdit setGrant(const QString &id, const Grant &grant, const QDateTime &now);
/// The one of the person's keys for `provider` that an app uses; fails where either is not there. An empty
/// label takes the choice back.
[[nodiscard]] ConfigEdit chooseKey(const QString &id, const QString &provider, const QString &label);
/// The name by which the person knows an app.
[[nodiscard]] ConfigEdit renameApp(const QString &id, const QString &name);
/// The port at which the relay listens from the next start on; 0: any free one.
[[nodiscard]] ConfigEdit setPort(quint16 port);
/// Keeps a choice that checkedProxy() takes.
[[nodiscard]] ConfigEdit setProxy(const ProxyChoice &choice);
[[nodiscard]] ConfigEdit setDesktop(const DesktopChoices &choices);
/// Whether the key that an app stored for itself may be used.
enum class OwnKeyUse { Allowed, TurnedOff };
[[nodiscard]] ConfigEdit switchOwnKey(const QString &appId, const QString &provider, OwnKeyUse use);

} // namespace byok
