// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_desktop.h"
#include "tests/support/patience.h"
#include "tests/support/running_relay.h"
#include "tests/ui/ledger_filling.h"
#include "ui/pages/settings_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

/// Takes the place of the desktop's file manager.
class FolderOpener : public QObject
{
    Q_OBJECT

public:
    QList<QUrl> opened;

public slots:
    void open(const QUrl &url) { opened.append(url); }
};

class TestSettingsPage : public QObject
{
    Q_OBJECT

private:
    enum Section { General, Privacy, Network, Limits, Data };
    FakeDesktop m_desktop;

    static void turnTo(const QWidget &page, Section section)
    {
        page.findChild<QTabWidget *>(u"settingsSections"_s)->setCurrentIndex(section);
    }
    static QString problem(const QWidget &page, const QString &field)
    {
        const auto *label = page.findChild<QLabel *>(field + u"Problem"_s);
        return label->isHidden() ? QString() : label->text();
    }
    static QLineEdit *edit(const QWidget &page, const QString &name)
    {
        return page.findChild<QLineEdit *>(name);
    }
    static void type(QLineEdit *field, const QString &text)
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    static void choose(const QWidget &page, const QString &box, int data)
    {
        auto *combo = page.findChild<QComboBox *>(box);
        combo->setCurrentIndex(combo->findData(data));
    }

private slots:
    void aPortThatIsNoneIsRefusedWhereItStands()
    {
        RunningRelay relay;
        SettingsPage page({relay.controller(), m_desktop});
        page.show();
        QCOMPARE(edit(page, u"port"_s)->text(), u"2965"_s);
        type(edit(page, u"port"_s), u"70000"_s);
        QVERIFY2(problem(page, u"port"_s).contains(u"65535"_s), qPrintable(problem(page, u"port"_s)));
        QCOMPARE(relay.keeper().current()->port, quint16(2965));
        type(edit(page, u"port"_s), u"2965"_s);
        QCOMPARE(problem(page, u"port"_s), QString());
    }

    void thePortIsMovedAtOnce()
    {
        QTcpServer other; // finds a free one, and holds another
        QVERIFY(other.listen(QHostAddress::LocalHost));
        quint16 free = 0;
        {
            QTcpServer probe;
            QVERIFY(probe.listen(QHostAddress::LocalHost));
            free = probe.serverPort();
        }
        RunningRelay relay;
        SettingsPage page({relay.controller(), m_desktop});
        page.show();
        type(edit(page, u"port"_s), QString::number(free));
        QTRY_COMPARE(relay.port(), free);
        QTRY_COMPARE(relay.keeper().current()->port, free);
        type(edit(page, u"port"_s), QString::number(other.serverPort()));
        QTRY_VERIFY(!problem(page, u"port"_s).isEmpty());
        QCOMPARE(relay.port(), free);
        QCOMPARE(relay.keeper().current()->port, free);
    }

    void autostartFollowsTheDesktop()
    {
        RunningRelay relay;
        FakeDesktop desktop;
        SettingsPage page({relay.controller(), desktop});
        page.show();
        auto *box = page.findChild<QCheckBox *>(u"autostart"_s);
        QVERIFY(!box->isChecked());
        QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
        QCOMPARE(desktop.autostart(), DesktopAbilities::Autostart::On);
        QVERIFY(box->isChecked());
        desktop.refuseAutostart(u"The folder cannot be written."_s);
        QTest::keyClick(box, Qt::Key_Space);
        QVERIFY(box->isChecked()); // as it is, not as it was wished
        QCOMPARE(problem(page, u"autostart"_s), u"The folder cannot be written."_s);
    }

    void aDesktopWithoutAutostartSaysSo()
    {
        RunningRelay relay;
        FakeDesktop desktop;
        desktop.setAutostartState(DesktopAbilities::Autostart::Unsupported);
        SettingsPage page({relay.controller(), desktop});
        page.show();
        QVERIFY(!page.findChild<QCheckBox *>(u"autostart"_s)->isEnabled());
        QVERIFY(!problem(page, u"autostart"_s).isEmpty());
    }

    void choicesOfTheDesktopAreKeptAtOnce()
    {
        RunningRelay relay;
        SettingsPage page({relay.controller(), m_desktop});
        page.show();
        choose(page, u"theme"_s, int(Theme::Dark));
        QCOMPARE(relay.keeper().current()->desktop.theme, Theme::Dark);
        auto *language = page.findChild<QComboBox *>(u"language"_s);
        language->setCurrentIndex(language->findData(u"en"_s));
        QCOMPARE(relay.keeper().current()->desktop.language, u"en"_s);
        auto *hidden = page.findChild<QCheckBox *>(u"startHidden"_s);
        hidden->setFocus();
        QTest::keyClick(hidden, Qt::Key_Space);
        QVERIFY(relay.keeper().current()->desktop.startHidden);
        turnTo(page, Privacy);
        auto *lock = page.findChild<QCheckBox *>(u"lockWithScreen"_s);
        QTest::keyClick(lock, Qt::Key_Space);
        QVERIFY(!relay.keeper().current()->desktop.lockWithScreen);
        page.findChild<QSpinBox *>(u"idleMinutes"_s)->setValue(15);
        QCOMPARE(relay.keeper().current()->desktop.lockAfterIdleMinutes, 15);
        QCOMPARE(relay.keeper().current()->desktop.theme, Theme::Dark); // none undoes another
    }

    void discoverabilityIsSwitched()
    {
        RunningRelay relay;
        SettingsPage page({relay.controller(), m_desktop});
        page.show();
        turnTo(page, Privacy);
        QTest::keyClick(page.findChild<QCheckBox *>(u"discoverable"_s), Qt::Key_Space);
        QVERIFY(!relay.keeper().current()->discoverable);
    }

    void aProxyIsKeptOnceItHasAnAddress()
    {
        RunningRelay relay;
        SettingsPage page({relay.controller(), m_desktop});
        page.show();
        turnTo(page, Network);
        choose(page, u"proxyMode"_s, int(ProxyChoice::Mode::Fixed));
        QCOMPARE(relay.keeper().current()->proxy, ProxyChoice()); // nothing half-written
        QVERIFY(problem(page, u"proxyUrl"_s).contains(u"address"_s));
        type(edit(page, u"proxyUrl"_s), u"ftp://x"_s);
        QCOMPARE(relay.keeper().current()->proxy, ProxyChoice());
        QVERIFY(!problem(page, u"proxyUrl"_s).isEmpty());
        QCOMPARE(edit(page, u"proxyUrl"_s)->text(), u"ftp://x"_s); // to be mended
        type(edit(page, u"proxyUrl"_s), u"http://me:secret@proxy.example:3128"_s);
        QCOMPARE(relay.keeper().current()->proxy, ProxyChoice());
        type(edit(page, u"proxyUrl"_s), u"http://proxy.example:3128"_s);
        QCOMPARE(relay.keeper().current()->proxy,
                 (ProxyChoice{ProxyChoice::Mode::Fixed, "http://proxy.example:3128"}));
        QCOMPARE(problem(page, u"proxyUrl"_s), QString());
        choose(page, u"proxyMode"_s, int(ProxyChoice::Mode::None));
        QCOMPARE(relay.keeper().current()->proxy.mode, ProxyChoice::Mode::None);
    }

    void aCaFileIsReadBeforeItIsKept()
    {
        RunningRelay relay;
        QTemporaryDir folder;
        QFile file(folder.filePath(u"no.pem"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("nothing");
        file.close();
        SettingsPage page({relay.controller(), m_desktop});
        page.show();
        turnTo(page, Network);
        const auto take = [&](const QString &path) {
            QTest::mouseClick(page.findChild<QPushButton *>(u"chooseCaFile"_s), Qt::LeftButton);
            auto *dialog = page.findChild<QFileDialog *>(u"caDialog"_s);
            QVERIFY(dialog);
            emit dialog->fileSelected(path);
            dialog->reject();
        };
        take(file.fileName());
        QVERIFY2(problem(page, u"caRow"_s).contains(u"no certificate"_s),
                 qPrintable(problem(page, u"caRow"_s)));
        QCOMPARE(relay.keeper().current()->extraCaFile, QString());
        const QString bundle = u"/etc/ssl/certs/ca-certificates.crt"_s;
        QVERIFY(QFile::exists(bundle));
        take(bundle);
        QCOMPARE(relay.keeper().current()->extraCaFile, bundle);
        QCOMPARE(edit(page, u"caFile"_s)->text(), bundle);
        QTest::mouseClick(page.findChild<QPushButton *>(u"removeCaFile"_s), Qt::LeftButton);
        QCOMPARE(relay.keeper().current()->extraCaFile, QString());
    }

    void everySettingIsThereWithItsDefaultAndRange()
    {
        RunningRelay relay;
        SettingsPage page({relay.controller(), m_desktop});
        page.show();
        turnTo(page, Limits);
        for (const SettingRow &row : settingRows()) {
            const QString name = QString::fromLatin1(row.name);
            QVERIFY2(edit(page, name + u"Value"_s), row.name);
            QCOMPARE(edit(page, name + u"Value"_s)->text(), QString::number(row.fallback));
            QVERIFY(!page.findChild<QPushButton *>(name + u"Reset"_s)->isEnabled());
        }
    }

    void aLimitIsChangedMendedAndReset()
    {
        RunningRelay relay;
        SettingsPage page({relay.controller(), m_desktop});
        page.show();
        turnTo(page, Limits);
        const QString name = u"limits.exchanges"_s;
        QLineEdit *value = edit(page, name + u"Value"_s);
        type(value, u"7"_s);
        QCOMPARE(relay.keeper().current()->settings.exchanges, 7);
        type(value, u"many"_s);
        QVERIFY(problem(page, name).contains(u"limits.exchanges"_s));
        QCOMPARE(relay.keeper().current()->settings.exchanges, 7);
        QCOMPARE(value->text(), u"many"_s);
        type(value, u"9"_s);
        QCOMPARE(problem(page, name), QString());
        QCOMPARE(relay.keeper().current()->settings.exchanges, 9);
        QTest::mouseClick(page.findChild<QPushButton *>(name + u"Reset"_s), Qt::LeftButton);
        QCOMPARE(relay.keeper().current()->settings, Settings());
        QCOMPARE(value->text(), QString::number(Settings().exchanges));
    }

    void limitsAreSearched()
    {
        RunningRelay relay;
        SettingsPage page({relay.controller(), m_desktop});
        page.show();
        turnTo(page, Network);
        QTest::mouseClick(page.findChild<QPushButton *>(u"showTimeouts"_s), Qt::LeftButton);
        QVERIFY(edit(page, u"timeouts.connect-secondsValue"_s)->isVisible());
        QVERIFY(!edit(page, u"limits.exchangesValue"_s)->isVisible());
        edit(page, u"limitSearch"_s)->clear();
        QVERIFY(edit(page, u"limits.exchangesValue"_s)->isVisible());
        QTest::keyClicks(edit(page, u"limitSearch"_s), u"no such thing"_s);
        QVERIFY(page.findChild<QLabel *>(u"limitNothing"_s)->isVisible());
    }

    void saysWhereThingsAreAndOpensTheFolder()
    {
        RunningRelay relay;
        SettingsPage page({relay.controller(), m_desktop});
        page.show();
        turnTo(page, Data);
        QCOMPARE(page.findChild<QLabel *>(u"keychain"_s)->text(), u"GNOME keyring"_s);
        QCOMPARE(edit(page, u"configFile"_s)->text(), m_desktop.places().configFile);
        FolderOpener opener;
        QDesktopServices::setUrlHandler(u"file"_s, &opener, "open");
        QTest::mouseClick(page.findChild<QPushButton *>(u"openFolder"_s), Qt::LeftButton);
        QDesktopServices::unsetUrlHandler(u"file"_s);
        QCOMPARE(opener.opened.size(), 1);
        const QSignalSpy wanted(&page, &SettingsPage::activityWanted);
        QTest::mouseClick(page.findChild<QPushButton *>(u"showActivity"_s), Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        type(edit(page, u"data.usage.retention-daysValue"_s), u"30"_s);
        QCOMPARE(relay.keeper().current()->settings.usageRetentionDays, 30);
    }

    void theRecordIsKeptUnlessOneInsists()
    {
        RunningRelay relay;
        fillLedger(relay, {usageRow(u"https://a.example"_s, u"openai"_s, u"gpt-4o"_s, 200, 1)});
        const auto rows = [&relay] {
            qsizetype count = -1;
            relay.controller().usageRows({}, [&count](const Result<QList<UsageRow>> &found) {
                count = found ? found.value().size() : -2;
            });
            (void)QTest::qWaitFor([&count] { return count != -1; }, byok::test::patience);
            return count;
        };
        SettingsPage page({relay.controller(), m_desktop});
        page.show();
        turnTo(page, Data);
        QTest::mouseClick(page.findChild<QPushButton *>(u"eraseUsage"_s), Qt::LeftButton);
        auto *question = page.findChild<QMessageBox *>(u"eraseQuestion"_s);
        QVERIFY(question);
        QCOMPARE(question->defaultButton()->objectName(), u"eraseNo"_s);
        QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(!page.findChild<QMessageBox *>(u"eraseQuestion"_s));
        QVERIFY(problem(page, u"eraseUsage"_s).isEmpty());
        QCOMPARE(rows(), 1);
        QTest::mouseClick(page.findChild<QPushButton *>(u"eraseUsage"_s), Qt::LeftButton);
        question = page.findChild<QMessageBox *>(u"eraseQuestion"_s);
        QTest::mouseClick(question->findChild<QPushButton *>(u"eraseYes"_s), Qt::LeftButton);
        QTRY_COMPARE(problem(page, u"eraseUsage"_s), u"The record is erased."_s);
        QCOMPARE(rows(), 0);
        QVERIFY(page.findChild<QPushButton *>(u"eraseUsage"_s)->isEnabled());
    }
};

QTEST_MAIN(TestSettingsPage)
#include "tst_settings_page.moc"
