// SPDX-License-Identifier: Apache-2.0
#include "ui/relay_icon.h"

#include <QPainter>
#include <QPixmap>

namespace byok {

namespace {

/// On a canvas of 64 × 64.
void drawKey(QPainter &painter)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, 7, Qt::SolidLine, Qt::RoundCap));
    painter.drawEllipse(QPointF(23, 32), 9, 9);
    painter.drawLine(QPointF(32, 32), QPointF(52, 32));
    painter.drawLine(QPointF(51, 32), QPointF(51, 41));
    painter.drawLine(QPointF(42, 32), QPointF(42, 39));
}

void drawBars(QPainter &painter)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(QRectF(20, 17, 9, 30), 2, 2);
    painter.drawRoundedRect(QRectF(35, 17, 9, 30), 2, 2);
}

QPixmap draw(RelayState state, int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / 64.0, size / 64.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(state == RelayState::Running ? QColor(0x1f, 0x6f, 0xeb) : QColor(0x6e, 0x76, 0x81));
    painter.drawEllipse(QRectF(1, 1, 62, 62));
    if (state == RelayState::Running || state == RelayState::Locked)
        drawKey(painter);
    else
        drawBars(painter);
    return pixmap;
}

} // namespace

QIcon relayIcon(RelayState state)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 128})
        icon.addPixmap(draw(state, size));
    return icon;
}

} // namespace byok
