// SPDX-License-Identifier: Apache-2.0
#include "app/autostart.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

class TestAutostart : public QObject
{
    Q_OBJECT

    static QString entryPath()
    {
        return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
               u"/autostart/byok-relay.desktop"_s;
    }
    static QByteArray entry()
    {
        QFile file(entryPath());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { QFile::remove(entryPath()); }
    void cleanup() { QFile::remove(entryPath()); }

    void itIsOffUntilItIsTurnedOnAndOffAgain()
    {
        QVERIFY(!isAutostartOn());
        QVERIFY(turnAutostartOff());
        QVERIFY(turnAutostartOn({u"/usr/bin/byok-relay"_s, {u"--hidden"_s}}));
        QVERIFY(isAutostartOn());
        QVERIFY2(entry().contains("\nExec=\"/usr/bin/byok-relay\" \"--hidden\"\n"), entry().constData());
        QVERIFY(turnAutostartOff());
        QVERIFY(!isAutostartOn());
        QVERIFY(!QFile::exists(entryPath()));
    }

    void aPathMayHoldWhatIsSpecial()
    {
        QVERIFY(turnAutostartOn({u"/opt/50% \"off\"/re$lay\\x"_s, {}}));
        // Once quoted as an argument, once as a string of the file.
        QVERIFY2(entry().contains("Exec=\"/opt/50%% \\\\\"off\\\\\"/re\\\\$lay\\\\\\\\x\"\n"),
                 entry().constData());
    }

    /// A line of the entry ends where the entry says, not where a folder's name has a line break.
    void aPathMakesNoLineOfItsOwn()
    {
        QVERIFY(turnAutostartOn({u"/opt/relay"_s, {u"--profile"_s, u"/tmp/a\nExec=evil\rb\tc"_s}}));
        QCOMPARE(entry().count("Exec="), 2);
        QVERIFY2(!entry().contains("\nExec=evil") && !entry().contains('\r'), entry().constData());
        QVERIFY2(entry().contains("\"/tmp/a\\nExec=evil\\rb\\tc\"\n"), entry().constData());
    }

    void whatADesktopSwitchedOffIsOff_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("hidden") << QByteArray("Hidden=true");
        QTest::newRow("gnome") << QByteArray("X-GNOME-Autostart-enabled = false");
    }
    void whatADesktopSwitchedOffIsOff()
    {
        QFETCH(QByteArray, line);
        QVERIFY(QDir().mkpath(QFileInfo(entryPath()).path()));
        QFile file(entryPath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[Desktop Entry]\nExec=byok-relay\n" + line + "\n");
        file.close();
        QVERIFY(!isAutostartOn());
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        QVERIFY(QDir().mkpath(entryPath())); // a folder where the file should be
        const Result<> turned = turnAutostartOn({u"/usr/bin/byok-relay"_s, {}});
        QVERIFY(QDir().rmdir(entryPath()));
        QVERIFY(!turned);
        QVERIFY(turned.error().sentence.contains(u"byok-relay.desktop"));
    }
};

QTEST_MAIN(TestAutostart)
#include "tst_autostart.moc"
