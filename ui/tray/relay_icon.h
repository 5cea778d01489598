// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tray/tray_view.h"

#include <QIcon>

namespace byok {

/// How a sign is drawn.
enum class IconStyle {
    Coloured, ///< a disc of its own colour with a white glyph: seen on light and dark panels alike
    Template, ///< the glyph alone, as a mask that the system paints in its own colour (macOS)
};

/// The relay's sign at every size a tray asks for.
[[nodiscard]] QIcon relayIcon(TraySign sign, IconStyle style = IconStyle::Coloured);
/// The style that this system's tray wants.
[[nodiscard]] IconStyle systemIconStyle();

} // namespace byok
