// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/tall_area.h"

#include <QEvent>
#include <QScrollBar>

#include <algorithm>

namespace byok {

namespace {

constexpr int linesAtLeast = 7;
constexpr int linesAtFirst = 26;
constexpr int charactersAtFirst = 64;

} // namespace

TallArea::TallArea(const QString &objectName, QWidget *content, QWidget *parent)
    : QScrollArea(parent)
{
    setObjectName(objectName);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // what is in it takes the focus, and is scrolled to
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setWidget(content);
    // The colour of the window, not that of a list.
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

int TallArea::widthOf(int content) const
{
    return content + verticalScrollBar()->sizeHint().width() + 2 * frameWidth();
}

QSize TallArea::sizeHint() const
{
    const QSize content = widget()->sizeHint();
    return {widthOf(std::max(content.width(), charactersAtFirst * fontMetrics().averageCharWidth())),
            std::min(content.height(), linesAtFirst * fontMetrics().height())};
}

QSize TallArea::minimumSizeHint() const
{
    return {widthOf(widget()->minimumSizeHint().width()), linesAtLeast * fontMetrics().height()};
}

bool TallArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace byok
