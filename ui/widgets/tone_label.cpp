// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/tone_label.h"

#include "ui/widgets/page_parts.h"

#include <QApplication>
#include <QEvent>

namespace byok {

ToneLabel::ToneLabel(Tone tone, const QString &text, QWidget *parent)
    : QLabel(text, parent)
    , m_tone(tone)
{
    // What it says may hold a name that somebody else chose.
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setAlignment(leadingEdge());
    colour();
}

void ToneLabel::setTone(Tone tone)
{
    m_tone = tone;
    colour();
}

void ToneLabel::say(const QString &sentence)
{
    setText(sentence);
    setVisible(!sentence.isEmpty());
}

void ToneLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::ThemeChange)
        colour();
}

void ToneLabel::colour()
{
    // From the application's palette: this label's own has the colour that was set last.
    QPalette palette;
    palette.setColor(QPalette::WindowText, toneColour(m_tone, QApplication::palette(this)));
    setPalette(palette);
}

} // namespace byok
