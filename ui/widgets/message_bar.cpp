// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/message_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace byok {

MessageBar::MessageBar(const QString &objectName, Tone tone, QWidget *parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_text(new QLabel)
    , m_button(new QPushButton)
{
    setObjectName(objectName);
    setFrameShape(QFrame::StyledPanel);
    m_text->setObjectName(objectName + QStringLiteral("Text"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_button->setObjectName(objectName + QStringLiteral("Button"));
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &MessageBar::chosen);
    paint();
    hide();
}

void MessageBar::say(const QString &text, const QString &button)
{
    m_text->setText(text);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    setVisible(!text.isEmpty());
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_painting)
        paint();
}

/// The tone as a coloured text and edge; the background stays the window's, so that the contrast is known.
void MessageBar::paint()
{
    m_painting = true;
    QPalette own;
    own.setColor(QPalette::WindowText, toneColour(m_tone, palette()));
    m_text->setPalette(own);
    m_painting = false;
}

} // namespace byok
