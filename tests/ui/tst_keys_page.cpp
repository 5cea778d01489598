// SPDX-License-Identifier: Apache-2.0
#include "relay/access/app_edits.h"
#include "relay/access/key_edits.h"
#include "relay/keys/key_ring.h"
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "ui/pages/keys_page.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray newKey = "sk-planted-new-0123456789abcdef";

/// A page of a relay, as a person has it before them.
class Desk
{
public:
    explicit Desk(RunningRelay::Key key = RunningRelay::Key::Stored)
        : relay(key)
        , page({relay.controller(), desktop})
    {
        page.resize(760, 560);
        page.show();
    }

    template <typename Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        return page.template findChild<Widget *>(QString::fromLatin1(name));
    }
    void click(const char *name) const
    {
        auto *button = find<QAbstractButton>(name);
        QVERIFY2(button, name);
        QVERIFY2(button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void type(const char *name, const QString &text) const
    {
        auto *line = find<QLineEdit>(name);
        QVERIFY2(line, name);
        line->clear();
        QTest::keyClicks(line, text);
    }
    [[nodiscard]] QString said(const char *name) const
    {
        const auto *label = find<QLabel>(name);
        return label && label->isVisible() ? label->text() : QString();
    }
    /// Each row of the list in a line of its own.
    [[nodiscard]] QStringList rows() const
    {
        const auto *list = find<QTreeView>("keysList");
        QStringList lines;
        const auto add = [&lines, list](auto &&self, const QModelIndex &parent) -> void {
            for (int row = 0; row < list->model()->rowCount(parent); ++row) {
                const QModelIndex name = list->model()->index(row, 0, parent);
                lines.append(name.data().toString() + u" | "_s + name.siblingAtColumn(1).data().toString());
                self(self, name);
            }
        };
        add(add, {});
        return lines;
    }
    [[nodiscard]] const KeyEntry *stored(const QString &provider, const QString &label) const
    {
        const auto config = relayConfig();
        for (const KeyEntry &key : config->keys) {
            if (key.provider == provider && key.label == label && key.appId.isEmpty())
                return &key;
        }
        return nullptr;
    }
    [[nodiscard]] std::shared_ptr<const RelayConfig> relayConfig() const
    {
        return const_cast<RunningRelay &>(relay).keeper().current();
    }
    [[nodiscard]] QByteArray heldFor(const QString &provider, const QString &label)
    {
        const KeyEntry *key = stored(provider, label);
        return key ? relay.store().held.value(key->account) : QByteArray();
    }
    void answer(int status)
    {
        FakeReply reply;
        reply.status = status;
        relay.upstream().on("/v1/models", reply);
    }

    RunningRelay relay;
    FakeDesktop desktop;
    KeysPage page;
};

void chooseProvider(const Desk &desk, const QString &id)
{
    auto *providers = desk.find<QComboBox>("keyProvider");
    QVERIFY(providers);
    providers->setCurrentIndex(providers->findData(id));
}

} // namespace

class TestKeysPage : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyPageSaysWhatToDo()
    {
        Desk desk(RunningRelay::Key::None);
        // The test relay's own provider without a key is listed, and nothing else.
        QCOMPARE(desk.rows(), QStringList{u"Mine | Turned on"_s});
        QVERIFY(desk.find<QWidget>("keysEmpty")->isVisible());
        desk.click("keysAdd");
        QVERIFY(desk.find<QDialog>("keyDialog"));
    }

    void aKeyIsAddedAndItsProviderIsKnownByItsLook()
    {
        Desk desk(RunningRelay::Key::None);
        desk.click("keysAdd");
        QVERIFY(!desk.find<QPushButton>("keySave")->isEnabled());
        desk.type("keyEditLine", QString::fromLatin1("sk-ant-api03-0123456789ab"));
        QCOMPARE(desk.find<QComboBox>("keyProvider")->currentData().toString(), u"anthropic"_s);
        QCOMPARE(desk.said("keyHint"), u"This looks like a key of Anthropic."_s);
        QCOMPARE(desk.find<QLineEdit>("keyEditLine")->accessibleDescription(), desk.said("keyHint"));
        QVERIFY(desk.said("keyPageLink").contains("https://console.anthropic.com/settings/keys"_L1));
        QCOMPARE(desk.find<QLineEdit>("keyName")->text(), u"default"_s);
        desk.click("keySave");
        QTRY_VERIFY(desk.stored(u"anthropic"_s, u"default"_s));
        QCOMPARE(desk.heldFor(u"anthropic"_s, u"default"_s), "sk-ant-api03-0123456789ab");
        QTRY_VERIFY(!desk.find<QDialog>("keyDialog"));
        QCOMPARE(desk.rows().first(2),
                 QStringList({u"Anthropic | Not tested yet"_s, u"default | Not tested yet"_s}));
        QCOMPARE(desk.said("keyTitle"), u"Anthropic: default"_s);
        QVERIFY(desk.said("keyFacts").contains("memory with a gate"_L1));
        QVERIFY(desk.said("keyFacts").contains(QString::fromUtf8(desk.relay.upstream().baseUrl())));
    }

    void aKeyOfAnotherProviderIsSaidPlainly()
    {
        Desk desk(RunningRelay::Key::None);
        desk.click("keysAdd");
        chooseProvider(desk, u"openai"_s);
        desk.type("keyEditLine", u"sk-or-v1-0123456789abcdef"_s);
        QCOMPARE(desk.said("keyHint"), u"This looks like a key of OpenRouter, not of OpenAI."_s);
        desk.click("keySave");
        QVERIFY(desk.said("keyResult").contains("OpenAI wants a key that begins with sk-"_L1));
        QVERIFY(!desk.stored(u"openai"_s, u"default"_s));
        desk.click("keyUseOther");
        QCOMPARE(desk.find<QComboBox>("keyProvider")->currentData().toString(), u"openrouter"_s);
        QCOMPARE(desk.said("keyHint"), u"This looks like a key of OpenRouter."_s);
    }

    void aSecondKeyGetsANameOfItsOwnAndCanBecomeTheDefault()
    {
        Desk desk;
        desk.page.showKey(u"openai"_s, u"default"_s);
        desk.click("keysAdd");
        desk.type("keyEditLine", QString::fromLatin1(newKey));
        chooseProvider(desk, u"openai"_s);
        QCOMPARE(desk.find<QLineEdit>("keyName")->text(), u"key 2"_s);
        desk.type("keyName", u"default"_s);
        QVERIFY(desk.said("keyNameHint").contains("Saving replaces it"_L1));
        desk.type("keyName", u"a/b"_s);
        QVERIFY(!desk.find<QPushButton>("keySave")->isEnabled());
        desk.type("keyName", u"work"_s);
        desk.click("keySave");
        QTRY_VERIFY(desk.stored(u"openai"_s, u"work"_s));
        QCOMPARE(desk.said("keyTitle"), u"OpenAI: work"_s);
        desk.click("defaultKeyButton");
        QCOMPARE(desk.relayConfig()->defaultKeys.value(u"openai"_s), u"work"_s);
        QVERIFY(!desk.find<QPushButton>("defaultKeyButton")->isVisible());
        QVERIFY(desk.rows().indexOf(u"work | Not tested yet"_s) <
                desk.rows().indexOf(u"default | Not tested yet"_s, 3));
    }

    void aTestSaysWhatHappened_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("state");
        QTest::newRow("works") << 200 << u"OpenAI accepts the key."_s << u"Works"_s;
        QTest::newRow("refused") << 401 << u"OpenAI does not know this key (401)."_s << u"Refused"_s;
        QTest::newRow("quota") << 402 << u"OpenAI knows this key but it is over its quota"_s
                               << u"Quota used up"_s;
        QTest::newRow("fault") << 503 << u"OpenAI has a problem of its own just now (503)"_s
                               << u"Not clear"_s;
    }
    void aTestSaysWhatHappened()
    {
        QFETCH(int, status);
        QFETCH(QString, sentence);
        Desk desk;
        desk.answer(status);
        desk.page.showKey(u"openai"_s, u"default"_s);
        desk.click("testKeyButton");
        QTRY_VERIFY2(desk.said("keyVerdict").startsWith(sentence), qPrintable(desk.said("keyVerdict")));
        QCOMPARE(desk.relay.upstream().requests().constLast().field("authorization"),
                 "Bearer " + RunningRelay::key);
        QFETCH(QString, state);
        QTRY_VERIFY2(desk.rows().contains(u"OpenAI | "_s + state), qPrintable(desk.rows().join(u'\n')));
        QVERIFY(desk.rows().contains(u"default | "_s + state));
    }

    void aKeyIsTestedBeforeItIsStored()
    {
        Desk desk(RunningRelay::Key::None);
        desk.answer(401);
        desk.click("keysAdd");
        chooseProvider(desk, u"openai"_s);
        desk.type("keyEditLine", QString::fromLatin1(newKey));
        desk.click("keyTest");
        QTRY_VERIFY2(desk.said("keyResult").contains("does not know this key"_L1),
                     qPrintable(desk.said("keyResult")));
        desk.answer(200);
        desk.click("keyTest");
        QTRY_COMPARE(desk.said("keyResult"), u"OpenAI accepts the key."_s);
        QCOMPARE(desk.relay.upstream().requests().constLast().field("authorization"), "Bearer " + newKey);
        QVERIFY(!desk.stored(u"openai"_s, u"default"_s));
    }

    void whatIsLearntLaterIsShownInsteadOfTheTest()
    {
        Desk desk;
        desk.answer(200);
        desk.page.showKey(u"openai"_s, u"default"_s);
        desk.click("testKeyButton");
        QTRY_COMPARE(desk.said("keyVerdict"), u"OpenAI accepts the key."_s);
        FakeReply refusal;
        refusal.status = 401;
        desk.relay.upstream().on("/v1/chat/completions", refusal);
        (void)desk.relay.ask(desk.relay.request("POST", "/relay/openai/v1/chat/completions",
                                                R"({"model":"m","messages":[]})"));
        QTRY_COMPARE(desk.said("keyVerdict"), u"Refused"_s);
    }

    void aProviderWithoutAnAddressIsGivenOneFirst()
    {
        Desk desk(RunningRelay::Key::None);
        desk.click("keysAdd");
        chooseProvider(desk, u"azure-openai"_s);
        QVERIFY(desk.said("keyResult").contains("has an address of your own"_L1));
        desk.type("keyEditLine", u"0123456789abcdef0123456789abcdef"_s);
        QVERIFY(!desk.find<QPushButton>("keyTest")->isEnabled());
        desk.click("keySave");
        desk.type("providerAddress", u"https://house.openai.azure.example"_s);
        desk.click("providerSave");
        QTRY_VERIFY(!desk.find<QDialog>("providerDialog"));
        QTRY_VERIFY(desk.find<QPushButton>("keyTest")->isEnabled());
        desk.click("keySave");
        QTRY_VERIFY(desk.stored(u"azure-openai"_s, u"default"_s));
        QCOMPARE(desk.stored(u"azure-openai"_s, u"default"_s)->sentTo, "https://house.openai.azure.example");
    }

    void aKeyIsReplaced()
    {
        Desk desk;
        desk.page.showKey(u"openai"_s, u"default"_s);
        desk.click("replaceKeyButton");
        QVERIFY(!desk.find<QComboBox>("keyProvider")->isEnabled());
        QVERIFY(!desk.find<QLineEdit>("keyName")->isEnabled());
        desk.type("keyEditLine", QString::fromLatin1(newKey));
        desk.click("keySave");
        QTRY_COMPARE(desk.heldFor(u"openai"_s, u"default"_s), newKey);
        QTRY_VERIFY(!desk.relay.store().held.contains(RunningRelay::keyAccount(u"openai"_s)));
    }

    void aKeyThatTheKeychainDoesNotTakeIsSaidInTheDialog()
    {
        Desk desk(RunningRelay::Key::None);
        desk.click("keysAdd");
        chooseProvider(desk, u"openai"_s);
        desk.type("keyEditLine", QString::fromLatin1(newKey));
        desk.relay.store().shut();
        desk.click("keySave");
        QCOMPARE(desk.said("keyResult"), u"Storing it …"_s);
        QVERIFY(!desk.find<QPushButton>("keySave")->isEnabled());
        desk.relay.store().open();
        QTRY_VERIFY(desk.stored(u"openai"_s, u"default"_s));
    }

    void removingAsksFirst()
    {
        Desk desk;
        desk.page.showKey(u"openai"_s, u"default"_s);
        desk.click("removeKeyButton");
        auto *question = desk.find<QDialog>("removeKeyQuestion");
        QVERIFY(question);
        QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(!desk.find<QDialog>("removeKeyQuestion"));
        QVERIFY(desk.stored(u"openai"_s, u"default"_s));
        desk.click("removeKeyButton");
        desk.click("removeKeyQuestionYes");
        QVERIFY(!desk.stored(u"openai"_s, u"default"_s));
        QTRY_VERIFY(!desk.relay.store().held.contains(RunningRelay::keyAccount(u"openai"_s)));
    }

    /// Programs name themselves.
    void anAppsNameIsNoMarkup()
    {
        Desk desk;
        const Result<> allowed = desk.relay.keeper().apply(
            allowProgram(u"program:<b>x</b>"_s, u"/tmp/x"_s, {}, QDateTime::currentDateTimeUtc()));
        QVERIFY2(allowed, allowed ? "" : qPrintable(allowed.error().sentence));
        desk.page.showKey(u"openai"_s, u"default"_s);
        desk.click("removeKeyButton");
        bool named = false;
        for (const QLabel *label : desk.find<QDialog>("removeKeyQuestion")->findChildren<QLabel *>()) {
            if (!label->text().contains(u"<b>"_s))
                continue;
            named = true;
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QVERIFY(named);
    }

    void aKeyOfAnAppIsTurnedOffAndOn()
    {
        Desk desk;
        const QString app = u"program:script"_s;
        QVERIFY(desk.relay.keeper()
                    .apply(listKey({.account = freshAccount(u"openai"_s, u"default"_s, app),
                                    .provider = u"openai"_s,
                                    .label = u"default"_s,
                                    .appId = app,
                                    .addedAt = QDateTime::currentDateTimeUtc(),
                                    .sentTo = desk.relay.upstream().baseUrl()}))
                    .ok());
        auto *list = desk.find<QTreeView>("keysList");
        const QModelIndex group = list->model()->index(list->model()->rowCount() - 1, 0);
        list->setCurrentIndex(list->model()->index(0, 0, group));
        QCOMPARE(desk.said("keyTitle"), u"OpenAI: key of script (program)"_s);
        QVERIFY(!desk.find<QPushButton>("testKeyButton")->isVisible());
        desk.click("switchAppKeyButton");
        QCOMPARE(desk.relayConfig()->findApp(app)->ownKeysOff, QStringList{u"openai"_s});
        desk.click("switchAppKeyButton");
        QCOMPARE(desk.relayConfig()->findApp(app)->ownKeysOff, QStringList());
    }

    void aProviderOfOnesOwnIsEnteredChangedAndRemoved()
    {
        Desk desk;
        desk.find<QAction>("keysEnterProvider")->trigger();
        desk.type("providerName", u"My LLM (home)"_s);
        QCOMPARE(desk.find<QLineEdit>("providerId")->text(), u"my-llm-home"_s);
        desk.type("providerAddress", u"http://192.168.1.5:4000"_s);
        QVERIFY(desk.said("providerWarning").contains("in your own network"_L1));
        desk.click("providerSave");
        QVERIFY2(desk.said("providerFault").contains("private addresses"_L1),
                 qPrintable(desk.said("providerFault")));
        QVERIFY(desk.relayConfig()->providers.isEmpty());
        desk.find<QCheckBox>("providerPrivate")->click();
        QVERIFY(!desk.find<QPlainTextEdit>("providerPaths")->isVisible()); // a gateway's go without saying
        desk.find<QComboBox>("providerWhat")->setCurrentIndex(1);
        QVERIFY(desk.find<QPlainTextEdit>("providerPaths")->isVisible());
        desk.find<QPlainTextEdit>("providerPaths")->setPlainText(u"POST /v1/chat/completions\n\n"_s);
        desk.click("providerSave");
        QCOMPARE(desk.relayConfig()->providers.size(), 1);
        const ProviderEntry entry = desk.relayConfig()->providers.constFirst();
        QCOMPARE(entry.id, u"my-llm-home"_s);
        QCOMPARE(entry.baseUrl, "http://192.168.1.5:4000");
        QCOMPARE(entry.paths, QList<QByteArray>{"POST /v1/chat/completions"});
        QCOMPARE(entry.privateAddresses, PrivateAddresses::Allowed);
        QTRY_VERIFY(desk.rows().contains(u"My LLM (home) | No key yet"_s));

        QCOMPARE(desk.said("keyTitle"), u"My LLM (home)"_s);
        QCOMPARE(desk.find<QPushButton>("addOtherKeyButton")->text(), u"Add a &key…"_s);
        QTRY_VERIFY(!desk.find<QDialog>("providerDialog"));
        desk.click("changeProviderButton");
        QVERIFY(!desk.find<QLineEdit>("providerId")->isEnabled());
        desk.type("providerName", u"House"_s);
        desk.click("providerSave");
        QTRY_VERIFY(desk.rows().contains(u"House | No key yet"_s));
        desk.click("switchProviderButton");
        QTRY_VERIFY(desk.rows().contains(u"House | Turned off"_s));
        desk.click("removeProviderButton");
        desk.click("removeProviderQuestionYes");
        QTRY_VERIFY(!desk.rows().contains(u"House | Turned off"_s));
        QVERIFY(desk.relayConfig()->providers.isEmpty());
    }

    void aGatewayIsEnteredByItsAddressAlone()
    {
        Desk desk;
        desk.find<QAction>("keysEnterProvider")->trigger();
        QVERIFY(desk.find<QComboBox>("providerWhat")->currentText().contains("gateway"_L1));
        desk.type("providerName", u"Team"_s);
        desk.type("providerAddress", u"https://llm.team.example/v1"_s);
        desk.click("providerSave");
        QCOMPARE(desk.relayConfig()->providers.size(), 1);
        const ProviderEntry entry = desk.relayConfig()->providers.constFirst();
        QCOMPARE(entry.chatPath, "/chat/completions");
        QCOMPARE(entry.checkPath, "/models");
        QVERIFY(entry.paths.contains("POST /embeddings"));
        QCOMPARE(entry.auth, AuthScheme::Bearer);
        QTRY_VERIFY(!desk.find<QDialog>("providerDialog"));
        // It is known again as one, and another address is enough.
        desk.click("changeProviderButton");
        QVERIFY(!desk.find<QPlainTextEdit>("providerPaths")->isVisible());
        desk.find<QLineEdit>("providerAddress")->clear();
        desk.type("providerAddress", u"https://llm.team.example"_s);
        desk.click("providerSave");
        QTRY_COMPARE(desk.relayConfig()->providers.constFirst().chatPath, "/v1/chat/completions");
    }

    void keysOnThisComputerAreImported()
    {
        Desk desk;
        desk.desktop.setFound(
            {{u"openai"_s, u"OPENAI_API_KEY in the environment"_s, Secret::copyOf(RunningRelay::key)},
             {u"openai"_s, u"~/.env, line 3"_s, Secret::copyOf(newKey)},
             {u"groq"_s, u"~/.zshrc, line 9"_s, Secret::copyOf("gsk_0123456789abcdef")}});
        desk.find<QAction>("keysImport")->trigger();
        auto *table = desk.find<QTableView>("importTable");
        const QAbstractItemModelTester tester(table->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto cell = [table](int row, int column) {
            return table->model()->index(row, column).data().toString();
        };
        QCOMPARE(table->model()->rowCount(), 3);
        QTRY_COMPARE(cell(0, 3), u"Stored already as “default”"_s);
        QCOMPARE(cell(0, 2), QString());
        QCOMPARE(cell(1, 2), u"key 2"_s);
        QCOMPARE(cell(1, 3), u"New"_s);
        QCOMPARE(cell(2, 1).sliced(1), u"~/.zshrc, line 9"_s);
        for (int row = 0; row < 3; ++row) {
            for (int column = 0; column < 4; ++column)
                QVERIFY(!cell(row, column).contains("0123"_L1));
        }
        QVERIFY(table->model()->setData(table->model()->index(2, 0), Qt::Unchecked, Qt::CheckStateRole));
        desk.click("importStart");
        QTRY_COMPARE(desk.heldFor(u"openai"_s, u"key 2"_s), newKey);
        QTRY_COMPARE(desk.said("importMessage"), u"1 key(s) stored."_s);
        QVERIFY(!desk.stored(u"groq"_s, u"default"_s));
        QCOMPARE(cell(1, 3), u"Stored"_s);
    }

    void aFileIsLookedInForKeys()
    {
        Desk desk;
        QTemporaryDir folder;
        const QString path = folder.filePath(u"my.env"_s);
        QVERIFY(QFile(path).open(QIODevice::WriteOnly));
        const auto look = [&desk, &path] {
            desk.click("importFile");
            auto *chooser = desk.find<QFileDialog>("importChooser");
            QVERIFY(chooser);
            auto *name = chooser->findChild<QLineEdit *>(u"fileNameEdit"_s);
            QVERIFY(name);
            name->setText(path);
            QTest::keyClick(name, Qt::Key_Return);
            QTRY_VERIFY(!desk.find<QFileDialog>("importChooser"));
        };
        desk.find<QAction>("keysImport")->trigger();
        QVERIFY(desk.said("importMessage").startsWith("No key was found."_L1));
        QVERIFY(!desk.find<QPushButton>("importStart")->isEnabled());
        look();
        QCOMPARE(desk.said("importMessage"), path + u" holds no key."_s);
        desk.desktop.setInFile({{u"openai"_s, u"my.env, line 1"_s, Secret::copyOf(newKey)}});
        look();
        QVERIFY(desk.said("importMessage").isEmpty());
        desk.click("importStart");
        QTRY_COMPARE(desk.heldFor(u"openai"_s, u"key 2"_s), newKey);
    }

    void localModelsAreTurnedOn()
    {
        Desk desk;
        desk.find<QAction>("keysLocal")->trigger();
        auto *tick = desk.find<QCheckBox>("local_ollama");
        QVERIFY(tick && !tick->isChecked());
        desk.click("localLook");
        QTRY_VERIFY2(desk.said("localSummary").startsWith("Found Mine."_L1),
                     qPrintable(desk.said("localSummary")));
        QVERIFY(desk.said("localState_ollama").startsWith("does not answer"_L1));
        QTest::mouseClick(tick, Qt::LeftButton, {}, QPoint(8, tick->height() / 2));
        QCOMPARE(desk.relayConfig()->providers.size(), 1);
        QVERIFY(desk.relayConfig()->providers.constFirst().enabled);
        QTRY_VERIFY(desk.rows().contains(u"Ollama | Turned on"_s));
        QVERIFY(tick->isChecked());
    }

    void theListIsSearched()
    {
        Desk desk;
        desk.type("keysSearch", u"anthr"_s);
        QCOMPARE(desk.rows(), QStringList({u"Anthropic | Not tested yet"_s, u"default | Not tested yet"_s}));
        desk.type("keysSearch", {});
        QVERIFY(desk.rows().size() > 2);
    }
};

QTEST_MAIN(TestKeysPage)
#include "tst_keys_page.moc"
