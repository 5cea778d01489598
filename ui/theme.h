// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/desktop_choices.h"

#include <QColor>
#include <QPalette>

class QApplication;

namespace byok {

/// What a coloured text or sign means. The one place where colours come from: pages name a tone, never a
/// colour.
enum class Tone {
    Good,
    Warning,
    Bad,
    Accent, ///< the relay's own blue
    Quiet,  ///< secondary text; still readable (contrast 4.5 to 1 and up)
};

/// A tone's colour on the windows' background of `palette`, with a contrast of at least 4.5 to 1. Pure.
[[nodiscard]] QColor toneColour(Tone tone, const QPalette &palette);
/// Whether a palette's windows are dark. Pure.
[[nodiscard]] bool isDark(const QPalette &palette);
/// Contrast of two opaque colours after WCAG 2.2, 1 to 21. Pure.
[[nodiscard]] double contrast(const QColor &one, const QColor &other);
/// Has all windows follow the choice at once; `System` follows the desktop, now and when it changes.
void applyTheme(QApplication &application, Theme theme);

} // namespace byok
