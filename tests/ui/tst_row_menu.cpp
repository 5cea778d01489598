// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "ui/settings_window.h"
#include "ui/widgets/row_menu.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QTableWidget>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

/// The menus of tables and trees, without a mouse.
class TestRowMenu : public QObject
{
    Q_OBJECT

    /// What a system sends for the Menu key: at the middle of whatever has the focus.
    static void pressMenuKey(QWidget *widget)
    {
        const QPoint middle = widget->rect().center();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, middle, widget->mapToGlobal(middle));
        QApplication::sendEvent(widget, &event);
    }
    static void pressShiftF10(QWidget *widget) { QTest::keyClick(widget, Qt::Key_F10, Qt::ShiftModifier); }
    static QMenu *openMenu() { return qobject_cast<QMenu *>(QApplication::activePopupWidget()); }

    /// Where the row is on the screen.
    static QRect placeOf(const QAbstractItemView &view, const QModelIndex &index)
    {
        const QRect row = view.visualRect(index);
        return {view.viewport()->mapToGlobal(row.topLeft()), row.size()};
    }

private slots:
    void everyListOfTheWindowOpensItsMenuAtTheCurrentRow_data()
    {
        QTest::addColumn<SettingsWindow::Page>("page");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("action");
        QTest::newRow("keys") << SettingsWindow::Page::Keys << u"keysList"_s << u"switchProvider"_s;
        QTest::newRow("apps") << SettingsWindow::Page::Apps << u"appsTable"_s << u"appsEditAction"_s;
        QTest::newRow("activity") << SettingsWindow::Page::Activity << u"activityTable"_s << u"copyRows"_s;
    }
    void everyListOfTheWindowOpensItsMenuAtTheCurrentRow()
    {
        QFETCH(SettingsWindow::Page, page);
        QFETCH(QString, name);
        QFETCH(QString, action);
        RunningRelay relay;
        FakeDesktop desktop;
        QVERIFY(relay.ask(relay.request("GET", "/relay/openai/v1/models")));
        SettingsWindow window({relay.controller(), desktop});
        window.showPage(page);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *view = window.findChild<QAbstractItemView *>(name);
        QVERIFY(view);
        QTRY_VERIFY(view->model()->rowCount() > 0);
        view->setFocus();
        const QModelIndex first = view->model()->index(0, 0);
        view->setCurrentIndex(first);
        for (const auto press : {&pressMenuKey, &pressShiftF10}) {
            press(view);
            QMenu *menu = openMenu();
            QVERIFY(menu);
            QVERIFY(menu->actions().contains(window.findChild<QAction *>(action)));
            QVERIFY2(std::abs(menu->y() - placeOf(*view, first).bottom()) < 8,
                     qPrintable(QString::number(menu->y())));
            QVERIFY(menu->activeAction());
            QTest::keyClick(menu, Qt::Key_Escape);
            QTRY_VERIFY(!openMenu());
            QTRY_VERIFY(!view->findChild<QMenu *>(u"rowMenu"_s));
        }
    }

    void aRowOutOfSightIsScrolledTo()
    {
        QTableWidget table(100, 1);
        QAction action(u"Do it"_s);
        table.addAction(&action);
        new RowMenu(&table);
        table.show();
        QVERIFY(QTest::qWaitForWindowActive(&table));
        table.setCurrentCell(80, 0, QItemSelectionModel::NoUpdate);
        table.scrollToTop();
        pressShiftF10(&table);
        QVERIFY(openMenu());
        QVERIFY(table.viewport()->rect().intersects(table.visualRect(table.currentIndex())));
        openMenu()->close();
    }

    void withoutARowOrSomethingToDoThereIsNoMenu()
    {
        QTableWidget table(3, 1);
        QAction action(u"Do it"_s);
        table.addAction(&action);
        new RowMenu(&table);
        table.show();
        QVERIFY(QTest::qWaitForWindowActive(&table));
        table.setCurrentIndex({});
        pressShiftF10(&table);
        QVERIFY(!openMenu());
        table.setCurrentCell(1, 0);
        action.setVisible(false);
        pressMenuKey(&table);
        QVERIFY(!openMenu());
        action.setVisible(true);
        pressMenuKey(&table);
        pressShiftF10(&table); // a system may send both for one press
        QVERIFY(openMenu());
        QCOMPARE(table.findChildren<QMenu *>(u"rowMenu"_s).size(), 1);
        openMenu()->close();
    }
};

QTEST_MAIN(TestRowMenu)
#include "tst_row_menu.moc"
