// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "tests/ui/asking_app.h"
#include "ui/dialogs/consent_dialog.h"
#include "ui/widgets/origin_label.h"

#include <QApplication>
#include <QCheckBox>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

/// The question to the person, driven by mouse and keys, on a real relay that a real page asks.
class TestConsentDialog : public QObject
{
    Q_OBJECT

    static inline const QByteArray stranger = "https://new.example";

    /// A relay, one app that asks, and the dialog about it.
    struct Scene
    {
        explicit Scene(const QByteArray &origin = stranger, const RelayConfig &config = {},
                       const QByteArray &body = AskingApp::usualBody,
                       RunningRelay::Key key = RunningRelay::Key::Stored)
            : relay(key, config)
            , links{relay.controller(), desktop}
            , app(relay, origin, body)
        {
            if (!QTest::qWaitFor([this] { return !relay.controller().questions().isEmpty(); },
                                 byok::test::patience))
                qFatal("the question did not come");
            dialog = new ConsentDialog(links, relay.controller().questions().first());
        }
        ~Scene() { delete dialog; }

        void bringToFront() const
        {
            dialog->show();
            dialog->activateWindow();
            if (!QTest::qWaitForWindowActive(dialog.data()))
                qFatal("the dialog did not come to the front");
        }
        [[nodiscard]] QPushButton *button(const QString &name) const
        {
            return dialog->findChild<QPushButton *>(name);
        }
        [[nodiscard]] QPushButton *allow() const { return button(u"consentAllow"_s); }
        void waitUntilCalm() const
        {
            if (!QTest::qWaitFor([this] { return allow()->isEnabled(); }, byok::test::patience))
                qFatal("Allow was never enabled");
        }
        template <typename T>
        [[nodiscard]] T *child(const QString &name) const
        {
            T *found = dialog->findChild<T *>(name);
            if (!found)
                qFatal("there is no %s", qPrintable(name));
            return found;
        }

        RunningRelay relay;
        FakeDesktop desktop;
        WindowLinks links;
        AskingApp app;
        QPointer<ConsentDialog> dialog;
    };

    static void clickAt(QPushButton *button, int milliseconds)
    {
        QTimer::singleShot(milliseconds, Qt::PreciseTimer, button,
                           [button] { QTest::mouseClick(button, Qt::LeftButton); });
    }
    static void press(QWidget *widget, int key, bool isRepeat)
    {
        QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, {}, isRepeat);
        QApplication::sendEvent(widget, &down);
        QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier, {}, isRepeat);
        QApplication::sendEvent(widget, &up);
    }

private slots:
    void saysWhoAsksAndWhatItSaysOfItself()
    {
        Scene scene;
        QCOMPARE(scene.child<OriginLabel>(u"consentWho"_s)->accessibleName(), u"https://new.example"_s);
        const QString claim = scene.child<QLabel>(u"consentClaim"_s)->text();
        QVERIFY2(claim.contains(u"It calls itself “My App”"_s), qPrintable(claim));
        QVERIFY2(claim.contains(u"OpenAI"_s), qPrintable(claim));
        QVERIFY(scene.child<QCheckBox>(u"grantProvider_openai"_s)->isChecked());
        QVERIFY(!scene.child<QCheckBox>(u"grantProvider_anthropic"_s)->isChecked());
        QVERIFY(scene.dialog->testAttribute(Qt::WA_ShowWithoutActivating));
        QVERIFY(!scene.dialog->windowFlags().testFlag(Qt::WindowStaysOnTopHint));
        QVERIFY(!scene.dialog->isModal());
    }

    void clicksBeforeTheSecondDoNothing()
    {
        Scene scene;
        const QSignalSpy ended(scene.dialog, &ConsentDialog::ended);
        scene.bringToFront();
        QVERIFY(!scene.allow()->isEnabled());
        QTest::mouseClick(scene.allow(), Qt::LeftButton);
        clickAt(scene.allow(), 500);
        QElapsedTimer clock;
        clock.start();
        scene.waitUntilCalm();
        QVERIFY2(clock.elapsed() >= 900, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(ended.isEmpty());
        QCOMPARE(scene.relay.keeper().current()->findApp(u"https://new.example"_s), nullptr);
        clickAt(scene.allow(), 100);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(scene.relay.keeper().current()->findApp(u"https://new.example"_s));
    }

    void allowGrantsExactlyWhatIsTicked()
    {
        Scene scene;
        scene.bringToFront();
        scene.child<QCheckBox>(u"grantProvider_anthropic"_s)->click();
        scene.waitUntilCalm();
        QTest::mouseClick(scene.allow(), Qt::LeftButton);
        QCOMPARE(scene.app.status(), 200);
        const AppEntry *app = scene.relay.keeper().current()->findApp(u"https://new.example"_s);
        QVERIFY(app);
        QCOMPARE(app->grant.providers, QStringList({u"anthropic"_s, u"openai"_s}));
        QCOMPARE(app->grant.duration, GrantDuration::NinetyDays);
        QTRY_VERIFY(!scene.dialog);
    }

    /// Such as most apps that were written before there was a way to say so.
    void anAppThatNamesNoProviderGetsThoseWithAKeyNow()
    {
        Scene scene(stranger, {}, AskingApp::bodyWithoutProviders);
        QVERIFY(scene.child<QRadioButton>(u"grantTheseProviders"_s)->isChecked());
        QVERIFY(scene.child<QCheckBox>(u"grantProvider_openai"_s)->isChecked());
        const QString claim = scene.child<QLabel>(u"consentClaim"_s)->text();
        QVERIFY2(claim.contains(u"does not say which providers"_s), qPrintable(claim));
        scene.bringToFront();
        scene.waitUntilCalm();
        QTest::mouseClick(scene.allow(), Qt::LeftButton);
        QCOMPARE(scene.app.status(), 200);
        QStringList granted =
            scene.relay.keeper().current()->findApp(u"https://new.example"_s)->grant.providers;
        granted.sort();
        // Not "mine", which needs no key, nor what gets one next year.
        QCOMPARE(granted, QStringList({u"anthropic"_s, u"nowhere"_s, u"openai"_s}));
    }

    void everyProviderIsThePersonsOwnChoice()
    {
        Scene scene(stranger, {}, AskingApp::bodyWithoutProviders);
        scene.bringToFront();
        scene.child<QRadioButton>(u"grantEveryProvider"_s)->click();
        scene.waitUntilCalm();
        QTest::mouseClick(scene.allow(), Qt::LeftButton);
        QCOMPARE(scene.app.status(), 200);
        QVERIFY(scene.relay.keeper().current()->findApp(u"https://new.example"_s)->grant.providers.isEmpty());
    }

    void withoutAnyKeyItSaysWhatToDo()
    {
        Scene scene(stranger, {}, AskingApp::bodyWithoutProviders, RunningRelay::Key::None);
        const QString claim = scene.child<QLabel>(u"consentClaim"_s)->text();
        QVERIFY2(claim.contains(u"add one on the page “Keys”"_s), qPrintable(claim));
        scene.bringToFront();
        QVERIFY(!QTest::qWaitFor([&] { return scene.allow()->isEnabled(); }, 1300));
        QVERIFY(scene.button(u"consentDeny"_s)->isEnabled());
        scene.child<QCheckBox>(u"grantProvider_openai"_s)->click(); // its key can come later
        scene.waitUntilCalm();
    }

    void anythingThatMovesBeginsTheSecondAnew_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("move") << 0;
        QTest::newRow("resize") << 1;
        QTest::newRow("focus leaves and comes back") << 2;
        QTest::newRow("hidden and shown") << 3;
    }
    void anythingThatMovesBeginsTheSecondAnew()
    {
        QFETCH(int, what);
        Scene scene;
        scene.bringToFront();
        scene.waitUntilCalm();
        QWidget other;
        switch (what) {
        case 0:
            scene.dialog->move(scene.dialog->pos() + QPoint(40, 40));
            break;
        case 1:
            scene.dialog->resize(scene.dialog->size() + QSize(40, 40));
            break;
        case 2:
            other.show();
            other.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&other));
            QVERIFY(!scene.allow()->isEnabled());
            scene.bringToFront();
            break;
        default:
            scene.dialog->hide();
            other.show(); // the offscreen platform gives the focus only to a window that did not have it last
            other.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&other));
            scene.bringToFront();
            break;
        }
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY(!scene.allow()->isEnabled());
        scene.waitUntilCalm();
        QVERIFY(clock.elapsed() >= 900);
    }

    void staysShutWhileAnotherWindowIsInFront()
    {
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        Scene scene;
        scene.dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(scene.dialog.data()));
        other.activateWindow(); // the offscreen platform knows no windows that leave the focus alone
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QVERIFY(!QTest::qWaitFor([&] { return scene.allow()->isEnabled(); }, 1300));
    }

    /// A click into a window that stood still is not let in by the second that ran out meanwhile.
    void aWindowThatStoodStillWaitsAnew()
    {
        Scene scene;
        scene.bringToFront();
        const QDeadlineTimer still(1500);
        while (!still.hasExpired()) {
        }
        QVERIFY(!QTest::qWaitFor([&] { return scene.allow()->isEnabled(); }, 700));
        scene.waitUntilCalm();
    }

    void heldKeysPressNothing()
    {
        Scene scene;
        const QSignalSpy ended(scene.dialog, &ConsentDialog::ended);
        scene.bringToFront();
        QCOMPARE(QApplication::focusWidget(), scene.button(u"consentDeny"_s));
        scene.waitUntilCalm();
        for (const int key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space, Qt::Key_Escape}) {
            press(scene.button(u"consentDeny"_s), key, true);
            scene.allow()->setFocus();
            press(scene.allow(), key, true);
            scene.button(u"consentDeny"_s)->setFocus();
        }
        // Alt and A held down: the repeated press is taken before it is looked up as a shortcut.
        QKeyEvent mnemonic(QEvent::ShortcutOverride, Qt::Key_A, Qt::AltModifier, u"a"_s, true);
        mnemonic.ignore();
        QApplication::sendEvent(scene.button(u"consentDeny"_s), &mnemonic);
        QVERIFY(mnemonic.isAccepted());
        QVERIFY(ended.isEmpty());
        QVERIFY(scene.dialog->isVisible());
        QCOMPARE(scene.relay.controller().questions().size(), 1);
    }

    void enterDenies()
    {
        Scene scene;
        scene.bringToFront();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(scene.app.status(), 403);
        QTRY_VERIFY(!scene.dialog);
        QVERIFY(scene.relay.keeper().current()->denials.isEmpty()); // for this time
    }

    void enterInAFieldIsNoAnswer()
    {
        Scene scene;
        scene.bringToFront();
        scene.child<QRadioButton>(u"grantTheseModels"_s)->click();
        QLineEdit *models = scene.child<QLineEdit>(u"grantModels"_s);
        models->setFocus();
        QTest::keyClicks(models, u"gpt-4o"_s);
        QTest::keyClick(models, Qt::Key_Return);
        QVERIFY(scene.app.isWaiting());
        QVERIFY(scene.dialog->isVisible());
    }

    void neverAskAgainIsRemembered()
    {
        Scene scene;
        scene.bringToFront();
        QTest::mouseClick(scene.button(u"consentNever"_s), Qt::LeftButton);
        QCOMPARE(scene.app.status(), 403);
        QTRY_COMPARE(scene.relay.keeper().current()->denials.size(), 1);
        QVERIFY(!scene.relay.keeper().current()->denials.first().silentUntil.isValid());
    }

    void escapeDecidesNothing()
    {
        Scene scene;
        const QSignalSpy ended(scene.dialog, &ConsentDialog::ended);
        scene.bringToFront();
        QVERIFY(scene.child<QLabel>(u"consentLater"_s)->text().contains(u"waits until"_s));
        QTest::keyClick(scene.dialog, Qt::Key_Escape);
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended.first().first().value<ConsentDialog::End>(), ConsentDialog::End::SetAside);
        QCOMPARE(scene.relay.controller().questions().size(), 1);
        QVERIFY(scene.app.isWaiting());
    }

    void nothingTickedCannotBeAllowed()
    {
        Scene scene;
        scene.bringToFront();
        scene.waitUntilCalm();
        scene.child<QCheckBox>(u"grantProvider_openai"_s)->click();
        QVERIFY(!scene.allow()->isEnabled());
        scene.child<QCheckBox>(u"grantProvider_openai"_s)->click();
        QVERIFY(scene.allow()->isEnabled());
    }

    void anAppThatLeavesIsSaid()
    {
        Scene scene;
        scene.bringToFront();
        scene.waitUntilCalm();
        scene.app.leave();
        QTRY_VERIFY(scene.dialog->isOver());
        QVERIFY(!scene.allow()->isVisible());
        const QString word = scene.child<QLabel>(u"consentHeading"_s)->text();
        QVERIFY2(word.contains(u"no longer waits"_s), qPrintable(word));
        QTest::keyClick(scene.dialog, Qt::Key_Return);
        QTRY_VERIFY(!scene.dialog);
    }

    void aQuestionThatExpiresIsSaid()
    {
        RelayConfig config;
        config.settings.consentSeconds = 1;
        Scene scene(stranger, config);
        scene.bringToFront();
        QTRY_VERIFY(scene.dialog->isOver());
        const QString word = scene.child<QLabel>(u"consentHeading"_s)->text();
        QVERIFY2(word.contains(u"Nobody answered in time"_s), qPrintable(word));
        QCOMPARE(scene.app.status(), 408);
    }

    void anApprovalElsewhereIsSaid()
    {
        Scene scene;
        scene.bringToFront();
        scene.relay.controller().allowRequest(scene.dialog->questionId(), {}, [](const Result<> &) {});
        QTRY_VERIFY(scene.dialog->isOver());
        QVERIFY(scene.child<QLabel>(u"consentHeading"_s)->text().contains(u"allowed in another place"_s));
    }

    /// The page asks for little, and once the person reads that, for everything.
    void whatIsShownIsWhatIsAllowed()
    {
        Scene scene;
        scene.bringToFront();
        AskingApp greedy(scene.relay, stranger,
                         R"({"app_id":"my-app","app_name":"Somebody Else","providers":["anthropic"]})");
        QTRY_COMPARE(scene.relay.controller().questions().first().callers, 2);
        QVERIFY(scene.child<QLabel>(u"consentClaim"_s)->text().contains(u"My App"_s));
        scene.waitUntilCalm();
        QTest::mouseClick(scene.allow(), Qt::LeftButton);
        QCOMPARE(scene.app.status(), 200);
        QCOMPARE(greedy.status(), 200);
        QCOMPARE(scene.relay.keeper().current()->findApp(u"https://new.example"_s)->grant.providers,
                 QStringList{u"openai"_s});
    }

    /// It leaves and asks for something else: the old window allows nothing of that.
    void anOldWindowAllowsNoNewQuestion()
    {
        Scene scene;
        scene.bringToFront();
        scene.waitUntilCalm();
        scene.app.leave();
        QTRY_VERIFY(scene.relay.controller().questions().isEmpty());
        const AskingApp second(scene.relay, stranger);
        QTRY_COMPARE(scene.relay.controller().questions().size(), 1);
        QVERIFY(scene.dialog->isOver());
        scene.allow()->click();
        QCOMPARE(scene.relay.controller().questions().size(), 1);
        QVERIFY(!scene.relay.keeper().current()->findApp(u"https://new.example"_s));
    }

    void lookAlikesAreWarnedOf()
    {
        // The relay of these tests has approved https://app.example.
        Scene scene("https://xn--pple-43d.com:8443");
        QStringList warnings;
        for (const QLabel *label : scene.dialog->findChildren<QLabel *>()) {
            if (label->objectName().startsWith("consentWarning"_L1))
                warnings.append(label->text());
        }
        QVERIFY2(warnings.size() >= 2, qPrintable(warnings.join(u'\n')));
        QVERIFY(warnings.join(u' ').contains(u"8443"_s));
    }

    void aProgramIsShownByItsExecutableUserAndProcess()
    {
        Scene scene{QByteArray()};
        const QString executable = scene.child<OriginLabel>(u"consentWho"_s)->accessibleName();
        QVERIFY2(executable.endsWith(u"tst_consent_dialog"_s), qPrintable(executable));
        QCOMPARE(scene.child<QLabel>(u"consentProcess"_s)->text(),
                 QString::number(QCoreApplication::applicationPid()));
        QVERIFY(!scene.child<QLabel>(u"consentUser"_s)->text().isEmpty());
        scene.bringToFront();
        scene.waitUntilCalm();
        QTest::mouseClick(scene.allow(), Qt::LeftButton);
        QCOMPARE(scene.app.status(), 200);
        QVERIFY(scene.relay.keeper().current()->findApp(u"program:my-app"_s));
    }

    /// A name with markup in it is shown as it was sent.
    void aClaimIsNeverMarkup()
    {
        RunningRelay relay;
        FakeDesktop desktop;
        const AskingApp app(
            relay, stranger,
            R"({"app_id":"a","app_name":"<b>Bank</b>","reason":"<img src=x>","providers":["openai","<i>no"]})");
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        const ConsentDialog dialog({relay.controller(), desktop}, relay.controller().questions().first());
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            const bool foreign = label->text().contains(u'<');
            QVERIFY2(!foreign || label->textFormat() == Qt::PlainText, qPrintable(label->text()));
        }
        const QLabel *claim = dialog.findChild<QLabel *>(u"consentClaim"_s);
        QVERIFY(claim->text().contains(u"<b>Bank</b>"_s));
    }

    /// Neither does a claim leave its quotation marks, and go on as if the dialog spoke.
    void aClaimStaysInItsQuotationMarks()
    {
        RunningRelay relay;
        FakeDesktop desktop;
        const QByteArray body = QJsonDocument(QJsonObject{{u"app_id"_s, u"a"_s},
                                                          {u"app_name"_s, u"A”. Checked: safe. “"_s},
                                                          {u"reason"_s, u"x\" Safe „y"_s},
                                                          {u"providers"_s, QJsonArray{u"openai"_s}}})
                                    .toJson();
        const AskingApp app(relay, stranger, body);
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        const ConsentDialog dialog({relay.controller(), desktop}, relay.controller().questions().first());
        const QString claim = dialog.findChild<QLabel *>(u"consentClaim"_s)->text();
        QVERIFY2(claim.contains(u"“A'. Checked: safe. '”"_s), qPrintable(claim));
        QVERIFY2(claim.contains(u"“x' Safe 'y”"_s), qPrintable(claim));
    }

    /// A word without an end does not push the answers off the screen.
    void endlessWordsMakeNoEndlessWindow()
    {
        RunningRelay relay;
        FakeDesktop desktop;
        const QByteArray word(240, 'W');
        const QByteArray body = QJsonDocument(QJsonObject{{u"app_id"_s, u"a"_s},
                                                          {u"app_name"_s, QString::fromLatin1(word)},
                                                          {u"reason"_s, QString::fromLatin1(word)}})
                                    .toJson();
        const QByteArray label(60, 'w');
        const AskingApp app(relay, "https://xn--" + label.first(50) + '.' + label + '.' + label + ".example",
                            body);
        QTRY_COMPARE(relay.controller().questions().size(), 1);
        ConsentDialog dialog({relay.controller(), desktop}, relay.controller().questions().first());
        dialog.ensurePolished();
        const int letters = dialog.minimumSizeHint().width() / dialog.fontMetrics().averageCharWidth();
        QVERIFY2(letters < 110, qPrintable(QString::number(letters)));
    }

    void aRefusedSaveIsSaidInTheDialog()
    {
        // An own relay, whose config cannot be kept.
        GatedSecretStore store;
        Result<> save = Nothing{};
        ConfigKeeper keeper({}, [&save](const RelayConfig &) { return save; });
        QTemporaryDir folder;
        RelayController controller(store, keeper, ProviderCatalog::builtIn(),
                                   RelayPaths{folder.filePath(u"usage.sqlite"_s)});
        QVERIFY(controller.start(0, RelayController::PortChoice::OnlyThis).ok());
        FakeDesktop desktop;
        RawClient page(controller.status().port);
        const QByteArray body = R"({"app_id":"a","providers":["openai"]})";
        page.send("POST /users HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(controller.status().port) +
                  "\r\nOrigin: " + stranger + "\r\nContent-Type: application/json\r\nContent-Length: " +
                  QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QTRY_COMPARE(controller.questions().size(), 1);
        save = Failure{u"The disk is full."_s};
        ConsentDialog dialog({controller, desktop}, controller.questions().first());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        dialog.activateWindow();
        QPushButton *allow = dialog.findChild<QPushButton *>(u"consentAllow"_s);
        QTRY_VERIFY(allow->isEnabled());
        allow->click();
        QLabel *problem = dialog.findChild<QLabel *>(u"consentProblem"_s);
        QTRY_VERIFY(problem->isVisible());
        QCOMPARE(problem->text(), u"The disk is full."_s);
        QTRY_VERIFY(allow->isEnabled()); // to be tried again
    }
};

QTEST_MAIN(TestConsentDialog)
#include "tst_consent_dialog.moc"
