// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/build_info.h"
#include "relay/relay_controller.h"
#include "relay/upstream/library_versions.h"
#include "ui/desktop_abilities.h"

#include <QString>

namespace byok {

/// What the diagnostics are made of. Value.
struct DiagnosticFacts
{
    BuildInfo build;
    QList<LibraryVersion> libraries;
    QString system;       ///< "Debian GNU/Linux 13 (trixie), linux 6.12, x86_64"
    QString windowSystem; ///< "wayland", "xcb"
    QString session;      ///< "wayland, GNOME": as the session says of itself
    QString language;     ///< "de_DE"
    RelayStatus status;
    RelayConfig config;
    qsizetype questions = 0;
    ProgramPlaces places;
    QString home; ///< shown as ~
    QString user; ///< not shown, wherever it stands in a path
    QDateTime now;
};

/// What somebody who is to help needs to know, in English for whoever reads it: versions, state, counts, what
/// is not at its default. No key, no token, no app's name or origin, no address of a provider or proxy, no
/// user's name. Pure.
[[nodiscard]] QString diagnosticsText(const DiagnosticFacts &facts);
/// The libraries that the program stands on, as they are loaded.
[[nodiscard]] QList<LibraryVersion> loadedLibraries();
/// The facts of this program as it runs.
[[nodiscard]] DiagnosticFacts gatherFacts(RelayController &relay, const DesktopAbilities &desktop);

} // namespace byok
