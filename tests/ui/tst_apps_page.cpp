// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/app_registry.h"
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "tests/ui/asking_app.h"
#include "ui/dialogs/add_app_dialog.h"
#include "ui/dialogs/edit_app_dialog.h"
#include "ui/dialogs/token_dialog.h"
#include "ui/pages/apps_page.h"
#include "ui/sensitive_clipboard.h"
#include "ui/widgets/fold.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

/// The page of the apps, driven as a person does, on a real relay that is then asked by real callers.
class TestAppsPage : public QObject
{
    Q_OBJECT

    static inline const QString page = QString::fromLatin1(RunningRelay::origin);

    struct Scene
    {
        explicit Scene()
            : links{relay.controller(), desktop}
            , page(links)
        {
            page.resize(900, 640);
            page.show();
            page.activateWindow();
            if (!QTest::qWaitForWindowActive(&page))
                qFatal("the page did not come to the front");
        }
        template <typename T = QWidget>
        [[nodiscard]] T *child(const QString &name) const
        {
            T *found = page.findChild<T *>(name);
            if (!found)
                qFatal("there is no %s", qPrintable(name));
            return found;
        }
        void click(const QString &name) const
        {
            QWidget *button = child(name);
            if (!button->isEnabled() || !button->isVisible())
                qFatal("%s cannot be clicked", qPrintable(name));
            QTest::mouseClick(button, Qt::LeftButton);
        }
        void type(const QString &name, const QString &text) const
        {
            QLineEdit *field = child<QLineEdit>(name);
            field->clear();
            QTest::keyClicks(field, text);
        }
        [[nodiscard]] QTableView *table() const { return child<QTableView>(u"appsTable"_s); }
        [[nodiscard]] QStringList listed() const
        {
            QStringList names;
            for (int row = 0; row < table()->model()->rowCount(); ++row)
                names.append(table()->model()->index(row, 0).data().toString());
            return names;
        }
        void choose(const QString &name) const
        {
            for (int row = 0; row < table()->model()->rowCount(); ++row) {
                if (table()->model()->index(row, 0).data().toString().startsWith(name)) {
                    table()->selectRow(row);
                    return;
                }
            }
            qFatal("%s is not listed", qPrintable(name));
        }
        [[nodiscard]] std::shared_ptr<const RelayConfig> config() { return relay.keeper().current(); }
        [[nodiscard]] const AppEntry *app(const QString &id) { return config()->findApp(id); }
        [[nodiscard]] int statusOf(const QByteArray &request) const
        {
            const std::optional<RawReply> reply = relay.ask(request);
            return reply ? reply->status : 0;
        }
        [[nodiscard]] QByteArray chat() const
        {
            return relay.request("POST", "/relay/openai/v1/chat/completions",
                                 R"({"model":"gpt-4o","messages":[]})");
        }

        RunningRelay relay;
        FakeDesktop desktop;
        WindowLinks links;
        AppsPage page;
    };

private slots:
    void listsAndSearches()
    {
        Scene scene;
        QCOMPARE(scene.listed(), QStringList({page, u"script (program)"_s}));
        QVERIFY(!scene.child(u"appsEmpty"_s)->isVisible());
        scene.type(u"appsSearch"_s, u"SCRI"_s);
        QCOMPARE(scene.listed(), QStringList{u"script (program)"_s});
        scene.type(u"appsSearch"_s, u"nothing like that"_s);
        QCOMPARE(scene.listed(), QStringList());
        QVERIFY(!scene.child(u"appsEdit"_s)->isEnabled());
    }

    void noAppsAtAllSaysWhatToDo()
    {
        Scene scene;
        for (const QString &id : {page, u"program:script"_s})
            QVERIFY(scene.relay.keeper().apply(revokeApp(id)).ok());
        QVERIFY(scene.child(u"appsEmpty"_s)->isVisible());
        QVERIFY(!scene.table()->isVisible());
        scene.click(u"appsEmptyAdd"_s);
        QVERIFY(scene.child<AddAppDialog>(u"addAppDialog"_s)->isVisible());
    }

    void anOriginIsAddedByHand()
    {
        Scene scene;
        scene.click(u"appsAddOrigin"_s);
        QVERIFY(!scene.child(u"addAppAdd"_s)->isEnabled());
        scene.type(u"addAppName"_s, u"https://other.example/path"_s);
        scene.click(u"addAppAdd"_s);
        const QLabel *problem = scene.child<QLabel>(u"addAppProblem"_s);
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"leave out what follows"_s), qPrintable(problem->text()));
        scene.type(u"addAppName"_s, page);
        scene.click(u"addAppAdd"_s);
        QVERIFY2(problem->text().contains(u"allowed already"_s), qPrintable(problem->text()));
        scene.type(u"addAppName"_s, u"localhost:5173"_s);
        QVERIFY(!problem->isVisible());
        scene.child<QRadioButton>(u"grantTheseProviders"_s)->click();
        scene.child<QCheckBox>(u"grantProvider_anthropic"_s)->click();
        QTest::keyClick(scene.child(u"addAppName"_s), Qt::Key_Return);
        const AppEntry *added = scene.app(u"http://localhost:5173"_s);
        QVERIFY(added);
        QCOMPARE(added->grant.providers, QStringList{u"anthropic"_s});
        QVERIFY(scene.listed().contains(u"http://localhost:5173"_s));
        // It is let in without a question.
        AskingApp app(scene.relay, "http://localhost:5173");
        QCOMPARE(app.status(), 200);
    }

    void aLookAlikeIsSaidWhileItIsTyped()
    {
        Scene scene;
        scene.click(u"appsAddOrigin"_s);
        scene.type(u"addAppName"_s, u"http://xn--pple-43d.com"_s);
        const QLabel *notes = scene.child<QLabel>(u"addAppNotes"_s);
        QVERIFY(notes->isVisible());
        QVERIFY(notes->text().contains(u"not encrypted"_s));
    }

    void aProgramGetsATokenThatIsShownOnce()
    {
        Scene scene;
        scene.click(u"appsAddProgram"_s);
        scene.type(u"addAppName"_s, u"my editor"_s);
        scene.click(u"addAppAdd"_s);
        QVERIFY(scene.app(u"program:my editor"_s));
        const QByteArray token = scene.child<QLineEdit>(u"tokenText"_s)->text().toLatin1();
        QVERIFY(looksLikeToken(token));
        QCOMPARE(
            scene.statusOf(scene.relay.bareRequest("GET", "/session", "x-relay-token: " + token + "\r\n")),
            200);
        scene.click(u"tokenCopy"_s);
        const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(copied->text().toLatin1(), token);
        QCOMPARE(copied->data(u"x-kde-passwordManagerHint"_s), "secret"_ba);
        QVERIFY(scene.child<QLineEdit>(u"tokenAddressText"_s)->text().endsWith(u"/v1"_s));
        QTest::keyClick(scene.child(u"tokenDialog"_s), Qt::Key_Escape);
        QTRY_VERIFY(!scene.page.findChild<TokenDialog *>());
        // Nowhere else is it to be found.
        QVERIFY(!scene.config()->toJson().contains(token));
    }

    /// Whatever way the token is copied, it is marked, and nothing of it stays behind.
    void theTokenIsMarkedHoweverItIsCopied()
    {
        Scene scene;
        scene.click(u"appsAddProgram"_s);
        scene.type(u"addAppName"_s, u"my editor"_s);
        scene.click(u"addAppAdd"_s);
        QLineEdit *field = scene.child<QLineEdit>(u"tokenText"_s);
        QClipboard *clipboard = QGuiApplication::clipboard();
        const auto isMarked = [clipboard, token = field->text()] {
            return clipboard->text() == token &&
                   clipboard->mimeData()->data(u"x-kde-passwordManagerHint"_s) == "secret";
        };
        field->setFocus();
        clipboard->clear();
        QTest::keyClick(field, Qt::Key_Home, Qt::NoModifier);
        QTest::keyClick(field, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keySequence(field, QKeySequence::Copy); // a letter of it would be of no use
        QVERIFY(isMarked());
        QVERIFY(scene.child<QLabel>(u"tokenWord"_s)->text().contains(u"leaves the clipboard"_s));

        clipboard->clear();
        QContextMenuEvent event(QContextMenuEvent::Mouse, {}, field->mapToGlobal(QPoint(1, 1)));
        QApplication::sendEvent(field, &event);
        auto *menu = field->findChild<QMenu *>(u"tokenMenu"_s);
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 1);
        menu->actions().constFirst()->trigger();
        QVERIFY(isMarked());
        menu->close();

        // Selecting by the mouse is copying, where the platform has a clipboard for it (X11).
        clipboard->clear();
        clipboard->clear(QClipboard::Selection);
        QTest::mouseDClick(field, Qt::LeftButton);
        QTest::mousePress(field, Qt::LeftButton, {}, QPoint(2, 5));
        QTest::mouseMove(field, QPoint(90, 5));
        QTest::mouseRelease(field, Qt::LeftButton, {}, QPoint(90, 5));
        QVERIFY(clipboard->text(QClipboard::Selection).isEmpty());
        QTest::keySequence(field, QKeySequence::Copy);
        QVERIFY(isMarked());
    }

    void aTakenNameIsSaid()
    {
        Scene scene;
        scene.click(u"appsAddProgram"_s);
        scene.type(u"addAppName"_s, u"script"_s);
        scene.click(u"addAppAdd"_s);
        QVERIFY(scene.child<QLabel>(u"addAppProblem"_s)->text().contains(u"already"_s));
    }

    void theClipboardIsClearedUnlessSomethingElseIsThere()
    {
        SensitiveClipboard clipboard(std::chrono::milliseconds(50));
        QSignalSpy cleared(&clipboard, &SensitiveClipboard::cleared);
        clipboard.copy(Secret::copyOf("byok_first"));
        QVERIFY(cleared.wait(byok::test::patience));
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
        {
            SensitiveClipboard second;
            second.copy(Secret::copyOf("byok_second"));
            QGuiApplication::clipboard()->setText(u"a poem"_s);
        }
        QCOMPARE(QGuiApplication::clipboard()->text(), u"a poem"_s);
        {
            SensitiveClipboard third;
            third.copy(Secret::copyOf("byok_third"));
        }
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    }

    void anAppIsEdited()
    {
        Scene scene;
        QCOMPARE(scene.statusOf(scene.chat()), 200);
        scene.choose(page);
        QTest::keyClick(scene.table(), Qt::Key_Return);
        scene.type(u"editAppName"_s, u"Notes"_s);
        scene.child<QRadioButton>(u"grantTheseProviders"_s)->click();
        QVERIFY(!scene.child(u"editAppSave"_s)->isEnabled());
        scene.child<QCheckBox>(u"grantProvider_anthropic"_s)->click();
        scene.click(u"editAppSave"_s);
        QCOMPARE(scene.app(page)->name, u"Notes"_s);
        QCOMPARE(scene.app(page)->grant.providers, QStringList{u"anthropic"_s});
        QCOMPARE(scene.statusOf(scene.chat()), 403);
    }

    /// Who changes a name does not lengthen the approval.
    void aNewNameAloneLeavesTheGrantAsItIs()
    {
        Scene scene;
        const QDateTime ends = QDateTime::currentDateTimeUtc().addDays(3);
        QVERIFY(scene.relay.keeper()
                    .apply([ends](RelayConfig &config) {
                        config.apps.first().endsAt = ends;
                        return Result<>(Nothing{});
                    })
                    .ok());
        scene.choose(page);
        scene.click(u"appsEdit"_s);
        scene.type(u"editAppName"_s, u"Notes"_s);
        scene.click(u"editAppSave"_s);
        QCOMPARE(scene.app(page)->name, u"Notes"_s);
        QCOMPARE(scene.app(page)->endsAt, ends);
    }

    void oneTokenIsRevoked()
    {
        Scene scene;
        scene.choose(page);
        scene.click(u"appsEdit"_s);
        scene.child<Fold>(u"editAppTokensFold"_s)->setState(Fold::State::Open);
        QTableWidget *tokens = scene.child<QTableWidget>(u"editAppTokens"_s);
        QCOMPARE(tokens->rowCount(), 1);
        for (int column = 0; column < tokens->columnCount(); ++column)
            QVERIFY(!tokens->item(0, column)->text().contains(QString::fromLatin1(scene.relay.token())));
        QVERIFY(!scene.child(u"editAppRevokeToken"_s)->isEnabled());
        tokens->selectRow(0);
        scene.child<QPushButton>(u"editAppRevokeToken"_s)->click();
        QCOMPARE(tokens->rowCount(), 0);
        QCOMPARE(scene.statusOf(scene.chat()), 401);
        QVERIFY(scene.app(page)); // the app itself stays
    }

    void anAppThatGoesWhileItIsEditedIsSaid()
    {
        Scene scene;
        scene.choose(page);
        scene.click(u"appsEdit"_s);
        QVERIFY(scene.relay.keeper().apply(revokeApp(page)).ok());
        QVERIFY(scene.child(u"editAppProblem"_s)->isVisible());
        QVERIFY(!scene.child(u"editAppSave"_s)->isEnabled());
    }

    void pauseAndResume()
    {
        Scene scene;
        scene.choose(page);
        scene.click(u"appsPause"_s);
        QVERIFY(scene.app(page)->paused);
        QVERIFY(scene.child<QPushButton>(u"appsPause"_s)->text().contains(u"Res"_s));
        scene.click(u"appsPause"_s);
        QVERIFY(!scene.app(page)->paused);
        QCOMPARE(scene.statusOf(scene.chat()), 200);
    }

    void revokingAsksFirst()
    {
        Scene scene;
        scene.choose(page);
        scene.click(u"appsRevoke"_s);
        QMessageBox *question = scene.child<QMessageBox>(u"appsRemoveQuestion"_s);
        QVERIFY(question->isVisible());
        QTest::keyClick(question, Qt::Key_Return); // the default is to leave it
        QTRY_VERIFY(!scene.page.findChild<QMessageBox *>());
        QVERIFY(scene.app(page));
        scene.page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&scene.page));
        scene.table()->setFocus();
        QTest::keyClick(scene.table(), Qt::Key_Delete);
        scene.click(u"appsRemoveYes"_s);
        QTRY_VERIFY(!scene.app(page));
        QCOMPARE(scene.statusOf(scene.chat()), 403);
        QVERIFY(!scene.listed().contains(page));
    }

    void revokedAppsKeepTheirLimitsForgottenOnesDoNot_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("kept");
        QTest::newRow("revoke") << u"appsRevoke"_s << true;
        QTest::newRow("forget") << u"appsForget"_s << false;
    }
    void revokedAppsKeepTheirLimitsForgottenOnesDoNot()
    {
        QFETCH(QString, button);
        Scene scene;
        AppLimits limits;
        limits.requestsPerMinute = 3;
        QVERIFY(scene.relay.keeper().apply(limitApp(page, limits)).ok());
        scene.choose(page);
        scene.click(button);
        scene.click(u"appsRemoveYes"_s);
        QTRY_VERIFY(!scene.app(page));
        QTEST(!scene.config()->keptLimits.isEmpty(), "kept");
    }

    /// Its stream ends with its approval.
    void revokingEndsWhatIsUnderWay()
    {
        Scene scene;
        scene.relay.upstream().next(FakeReply::eventStream({"data: one\n\n", "data: two\n\n"}));
        RawClient client(scene.relay.port());
        client.send(scene.chat());
        QTRY_COMPARE(scene.relay.upstream().requests().size(), 1);
        scene.relay.upstream().release();
        QVERIFY(client.waitForText("data: one"));
        scene.choose(page);
        scene.click(u"appsRevoke"_s);
        scene.click(u"appsRemoveYes"_s);
        QVERIFY(client.waitForClose(std::chrono::milliseconds(1000)));
        QVERIFY(!client.received().contains("data: two"));
    }

    void whoWasRefusedForGoodMayBeForgiven()
    {
        Scene scene;
        QVERIFY(!scene.child(u"appsRefusedFold"_s)->isVisible());
        AskingApp nagging(scene.relay, "https://nagging.example");
        QTRY_COMPARE(scene.relay.controller().questions().size(), 1);
        scene.relay.controller().denyRequest(scene.relay.controller().questions().first().request.id,
                                             Denial::NeverAskAgain, [](const Result<> &) {});
        QCOMPARE(nagging.status(), 403);
        QTRY_VERIFY(scene.child(u"appsRefusedFold"_s)->isVisible());
        scene.child<Fold>(u"appsRefusedFold"_s)->setState(Fold::State::Open);
        QListWidget *refused = scene.child<QListWidget>(u"appsRefused"_s);
        QCOMPARE(refused->count(), 1);
        QVERIFY(refused->item(0)->text().contains(u"https://nagging.example"_s));
        QVERIFY(!scene.child(u"appsForgive"_s)->isEnabled());
        refused->setCurrentRow(0);
        scene.child<QPushButton>(u"appsForgive"_s)->click();
        QTRY_VERIFY(scene.config()->denials.isEmpty());
        QVERIFY(!scene.child(u"appsRefusedFold"_s)->isVisible());
        const AskingApp again(scene.relay, "https://nagging.example");
        QTRY_COMPARE(scene.relay.controller().questions().size(), 1);
    }
};

QTEST_MAIN(TestAppsPage)
#include "tst_apps_page.moc"
