// SPDX-License-Identifier: Apache-2.0
#include "app/config_file.h"
#include "app/profile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace byok;
using namespace Qt::StringLiterals;

class TestConfigFile : public QObject
{
    Q_OBJECT

private:
    static int modeOf(const QString &path)
    {
        struct stat info{};
        return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? int(info.st_mode & 07777) : -1;
    }
    static void put(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void noFileMeansTheDefaults()
    {
        const QTemporaryDir folder;
        const ConfigFile file(folder.path());
        const auto config = file.load();
        QVERIFY(config.ok());
        QVERIFY(config.value() == RelayConfig{});
        QVERIFY(!QFile::exists(file.path()));
    }

    void whatIsSavedIsLoadedAndIsTheOwnersAlone()
    {
        const QTemporaryDir folder;
        const ConfigFile file(folder.path());
        RelayConfig config;
        config.port = 4321;
        config.paused = true;
        QVERIFY(file.save(config).ok());
        QCOMPARE(modeOf(file.path()), 0600);
        QVERIFY(file.load().value() == config);
        // Nothing else stays behind.
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::System),
                 QStringList{u"config.json"_s});
    }

    void aFileThatOthersCouldReadIsClosedByTheNextSave()
    {
        const QTemporaryDir folder;
        const ConfigFile file(folder.path());
        put(file.path(), RelayConfig{}.toJson());
        QVERIFY(::chmod(QFile::encodeName(file.path()).constData(), 0644) == 0);
        QVERIFY(file.save(RelayConfig{}).ok());
        QCOMPARE(modeOf(file.path()), 0600);
    }

    void aFileThatCannotBeReadIsKept_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << u"line 1"_s;
        QTest::newRow("cut off") << QByteArray("{\"version\": 1,\n\"port\": 29") << u"line 2"_s;
        QTest::newRow("a wrong type") << QByteArray("{\"version\": 1,\n\n\"port\": \"x\"}") << u"line 3"_s;
        QTest::newRow("newer") << QByteArray("{\"version\": 99, \"secret_of_the_future\": 1}") << u"newer"_s;
        QTest::newRow("not an object") << QByteArray("[]") << u"line 1"_s;
    }
    void aFileThatCannotBeReadIsKept()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const QTemporaryDir folder;
        const ConfigFile file(folder.path());
        put(file.path(), bytes);
        const auto config = file.load();
        QVERIFY(!config.ok());
        QVERIFY2(config.error().sentence.contains(file.path()), qPrintable(config.error().sentence));
        QVERIFY2(config.error().sentence.contains(says), qPrintable(config.error().sentence));
        QCOMPARE(bytesOf(file.path()), bytes);
    }

    void aLinkThatLeadsNowhereIsNotNoConfig()
    {
        const QTemporaryDir folder;
        const ConfigFile file(folder.path());
        QVERIFY(QFile::link(folder.filePath(u"gone"_s), file.path()));
        QVERIFY(!file.load().ok());
    }

    void aSaveThatFailsLeavesTheOldFile()
    {
        const QTemporaryDir folder;
        const ConfigFile file(folder.path());
        RelayConfig config;
        QVERIFY(file.save(config).ok());
        const QByteArray before = bytesOf(file.path());
        // Holds also for root, whom permissions would not stop.
        const ConfigFile elsewhere(folder.path() + u"/missing"_s);
        config.port = 1;
        const auto saved = elsewhere.save(config);
        QVERIFY(!saved.ok());
        QVERIFY2(saved.error().sentence.contains(elsewhere.path()), qPrintable(saved.error().sentence));
        QVERIFY(QFile::remove(file.path()) && QDir(folder.path()).mkdir(u"config.json"_s));
        QVERIFY(!file.save(config).ok());
        QVERIFY(QFileInfo(file.path()).isDir());
        QVERIFY(!before.isEmpty());
    }

    void theProfileFolderIsTheOwnersAlone_data()
    {
        QTest::addColumn<int>("modeBefore"); // -1: it is not there
        QTest::newRow("made") << -1;
        QTest::newRow("closed") << 0755;
        QTest::newRow("closed to writers too") << 0777;
    }
    void theProfileFolderIsTheOwnersAlone()
    {
        QFETCH(int, modeBefore);
        const QTemporaryDir folder;
        const QString profile = folder.filePath(modeBefore < 0 ? u"a/b/c"_s : u"p"_s);
        if (modeBefore >= 0) {
            QVERIFY(QDir().mkpath(profile));
            QVERIFY(::chmod(QFile::encodeName(profile).constData(), mode_t(modeBefore)) == 0);
        }
        QVERIFY(prepareProfile(profile).ok());
        QCOMPARE(modeOf(profile), 0700);
    }

    void someFoldersCannotBeAProfile_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("root") << u"/"_s;
        QTest::newRow("home") << QDir::home().canonicalPath();
        QTest::newRow("a file") << u"/etc/passwd"_s;
        QTest::newRow("where nothing can be made") << u"/proc/nothing/here"_s;
    }
    void someFoldersCannotBeAProfile()
    {
        QFETCH(QString, path);
        const auto prepared = prepareProfile(path);
        QVERIFY(!prepared.ok());
        QVERIFY2(prepared.error().sentence.contains(path), qPrintable(prepared.error().sentence));
    }

    void twoSpellingsOfAFolderAreOneProfile()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u"real"_s));
        QVERIFY(QFile::link(folder.filePath(u"real"_s), folder.filePath(u"link"_s)));
        const QString real = QFileInfo(folder.filePath(u"real"_s)).canonicalFilePath();
        QCOMPARE(profilePath(folder.filePath(u"link"_s)), real);
        QCOMPARE(profilePath(folder.filePath(u"link/../real/./"_s)), real);
        // Also before the last part is made.
        QCOMPARE(profilePath(folder.filePath(u"link/new"_s)), real + u"/new"_s);
    }

    void theControlSocketFitsItsAddress()
    {
        QCOMPARE(controlSocketPath(u"/short"_s), u"/short/control"_s);
        const QString longPath = u'/' + QString(200, u'x');
        const QString socket = controlSocketPath(longPath);
        QVERIFY(QFile::encodeName(socket).size() < 100);
        QVERIFY(!socket.startsWith(longPath));
        QVERIFY(controlSocketPath(longPath + u'y') != socket);
    }
};

QTEST_GUILESS_MAIN(TestConfigFile)
#include "tst_config_file.moc"
