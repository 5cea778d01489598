// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/origin_label.h"

#include "ui/theme.h"
#include "ui/words.h"

#include <QEvent>
#include <QPainter>

namespace byok {

namespace {

constexpr double largerThanText = 1.3;
constexpr int charactersAtLeast = 24;

} // namespace

OriginLabel::OriginLabel(const QString &objectName, QWidget *parent)
    : QLabel(parent)
{
    setObjectName(objectName);
    setTextFormat(Qt::PlainText);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * largerThanText);
    setFont(large);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void OriginLabel::setOrigin(const QByteArray &origin)
{
    setWhole(displayOf(origin));
}

void OriginLabel::setProgram(const QString &path)
{
    const QString plain = visibleText(path);
    const qsizetype name = plain.lastIndexOf(u'/') + 1;
    setWhole({plain.left(name), plain.mid(name), {}});
}

void OriginLabel::setWhole(const OriginDisplay &whole)
{
    m_whole = whole;
    const QString text = whole.before + whole.bold + whole.after;
    setText(text);
    setAccessibleName(text);
    // As plain text, whatever it holds: a tooltip would read "<b>" as markup.
    setToolTip(text.toHtmlEscaped());
    updateGeometry();
    update();
}

QFont OriginLabel::boldFont() const
{
    QFont bold = font();
    bold.setBold(true);
    return bold;
}

OriginDisplay OriginLabel::shown() const
{
    const QFontMetrics plain(font());
    const QFontMetrics bold(boldFont());
    const int room = contentsRect().width() - plain.horizontalAdvance(m_whole.after);
    const int boldWidth = bold.horizontalAdvance(m_whole.bold);
    if (boldWidth + plain.horizontalAdvance(m_whole.before) <= room)
        return m_whole;
    const int ellipsis = plain.horizontalAdvance(QChar(0x2026));
    if (boldWidth + ellipsis <= room)
        return {plain.elidedText(m_whole.before, Qt::ElideLeft, room - boldWidth), m_whole.bold,
                m_whole.after};
    return {{}, bold.elidedText(m_whole.bold, Qt::ElideLeft, room), m_whole.after};
}

QSize OriginLabel::sizeHint() const
{
    const QFontMetrics plain(font());
    const QFontMetrics bold(boldFont());
    const QMargins margins = contentsMargins();
    return {plain.horizontalAdvance(m_whole.before) + bold.horizontalAdvance(m_whole.bold) +
                plain.horizontalAdvance(m_whole.after) + margins.left() + margins.right() + 1,
            bold.height() + margins.top() + margins.bottom()};
}

QSize OriginLabel::minimumSizeHint() const
{
    const QSize wanted = sizeHint();
    const int least = QFontMetrics(boldFont()).averageCharWidth() * charactersAtLeast;
    return {std::min(wanted.width(), least), wanted.height()};
}

void OriginLabel::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const OriginDisplay display = shown();
    const QFont bold = boldFont();
    const QFontMetrics plainMetrics(font());
    const QFontMetrics boldMetrics(bold);
    const int width = plainMetrics.horizontalAdvance(display.before + display.after) +
                      boldMetrics.horizontalAdvance(display.bold);
    const QRect area = contentsRect();
    int x = layoutDirection() == Qt::RightToLeft ? area.right() + 1 - width : area.left();
    const int baseline = area.top() + (area.height() - boldMetrics.height()) / 2 + boldMetrics.ascent();

    QPainter painter(this);
    painter.setLayoutDirection(Qt::LeftToRight);
    const QColor quiet = toneColour(Tone::Quiet, palette());
    const QColor loud = palette().color(QPalette::WindowText);
    const auto draw = [&](const QString &text, const QFont &textFont, const QColor &colour) {
        painter.setFont(textFont);
        painter.setPen(colour);
        painter.drawText(x, baseline, text);
        x += QFontMetrics(textFont).horizontalAdvance(text);
    };
    draw(display.before, font(), quiet);
    draw(display.bold, bold, loud);
    draw(display.after, font(), loud);
}

void OriginLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
}

} // namespace byok
