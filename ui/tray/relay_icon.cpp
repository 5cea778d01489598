// SPDX-License-Identifier: Apache-2.0
#include "ui/tray/relay_icon.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace byok {

namespace {

// All in a square of 64.
constexpr double side = 64;

void drawKey(QPainter &painter)
{
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(23, 32), 9, 9);
    painter.drawLine(QPointF(32, 32), QPointF(52, 32));
    painter.drawLine(QPointF(51, 32), QPointF(51, 41));
    painter.drawLine(QPointF(42, 32), QPointF(42, 39));
}

void drawBars(QPainter &painter)
{
    painter.setPen(Qt::NoPen);
    painter.drawRoundedRect(QRectF(20, 17, 9, 30), 2, 2);
    painter.drawRoundedRect(QRectF(35, 17, 9, 30), 2, 2);
}

void drawPadlock(QPainter &painter)
{
    painter.save();
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(22, 13, 20, 24), 0, 180 * 16);
    painter.drawLine(QPointF(22, 25), QPointF(22, 31));
    painter.drawLine(QPointF(42, 25), QPointF(42, 31));
    painter.restore();
    painter.setPen(Qt::NoPen);
    painter.drawRoundedRect(QRectF(16, 29, 32, 22), 4, 4);
}

void drawQuestion(QPainter &painter)
{
    painter.save();
    painter.setBrush(Qt::NoBrush);
    QPainterPath hook(QPointF(22, 24));
    hook.cubicTo(QPointF(22, 9), QPointF(43, 10), QPointF(42, 23));
    hook.cubicTo(QPointF(42, 31), QPointF(32, 30), QPointF(32, 39));
    painter.drawPath(hook);
    painter.restore();
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(32, 50), 4.6, 4.6);
}

void drawExclamation(QPainter &painter)
{
    painter.drawLine(QPointF(32, 15), QPointF(32, 36));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(32, 49), 4.6, 4.6);
}

QColor discOf(TraySign sign)
{
    switch (sign) {
    case TraySign::Running:
        return {0x1f, 0x6f, 0xeb};
    case TraySign::Asking:
        return {0xb3, 0x5c, 0x00};
    case TraySign::Problem:
        return {0xcf, 0x22, 0x2e};
    case TraySign::Stopped:
    case TraySign::Paused:
    case TraySign::Locked:
        return {0x6e, 0x76, 0x81};
    }
    Q_UNREACHABLE_RETURN({});
}

void drawGlyph(QPainter &painter, TraySign sign)
{
    switch (sign) {
    case TraySign::Running:
        return drawKey(painter);
    case TraySign::Paused:
    case TraySign::Stopped:
        return drawBars(painter);
    case TraySign::Locked:
        return drawPadlock(painter);
    case TraySign::Asking:
        return drawQuestion(painter);
    case TraySign::Problem:
        return drawExclamation(painter);
    }
}

QPixmap draw(TraySign sign, IconStyle style, int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / side, size / side);
    const bool disc = style == IconStyle::Coloured;
    if (disc) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(discOf(sign));
        painter.drawEllipse(QRectF(1, 1, 62, 62));
    }
    const QColor ink = disc ? Qt::white : Qt::black;
    painter.setPen(QPen(ink, 7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(ink);
    drawGlyph(painter, sign);
    return pixmap;
}

} // namespace

QIcon relayIcon(TraySign sign, IconStyle style)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 44, 48, 64, 128, 256})
        icon.addPixmap(draw(sign, style, size));
    icon.setIsMask(style == IconStyle::Template);
    return icon;
}

IconStyle systemIconStyle()
{
#ifdef Q_OS_MACOS
    return IconStyle::Template;
#else
    return IconStyle::Coloured;
#endif
}

} // namespace byok
