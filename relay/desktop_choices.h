// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace byok {

/// Which colours the windows have.
enum class Theme { System, Light, Dark };

/// What a person chose of how the program behaves on their desktop. Nothing of it changes what the relay
/// lets through. Value within a RelayConfig.
struct DesktopChoices
{
    static constexpr qint64 mostIdleMinutes = 10'080; ///< a week

    Theme theme = Theme::System;
    QString language;                ///< "de"; empty: the system's
    bool startHidden = false;        ///< the window stays closed until it is asked for
    bool lockWithScreen = true;      ///< keys leave memory when the screen is locked
    qint64 lockAfterIdleMinutes = 0; ///< ... and when no app has used one for so long; 0: never
    bool welcomed = false;           ///< the first run's wizard was finished or dismissed
    bool toldOfHiding = false;       ///< it was said once that closing the window hides it

    friend bool operator==(const DesktopChoices &, const DesktopChoices &) = default;
};

} // namespace byok
