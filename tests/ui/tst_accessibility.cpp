// SPDX-License-Identifier: Apache-2.0
// Walks the windows as a screen reader does and as a keyboard does: what can be used has a name and a role,
// Tab reaches it, and what is written can be read, in both themes.
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "tests/support/written_notices.h"
#include "tests/ui/asking_app.h"
#include "ui/dialogs/first_run_wizard.h"
#include "ui/theme.h"
#include "ui/window_shell.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSet>
#include <QTabBar>
#include <QTest>
#include <QTextEdit>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

/// "settingsWindow/pageStack/keysPage/keysAdd".
QString placeOf(const QObject *object)
{
    QStringList names;
    for (; object; object = object->parent())
        names.prepend(object->objectName().isEmpty() ? QString::fromLatin1(object->metaObject()->className())
                                                     : object->objectName());
    return names.mid(std::max<qsizetype>(names.size() - 4, 0)).join(u'/');
}

/// What a person can do something with, part of no other such thing.
bool isInteractive(const QWidget *widget)
{
    if (qobject_cast<const QScrollBar *>(widget))
        return false; // its view scrolls by keys
    for (const QWidget *parent = widget->parentWidget(); parent; parent = parent->parentWidget()) {
        if (qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent) ||
            qobject_cast<const QTabBar *>(parent) || qobject_cast<const QLineEdit *>(parent))
            return false;
        if (qobject_cast<const QAbstractItemView *>(parent) && parent != widget &&
            !qobject_cast<const QAbstractButton *>(widget))
            return false;
    }
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
           qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractItemView *>(widget) ||
           qobject_cast<const QAbstractSpinBox *>(widget) || qobject_cast<const QTabBar *>(widget) ||
           qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextEdit *>(widget);
}

QList<QWidget *> interactiveOf(const QWidget &window)
{
    QList<QWidget *> found;
    const QList<QWidget *> all = window.findChildren<QWidget *>();
    for (QWidget *widget : all) {
        // Dialogs are windows of their own.
        if (widget->isVisible() && widget->window() == &window && isInteractive(widget))
            found.append(widget);
    }
    return found;
}

QStringList namelessOf(const QWidget &window)
{
    QStringList faults;
    for (QWidget *widget : interactiveOf(window)) {
        const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        if (!interface) {
            faults.append(placeOf(widget) + u": nothing for screen readers"_s);
            continue;
        }
        if (interface->role() == QAccessible::NoRole || interface->role() == QAccessible::Client)
            faults.append(placeOf(widget) + u": no role"_s);
        if (interface->text(QAccessible::Name).trimmed().isEmpty())
            faults.append(placeOf(widget) + u": no name"_s);
    }
    return faults;
}

/// Tab from the first thing on until it comes round; what cannot be reached so, nor by arrows within what
/// can.
QStringList unreachedOf(QWidget &window)
{
    QSet<QWidget *> reached;
    QWidget *first = nullptr;
    constexpr int more = 400; // than any window has
    for (int i = 0; i < more; ++i) {
        QWidget *focus = window.focusWidget();
        QTest::keyClick(focus ? focus : &window, Qt::Key_Tab);
        focus = window.focusWidget();
        if (focus == first && focus)
            break;
        if (focus)
            reached.insert(focus);
        if (!first)
            first = focus;
    }
    QStringList faults;
    for (QWidget *widget : interactiveOf(window)) {
        if (!widget->isEnabled() || reached.contains(widget))
            continue;
        const bool proxied = widget->focusProxy() && reached.contains(widget->focusProxy());
        // Radio buttons are one stop, within which arrows go.
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const bool amongRadios = button && button->autoExclusive() && button->isCheckable();
        // What stands in a row of a table is used by the table's keys.
        const bool inView = [&] {
            for (QWidget *parent = widget->parentWidget(); parent; parent = parent->parentWidget()) {
                if (qobject_cast<QAbstractItemView *>(parent) && reached.contains(parent))
                    return true;
            }
            return false;
        }();
        if (!proxied && !amongRadios && !inView)
            faults.append(placeOf(widget) + u": Tab does not reach it"_s);
    }
    return faults;
}

/// Labels whose writing stands out too little from what is behind it (WCAG 2.2: 4.5 to 1).
QStringList faintOf(const QWidget &window)
{
    QStringList faults;
    const QList<QLabel *> labels = window.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (!label->isVisible() || label->text().isEmpty() || !label->isEnabled() ||
            label->window() != &window)
            continue;
        const QColor ink = label->palette().color(QPalette::Active, label->foregroundRole());
        const QColor paper = label->palette().color(QPalette::Active, label->backgroundRole());
        const double ratio = contrast(ink, paper);
        if (ratio < 4.5)
            faults.append(placeOf(label) + u": contrast %1"_s.arg(ratio));
    }
    return faults;
}

/// Labels that have less room than their text needs.
QStringList cutOf(const QWidget &window)
{
    QStringList faults;
    const QList<QAbstractButton *> buttons = window.findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (button->isVisible() && button->window() == &window && !button->text().isEmpty() &&
            button->width() < button->sizeHint().width())
            faults.append(placeOf(button) +
                          u": cut, %1 of %2"_s.arg(button->width()).arg(button->sizeHint().width()));
    }
    return faults;
}

} // namespace

class TestAccessibility : public QObject
{
    Q_OBJECT

    FakeDesktop m_desktop;
    WrittenNotices m_notices;

    static void check(QWidget &window, const QString &what, QStringList &faults)
    {
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (const QString &fault :
             namelessOf(window) + unreachedOf(window) + faintOf(window) + cutOf(window))
            faults.append(what + u": "_s + fault);
    }

private slots:
    void initTestCase()
    {
        QAccessible::setActive(true);
        QByteArray found = "sk-found-0123456789abcdefghijkl";
        m_desktop.setFound({{u"openai"_s, u"OPENAI_API_KEY"_s, Secret::takeFrom(found)}});
    }

    void everythingHasANameARoleAPlaceAndCanBeRead_data()
    {
        QTest::addColumn<Theme>("theme");
        QTest::addColumn<QString>("language");
        QTest::newRow("light") << Theme::Light << u"en"_s;
        QTest::newRow("dark") << Theme::Dark << u"en"_s;
        QTest::newRow("German") << Theme::Light << u"de"_s;
        QTest::newRow("Hebrew, from the right") << Theme::Dark << u"he"_s;
    }
    void everythingHasANameARoleAPlaceAndCanBeRead()
    {
        QFETCH(Theme, theme);
        QFETCH(QString, language);
        RelayConfig config;
        config.desktop.theme = theme;
        config.desktop.language = language;
        RunningRelay relay(RunningRelay::Key::Stored, config);
        WindowShell shell({relay.controller(), m_desktop}, m_notices, [] { return true; });
        shell.start(WindowShell::Start::Shown);
        QCOMPARE(isDark(QApplication::palette()), theme == Theme::Dark);
        QCOMPARE(QApplication::layoutDirection(), language == "he"_L1 ? Qt::RightToLeft : Qt::LeftToRight);
        QStringList faults;
        SettingsWindow &window = *shell.window();
        using Page = SettingsWindow::Page;
        for (const Page page :
             {Page::Overview, Page::Keys, Page::Apps, Page::Activity, Page::Settings, Page::About}) {
            window.showPage(page);
            check(window, u"page %1"_s.arg(int(page)), faults);
            auto *sections = window.findChild<QTabWidget *>(u"settingsSections"_s);
            for (int i = 1; page == Page::Settings && i < sections->count(); ++i) {
                sections->setCurrentIndex(i);
                check(window, u"section %1"_s.arg(i), faults);
            }
        }
        AskingApp app(relay, "https://new.example");
        QTRY_COMPARE(shell.prompter().waiting(), 1);
        shell.tray().menu()->questionChosen({});
        QTRY_VERIFY(shell.prompter().dialog());
        shell.prompter().dialog()->activateWindow();
        check(*shell.prompter().dialog(), u"consent"_s, faults);
        shell.prompter().dialog()->close();
        FirstRunWizard wizard({relay.controller(), m_desktop});
        wizard.setAttribute(Qt::WA_DeleteOnClose, false);
        wizard.show();
        check(wizard, u"first run"_s, faults);
        QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults.join(u'\n')));
    }

    void tonesCanBeReadOnAnyPalette_data()
    {
        QTest::addColumn<QColor>("window");
        QTest::addColumn<QColor>("text");
        QTest::newRow("white") << QColor(Qt::white) << QColor(Qt::black);
        QTest::newRow("grey") << QColor(0xef, 0xef, 0xef) << QColor(Qt::black);
        QTest::newRow("dark") << QColor(0x2b, 0x2d, 0x30) << QColor(Qt::white);
        QTest::newRow("black") << QColor(Qt::black) << QColor(Qt::white);
    }
    void tonesCanBeReadOnAnyPalette()
    {
        QFETCH(QColor, window);
        QFETCH(QColor, text);
        QPalette palette;
        palette.setColor(QPalette::Window, window);
        palette.setColor(QPalette::Base, window);
        palette.setColor(QPalette::WindowText, text);
        for (const Tone tone : {Tone::Good, Tone::Warning, Tone::Bad, Tone::Accent, Tone::Quiet})
            QVERIFY(contrast(toneColour(tone, palette), window) >= 4.5);
    }
};

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
