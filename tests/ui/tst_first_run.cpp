// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "ui/dialogs/first_run_wizard.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QString pasted = u"sk-planted-first-0123456789abcdef"_s;

/// A first run, as a person has it before them.
class Desk
{
public:
    Desk()
        : relay(RunningRelay::Key::None)
    {
    }
    void open()
    {
        wizard = new FirstRunWizard({relay.controller(), desktop});
        wizard->show();
    }
    ~Desk() { delete wizard; }

    template <typename Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        return wizard ? wizard->findChild<Widget *>(QString::fromLatin1(name)) : nullptr;
    }
    void click(const char *name) const
    {
        auto *button = find<QAbstractButton>(name);
        QVERIFY2(button, name);
        QVERIFY2(button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] bool can(const char *name) const
    {
        const auto *button = find<QAbstractButton>(name);
        return button && button->isVisible() && button->isEnabled();
    }
    void choose(const QString &provider) const
    {
        auto *list = find<QListWidget>("firstProviders");
        const QList<QListWidgetItem *> items = list->findItems(provider, Qt::MatchExactly);
        QVERIFY2(items.size() == 1, qPrintable(provider));
        list->setCurrentItem(items.constFirst());
    }
    void paste(const QString &key) const { QTest::keyClicks(find<QLineEdit>("keyEditLine"), key); }
    [[nodiscard]] QString said(const char *name) const
    {
        const auto *label = find<QLabel>(name);
        return label && label->isVisible() ? label->text() : QString();
    }
    void answer(int status)
    {
        FakeReply reply;
        reply.status = status;
        relay.upstream().on("/v1/models", reply);
    }
    [[nodiscard]] QList<KeyEntry> stored() { return relay.keeper().current()->keys; }
    [[nodiscard]] bool isWelcomed() { return relay.keeper().current()->desktop.welcomed; }

    RunningRelay relay;
    FakeDesktop desktop;
    QPointer<FirstRunWizard> wizard;
};

} // namespace

class TestFirstRun : public QObject
{
    Q_OBJECT

private slots:
    void theWholeFirstRun()
    {
        Desk desk;
        desk.answer(200);
        desk.open();
        QCOMPARE(desk.said("firstWhere"), u"Step 1 of 3"_s);
        QVERIFY(!desk.can("firstNext"));
        QVERIFY(!desk.can("firstBack"));
        desk.choose(u"OpenAI"_s);
        desk.paste(pasted);
        QCOMPARE(desk.said("keyHint"), u"This looks like a key of OpenAI."_s);
        desk.click("firstNext");

        QCOMPARE(desk.said("firstWhere"), u"Step 2 of 3"_s);
        QVERIFY(desk.find<QLineEdit>("keyEditLine")->text().isEmpty());
        QCOMPARE(desk.relay.upstream().requestCount(), 0);
        desk.click("firstTest");
        QTRY_COMPARE(desk.said("firstResult"), u"OpenAI accepts the key."_s);
        QCOMPARE(desk.relay.upstream().requests().constLast().field("authorization"),
                 "Bearer " + pasted.toLatin1());
        QVERIFY(desk.stored().isEmpty());
        desk.click("firstNext");

        QTRY_COMPARE(desk.said("firstWhere"), u"Step 3 of 3"_s);
        QVERIFY(desk.find<QPushButton>("firstNext")->hasFocus());
        QCOMPARE(desk.said("firstReadyText"), u"Your key for OpenAI is stored."_s);
        QCOMPARE(desk.stored().size(), 1);
        QCOMPARE(desk.stored().constFirst().provider, u"openai"_s);
        QCOMPARE(desk.stored().constFirst().label, u"default"_s);
        QCOMPARE(desk.relay.store().held.value(desk.stored().constFirst().account), pasted.toLatin1());
        const QString address = u"http://127.0.0.1:%1"_s.arg(desk.relay.port());
        QCOMPARE(desk.find<QLineEdit>("firstAddressText")->text(), address);
        desk.click("firstAddressCopy");
        QCOMPARE(QGuiApplication::clipboard()->text(), address);
        QVERIFY(!desk.find<QCheckBox>("firstAutostart")->isChecked());
        QVERIFY(!desk.isWelcomed());
        desk.click("firstNext");
        QTRY_VERIFY(!desk.wizard);
        QVERIFY(desk.isWelcomed());
        QCOMPARE(desk.desktop.autostart(), DesktopAbilities::Autostart::Off);

        // The first app is served with the key.
        FakeReply reply;
        reply.pieces = {"{\"id\":1}"};
        desk.relay.upstream().on("/v1/chat/completions", reply);
        const auto answer = desk.relay.ask(desk.relay.request("POST", "/relay/openai/v1/chat/completions",
                                                              R"({"model":"gpt-4o","messages":[]})"));
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(desk.relay.upstream().requests().constLast().field("authorization"),
                 "Bearer " + pasted.toLatin1());
    }

    void aKeyThatIsRefusedCanBeChangedOrKept()
    {
        Desk desk;
        desk.answer(401);
        desk.open();
        desk.choose(u"OpenAI"_s);
        desk.paste(pasted);
        desk.click("firstNext");
        desk.click("firstTest");
        QTRY_VERIFY(desk.said("firstResult").startsWith("OpenAI does not know this key (401)."_L1));
        QCOMPARE(desk.find<QPushButton>("firstNext")->text(), u"&Keep it anyway"_s);
        desk.click("firstBack");
        QVERIFY(desk.said("firstChooseState").contains("still here"_L1));
        QVERIFY(desk.can("firstNext"));
        desk.click("firstNext");
        QCOMPARE(desk.find<QPushButton>("firstNext")->text(), u"&Keep it anyway"_s);
        desk.click("firstNext");
        QTRY_COMPARE(desk.said("firstWhere"), u"Step 3 of 3"_s);
        QCOMPARE(desk.stored().size(), 1);
    }

    void theProviderFollowsTheKey()
    {
        Desk desk;
        desk.open();
        desk.choose(u"Mistral"_s);
        desk.paste(u"sk-ant-api03-0123456789ab"_s);
        QCOMPARE(desk.said("keyHint"), u"This looks like a key of Anthropic, not of Mistral."_s);
        desk.click("firstNext");
        QVERIFY(desk.said("firstChooseState").contains("Mistral wants a key"_L1));
        desk.click("keyUseOther");
        QCOMPARE(desk.find<QListWidget>("firstProviders")->currentItem()->text(), u"Anthropic"_s);
        QVERIFY(desk.said("keyPageLink").contains("console.anthropic.com"_L1));
        desk.click("firstNext");
        QCOMPARE(desk.said("firstWhere"), u"Step 2 of 3"_s);
    }

    void aKeyThatLiesAboutIsOffered()
    {
        Desk desk;
        desk.desktop.setFound({{u"anthropic"_s, u"ANTHROPIC_API_KEY in the environment"_s,
                                Secret::copyOf("sk-ant-api03-0123456789ab")}});
        desk.open();
        desk.choose(u"OpenAI"_s);
        QVERIFY(!desk.can("firstFound0"));
        desk.choose(u"Anthropic"_s);
        QTRY_VERIFY(desk.can("firstFound0"));
        QVERIFY(desk.find<QPushButton>("firstFound0")
                    ->text()
                    .contains("ANTHROPIC_API_KEY in the environment"_L1));
        desk.click("firstFound0");
        QCOMPARE(desk.said("firstWhere"), u"Step 2 of 3"_s);
        desk.click("firstNext");
        QTRY_COMPARE(desk.stored().size(), 1);
        QCOMPARE(desk.relay.store().held.value(desk.stored().constFirst().account),
                 "sk-ant-api03-0123456789ab");
    }

    void whoComesLaterSkipsTheTest_data()
    {
        QTest::addColumn<QString>("choice");
        QTest::newRow("later") << u"Later"_s;
        QTest::newRow("local") << u"Models on this computer"_s;
    }
    void whoComesLaterSkipsTheTest()
    {
        QFETCH(QString, choice);
        Desk desk;
        desk.open();
        desk.choose(choice);
        desk.click("firstNext");
        QCOMPARE(desk.said("firstWhere"), u"Step 3 of 3"_s);
        QVERIFY(desk.said("firstReadyText").isEmpty());
        desk.click("firstNext");
        QTRY_VERIFY(!desk.wizard);
        QVERIFY(desk.isWelcomed());
        QVERIFY(desk.stored().isEmpty());
    }

    void leavingStoresNothingAndIsRemembered()
    {
        Desk desk;
        desk.open();
        desk.choose(u"OpenAI"_s);
        desk.paste(pasted);
        desk.click("firstNext");
        QTest::keyClick(desk.wizard, Qt::Key_Escape);
        QTRY_VERIFY(!desk.wizard);
        QVERIFY(desk.isWelcomed());
        QVERIFY(desk.stored().isEmpty());
        QVERIFY(desk.relay.store().held.isEmpty());
    }

    void aKeychainThatRefusesIsSaidAndCanBeTriedAgain()
    {
        Desk desk;
        desk.open();
        desk.choose(u"OpenAI"_s);
        desk.paste(pasted);
        desk.click("firstNext");
        desk.relay.store().refuse(
            SecretError{SecretFault::Locked, u"The keychain is locked: unlock it, then try again."_s});
        desk.click("firstNext");
        QTRY_COMPARE(desk.said("firstResult"), u"The keychain is locked: unlock it, then try again."_s);
        QCOMPARE(desk.said("firstWhere"), u"Step 2 of 3"_s);
        desk.relay.store().refuse({});
        desk.click("firstNext");
        QTRY_COMPARE(desk.said("firstWhere"), u"Step 3 of 3"_s);
        QCOMPARE(desk.stored().size(), 1);
    }

    void autostartIsSetOnlyWhenTicked()
    {
        Desk desk;
        desk.open();
        desk.choose(u"Later"_s);
        desk.click("firstNext");
        desk.desktop.refuseAutostart(u"The folder cannot be written."_s);
        desk.find<QCheckBox>("firstAutostart")->setChecked(true);
        desk.click("firstNext");
        QCOMPARE(desk.said("firstAutostartState"), u"The folder cannot be written."_s);
        QVERIFY(!desk.find<QCheckBox>("firstAutostart")->isChecked());
        desk.desktop.refuseAutostart({});
        desk.find<QCheckBox>("firstAutostart")->setChecked(true);
        desk.click("firstNext");
        QTRY_VERIFY(!desk.wizard);
        QCOMPARE(desk.desktop.autostart(), DesktopAbilities::Autostart::On);
    }

    void autostartThatTheSystemHasNotIsExplained()
    {
        Desk desk;
        desk.desktop.setAutostartState(DesktopAbilities::Autostart::Unsupported);
        desk.open();
        desk.choose(u"Later"_s);
        desk.click("firstNext");
        QVERIFY(!desk.can("firstAutostart"));
        QVERIFY(!desk.said("firstAutostartState").isEmpty());
        desk.click("firstNext");
        QTRY_VERIFY(!desk.wizard);
    }

    void itGoesByKeyboardAlone()
    {
        Desk desk;
        desk.open();
        QVERIFY(QTest::qWaitForWindowActive(desk.wizard));
        QVERIFY(desk.find<QListWidget>("firstProviders")->hasFocus());
        QTest::keyClick(desk.wizard->focusWidget(), Qt::Key_Tab);
        QVERIFY(desk.find<QLineEdit>("keyEditLine")->hasFocus());
        desk.paste(pasted);
        QTest::keyClick(desk.wizard->focusWidget(), Qt::Key_Return);
        QCOMPARE(desk.said("firstWhere"), u"Step 2 of 3"_s);
        QVERIFY(desk.find<QPushButton>("firstTest")->hasFocus());
        QTest::keyClick(desk.wizard->focusWidget(), Qt::Key_B, Qt::AltModifier);
        QTRY_COMPARE(desk.said("firstWhere"), u"Step 1 of 3"_s); // a mnemonic shows the button pressed first
    }
};

QTEST_MAIN(TestFirstRun)
#include "tst_first_run.moc"
