// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/growing_dialog.h"

#include <QEvent>
#include <QLayout>

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
    if ((event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show) && layout()) {
        // A layout's minimum does not know how high a text is that wraps.
        const int wanted =
            std::max(layout()->totalHeightForWidth(width()), layout()->totalSizeHint().height());
        if (height() < wanted)
            resize(width(), wanted);
    }
    return handled;
}

} // namespace byok
