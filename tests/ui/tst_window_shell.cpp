// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "tests/support/written_notices.h"
#include "ui/window_shell.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

/// A whole relay with a person's desktop around it.
struct Desk
{
    explicit Desk(TrayIcon::IsTrayThere tray = [] { return true; })
        : shell({relay.controller(), desktop}, notices, std::move(tray))
    {
    }
    [[nodiscard]] QAction *action(const QString &name) const
    {
        return shell.tray().menu()->findChild<QAction *>(name);
    }

    RunningRelay relay;
    FakeDesktop desktop;
    WrittenNotices notices;
    WindowShell shell;
};

} // namespace

class TestWindowShell : public QObject
{
    Q_OBJECT

private slots:
    void theWindowHasEveryPageAndTheKeysOfThem()
    {
        Desk desk;
        desk.shell.start(WindowShell::Start::Shown);
        SettingsWindow *window = desk.shell.window();
        QVERIFY(window->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(window));
        auto *list = window->findChild<QListWidget *>(u"pageList"_s);
        auto *stack = window->findChild<QStackedWidget *>(u"pageStack"_s);
        QCOMPARE(list->count(), 6);
        const QStringList names{u"overviewPage"_s, u"keysPage"_s,     u"appsPage"_s,
                                u"activityPage"_s, u"settingsPage"_s, u"aboutPage"_s};
        for (int i = 0; i < names.size(); ++i) {
            QTest::keyClick(window, Qt::Key(Qt::Key_1 + i), Qt::ControlModifier);
            QCOMPARE(list->currentRow(), i);
            QCOMPARE(stack->currentWidget()->objectName(), names.at(i));
        }
    }

    void hiddenMeansHiddenUntilThePersonAsks()
    {
        Desk desk;
        desk.shell.start(WindowShell::Start::Hidden);
        QVERIFY(!desk.shell.window());
        desk.action(u"trayOpen"_s)->trigger();
        QVERIFY(desk.shell.window()->isVisible());
    }

    void closingHidesAndThatIsSaidOnce()
    {
        Desk desk;
        desk.shell.start(WindowShell::Start::Shown);
        desk.shell.window()->close();
        QVERIFY(!desk.shell.window()->isVisible());
        QCOMPARE(desk.notices.countOf(NoticeKind::StillRunning), 1);
        QVERIFY(desk.relay.keeper().current()->desktop.toldOfHiding);
        desk.shell.showWindow();
        desk.shell.window()->close();
        QCOMPARE(desk.notices.countOf(NoticeKind::StillRunning), 1);
        QCOMPARE(desk.desktop.quits(), 0);
        desk.action(u"trayQuit"_s)->trigger();
        QCOMPARE(desk.desktop.quits(), 1);
    }

    void withoutATrayTheWindowIsMinimisedAndSaysWhy()
    {
        bool thereIsATray = false;
        Desk desk([&thereIsATray] { return thereIsATray; });
        const QSignalSpy missing(&desk.shell, &WindowShell::trayMissing);
        desk.shell.start(WindowShell::Start::Shown);
        desk.shell.window()->close();
        QVERIFY(desk.shell.window()->isMinimized());
        QVERIFY(desk.notices.shown().isEmpty());
        desk.shell.showWindow();
        QVERIFY(!desk.shell.window()->isMinimized());
    }

    void theWindowFitsItsScreen()
    {
        Desk desk;
        desk.shell.start(WindowShell::Start::Shown);
        SettingsWindow *window = desk.shell.window();
        QFont large = QApplication::font();
        large.setPointSizeF(large.pointSizeF() * 2);
        const QFont before = QApplication::font();
        QApplication::setFont(large);
        const SettingsWindow second({desk.relay.controller(), desk.desktop});
        QApplication::setFont(before);
        for (const QSize &size : {window->size(), second.size()})
            QVERIFY(size.boundedTo(window->screen()->availableSize()) == size);
    }

    void withoutATrayTheWindowCanQuit()
    {
        Desk desk([] { return false; });
        desk.shell.start(WindowShell::Start::Shown);
        desk.shell.window()->setTray(SettingsWindow::Tray::Missing);
        auto *quit = desk.shell.window()->findChild<QPushButton *>(u"noTrayBarButton"_s);
        QVERIFY(quit);
        QVERIFY(quit->isVisible());
        QTest::mouseClick(quit, Qt::LeftButton);
        QCOMPARE(desk.desktop.quits(), 1);
        desk.shell.window()->setTray(SettingsWindow::Tray::There);
        QVERIFY(!quit->isVisible());
    }

    void pauseAndLockFromTheTrayHoldForRequests()
    {
        Desk desk;
        desk.shell.start(WindowShell::Start::Hidden);
        const QByteArray request = desk.relay.request("GET", "/relay/openai/v1/models");
        desk.action(u"trayPauseOrResume"_s)->trigger();
        QTRY_COMPARE(desk.action(u"trayPauseOrResume"_s)->text(), u"&Resume"_s);
        QCOMPARE(desk.relay.ask(request)->status, 503);
        desk.action(u"trayPauseOrResume"_s)->trigger();
        desk.action(u"trayLockOrUnlock"_s)->trigger();
        QTRY_COMPARE(desk.action(u"trayLockOrUnlock"_s)->text(), u"&Unlock keys"_s);
        QCOMPARE(desk.relay.ask(request)->status, 423);
        desk.action(u"trayLockOrUnlock"_s)->trigger();
        QTRY_COMPARE(desk.action(u"trayLockOrUnlock"_s)->text(), u"&Lock keys"_s);
        QCOMPARE(desk.relay.ask(request)->status, 200);
    }

    void anAppThatUsedTheRelayCanBeRevokedFromTheTray()
    {
        Desk desk;
        desk.shell.start(WindowShell::Start::Hidden);
        const QByteArray request = desk.relay.request("GET", "/relay/openai/v1/models");
        QCOMPARE(desk.relay.ask(request)->status, 200);
        QTRY_VERIFY(desk.action(u"trayRevoke0"_s));
        desk.action(u"trayRevoke0"_s)->trigger();
        QTRY_VERIFY(!desk.relay.keeper().current()->findApp(QString::fromLatin1(RunningRelay::origin)));
        QTRY_COMPARE(desk.relay.ask(request)->status, 403);
        QTRY_VERIFY(!desk.action(u"trayRevoke0"_s));
    }

    void whoAsksIsToldOfAndNobodyIsInterrupted()
    {
        Desk desk;
        desk.shell.start(WindowShell::Start::Hidden);
        RawClient client(desk.relay.port());
        client.send("POST /users HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(desk.relay.port()) +
                    "\r\nOrigin: https://new.example\r\nContent-Type: application/json\r\n"
                    "Content-Length: 22\r\n\r\n{\"app_id\":\"new-appl.\"}");
        QTRY_COMPARE(desk.notices.countOf(NoticeKind::RequestWaiting), 1);
        QVERIFY(desk.notices.shown().constLast().text.contains(u"https://new.example"));
        QVERIFY(!desk.shell.prompter().dialog());
        QVERIFY(desk.action(u"trayQuestion0"_s));
        desk.notices.choose(NoticeKind::RequestWaiting);
        QTRY_VERIFY(desk.shell.prompter().dialog());
        QVERIFY(desk.shell.prompter().dialog()->isVisible());
        desk.shell.prompter().dialog()->findChild<QPushButton *>(u"consentDeny"_s)->click();
        QTRY_VERIFY(!desk.action(u"trayQuestion0"_s));
        QVERIFY(desk.notices.withdrawn().contains(NoticeKind::RequestWaiting));
    }

    void anAppAtItsLimitIsToldOfOnce()
    {
        Desk desk;
        AppLimits limits;
        limits.aiRequestsPerMinute = 1;
        QVERIFY(desk.relay.keeper().apply(limitApp(QString::fromLatin1(RunningRelay::origin), limits)));
        desk.shell.start(WindowShell::Start::Hidden);
        const QByteArray request =
            desk.relay.request("POST", "/relay/openai/v1/chat/completions", "{\"model\":\"gpt-4o\"}");
        for (int i = 0; i < 5; ++i)
            QVERIFY(desk.relay.ask(request));
        QTRY_COMPARE(desk.notices.countOf(NoticeKind::LimitReached), 1);
        QVERIFY(desk.notices.shown().constLast().text.contains(u"https://app.example"));
    }

    void anotherLanguageRebuildsTheWindowWhereItWas()
    {
        Desk desk;
        desk.shell.start(WindowShell::Start::Shown);
        desk.shell.window()->showPage(SettingsWindow::Page::Apps);
        const QPointer<SettingsWindow> before = desk.shell.window();
        QVERIFY(desk.relay.keeper().apply([](RelayConfig &config) -> Result<> {
            config.desktop.language = u"en"_s;
            return Nothing{};
        }));
        QTRY_VERIFY(!before);
        QVERIFY(desk.shell.window()->isVisible());
        QCOMPARE(desk.shell.window()->page(), SettingsWindow::Page::Apps);
    }

    /// Chosen from a terminal, or in another place, while the person is typing.
    void aDialogThatIsOpenKeepsWhatWasTypedAndItsLanguage()
    {
        Desk desk;
        desk.shell.start(WindowShell::Start::Shown);
        SettingsWindow *window = desk.shell.window();
        window->showPage(SettingsWindow::Page::Keys);
        window->findChild<QPushButton *>(u"keysAdd"_s)->click();
        const QPointer<QDialog> dialog = window->findChild<QDialog *>();
        QVERIFY(dialog);
        auto *line = dialog->findChild<QLineEdit *>(u"keyEditLine"_s);
        QVERIFY(line);
        QTest::keyClicks(line, u"sk-half"_s);
        const auto choose = [&desk](const QString &language) {
            return desk.relay.keeper().apply([language](RelayConfig &config) -> Result<> {
                config.desktop.language = language;
                return Nothing{};
            });
        };
        const QString quit = desk.action(u"trayQuit"_s)->text();
        QVERIFY(choose(u"de"_s));
        QTest::qWait(0); // whatever is deleted later is deleted now
        QVERIFY(dialog);
        QVERIFY(dialog->isVisible());
        QCOMPARE(line->text(), u"sk-half"_s);
        QCOMPARE(desk.action(u"trayQuit"_s)->text(), quit); // nor two languages at once
        dialog->reject();
        QTRY_VERIFY(!dialog);
        QTRY_VERIFY(desk.action(u"trayQuit"_s)->text() != quit);
        QCOMPARE(desk.shell.window()->findChild<QListWidget *>(u"pageList"_s)->item(1)->text(),
                 u"Schlüssel"_s);
        QCOMPARE(desk.shell.window()->page(), SettingsWindow::Page::Keys);
        QVERIFY(choose(u"en"_s));
        QCOMPARE(desk.action(u"trayQuit"_s)->text(), quit);
    }

    void aLanguageWithoutTranslationGetsWholeEnglishSentences()
    {
        Desk desk;
        desk.shell.start(WindowShell::Start::Shown);
        QVERIFY(desk.relay.keeper().apply([](RelayConfig &config) -> Result<> {
            config.desktop.language = u"eo"_s;
            return Nothing{};
        }));
        desk.shell.window()->setWaiting(3);
        const auto *text = desk.shell.window()->findChild<QLabel *>(u"waitingBarText"_s);
        QVERIFY(text);
        QCOMPARE(text->text(), u"3 apps ask to use your keys."_s);
    }

    void theTrayFollowsTheLanguageToo()
    {
        Desk desk;
        const auto choose = [&desk](const QString &language) {
            return desk.relay.keeper().apply([language](RelayConfig &config) -> Result<> {
                config.desktop.language = language;
                return Nothing{};
            });
        };
        for (const QString &name :
             {u"trayOpen"_s, u"trayCopyAddress"_s, u"trayPauseOrResume"_s, u"trayQuit"_s}) {
            const QString before = desk.action(name)->text();
            QVERIFY(!before.isEmpty());
            QVERIFY(choose(u"de"_s));
            QVERIFY2(desk.action(name)->text() != before, qPrintable(before));
            QVERIFY(choose(u"en"_s));
            QCOMPARE(desk.action(name)->text(), before);
        }
    }
};

QTEST_MAIN(TestWindowShell)
#include "tst_window_shell.moc"
