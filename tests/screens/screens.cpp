// SPDX-License-Identifier: Apache-2.0
// Shows every page, dialog and menu on a relay with a life of its own, and keeps a picture of each as the
// screen has it, with the window manager's frame: screens FOLDER THEME LANGUAGE. Started by
// tests/screens/run.
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "tests/support/fake_desktop.h"
#include "tests/support/running_relay.h"
#include "tests/support/written_notices.h"
#include "tests/ui/asking_app.h"
#include "tests/ui/ledger_filling.h"
#include "ui/window_shell.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScreen>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTreeView>
#include <QWindow>

#include <cstdio>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

/// Where pictures go and what they are called.
struct Album
{
    QString folder;
    QString ending; ///< "-dark-de"
};

void settle()
{
    // A window manager answers when it likes, and nothing tells when a screen has been painted.
    QTest::qWait(350);
}

void keep(const Album &album, const QString &name, const QRect &place)
{
    settle();
    const QPixmap picture =
        QGuiApplication::primaryScreen()->grabWindow(0, place.x(), place.y(), place.width(), place.height());
    const QString path = album.folder + u'/' + name + album.ending + u".png"_s;
    if (!picture.save(path))
        qFatal("%s could not be written", qPrintable(path));
    std::printf("%s\n", qPrintable(path));
    std::fflush(stdout);
}

void keep(const Album &album, const QString &name, QWidget &window)
{
    if (!QTest::qWaitForWindowExposed(&window))
        qFatal("%s did not appear", qPrintable(name));
    settle(); // the frame comes later than the window
    keep(album, name, window.frameGeometry());
}

QDialog *openDialog()
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        auto *dialog = qobject_cast<QDialog *>(window);
        if (dialog && dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

/// Waits for the dialog that `open` brings, keeps it, closes it.
template <typename Open>
void keepDialog(const Album &album, const QString &name, Open open)
{
    open();
    if (!QTest::qWaitFor([] { return openDialog() != nullptr; }, 5000)) {
        std::printf("NOT THERE: %s\n", qPrintable(name));
        return;
    }
    QDialog *dialog = openDialog();
    keep(album, name, *dialog);
    QPointer<QDialog> gone = dialog;
    dialog->close();
    if (!QTest::qWaitFor([&gone] { return !gone || !gone->isVisible(); }, 5000))
        qFatal("%s does not close", qPrintable(name));
}

template <typename T>
T *part(QWidget &window, const QString &name)
{
    T *found = window.findChild<T *>(name);
    if (!found)
        std::printf("NO PART: %s\n", qPrintable(name));
    return found;
}

void press(QWidget &window, const QString &name)
{
    if (auto *button = part<QAbstractButton>(window, name))
        QMetaObject::invokeMethod(button, &QAbstractButton::click, Qt::QueuedConnection);
}

void trigger(QWidget &window, const QString &name)
{
    if (auto *action = part<QAction>(window, name))
        QMetaObject::invokeMethod(action, &QAction::trigger, Qt::QueuedConnection);
}

void must(const Result<> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().sentence));
}

/// What a person has after a few weeks.
void live(RunningRelay &relay)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Grant some;
    some.providers = {u"openai"_s, u"anthropic"_s};
    some.models = {u"gpt-4o*"_s, u"claude-*"_s};
    must(relay.keeper().apply(allowOrigin("https://chat.example.org", u"Chat"_s, some, now.addDays(-12))));
    Grant day;
    day.duration = GrantDuration::OneDay;
    must(relay.keeper().apply(allowOrigin("http://localhost:5173", u"My prototype"_s, day, now)));
    must(relay.keeper().apply(allowOrigin("https://a-very-long-name-of-a-writing-helper.some-company.example",
                                          u"Writer"_s, {}, now.addDays(-30))));
    must(relay.keeper().apply(pauseApp(u"https://chat.example.org"_s, AppPause::Paused)));
    QList<UsageRow> rows;
    const QStringList apps{u"https://app.example"_s, u"https://chat.example.org"_s, u"program:script"_s,
                           u"http://localhost:5173"_s};
    const QStringList models{u"gpt-4o-mini"_s, u"claude-sonnet-4-5"_s, u"gpt-4o"_s,
                             u"text-embedding-3-small"_s};
    const QList<int> statuses{200, 200, 200, 200, 429, 200, 200, 500, 200, 401};
    for (int i = 0; i < 160; ++i) {
        UsageRow row;
        row.startedAt = now.addSecs(-i * i * 90 - i * 60);
        row.app = apps.at(i % 4);
        row.provider = i % 3 == 1 ? u"anthropic"_s : u"openai"_s;
        row.model = models.at(i % 4);
        row.keyLabel = u"default"_s;
        row.status = statuses.at(i % 10);
        row.bytesUp = 812 + 37 * i;
        row.bytesDown = 5'120 + 811 * i;
        row.milliseconds = 320 + 91 * i;
        row.firstByteMilliseconds = 210;
        rows.append(row);
    }
    fillLedger(relay, rows);
}

void keepPages(const Album &album, WindowShell &shell)
{
    SettingsWindow &window = *shell.window();
    using Page = SettingsWindow::Page;
    const QList<std::pair<Page, QString>> pages{{Page::Overview, u"overview"_s},
                                                {Page::Keys, u"keys"_s},
                                                {Page::Apps, u"apps"_s},
                                                {Page::Activity, u"activity"_s},
                                                {Page::About, u"about"_s}};
    for (const auto &[page, name] : pages) {
        window.showPage(page);
        keep(album, name, window);
    }
    window.showPage(Page::Settings);
    auto *sections = part<QTabWidget>(window, u"settingsSections"_s);
    const QStringList names{u"general"_s, u"privacy"_s, u"network"_s, u"limits"_s, u"data"_s, u"failures"_s};
    for (int i = 0; sections && i < sections->count(); ++i) {
        sections->setCurrentIndex(i);
        keep(album, u"settings-"_s + names.value(i), window);
    }
}

void keepDialogs(const Album &album, WindowShell &shell)
{
    SettingsWindow &window = *shell.window();
    window.showPage(SettingsWindow::Page::Keys);
    settle();
    keepDialog(album, u"dialog-key"_s, [&] { press(window, u"keysAdd"_s); });
    keepDialog(album, u"dialog-import"_s, [&] { trigger(window, u"keysImport"_s); });
    keepDialog(album, u"dialog-provider"_s, [&] { trigger(window, u"keysEnterProvider"_s); });
    keepDialog(album, u"dialog-local-models"_s, [&] { trigger(window, u"keysLocal"_s); });
    window.showPage(SettingsWindow::Page::Apps);
    settle();
    keepDialog(album, u"dialog-add-app"_s, [&] { press(window, u"appsAddOrigin"_s); });
    keepDialog(album, u"dialog-add-program"_s, [&] { press(window, u"appsAddProgram"_s); });
    // selectRow() does nothing from the right to the left (Qt 6.8).
    if (auto *table = part<QTableView>(window, u"appsTable"_s))
        table->setCurrentIndex(table->model()->index(0, 0));
    keepDialog(album, u"dialog-edit-app"_s, [&] { press(window, u"appsEdit"_s); });
}

void keepWizard(const Album &album, RunningRelay &relay)
{
    auto *wizard = openDialog();
    if (!wizard)
        qFatal("no wizard on the first day");
    keep(album, u"wizard-1"_s, *wizard);
    if (auto *line = wizard->findChild<QLineEdit *>(u"keyEditLine"_s))
        QTest::keyClicks(line, QString::fromLatin1(RunningRelay::key));
    press(*wizard, u"firstNext"_s);
    settle();
    relay.upstream().next(FakeReply{});
    press(*wizard, u"firstTest"_s);
    settle();
    keep(album, u"wizard-2"_s, *wizard);
    press(*wizard, u"firstNext"_s);
    settle();
    keep(album, u"wizard-3"_s, *wizard);
    QPointer<QDialog> gone = wizard;
    wizard->close();
    if (!QTest::qWaitFor([&gone] { return !gone; }, 5000))
        qFatal("the wizard does not close");
}

void keepConsent(const Album &album, RunningRelay &relay, WindowShell &shell)
{
    const auto ask = [&](const QString &name, const QByteArray &origin, const QByteArray &body) {
        AskingApp app(relay, origin, body);
        if (!QTest::qWaitFor([&] { return shell.prompter().waiting() > 0; }, 5000))
            qFatal("nobody asks");
        if (name == "consent"_L1) {
            shell.window()->showPage(SettingsWindow::Page::Overview);
            keep(album, u"overview-asking"_s, *shell.window());
        }
        keepDialog(album, name, [&] {
            QMetaObject::invokeMethod(
                &shell, [&] { shell.tray().menu()->questionChosen({}); }, Qt::QueuedConnection);
        });
        app.leave();
        if (!QTest::qWaitFor([&] { return shell.prompter().waiting() == 0; }, 5000))
            qFatal("a question stays");
    };
    ask(u"consent"_s, "https://notes.writing.example",
        R"({"app_id":"notes","app_name":"Notes","reason":"To summarise what you write.","providers":["openai"]})");
    ask(u"consent-look-alike"_s, "https://xn--pple-43d.com",
        R"({"app_id":"apple","app_name":"Apple","reason":"Because.","providers":["openai","anthropic"]})");
    ask(u"consent-program"_s, {}, R"({"app_id":"my-agent","app_name":"My Agent","reason":"To write code."})");
}

void keepMenu(const Album &album, RunningRelay &relay, WindowShell &shell)
{
    AskingApp app(relay, "https://notes.writing.example");
    if (!QTest::qWaitFor([&] { return shell.prompter().waiting() > 0; }, 5000))
        qFatal("nobody asks");
    TrayMenu &menu = *shell.tray().menu();
    menu.popup({400, 200});
    if (auto *recent = menu.findChild<QMenu *>(u"trayRecent"_s); recent && recent->isEnabled())
        menu.setActiveAction(recent->menuAction());
    settle();
    const QRect screen = QGuiApplication::primaryScreen()->geometry();
    keep(album, u"tray-menu"_s, menu.geometry().adjusted(-300, -20, 300, 20) & screen);
    menu.close();
    // The tray itself, as the panel shows it: asking.
    keep(album, u"tray"_s, {0, screen.height() - 60, 240, 60});
    app.leave();
    if (!QTest::qWaitFor([&] { return shell.prompter().waiting() == 0; }, 5000))
        qFatal("a question stays");
    if (QDialog *over = openDialog())
        over->close();
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 4)
        qFatal("usage: screens FOLDER light|dark LANGUAGE");
    const QString theme = arguments.at(2);
    const QString language = arguments.at(3);
    const QString scale = qEnvironmentVariable("QT_SCALE_FACTOR", u"1"_s);
    const Album album{arguments.at(1), u"-%1-%2-%3x"_s.arg(theme, language, scale)};
    QDir().mkpath(album.folder);

    RelayConfig config;
    config.desktop.theme = theme == "dark"_L1 ? Theme::Dark : Theme::Light;
    config.desktop.language = language;
    config.desktop.welcomed = true;
    FakeDesktop desktop;
    QByteArray found = "sk-found-0123456789abcdefghijkl";
    desktop.setFound({{u"openai"_s, u"OPENAI_API_KEY"_s, Secret::takeFrom(found)}});
    WrittenNotices notices;
    {
        config.desktop.welcomed = false;
        RunningRelay fresh(RunningRelay::Key::None, config);
        config.desktop.welcomed = true;
        WindowShell shell({fresh.controller(), desktop}, notices);
        shell.start(WindowShell::Start::Shown);
        keepWizard(album, fresh);
        keep(album, u"first-day"_s, *shell.window());
        shell.window()->showPage(SettingsWindow::Page::Keys);
        keep(album, u"first-day-keys"_s, *shell.window());
        shell.window()->showPage(SettingsWindow::Page::Activity);
        keep(album, u"first-day-activity"_s, *shell.window());
    }
    RunningRelay relay(RunningRelay::Key::Stored, config);
    live(relay);
    WindowShell shell({relay.controller(), desktop}, notices);
    // Two streams under way, one of which the provider is slow with.
    FakeReply slow;
    slow.fields = {{"content-type", "text/event-stream"}};
    slow.pieces = {"data: {\"choices\":[{\"delta\":{\"content\":\"Once upon a time\"}}]}\n\n",
                   "data: [DONE]\n\n"};
    slow.framing = FakeFraming::Chunked;
    slow.pace = FakePace::Gated;
    relay.upstream().next(slow);
    relay.upstream().next(slow);
    RawClient first(relay.port());
    first.send(relay.request("POST", "/relay/openai/v1/chat/completions",
                             R"({"model":"gpt-4o-mini","stream":true,"messages":[]})"));
    RawClient second(relay.port());
    second.send(relay.programRequest("POST", "/relay/anthropic/v1/messages",
                                     R"({"model":"claude-sonnet-4-5","stream":true,"messages":[]})"));
    shell.start(WindowShell::Start::Shown);
    if (!QTest::qWaitFor([&] { return relay.controller().liveExchanges().size() == 2; }, 5000))
        std::printf("NO LIVE EXCHANGES\n");
    keepPages(album, shell);
    keepDialogs(album, shell);
    keepConsent(album, relay, shell);
    keepMenu(album, relay, shell);
    bool locked = false;
    relay.controller().lock([&locked] { locked = true; });
    if (!QTest::qWaitFor([&locked] { return locked; }, 5000))
        qFatal("it does not lock");
    shell.window()->showPage(SettingsWindow::Page::Overview);
    shell.window()->setTray(SettingsWindow::Tray::Missing);
    keep(album, u"overview-locked"_s, *shell.window());
    return 0;
}
