// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QAbstractItemView;

namespace byok {

/// A view's own actions as its context menu: where the pointer is, and by the Menu key or Shift+F10 beside
/// the current row. Left to itself Qt opens it in the middle of the view by the Menu key, whatever row is
/// meant, and on X11 and Wayland not at all by Shift+F10. Owned by its view, GUI thread.
class RowMenu final : public QObject
{
    Q_OBJECT

public:
    explicit RowMenu(QAbstractItemView *view);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void open();

    QAbstractItemView *m_view;
};

} // namespace byok
