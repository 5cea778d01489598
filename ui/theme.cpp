// SPDX-License-Identifier: Apache-2.0
#include "ui/theme.h"

#include <QApplication>
#include <QGuiApplication>
#include <QStyleHints>

#include <algorithm>
#include <cmath>

namespace byok {

namespace {

/// One colour's part in its luminance, WCAG 2.2 "relative luminance".
double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

QColor seed(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return {0x1a, 0x7f, 0x37};
    case Tone::Warning:
        return {0x9a, 0x67, 0x00};
    case Tone::Bad:
        return {0xcf, 0x22, 0x2e};
    case Tone::Accent:
        return {0x1f, 0x6f, 0xeb};
    case Tone::Quiet:
        return {0x65, 0x6d, 0x76};
    }
    Q_UNREACHABLE_RETURN({});
}

QPalette paletteOf(const QColor &window, const QColor &base, const QColor &text, const QColor &highlight)
{
    QPalette palette(window, window);
    const QColor faint = toneColour(Tone::Quiet, palette);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                           QPalette::ToolTipText, QPalette::BrightText})
        palette.setColor(role, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, window);
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::PlaceholderText, faint);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::Accent, highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, toneColour(Tone::Accent, palette));
    palette.setColor(QPalette::LinkVisited, toneColour(Tone::Accent, palette));
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

QPalette darkPalette()
{
    return paletteOf({0x3c, 0x3f, 0x44}, {0x1c, 0x1d, 0x20}, {0xf0, 0xf0, 0xf0}, {0x1f, 0x6f, 0xeb});
}

QPalette lightPalette()
{
    return paletteOf({0xef, 0xef, 0xef}, Qt::white, {0x1a, 0x1a, 0x1a}, {0x1f, 0x6f, 0xeb});
}

} // namespace

double contrast(const QColor &one, const QColor &other)
{
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Window)) < luminance(palette.color(QPalette::WindowText));
}

QColor toneColour(Tone tone, const QPalette &palette)
{
    constexpr double wanted = 4.5;
    constexpr float step = 0.02F;
    const QColor window = palette.color(QPalette::Window);
    const QColor base = palette.color(QPalette::Base);
    const bool dark = isDark(palette);
    QColor colour = seed(tone);
    float hue = 0;
    float saturation = 0;
    float lightness = 0;
    colour.getHslF(&hue, &saturation, &lightness);
    // Away from the background until it can be read on windows and on lists alike.
    while (std::min(contrast(colour, window), contrast(colour, base)) < wanted && lightness > 0 &&
           lightness < 1) {
        lightness = std::clamp(lightness + (dark ? step : -step), 0.0F, 1.0F);
        colour = QColor::fromHslF(std::max(hue, 0.0F), saturation, lightness);
    }
    return colour;
}

void applyTheme(QApplication &application, Theme theme)
{
    QStyleHints *hints = QGuiApplication::styleHints();
    switch (theme) {
    case Theme::System:
        hints->unsetColorScheme();
        application.setPalette(QPalette());
        return;
    case Theme::Light:
        hints->setColorScheme(Qt::ColorScheme::Light);
        break;
    case Theme::Dark:
        hints->setColorScheme(Qt::ColorScheme::Dark);
        break;
    }
    // Where the platform cannot do what was asked (X11 without a desktop's own theme), we do.
    application.setPalette(QPalette());
    if (isDark(QGuiApplication::palette()) != (theme == Theme::Dark))
        application.setPalette(theme == Theme::Dark ? darkPalette() : lightPalette());
}

} // namespace byok
