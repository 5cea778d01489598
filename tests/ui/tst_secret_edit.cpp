// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/secret_edit.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMetaProperty>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QString planted = u"sk-planted-0123456789abcdefghijkl"_s;

/// Everything that somebody with the object in hand can read of it.
QString readable(const QObject *object)
{
    QString all;
    const QMetaObject *meta = object->metaObject();
    for (int i = 0; i < meta->propertyCount(); ++i)
        all += meta->property(i).read(object).toString() + u'\n';
    for (const QByteArray &name : object->dynamicPropertyNames())
        all += object->property(name.constData()).toString() + u'\n';
    if (QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QObject *>(object))) {
        for (const QAccessible::Text kind :
             {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
            all += face->text(kind) + u'\n';
        if (QAccessibleTextInterface *text = face->textInterface())
            all += text->text(0, text->characterCount()) + u'\n';
    }
    for (const QObject *child : object->children())
        all += readable(child);
    return all;
}

} // namespace

class TestSecretEdit : public QObject
{
    Q_OBJECT

private:
    static QLineEdit *line(const SecretEdit &edit) { return edit.findChild<QLineEdit *>(u"keyLine"_s); }
    static QToolButton *show(const SecretEdit &edit) { return edit.findChild<QToolButton *>(u"keyShow"_s); }

private slots:
    void init() { QGuiApplication::clipboard()->setText(u"something else"_s); }

    void aKeyIsTakenOnceAndIsNowhereAfterwards()
    {
        SecretEdit edit(u"key"_s, u"Key"_s);
        edit.show();
        QSignalSpy changed(&edit, &SecretEdit::changed);
        QTest::keyClicks(line(edit), u"  "_s + planted + u" "_s);
        QVERIFY(!changed.isEmpty());
        QVERIFY(!edit.isEmpty());
        QVERIFY(edit.held().equals(Secret::copyOf(planted.toUtf8())));
        QVERIFY(edit.take().equals(Secret::copyOf(planted.toUtf8())));
        QVERIFY(edit.isEmpty());
        QVERIFY(edit.take().isEmpty());
        QVERIFY(!line(edit)->isUndoAvailable());
        QTest::keySequence(line(edit), QKeySequence::Undo);
        QVERIFY(!readable(&edit).contains(planted.sliced(4, 8)));
    }

    void aScreenReaderHearsNoKeyBehindDots()
    {
        SecretEdit edit(u"key"_s, u"Key"_s);
        edit.show();
        QTest::keyClicks(line(edit), planted);
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(line(edit));
        QVERIFY(face);
        QCOMPARE(face->text(QAccessible::Name), u"Key"_s);
        QVERIFY(face->state().passwordEdit);
        QVERIFY(!face->text(QAccessible::Value).contains(planted.sliced(4, 8)));
        QVERIFY(!face->textInterface()->text(0, 200).contains(planted.sliced(4, 8)));
    }

    void noWayOutToTheClipboard_data()
    {
        QTest::addColumn<bool>("shown");
        QTest::newRow("behind dots") << false;
        QTest::newRow("shown") << true;
    }
    void noWayOutToTheClipboard()
    {
        QFETCH(bool, shown);
        SecretEdit edit(u"key"_s, u"Key"_s);
        edit.show();
        QTest::keyClicks(line(edit), planted);
        show(edit)->setChecked(shown);
        QCOMPARE(line(edit)->echoMode(), shown ? QLineEdit::Normal : QLineEdit::Password);
        QTest::keySequence(line(edit), QKeySequence::SelectAll);
        QTest::keySequence(line(edit), QKeySequence::Copy);
        QTest::keySequence(line(edit), QKeySequence::Cut);
        QTest::mouseDClick(line(edit), Qt::LeftButton, {}, QPoint(20, line(edit)->height() / 2));
        QCOMPARE(QGuiApplication::clipboard()->text(), u"something else"_s);
        QVERIFY(!QGuiApplication::clipboard()->text(QClipboard::Selection).contains(planted.sliced(4, 8)));
        QVERIFY(edit.held().equals(Secret::copyOf(planted.toUtf8())));
        QVERIFY(!shown || !line(edit)->hasSelectedText());
    }

    void aKeyCanBePasted()
    {
        SecretEdit edit(u"key"_s, u"Key"_s);
        edit.show();
        QGuiApplication::clipboard()->setText(planted + u'\n');
        QTest::keySequence(line(edit), QKeySequence::Paste);
        QVERIFY(edit.held().equals(Secret::copyOf(planted.toUtf8())));
        QSignalSpy pressed(&edit, &SecretEdit::returnPressed);
        QTest::keyClick(line(edit), Qt::Key_Return);
        QCOMPARE(pressed.size(), 1);
    }

    void hidingForgets()
    {
        QWidget page;
        SecretEdit edit(u"key"_s, u"Key"_s, &page);
        page.show();
        QTest::keyClicks(line(edit), planted);
        show(edit)->setChecked(true);
        page.hide();
        QVERIFY(edit.isEmpty());
        page.show();
        QVERIFY(edit.isEmpty());
        QVERIFY(!show(edit)->isChecked());
        QCOMPARE(line(edit)->echoMode(), QLineEdit::Password);
    }
};

QTEST_MAIN(TestSecretEdit)
#include "tst_secret_edit.moc"
