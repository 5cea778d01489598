// SPDX-License-Identifier: Apache-2.0
#include "relay/access/fallback_edits.h"
#include "relay/access/provider_edits.h"
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "ui/dialogs/edit_app_dialog.h"
#include "ui/dialogs/fallback_dialog.h"
#include "ui/pages/settings/failure_section.h"
#include "ui/widgets/fallback_list.h"
#include "ui/widgets/fold.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

/// The rules for failing requests, made and changed as a person does, in the settings and for one app.
class TestFallbackList : public QObject
{
    Q_OBJECT

private:
    static inline const QString app = QString::fromLatin1(RunningRelay::origin);
    FakeDesktop m_desktop;

    template <typename T = QWidget>
    static T *child(const QWidget &parent, const QString &name)
    {
        T *found = parent.findChild<T *>(name);
        if (!found)
            qFatal("there is no %s", qPrintable(name));
        return found;
    }
    static void click(const QWidget &parent, const QString &name)
    {
        QTest::mouseClick(child(parent, name), Qt::LeftButton);
    }
    static void press(const QWidget &parent, const QString &name, Qt::Key key = Qt::Key_Space)
    {
        QWidget *field = child(parent, name);
        field->setFocus();
        QTest::keyClick(field, key);
    }
    static void turnOnOllama(RunningRelay &relay)
    {
        ProviderEntry ollama;
        ollama.id = u"ollama"_s;
        ollama.kind = ProviderEntry::Kind::OfShipped;
        QVERIFY(relay.keeper().apply(setProvider(ollama)));
    }
    static void typeTarget(const QWidget &dialog, const QString &provider, const QString &model)
    {
        auto *box = child<QComboBox>(dialog, u"fallbackProvider"_s);
        const int index = box->findData(provider);
        QVERIFY2(index >= 0, qPrintable(provider));
        box->setCurrentIndex(index);
        auto *field = child<QLineEdit>(dialog, u"fallbackModel"_s);
        field->setFocus();
        QTest::keyClicks(field, model);
    }
    static void addTarget(const QWidget &dialog, const QString &provider, const QString &model)
    {
        typeTarget(dialog, provider, model);
        // Means Add while a model stands there.
        QTest::keyClick(child<QLineEdit>(dialog, u"fallbackModel"_s), Qt::Key_Return);
    }

private slots:
    void aRuleForEveryAppIsMadeWithTheKeyboard()
    {
        RunningRelay relay;
        turnOnOllama(relay);
        FailureSection section({relay.controller(), m_desktop});
        section.show();
        QVERIFY(child(section, u"fallbackNone"_s)->isVisible());
        QVERIFY(!child(section, u"fallbackRules"_s)->isVisible());
        press(section, u"fallbackAdd"_s);
        const QPointer<FallbackDialog> dialog = section.findChild<FallbackDialog *>();
        QVERIFY(dialog);
        QVERIFY(child<QCheckBox>(*dialog, u"fallbackOtherKeys"_s)->isChecked());
        addTarget(*dialog, u"ollama"_s, u"llama3.2:3b"_s);
        auto *targets = child<QListWidget>(*dialog, u"fallbackTargets"_s);
        QCOMPARE(targets->count(), 1);
        QVERIFY(!targets->item(0)->text().contains(u"money"_s));
        QVERIFY(dialog->isVisible()); // Enter added, it did not save
        press(*dialog, u"fallbackSave"_s, Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QCOMPARE(relay.keeper().current()->fallbacks,
                 (QList<FallbackRule>{
                     {{}, {}, OtherKeys::Yes, {{u"ollama"_s, u"llama3.2:3b"_s}}, PaidTargets::LocalOnly}}));
        QVERIFY(!child(section, u"fallbackNone"_s)->isVisible());
        auto *table = child<QTableWidget>(section, u"fallbackRules"_s);
        QCOMPARE(table->rowCount(), 1);
        QVERIFY2(table->item(0, 1)->text().contains(u"llama3.2:3b"_s), qPrintable(table->item(0, 1)->text()));
        press(section, u"fallbackRemove"_s);
        QVERIFY(relay.keeper().current()->fallbacks.isEmpty());
        QVERIFY(child(section, u"fallbackNone"_s)->isVisible());
    }

    void whatMayCostMoneyHasToBeSaid()
    {
        RunningRelay relay;
        FailureSection section({relay.controller(), m_desktop});
        section.show();
        click(section, u"fallbackAdd"_s);
        const QPointer<FallbackDialog> dialog = section.findChild<FallbackDialog *>();
        addTarget(*dialog, u"anthropic"_s, u"claude-3-5-haiku-latest"_s);
        auto *targets = child<QListWidget>(*dialog, u"fallbackTargets"_s);
        QVERIFY(targets->item(0)->text().contains(u"may cost money"_s));
        QVERIFY(child(*dialog, u"fallbackFault"_s)->isVisible());
        QVERIFY(!child(*dialog, u"fallbackSave"_s)->isEnabled());
        child<QCheckBox>(*dialog, u"fallbackPaid"_s)->click();
        QVERIFY(!child(*dialog, u"fallbackFault"_s)->isVisible());
        click(*dialog, u"fallbackSave"_s);
        QTRY_VERIFY(!dialog);
        QCOMPARE(relay.keeper().current()->fallbacks.first().paidTargets, PaidTargets::Allowed);
    }

    void aModelThatWasTypedAndNotAddedIsSavedToo()
    {
        RunningRelay relay;
        turnOnOllama(relay);
        FailureSection section({relay.controller(), m_desktop});
        section.show();
        click(section, u"fallbackAdd"_s);
        const QPointer<FallbackDialog> dialog = section.findChild<FallbackDialog *>();
        typeTarget(*dialog, u"ollama"_s, u"llama3.2:3b"_s);
        click(*dialog, u"fallbackSave"_s);
        QTRY_VERIFY(!dialog);
        QCOMPARE(relay.keeper().current()->fallbacks.value(0).targets,
                 (QList<FallbackTarget>{{u"ollama"_s, u"llama3.2:3b"_s}}));
    }

    void oneThatMayCostMoneyIsAskedAboutBeforeItIsSaved()
    {
        RunningRelay relay;
        FailureSection section({relay.controller(), m_desktop});
        section.show();
        click(section, u"fallbackAdd"_s);
        const QPointer<FallbackDialog> dialog = section.findChild<FallbackDialog *>();
        typeTarget(*dialog, u"anthropic"_s, u"claude-3-5-haiku-latest"_s);
        click(*dialog, u"fallbackSave"_s);
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(relay.keeper().current()->fallbacks.isEmpty());
        QCOMPARE(child<QListWidget>(*dialog, u"fallbackTargets"_s)->count(), 1);
        QVERIFY(child(*dialog, u"fallbackFault"_s)->isVisible());
        child<QCheckBox>(*dialog, u"fallbackPaid"_s)->click();
        click(*dialog, u"fallbackSave"_s);
        QTRY_VERIFY(!dialog);
        QCOMPARE(relay.keeper().current()->fallbacks.value(0).targets,
                 (QList<FallbackTarget>{{u"anthropic"_s, u"claude-3-5-haiku-latest"_s}}));
    }

    void afterTheLastModelThatARuleTakesNoneIsTyped()
    {
        RunningRelay relay;
        turnOnOllama(relay);
        FallbackRule rule{{}, u"gpt-*"_s, OtherKeys::No, {}, PaidTargets::LocalOnly};
        for (int i = 1; i < FallbackRule::mostTargets; ++i)
            rule.targets.append({u"ollama"_s, u"m%1"_s.arg(i)});
        QVERIFY(relay.keeper().apply(setFallbacks({}, {rule})));
        FailureSection section({relay.controller(), m_desktop});
        section.show();
        click(section, u"fallbackChange"_s);
        const QPointer<FallbackDialog> dialog = section.findChild<FallbackDialog *>();
        auto *field = child<QLineEdit>(*dialog, u"fallbackModel"_s);
        QVERIFY(field->isEnabled());
        addTarget(*dialog, u"ollama"_s, u"last"_s);
        QVERIFY(!field->isEnabled()); // what is typed there would be lost
        child<QListWidget>(*dialog, u"fallbackTargets"_s)->setCurrentRow(0);
        click(*dialog, u"fallbackRemoveTarget"_s);
        QVERIFY(field->isEnabled());
    }

    void aRuleForEverythingThatTriesNothingIsRefused()
    {
        RunningRelay relay;
        turnOnOllama(relay);
        FailureSection section({relay.controller(), m_desktop});
        section.show();
        click(section, u"fallbackAdd"_s);
        const QPointer<FallbackDialog> dialog = section.findChild<FallbackDialog *>();
        auto *fault = child<QLabel>(*dialog, u"fallbackFault"_s);
        auto *save = child<QPushButton>(*dialog, u"fallbackSave"_s);
        QVERIFY(save->isEnabled());
        child<QCheckBox>(*dialog, u"fallbackOtherKeys"_s)->click();
        QVERIFY(!save->isEnabled());
        QVERIFY(fault->isVisible());
        QVERIFY2(fault->text().contains(u"keys"_s), qPrintable(fault->text()));
        // For some models it says that nothing is tried for these, as an app's own rule does.
        child<QLineEdit>(*dialog, u"fallbackModels"_s)->setText(u"o3*"_s);
        QVERIFY(save->isEnabled());
        child<QLineEdit>(*dialog, u"fallbackModels"_s)->clear();
        QVERIFY(!save->isEnabled());
        typeTarget(*dialog, u"ollama"_s, u"llama3.2:3b"_s);
        QVERIFY(save->isEnabled());
        QVERIFY(!fault->isVisible());

        FallbackDialog own({relay.controller(), m_desktop},
                           {app, {}, OtherKeys::No, {}, PaidTargets::LocalOnly});
        own.setAttribute(Qt::WA_DeleteOnClose, false);
        own.show();
        QVERIFY(child<QPushButton>(own, u"fallbackSave"_s)->isEnabled());
    }

    void modelsAreOrderedAndRemoved()
    {
        RunningRelay relay;
        FallbackRule rule{{},
                          u"gpt-*"_s,
                          OtherKeys::No,
                          {{u"openai"_s, u"a"_s}, {u"anthropic"_s, u"b"_s}, {u"mine"_s, u"c"_s}},
                          PaidTargets::Allowed};
        QVERIFY(relay.keeper().apply(setFallbacks({}, {rule})));
        FailureSection section({relay.controller(), m_desktop});
        section.show();
        click(section, u"fallbackChange"_s);
        const QPointer<FallbackDialog> dialog = section.findChild<FallbackDialog *>();
        auto *targets = child<QListWidget>(*dialog, u"fallbackTargets"_s);
        QVERIFY(!child(*dialog, u"fallbackMoveUp"_s)->isEnabled());
        targets->setCurrentRow(2);
        click(*dialog, u"fallbackMoveUp"_s);
        QCOMPARE(targets->currentRow(), 1);
        targets->setCurrentRow(0);
        click(*dialog, u"fallbackRemoveTarget"_s);
        child<QLineEdit>(*dialog, u"fallbackModels"_s)->setText(u"openai/*"_s);
        click(*dialog, u"fallbackSave"_s);
        QTRY_VERIFY(!dialog);
        rule.model = u"openai/*"_s;
        rule.targets = {{u"mine"_s, u"c"_s}, {u"anthropic"_s, u"b"_s}};
        QCOMPARE(relay.keeper().current()->fallbacks, QList<FallbackRule>{rule});
    }

    void rulesAreOrderedAndOneForEachModel()
    {
        RunningRelay relay;
        turnOnOllama(relay);
        const FallbackRule all{{}, {}, OtherKeys::Yes, {}, PaidTargets::LocalOnly};
        const FallbackRule some{{}, u"gpt-*"_s, OtherKeys::No, {}, PaidTargets::LocalOnly};
        QVERIFY(relay.keeper().apply(setFallbacks({}, {all, some})));
        FailureSection section({relay.controller(), m_desktop});
        section.show();
        auto *table = child<QTableWidget>(section, u"fallbackRules"_s);
        table->selectRow(1);
        click(section, u"fallbackUp"_s);
        QCOMPARE(relay.keeper().current()->fallbacks, (QList<FallbackRule>{some, all}));
        click(section, u"fallbackAdd"_s); // for every model, as one that is there
        const QPointer<FallbackDialog> dialog = section.findChild<FallbackDialog *>();
        child<QCheckBox>(*dialog, u"fallbackOtherKeys"_s)->setChecked(false);
        addTarget(*dialog, u"ollama"_s, u"llama3.2:3b"_s);
        click(*dialog, u"fallbackSave"_s);
        QTRY_VERIFY(!dialog);
        FallbackRule newest = all;
        newest.otherKeys = OtherKeys::No;
        newest.targets = {{u"ollama"_s, u"llama3.2:3b"_s}};
        QCOMPARE(relay.keeper().current()->fallbacks, (QList<FallbackRule>{some, newest}));
    }

    void aChangeFromElsewhereIsShownAndAFaultIsSaid()
    {
        RunningRelay relay;
        FailureSection section({relay.controller(), m_desktop});
        section.show();
        QVERIFY(
            relay.keeper().apply(addFallback({{}, u"o3*"_s, OtherKeys::Yes, {}, PaidTargets::LocalOnly})));
        QCOMPARE(child<QTableWidget>(section, u"fallbackRules"_s)->item(0, 0)->text(), u"o3*"_s);
        click(section, u"fallbackChange"_s);
        const QPointer<FallbackDialog> dialog = section.findChild<FallbackDialog *>();
        child<QLineEdit>(*dialog, u"fallbackModels"_s)->setText(u"a\u202Eb"_s); // turns the text around
        click(*dialog, u"fallbackSave"_s);
        QTRY_VERIFY(!dialog);
        QVERIFY(child(section, u"failureProblem"_s)->isVisible());
        QCOMPARE(relay.keeper().current()->fallbacks.first().model, u"o3*"_s);
        QCOMPARE(child<QTableWidget>(section, u"fallbackRules"_s)->item(0, 0)->text(), u"o3*"_s);
    }

    void everyLetterMeansOneThingInTheAppsDialog()
    {
        RunningRelay relay;
        const FallbackRule one{app, {}, OtherKeys::Yes, {}, PaidTargets::LocalOnly};
        const FallbackRule other{app, u"gpt-*"_s, OtherKeys::Yes, {}, PaidTargets::LocalOnly};
        QVERIFY(relay.keeper().apply(setFallbacks(app, {one, other})));
        EditAppDialog dialog({relay.controller(), m_desktop}, *relay.keeper().current()->findApp(app));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QHash<QKeySequence, QString> taken;
        const auto take = [&taken](const QString &text) {
            const QKeySequence keys = QKeySequence::mnemonic(text);
            if (keys.isEmpty())
                return;
            QVERIFY2(!taken.contains(keys), qPrintable(text + u" / "_s + taken.value(keys)));
            taken.insert(keys, text);
        };
        for (const QAbstractButton *button : dialog.findChildren<QAbstractButton *>())
            take(button->text());
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            if (label->buddy())
                take(label->text());
        }
        QVERIFY(taken.size() > 10);
    }

    void anAppHasRulesOfItsOwnOnceTheyAreSaved()
    {
        RunningRelay relay;
        const FallbackRule all{{}, {}, OtherKeys::Yes, {}, PaidTargets::LocalOnly};
        QVERIFY(relay.keeper().apply(setFallbacks({}, {all})));
        auto *dialog =
            new EditAppDialog({relay.controller(), m_desktop}, *relay.keeper().current()->findApp(app));
        dialog->open();
        auto *fold = child<Fold>(*dialog, u"editAppFallbacksFold"_s);
        QCOMPARE(fold->state(), Fold::State::Folded);
        fold->setState(Fold::State::Open);
        child<QPushButton>(*dialog, u"fallbackAdd"_s)->click();
        const QPointer<FallbackDialog> rule = dialog->findChild<FallbackDialog *>();
        QVERIFY(rule);
        child<QLineEdit>(*rule, u"fallbackModels"_s)->setText(u"gpt-*"_s);
        click(*rule, u"fallbackSave"_s);
        QTRY_VERIFY(!rule);
        QCOMPARE(relay.keeper().current()->fallbacks, QList<FallbackRule>{all}); // not before Save
        click(*dialog, u"editAppSave"_s);
        const FallbackRule own{app, u"gpt-*"_s, OtherKeys::Yes, {}, PaidTargets::LocalOnly};
        QCOMPARE(relay.keeper().current()->fallbacks, (QList<FallbackRule>{all, own}));

        auto *again =
            new EditAppDialog({relay.controller(), m_desktop}, *relay.keeper().current()->findApp(app));
        again->open();
        QCOMPARE(child<Fold>(*again, u"editAppFallbacksFold"_s)->state(), Fold::State::Open);
        QCOMPARE(child<QTableWidget>(*again, u"fallbackRules"_s)->rowCount(), 1);
        again->close();
    }
};

QTEST_MAIN(TestFallbackList)
#include "tst_fallback_list.moc"
