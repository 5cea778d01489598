// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"

namespace byok {

// What a person, or an app with their leave, changes of which apps there are and what these may do: each
// change as a pure ConfigEdit that is checked where it is applied.

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
/// What an app may do from now on, its own limits included, as the person has edited it: its duration begins
/// at `now`. One that had ended begins anew, without its old tokens. Fails where there is no such app, or
/// where the grant names a key that is not there.
[[nodiscard]] ConfigEdit setGrant(const QString &id, const Grant &grant, const QDateTime &now);
/// Sets an app's own limits; fails where there is no such app.
[[nodiscard]] ConfigEdit limitApp(const QString &id, const AppLimits &limits);
/// The name by which the person knows an app.
[[nodiscard]] ConfigEdit renameApp(const QString &id, const QString &name);
/// Whether an app may do anything at all for now.
enum class AppPause { Paused, Resumed };
[[nodiscard]] ConfigEdit pauseApp(const QString &id, AppPause pause);
/// Takes an app's approval, tokens and own keys' index entries away; fails where there is no such app.
[[nodiscard]] ConfigEdit revokeApp(const QString &id);
/// revokeApp(), and nothing of the person's choices about it is kept either.
[[nodiscard]] ConfigEdit forgetApp(const QString &id);
/// What is remembered of a person's no.
[[nodiscard]] ConfigEdit keepDenials(const QList<DenialEntry> &denials);

} // namespace byok
