// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/day_chart.h"

#include "ui/theme.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QToolTip>

#include <algorithm>

namespace byok {

namespace {

/// Says to screen readers that it is a chart.
QAccessibleInterface *chartInterface(const QString &className, QObject *object)
{
    auto *chart =
        className == QLatin1StringView("byok::DayChart") ? qobject_cast<QWidget *>(object) : nullptr;
    return chart ? new QAccessibleWidget(chart, QAccessible::Chart) : nullptr;
}

} // namespace

DayChart::DayChart(QWidget *parent)
    : QWidget(parent)
{
    QAccessible::installFactory(&chartInterface); // a second time does nothing
    setObjectName(QStringLiteral("dayChart"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Requests per day"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize DayChart::sizeHint() const
{
    constexpr int lettersWide = 60;
    constexpr int linesHigh = 6;
    return {fontMetrics().averageCharWidth() * lettersWide, fontMetrics().height() * linesHigh};
}

QSize DayChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 30, sizeHint().height()};
}

void DayChart::setDays(const QList<DayFigures> &days)
{
    if (m_days == days)
        return;
    m_days = days;
    describe();
    update();
}

void DayChart::setPicked(const QDate &day)
{
    m_picked = day;
    describe();
    update();
}

QString DayChart::textOf(const DayFigures &figures) const
{
    const QString day = QLocale().toString(figures.day, QLocale::ShortFormat);
    // Two counts, two plural forms: each is a text of its own.
    const QString requests = tr("%n request(s)", nullptr, int(figures.requests));
    return figures.errors == 0 ? tr("%1: %2", "day: requests").arg(day, requests)
                               : tr("%1: %2, %3", "day: requests, errors")
                                     .arg(day, requests, tr("%n error(s)", nullptr, int(figures.errors)));
}

void DayChart::describe()
{
    QStringList figures;
    for (const DayFigures &day : std::as_const(m_days)) {
        if (day.requests > 0)
            figures.append(textOf(day));
    }
    const int place = placeOf(m_picked);
    const QString picked = place < 0 ? tr("No day is picked.") : tr("Picked: %1.").arg(textOf(m_days[place]));
    setAccessibleDescription(figures.isEmpty() ? tr("Nothing was relayed in these days.")
                                               : tr("%1 %2").arg(picked, figures.join(QStringLiteral("; "))));
}

qint64 DayChart::most() const
{
    qint64 most = 0;
    for (const DayFigures &day : m_days)
        most = std::max(most, day.requests);
    return most;
}

/// Where the bars are: a line of text above for the scale, one below for the days.
QRect DayChart::plot() const
{
    const int line = fontMetrics().height();
    return contentsRect().adjusted(2, line, -2, -line);
}

QRectF DayChart::slotOf(int place) const
{
    const QRectF area = plot();
    const double width = area.width() / double(std::max<qsizetype>(1, m_days.size()));
    const int column = layoutDirection() == Qt::RightToLeft ? int(m_days.size()) - 1 - place : place;
    return {area.left() + width * column, area.top(), width, area.height()};
}

int DayChart::placeAt(const QPoint &point) const
{
    for (int place = 0; place < m_days.size(); ++place) {
        const QRectF slot = slotOf(place);
        if (point.x() >= slot.left() && point.x() < slot.right())
            return place;
    }
    return -1;
}

int DayChart::placeOf(const QDate &day) const
{
    const auto found = std::ranges::find(m_days, day, &DayFigures::day);
    return found == m_days.end() ? -1 : int(found - m_days.begin());
}

void DayChart::paintEvent(QPaintEvent *)
{
    constexpr double gap = 0.2; // of a day's width, on each side
    QPainter painter(this);
    const QColor all = toneColour(Tone::Accent, palette());
    const QColor bad = toneColour(Tone::Bad, palette());
    const QColor quiet = toneColour(Tone::Quiet, palette());
    const double scale = double(std::max<qint64>(1, most()));
    const int picked = placeOf(m_picked);
    for (int place = 0; place < m_days.size(); ++place) {
        const DayFigures &day = m_days[place];
        const QRectF slot = slotOf(place);
        if (place == picked)
            painter.fillRect(slot, palette().color(QPalette::AlternateBase).darker(115));
        const auto bar = [&](qint64 count) {
            // What is there is seen, however small it is beside the rest.
            const double height = count == 0 ? 0 : std::max(2.0, slot.height() * double(count) / scale);
            return QRectF(slot.left() + slot.width() * gap, slot.bottom() - height,
                          slot.width() * (1 - 2 * gap), height);
        };
        painter.fillRect(bar(day.requests), all);
        painter.fillRect(bar(day.errors), bad);
    }
    const QRect area = plot();
    painter.setPen(quiet);
    painter.drawLine(area.bottomLeft() + QPoint(0, 1), area.bottomRight() + QPoint(0, 1));
    if (!m_days.isEmpty()) {
        const QLocale locale;
        const Qt::Alignment leading = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading);
        const Qt::Alignment trailing = QStyle::visualAlignment(layoutDirection(), Qt::AlignTrailing);
        const QRect above(contentsRect().topLeft(), QSize(width(), fontMetrics().height()));
        const QRect below = above.translated(0, contentsRect().height() - above.height());
        painter.drawText(above, int(leading), tr("Most on a day: %1").arg(locale.toString(most())));
        painter.drawText(above, int(trailing),
                         picked < 0 ? tr("Requests and, in red, errors") : textOf(m_days[picked]));
        painter.drawText(below, int(leading), locale.toString(m_days.first().day, QLocale::ShortFormat));
        painter.drawText(below, int(trailing), locale.toString(m_days.last().day, QLocale::ShortFormat));
    }
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.backgroundColor = palette().color(QPalette::Window);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void DayChart::pick(int place)
{
    if (m_days.isEmpty())
        return;
    setPicked(place < 0 ? QDate() : m_days[std::min(place, int(m_days.size()) - 1)].day);
    emit dayPicked(m_picked);
}

void DayChart::mousePressEvent(QMouseEvent *event)
{
    const int place = placeAt(event->pos());
    if (event->button() != Qt::LeftButton || place < 0)
        return QWidget::mousePressEvent(event);
    pick(place == placeOf(m_picked) ? -1 : place);
}

void DayChart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_days.size()) - 1;
    const int now = placeOf(m_picked);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int later = mirrored ? Qt::Key_Left : Qt::Key_Right;
    const int earlier = mirrored ? Qt::Key_Right : Qt::Key_Left;
    if (event->key() == later)
        pick(now < 0 ? last : std::min(now + 1, last));
    else if (event->key() == earlier)
        pick(now < 0 ? last : std::max(now - 1, 0));
    else if (event->key() == Qt::Key_Home)
        pick(0);
    else if (event->key() == Qt::Key_End)
        pick(last);
    else if (event->key() == Qt::Key_Escape && now >= 0)
        pick(-1);
    else
        QWidget::keyPressEvent(event);
}

bool DayChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int place = placeAt(help->pos());
        if (place >= 0) {
            QToolTip::showText(help->globalPos(), textOf(m_days[place]), this);
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace byok
