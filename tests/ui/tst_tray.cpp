// SPDX-License-Identifier: Apache-2.0
#include "tests/support/patience.h"
#include "ui/tray/relay_icon.h"
#include "ui/tray/tray_icon.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

RelayStatus statusOf(RelayState state)
{
    RelayStatus status;
    status.state = state;
    status.isLocked = state == RelayState::Locked;
    status.port = 12965;
    return status;
}

ConsentQuestion questionOf(const QByteArray &origin, const QString &id)
{
    ConsentQuestion question;
    question.request.id = id;
    question.request.origin = origin;
    question.state = ConsentState::Asking;
    return question;
}

TrayView viewOf(RelayState state)
{
    TrayView view;
    view.status = statusOf(state);
    return view;
}

} // namespace

class TestTray : public QObject
{
    Q_OBJECT

private:
    static QAction *action(const TrayMenu &menu, const QString &name)
    {
        return menu.findChild<QAction *>(name);
    }

private slots:
    void theMenuSaysWhatTheRelayDoes_data()
    {
        QTest::addColumn<RelayState>("state");
        QTest::addColumn<int>("live");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("isUp");
        QTest::addColumn<QString>("pause");
        QTest::addColumn<QString>("lock");
        const QString address = u"http://127.0.0.1:12965"_s;
        QTest::newRow("stopped") << RelayState::Stopped << 0 << u"Stopped"_s << false << u"&Pause"_s
                                 << u"&Lock keys"_s;
        QTest::newRow("running") << RelayState::Running << 0 << u"Running at %1"_s.arg(address) << true
                                 << u"&Pause"_s << u"&Lock keys"_s;
        QTest::newRow("busy") << RelayState::Running << 2 << u"Running; 2 request(s) under way"_s << true
                              << u"&Pause"_s << u"&Lock keys"_s;
        QTest::newRow("paused") << RelayState::Paused << 0 << u"Paused at %1"_s.arg(address) << true
                                << u"&Resume"_s << u"&Lock keys"_s;
        QTest::newRow("locked") << RelayState::Locked << 0 << u"Locked at %1"_s.arg(address) << true
                                << u"&Pause"_s << u"&Unlock keys"_s;
        QTest::newRow("draining") << RelayState::Draining << 2 << u"Leaving; 2 request(s) under way"_s
                                  << false << u"&Pause"_s << u"&Lock keys"_s;
    }
    void theMenuSaysWhatTheRelayDoes()
    {
        QFETCH(RelayState, state);
        QFETCH(int, live);
        TrayMenu menu;
        TrayView view = viewOf(state);
        view.status.liveExchanges = live;
        menu.setView(view);
        QTEST(action(menu, u"trayStatus"_s)->text(), "line");
        QTEST(action(menu, u"trayCopyAddress"_s)->isEnabled(), "isUp");
        QTEST(action(menu, u"trayPauseOrResume"_s)->isEnabled(), "isUp");
        QTEST(action(menu, u"trayPauseOrResume"_s)->text(), "pause");
        QTEST(action(menu, u"trayLockOrUnlock"_s)->isEnabled(), "isUp");
        QTEST(action(menu, u"trayLockOrUnlock"_s)->text(), "lock");
        QVERIFY(action(menu, u"trayOpen"_s)->isEnabled());
        QVERIFY(action(menu, u"trayQuit"_s)->isEnabled());
        QVERIFY(!action(menu, u"trayProblem"_s)->isVisible());
    }

    void theActionsAskForWhatTheySay()
    {
        TrayMenu menu;
        const QSignalSpy paused(&menu, &TrayMenu::pauseAsked);
        const QSignalSpy resumed(&menu, &TrayMenu::resumeAsked);
        const QSignalSpy locked(&menu, &TrayMenu::lockAsked);
        const QSignalSpy unlocked(&menu, &TrayMenu::unlockAsked);
        const QSignalSpy quit(&menu, &TrayMenu::quitAsked);
        menu.setView(viewOf(RelayState::Running));
        action(menu, u"trayPauseOrResume"_s)->trigger();
        action(menu, u"trayLockOrUnlock"_s)->trigger();
        QCOMPARE(paused.size(), 1);
        QCOMPARE(resumed.size(), 0);
        QCOMPARE(locked.size(), 1);
        menu.setView(viewOf(RelayState::Paused));
        action(menu, u"trayPauseOrResume"_s)->trigger();
        QCOMPARE(resumed.size(), 1);
        menu.setView(viewOf(RelayState::Locked));
        action(menu, u"trayLockOrUnlock"_s)->trigger();
        QCOMPARE(unlocked.size(), 1);
        action(menu, u"trayCopyAddress"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"http://127.0.0.1:12965"_s);
        action(menu, u"trayQuit"_s)->trigger();
        QCOMPARE(quit.size(), 1);
    }

    void aPausedRelayWhoseKeysAreLockedCanBeUnlocked()
    {
        TrayMenu menu;
        TrayView view = viewOf(RelayState::Paused);
        view.status.isLocked = true;
        menu.setView(view);
        QCOMPARE(action(menu, u"trayLockOrUnlock"_s)->text(), u"&Unlock keys"_s);
    }

    void whoAsksStandsInTheMenuAndGoesAgain()
    {
        TrayMenu menu;
        const QSignalSpy chosen(&menu, &TrayMenu::questionChosen);
        TrayView view = viewOf(RelayState::Running);
        for (int i = 0; i < 7; ++i)
            view.questions.append(
                questionOf("https://app" + QByteArray::number(i) + ".example", QString::number(i)));
        menu.setView(view);
        QCOMPARE(action(menu, u"trayQuestion0"_s)->text(), u"https://app0.example asks to use your keys…"_s);
        QVERIFY(action(menu, u"trayQuestion4"_s));
        QVERIFY(!action(menu, u"trayQuestion5"_s));
        const QList<QAction *> all = menu.actions();
        QVERIFY(std::ranges::any_of(all,
                                    [](const QAction *one) { return one->text() == u"2 more app(s) ask…"; }));
        action(menu, u"trayQuestion1"_s)->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toString(), u"1"_s);
        menu.setView(viewOf(RelayState::Running));
        QVERIFY(!action(menu, u"trayQuestion0"_s));
    }

    void anAmpersandOfSomebodyElseIsNoMnemonic()
    {
        TrayMenu menu;
        TrayView view = viewOf(RelayState::Running);
        view.problem = u"Here & there"_s;
        menu.setView(view);
        QVERIFY(action(menu, u"trayProblem"_s)->isVisible());
        QCOMPARE(action(menu, u"trayProblem"_s)->text(), u"Here && there"_s);
    }

    /// The end of an origin tells whose it is; a path may hold characters that turn the text around.
    void whoAsksIsReadAsItIs()
    {
        TrayMenu menu;
        TrayView view = viewOf(RelayState::Running);
        view.questions.append(
            questionOf("https://bank.example." + QByteArray(200, 'a') + ".evil.example", u"1"_s));
        ConsentQuestion program = questionOf({}, u"2"_s);
        program.request.kind = AppKind::Program;
        program.request.program.executable = u"/tmp/\u202eknab\n\tx"_s;
        view.questions.append(program);
        menu.setView(view);
        const QString origin = action(menu, u"trayQuestion0"_s)->text();
        QVERIFY2(origin.contains(u".evil.example asks"_s) && origin.size() < 120, qPrintable(origin));
        const QString path = action(menu, u"trayQuestion1"_s)->text();
        QVERIFY2(path.startsWith(u"/tmp/\ufffdknab\ufffd\ufffdx asks"_s), qPrintable(path));
    }

    void nothingMovesUnderThePointerWhileRequestsComeAndGo()
    {
        TrayMenu menu;
        TrayView view = viewOf(RelayState::Running);
        view.recent = {{u"https://a.example"_s, u"A"_s, QDateTime::currentDateTimeUtc()}};
        view.questions.append(questionOf("https://asks.example", u"1"_s));
        menu.setView(view);
        auto *recent = menu.findChild<QMenu *>(u"trayRecent"_s);
        const QPointer<QAction> app = recent->actions().constFirst();
        const QPointer<QAction> question = action(menu, u"trayQuestion0"_s);
        view.status.liveExchanges = 2;
        view.recent[0].lastUse = QDateTime::currentDateTimeUtc().addSecs(1);
        menu.setView(view);
        QCOMPARE(recent->actions().constFirst(), app.get());
        QCOMPARE(action(menu, u"trayQuestion0"_s), question.get());

        // Open, the order stays as it was; it is the newest at the next opening.
        recent->popup({});
        QVERIFY(recent->isVisible());
        view.recent.prepend({u"https://b.example"_s, u"B"_s, QDateTime::currentDateTimeUtc()});
        menu.setView(view);
        QCOMPARE(recent->actions().constFirst(), app.get());
        recent->hide();
        menu.popup({});
        QCOMPARE(recent->actions().constFirst()->text(), u"B"_s);
        menu.hide();
    }

    void recentAppsCanBeRevoked()
    {
        TrayMenu menu;
        const QSignalSpy revoked(&menu, &TrayMenu::revokeAsked);
        QVERIFY(!menu.findChild<QMenu *>(u"trayRecent"_s)->isEnabled());
        TrayView view = viewOf(RelayState::Running);
        view.recent = {{u"https://a.example"_s, u"https://a.example"_s, QDateTime::currentDateTimeUtc()}};
        menu.setView(view);
        QVERIFY(menu.findChild<QMenu *>(u"trayRecent"_s)->isEnabled());
        auto *app = menu.findChild<QMenu *>(u"trayRecent0"_s);
        QVERIFY(app);
        QCOMPARE(app->title(), u"https://a.example"_s);
        QCOMPARE(app->actions().constFirst()->text(), u"Used just now"_s);
        app->findChild<QAction *>(u"trayRevoke0"_s)->trigger();
        QCOMPARE(revoked.size(), 1);
        QCOMPARE(revoked.first().first().toString(), u"https://a.example"_s);
    }

    void theSignSaysWhatNeedsThePersonFirst_data()
    {
        QTest::addColumn<RelayState>("state");
        QTest::addColumn<bool>("asking");
        QTest::addColumn<bool>("problem");
        QTest::addColumn<TraySign>("sign");
        QTest::newRow("running") << RelayState::Running << false << false << TraySign::Running;
        QTest::newRow("paused") << RelayState::Paused << false << false << TraySign::Paused;
        QTest::newRow("locked") << RelayState::Locked << false << false << TraySign::Locked;
        QTest::newRow("asking") << RelayState::Paused << true << true << TraySign::Asking;
        QTest::newRow("problem") << RelayState::Locked << false << true << TraySign::Problem;
        QTest::newRow("leaving") << RelayState::Draining << true << true << TraySign::Stopped;
        QTest::newRow("stopped") << RelayState::Stopped << true << true << TraySign::Stopped;
    }
    void theSignSaysWhatNeedsThePersonFirst()
    {
        QFETCH(RelayState, state);
        QFETCH(bool, asking);
        QFETCH(bool, problem);
        TrayView view = viewOf(state);
        if (asking)
            view.questions.append(questionOf("https://a.example", u"1"_s));
        if (problem)
            view.problem = u"Something"_s;
        QTEST(traySign(view), "sign");
    }

    void aTrayThatComesLateIsFound()
    {
        int asked = 0;
        TrayIcon tray([&asked] { return ++asked == 3; });
        QSignalSpy shown(&tray, &TrayIcon::shown);
        tray.lookForTray(5, 1);
        QVERIFY(!tray.isShown());
        QVERIFY(shown.wait(byok::test::patience));
        QVERIFY(tray.isShown());
        QCOMPARE(asked, 3);
    }

    void noTrayIsSaidOnceAndStillOneThatComesLaterIsFound()
    {
        int asked = 0;
        TrayIcon tray([&asked] { return ++asked > 20; });
        const QSignalSpy gaveUp(&tray, &TrayIcon::gaveUp);
        QSignalSpy shown(&tray, &TrayIcon::shown);
        tray.lookForTray(5, 1, std::chrono::milliseconds(1));
        QVERIFY(shown.wait(byok::test::patience));
        QCOMPARE(gaveUp.size(), 1);
        QVERIFY(tray.isShown());
    }

    void theSignsAreSeenOnLightAndDarkPanels_data()
    {
        QTest::addColumn<TraySign>("sign");
        QTest::newRow("stopped") << TraySign::Stopped;
        QTest::newRow("running") << TraySign::Running;
        QTest::newRow("paused") << TraySign::Paused;
        QTest::newRow("locked") << TraySign::Locked;
        QTest::newRow("asking") << TraySign::Asking;
        QTest::newRow("problem") << TraySign::Problem;
    }
    void theSignsAreSeenOnLightAndDarkPanels()
    {
        QFETCH(TraySign, sign);
        const QImage image =
            relayIcon(sign).pixmap(QSize(22, 22), 1.0).toImage().convertToFormat(QImage::Format_ARGB32);
        QCOMPARE(image.size(), QSize(22, 22));
        int onLight = 0;
        int onDark = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor c = image.pixelColor(x, y);
                onLight += c.alpha() > 200 && c.lightness() < 170;
                onDark += c.alpha() > 200 && c.lightness() > 85;
            }
        }
        QVERIFY(onLight > 100);
        QVERIFY(onDark > 100);
    }

    void noTwoSignsLookAlike()
    {
        QSet<QByteArray> looks;
        const QList<TraySign> signs{TraySign::Running, TraySign::Paused, TraySign::Locked, TraySign::Asking,
                                    TraySign::Problem};
        for (const IconStyle style : {IconStyle::Coloured, IconStyle::Template}) {
            for (const TraySign sign : signs) {
                const QImage image = relayIcon(sign, style).pixmap(QSize(22, 22), 1.0).toImage();
                looks.insert(
                    QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
            }
        }
        QCOMPARE(looks.size(), 2 * signs.size());
        QVERIFY(relayIcon(TraySign::Running, IconStyle::Template).isMask());
    }
};

QTEST_MAIN(TestTray)
#include "tst_tray.moc"
