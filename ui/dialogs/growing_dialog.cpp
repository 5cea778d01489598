// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/growing_dialog.h"

#include <QEvent>
#include <QLayout>
#include <QScreen>
#include <QScrollArea>

#include <algorithm>

namespace byok {

GrowingDialog::GrowingDialog(QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
}

bool GrowingDialog::event(QEvent *event)
{
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        grow();
    return handled;
}

void GrowingDialog::grow()
{
    if (!layout())
        return;
    // A layout's minimum does not know how high a text is that wraps.
    int wanted = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width())
                                               : layout()->totalSizeHint().height();
    // What scrolls asks for little: as much of it as the screen has room for is shown.
    for (const QScrollArea *area : findChildren<QScrollArea *>()) {
        const QWidget *content = area->widget();
        if (!content || !content->hasHeightForWidth())
            continue;
        const int missing = content->heightForWidth(area->viewport()->width()) - area->viewport()->height();
        wanted = std::max(wanted, height() + missing);
    }
    constexpr double mostOfScreen = 0.9;
    wanted = std::min(wanted, int(screen()->availableGeometry().height() * mostOfScreen));
    if (height() < wanted)
        resize(width(), wanted);
}

} // namespace byok
