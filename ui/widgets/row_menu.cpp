// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/row_menu.h"

#include <QAbstractItemView>
#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

bool asksForMenu(const QEvent *event)
{
    if (event->type() == QEvent::ContextMenu)
        return static_cast<const QContextMenuEvent *>(event)->reason() == QContextMenuEvent::Keyboard;
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<const QKeyEvent *>(event);
    return key->key() == Qt::Key_F10 && key->modifiers() == Qt::ShiftModifier;
}

} // namespace

RowMenu::RowMenu(QAbstractItemView *view)
    : QObject(view)
    , m_view(view)
{
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    view->installEventFilter(this);
}

bool RowMenu::eventFilter(QObject *watched, QEvent *event)
{
    if (!asksForMenu(event))
        return QObject::eventFilter(watched, event);
    open();
    return true;
}

void RowMenu::open()
{
    // Where the system turns Shift+F10 into a context menu itself, both come.
    if (m_view->findChild<QMenu *>(u"rowMenu"_s, Qt::FindDirectChildrenOnly))
        return;
    const QModelIndex current = m_view->currentIndex();
    const QList<QAction *> actions = m_view->actions();
    const auto first = std::ranges::find_if(
        actions, [](const QAction *action) { return action->isVisible() && action->isEnabled(); });
    if (!current.isValid() || first == actions.end())
        return;
    m_view->scrollTo(current);
    const QRect row = m_view->visualRect(current) & m_view->viewport()->rect();
    const bool mirrored = m_view->layoutDirection() == Qt::RightToLeft;
    auto *menu = new QMenu(m_view);
    menu->setObjectName(u"rowMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions);
    menu->popup(m_view->viewport()->mapToGlobal(mirrored ? row.bottomRight() : row.bottomLeft()));
    menu->setActiveAction(*first);
}

} // namespace byok
