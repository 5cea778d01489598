// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "tests/ui/asking_app.h"
#include "ui/consent_prompter.h"
#include "ui/widgets/origin_label.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

class TestConsentPrompter : public QObject
{
    Q_OBJECT

    struct Scene
    {
        Scene()
            : links{relay.controller(), desktop}
            , prompter(links)
        {
        }
        [[nodiscard]] QString shown() const
        {
            return prompter.dialog()
                       ? prompter.dialog()->findChild<OriginLabel *>(u"consentWho"_s)->accessibleName()
                       : QString();
        }
        [[nodiscard]] static int dialogs()
        {
            int visible = 0;
            for (const QWidget *widget : QApplication::topLevelWidgets())
                visible += qobject_cast<const ConsentDialog *>(widget) && widget->isVisible() ? 1 : 0;
            return visible;
        }
        void press(const QString &button) const
        {
            QPushButton *found = prompter.dialog()->findChild<QPushButton *>(button);
            QTRY_VERIFY(found->isEnabled());
            QTest::mouseClick(found, Qt::LeftButton);
        }

        RunningRelay relay;
        FakeDesktop desktop;
        WindowLinks links;
        ConsentPrompter prompter;
    };

private slots:
    void waitsUntilThePersonComes()
    {
        Scene scene;
        const QSignalSpy waiting(&scene.prompter, &ConsentPrompter::waitingChanged);
        AskingApp first(scene.relay, "https://one.example");
        QTRY_COMPARE(scene.prompter.waiting(), 1);
        QVERIFY(!scene.prompter.dialog());
        const AskingApp second(scene.relay, "https://two.example");
        QTRY_COMPARE(scene.prompter.waiting(), 2);
        QCOMPARE(waiting.size(), 2);
        scene.prompter.showNext();
        QCOMPARE(scene.shown(), u"https://one.example"_s);
        scene.prompter.showNext(); // comes to the front, nothing more
        QCOMPARE(Scene::dialogs(), 1);
    }

    void theQueueMovesOnWithEachAnswer()
    {
        Scene scene;
        AskingApp first(scene.relay, "https://one.example");
        QTRY_COMPARE(scene.prompter.waiting(), 1);
        AskingApp second(scene.relay, "https://two.example");
        QTRY_COMPARE(scene.prompter.waiting(), 2);
        scene.prompter.showNext();
        scene.press(u"consentDeny"_s);
        QCOMPARE(first.status(), 403);
        QTRY_COMPARE(scene.shown(), u"https://two.example"_s);
        QTRY_COMPARE(Scene::dialogs(), 1);
        QVERIFY(!scene.prompter.dialog()->findChild<QPushButton *>(u"consentAllow"_s)->isEnabled());
        scene.press(u"consentAllow"_s);
        QCOMPARE(second.status(), 200);
        QTRY_COMPARE(Scene::dialogs(), 0);
        QCOMPARE(scene.prompter.waiting(), 0);
        scene.prompter.showNext();
        QVERIFY(!scene.prompter.dialog());
    }

    void whatWasSetAsideComesAfterTheOthers()
    {
        Scene scene;
        const AskingApp first(scene.relay, "https://one.example");
        QTRY_COMPARE(scene.prompter.waiting(), 1);
        const AskingApp second(scene.relay, "https://two.example");
        QTRY_COMPARE(scene.prompter.waiting(), 2);
        scene.prompter.showNext();
        QTest::keyClick(scene.prompter.dialog(), Qt::Key_Escape);
        QVERIFY(!scene.prompter.dialog());
        QCOMPARE(scene.prompter.waiting(), 2);
        scene.prompter.showNext();
        QCOMPARE(scene.shown(), u"https://two.example"_s);
        QTest::keyClick(scene.prompter.dialog(), Qt::Key_Escape);
        scene.prompter.showNext();
        QCOMPARE(scene.shown(), u"https://one.example"_s);
    }

    /// Whoever chooses one app in the tray's menu gets no other one to answer.
    void theQuestionThatIsChosenIsTheOneThatIsShown()
    {
        Scene scene;
        const AskingApp first(scene.relay, "https://one.example");
        QTRY_COMPARE(scene.prompter.waiting(), 1);
        const AskingApp second(scene.relay, "https://two.example");
        QTRY_COMPARE(scene.prompter.waiting(), 2);
        const QList<ConsentQuestion> questions = scene.relay.controller().questions();
        scene.prompter.showQuestion(questions.last().request.id);
        QCOMPARE(scene.shown(), u"https://two.example"_s);
        scene.prompter.showQuestion(questions.first().request.id);
        QCOMPARE(scene.shown(), u"https://one.example"_s);
        QTRY_COMPARE(Scene::dialogs(), 1);
        scene.prompter.showQuestion(u"gone"_s);
        QCOMPARE(scene.shown(), u"https://one.example"_s);
    }

    void aWithdrawnQuestionGivesWayToTheNext()
    {
        Scene scene;
        AskingApp first(scene.relay, "https://one.example");
        QTRY_COMPARE(scene.prompter.waiting(), 1);
        scene.prompter.showNext();
        first.leave();
        QTRY_COMPARE(scene.prompter.waiting(), 0);
        QTRY_VERIFY(scene.prompter.dialog()->isOver());
        const AskingApp second(scene.relay, "https://two.example");
        QTRY_COMPARE(scene.prompter.waiting(), 1);
        QCOMPARE(scene.shown(), u"https://one.example"_s); // not swapped under the person's eyes
        scene.prompter.showNext();
        QCOMPARE(scene.shown(), u"https://two.example"_s);
        QTRY_COMPARE(Scene::dialogs(), 1);
    }

    void whileAWindowIsActiveItComesAtOnceAndTakesNoFocus()
    {
        Scene scene;
        QWidget window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const AskingApp app(scene.relay, "https://one.example");
        QTRY_COMPARE(scene.shown(), u"https://one.example"_s);
        // What window systems are told; the offscreen platform does not heed it.
        QVERIFY(scene.prompter.dialog()->testAttribute(Qt::WA_ShowWithoutActivating));
        QTest::keyClick(scene.prompter.dialog(), Qt::Key_Escape);
        // Closed once, it does not come back by itself.
        const AskingApp again(scene.relay, "https://one.example");
        QTRY_COMPARE(scene.relay.controller().questions().first().callers, 2);
        QVERIFY(!scene.prompter.dialog());
    }

    /// However many pages ask: one window.
    void aFloodIsOneWindow()
    {
        Scene scene;
        QWidget window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        std::vector<std::unique_ptr<AskingApp>> apps;
        for (int i = 0; i < 60; ++i)
            apps.push_back(std::make_unique<AskingApp>(
                scene.relay, "https://page" + QByteArray::number(i % 30) + ".example"));
        QTRY_COMPARE(scene.prompter.waiting(), 16);
        QCOMPARE(Scene::dialogs(), 1);
    }
};

QTEST_MAIN(TestConsentPrompter)
#include "tst_consent_prompter.moc"
