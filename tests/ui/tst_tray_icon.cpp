// SPDX-License-Identifier: Apache-2.0
#include "ui/relay_icon.h"
#include "ui/tray_icon.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestTrayIcon : public QObject
{
    Q_OBJECT

private:
    static RelayStatus statusOf(RelayState state)
    {
        RelayStatus status;
        status.state = state;
        status.port = 12965;
        status.liveExchanges = 2;
        return status;
    }
    static QAction *action(const TrayIcon &tray, const QString &name)
    {
        return tray.menu()->findChild<QAction *>(name);
    }

private slots:
    void theMenuSaysWhatTheRelayDoes_data()
    {
        QTest::addColumn<RelayState>("state");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("copies");
        QTest::addColumn<QString>("toggle");
        QTest::newRow("stopped") << RelayState::Stopped << u"Stopped"_s << false << u"&Pause"_s;
        QTest::newRow("running") << RelayState::Running << u"Running at http://127.0.0.1:12965"_s << true
                                 << u"&Pause"_s;
        QTest::newRow("paused") << RelayState::Paused << u"Paused at http://127.0.0.1:12965"_s << true
                                << u"&Resume"_s;
        QTest::newRow("locked") << RelayState::Locked << u"Locked at http://127.0.0.1:12965"_s << true
                                << u"&Pause"_s;
        QTest::newRow("draining") << RelayState::Draining << u"Leaving; 2 request(s) under way"_s << false
                                  << u"&Pause"_s;
    }
    void theMenuSaysWhatTheRelayDoes()
    {
        QFETCH(RelayState, state);
        TrayIcon tray([] { return false; });
        tray.setStatus(statusOf(state));
        QTEST(action(tray, u"trayStatus"_s)->text(), "line");
        QTEST(action(tray, u"trayCopyAddress"_s)->isEnabled(), "copies");
        QTEST(action(tray, u"trayPauseOrResume"_s)->isEnabled(), "copies");
        QTEST(action(tray, u"trayPauseOrResume"_s)->text(), "toggle");
        QVERIFY(action(tray, u"trayQuit"_s)->isEnabled());
    }

    void theActionsAskForWhatTheySay()
    {
        TrayIcon tray([] { return false; });
        const QSignalSpy paused(&tray, &TrayIcon::pauseAsked);
        const QSignalSpy resumed(&tray, &TrayIcon::resumeAsked);
        const QSignalSpy quit(&tray, &TrayIcon::quitAsked);
        tray.setStatus(statusOf(RelayState::Running));
        action(tray, u"trayPauseOrResume"_s)->trigger();
        QCOMPARE(paused.size(), 1);
        QCOMPARE(resumed.size(), 0);
        tray.setStatus(statusOf(RelayState::Paused));
        action(tray, u"trayPauseOrResume"_s)->trigger();
        QCOMPARE(resumed.size(), 1);
        action(tray, u"trayCopyAddress"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"http://127.0.0.1:12965"_s);
        action(tray, u"trayQuit"_s)->trigger();
        QCOMPARE(quit.size(), 1);
    }

    void aTrayThatComesLateIsFound()
    {
        int asked = 0;
        TrayIcon tray([&asked] { return ++asked == 3; });
        QSignalSpy shown(&tray, &TrayIcon::shown);
        tray.lookForTray(5, 1);
        QVERIFY(!tray.isShown());
        QVERIFY(shown.wait());
        QVERIFY(tray.isShown());
        QCOMPARE(asked, 3);
    }

    void noTrayIsSaidOnce()
    {
        int asked = 0;
        TrayIcon tray([&asked] { return ++asked > 100; });
        QSignalSpy gaveUp(&tray, &TrayIcon::gaveUp);
        tray.lookForTray(5, 1);
        QVERIFY(gaveUp.wait());
        QCOMPARE(asked, 6);
        QVERIFY(!tray.isShown());
    }

    void theIconIsSeenOnLightAndDarkPanels_data()
    {
        QTest::addColumn<RelayState>("state");
        QTest::newRow("running") << RelayState::Running;
        QTest::newRow("paused") << RelayState::Paused;
    }
    void theIconIsSeenOnLightAndDarkPanels()
    {
        QFETCH(RelayState, state);
        const QImage image =
            relayIcon(state).pixmap(QSize(22, 22), 1.0).toImage().convertToFormat(QImage::Format_ARGB32);
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

    void runningAndPausedLookDifferent()
    {
        const QSize size(22, 22);
        QVERIFY(relayIcon(RelayState::Running).pixmap(size, 1.0).toImage() !=
                relayIcon(RelayState::Paused).pixmap(size, 1.0).toImage());
    }
};

QTEST_MAIN(TestTrayIcon)
#include "tst_tray_icon.moc"
