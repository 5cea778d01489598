// SPDX-License-Identifier: Apache-2.0
// The built program with a real gnome-keyring on a private bus: this test starts itself under
// tests/support/with_keyring, once for each state that a keyring can be in at the start.
#include "tests/support/fake_upstream.h"
#include "tests/support/patience.h"
#include "tests/support/running_program.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using byok::test::Answer;
using byok::test::FakeUpstream;
using byok::test::Machine;
using byok::test::Outcome;

namespace {

const QByteArray plantedKey = "sk-planted-0123456789abcdefghijkl";
const QByteArray otherKey = "sk-other9876543210zyxwvutsrqponm";
const QByteArray helloToEcho = R"({"stream": true, "messages": [{"role": "user", "content": "Hello"}]})";

/// What waits for a keychain that does not answer takes at least this long.
constexpr qint64 keychainPatienceMs = 2'000;

/// A relay with the system's keychain, whose openai and deepseek are the fake.
struct Home
{
    FakeUpstream upstream;
    Machine machine{Machine::Vault::AsByDefault};

    bool start()
    {
        const QString providers = machine.providersFor(upstream, {u"openai"_s, u"deepseek"_s});
        return machine.start({u"--port"_s, u"0"_s, u"--providers"_s, providers});
    }
    bool stop() { return machine.run({u"quit"_s}).exit == 0 && machine.ended().exit == 0; }
    Outcome set(const QString &provider, const QByteArray &key) const
    {
        return machine.run({u"keys"_s, u"set"_s, provider}, key + '\n');
    }
    /// The provider's key as it came to the fake, by a request of this moment.
    QByteArray keySent(const QByteArray &token, const QByteArray &provider = "openai")
    {
        const qsizetype before = upstream.requests().size();
        if (machine.askFor(token, provider).status != 200 || upstream.requests().size() != before + 1)
            return {};
        return upstream.requests().constLast().field("authorization");
    }
    bool aFileHolds(const QByteArray &secret) const
    {
        QDirIterator files(machine.folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            if (Machine::bytesOf(files.next()).contains(secret))
                return true;
        }
        return false;
    }
};

bool runCommand(const char *variable)
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(qEnvironmentVariable(variable), QStringList());
    return process.waitForFinished(20'000) && process.exitCode() == 0;
}

bool lockKeyring()
{
    return runCommand("BYOK_KEYRING_LOCK");
}

/// Starts the keyring anew, unlocked, with what it held.
bool restartKeyring()
{
    return runCommand("BYOK_KEYRING_RESTART");
}

bool signalKeyring(int signal)
{
    // The first one, or the one that restartKeyring() has started since.
    QFile file(qEnvironmentVariable("HOME") + u"/restarted.pid"_s);
    const int pid = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt()
                                                   : qEnvironmentVariableIntValue("BYOK_KEYRING_PID");
    return pid > 1 && ::kill(pid_t(pid), signal) == 0;
}

QString sentenceOf(const Answer &answer)
{
    return answer.json().value("error"_L1).toString();
}

} // namespace

class TestProgramWithKeyring : public QObject
{
    Q_OBJECT

private slots:
    void init() { QVERIFY(restartKeyring()); }

    void aKeyOutlivesTheRelayAndIsInNoFile()
    {
        Home home;
        QVERIFY2(home.start(), home.machine.relay.readAllStandardError().constData());
        QTRY_VERIFY2(home.machine.said().contains("Keys are kept in: the system keychain"),
                     home.machine.said().constData());
        QVERIFY(home.machine.said().contains("keys set openai"));
        const Outcome set = home.set(u"openai"_s, plantedKey);
        QVERIFY2(set.exit == 0, set.err.constData());
        QVERIFY2(set.out.contains("system keychain"), set.out.constData());
        const QByteArray token = home.machine.programToken();
        QCOMPARE(home.keySent(token), "Bearer " + plantedKey);
        QVERIFY(home.stop());

        QVERIFY(home.start());
        const QByteArray list = home.machine.run({u"keys"_s, u"list"_s}).out;
        QVERIFY2(list.contains("openai") && list.contains("system keychain"), list.constData());
        QCOMPARE(home.keySent(token), "Bearer " + plantedKey);
        QVERIFY(home.aFileHolds("key/openai/default")); // the list of names is
        QVERIFY(!home.aFileHolds(plantedKey));
        QVERIFY(!home.aFileHolds(plantedKey.toBase64()) && !home.aFileHolds(plantedKey.sliced(3, 20)));

        QCOMPARE(home.set(u"openai"_s, otherKey).exit, 0);
        QCOMPARE(home.keySent(token), "Bearer " + otherKey);
        QCOMPARE(home.machine.run({u"keys"_s, u"remove"_s, u"openai"_s}).exit, 0);
        const Answer none = home.machine.askFor(token);
        QCOMPARE(none.status, 400);
        QVERIFY2(sentenceOf(none).startsWith(u"No API key stored"_s), none.body.constData());
        QVERIFY(!home.machine.run({u"keys"_s, u"list"_s}).out.contains("openai"));
        QVERIFY(home.stop());
        QVERIFY(home.start());
        QCOMPARE(home.machine.askFor(token).status, 400);
    }

    void lockedAtStartItSaysSoOnceAndWorksWhenUnlocked()
    {
        Home home;
        QVERIFY(home.start());
        QCOMPARE(home.set(u"openai"_s, plantedKey).exit, 0);
        const QByteArray token = home.machine.programToken();
        QVERIFY(home.stop());
        QVERIFY(lockKeyring());
        QVERIFY(home.start());
        QTRY_VERIFY2(home.machine.said().contains("keychain is locked"), home.machine.said().constData());
        QCOMPARE(home.machine.said().count("locked"), 1);
        const Answer locked = home.machine.askFor(token);
        QCOMPARE(locked.status, 423);
        QVERIFY2(sentenceOf(locked).contains(u"Unlock it"_s), locked.body.constData());
        QVERIFY(home.machine.run({u"keys"_s, u"list"_s}).out.contains("openai"));
        QVERIFY(restartKeyring());
        QTRY_COMPARE(home.keySent(token), "Bearer " + plantedKey);
    }

    void lockedInMidRunWhatIsInUseGoesOn()
    {
        Home home;
        QVERIFY(home.start());
        QCOMPARE(home.set(u"openai"_s, plantedKey).exit, 0);
        QCOMPARE(home.set(u"deepseek"_s, otherKey).exit, 0);
        const QByteArray token = home.machine.programToken();
        QCOMPARE(home.keySent(token), "Bearer " + plantedKey);
        QVERIFY(lockKeyring());
        QCOMPARE(home.keySent(token), "Bearer " + plantedKey);
        const Answer locked = home.machine.askFor(token, "deepseek");
        QCOMPARE(locked.status, 423);
        QVERIFY2(sentenceOf(locked).contains(u"locked"_s), locked.body.constData());
        const Outcome refused = home.set(u"deepseek"_s, otherKey + "x");
        QCOMPARE(refused.exit, 1);
        QVERIFY2(refused.err.contains("locked") && refused.err.contains("Unlock it"),
                 refused.err.constData());
        QVERIFY(restartKeyring());
        QTRY_COMPARE(home.keySent(token, "deepseek"), "Bearer " + otherKey);
    }

    void aKeyRemovedWhileLockedIsOutOfUseAtOnceAndGoneAtTheNextStart()
    {
        Home home;
        QVERIFY(home.start());
        QCOMPARE(home.set(u"openai"_s, plantedKey).exit, 0);
        const QByteArray token = home.machine.programToken();
        QVERIFY(lockKeyring());
        const Outcome removed = home.machine.run({u"keys"_s, u"remove"_s, u"openai"_s});
        QCOMPARE(removed.exit, 1);
        QVERIFY2(removed.err.contains("still in the keychain") && removed.err.contains("Unlock it"),
                 removed.err.constData());
        QVERIFY(!home.machine.run({u"keys"_s, u"list"_s}).out.contains("openai"));
        QVERIFY(home.aFileHolds("key/openai/default")); // written down as what is to be removed
        QVERIFY(home.stop());
        QVERIFY(restartKeyring());
        QVERIFY(home.start());
        QTRY_VERIFY(!home.aFileHolds("key/openai/default"));
        const Answer none = home.machine.askFor(token);
        QCOMPARE(none.status, 400);
    }

    void goneInMidRunItSaysSoAndWorksWhenItIsBack()
    {
        Home home;
        QVERIFY(home.start());
        QCOMPARE(home.set(u"openai"_s, plantedKey).exit, 0);
        QCOMPARE(home.set(u"deepseek"_s, otherKey).exit, 0);
        const QByteArray token = home.machine.programToken();
        QCOMPARE(home.keySent(token), "Bearer " + plantedKey);
        QVERIFY(signalKeyring(SIGTERM));
        QTRY_COMPARE(home.machine.askFor(token, "deepseek").status, 503);
        const QString sentence = sentenceOf(home.machine.askFor(token, "deepseek"));
        QVERIFY2(sentence.contains(u"No keychain answers"_s), qPrintable(sentence));
        QCOMPARE(home.keySent(token), "Bearer " + plantedKey);
        const Outcome refused = home.set(u"openai"_s, otherKey);
        QCOMPARE(refused.exit, 1);
        QVERIFY2(refused.err.contains("No keychain answers"), refused.err.constData());
        QCOMPARE(home.keySent(token), "Bearer " + plantedKey); // the old one still holds

        QVERIFY(restartKeyring());
        QTRY_COMPARE(home.keySent(token, "deepseek"), "Bearer " + otherKey);
        QCOMPARE(home.set(u"openai"_s, otherKey).exit, 0);
        QCOMPARE(home.keySent(token), "Bearer " + otherKey);
    }

    void aKeychainThatHangsHoldsNothingElseUp()
    {
        Home home;
        QVERIFY(home.start());
        QCOMPARE(home.set(u"openai"_s, plantedKey).exit, 0);
        const QByteArray token = home.machine.programToken();
        QVERIFY(home.stop());
        QVERIFY(signalKeyring(SIGSTOP));
        const bool up = home.start();
        QElapsedTimer clock;
        clock.start();
        const Answer echo = home.machine.askFor(token, "echo", helloToEcho);
        const qint64 echoMs = clock.elapsed();
        const Answer hung = home.machine.askFor(token);
        const QByteArray said = home.machine.said();
        QVERIFY(signalKeyring(SIGCONT));
        QVERIFY(up);
        QVERIFY2(echo.status == 200 && echo.body.contains("[DONE]"), echo.body.constData());
        QVERIFY2(echoMs < keychainPatienceMs, QByteArray::number(echoMs).constData());
        QCOMPARE(hung.status, 503);
        QVERIFY2(sentenceOf(hung).contains(u"keychain"_s), hung.body.constData());
        QVERIFY2(said.contains("keychain"), said.constData());
        QTRY_COMPARE(home.keySent(token), "Bearer " + plantedKey);
    }
};

class TestProgramWithLockedKeyring : public QObject
{
    Q_OBJECT

private slots:
    void aFirstStartWithItLockedWorksWhenUnlocked()
    {
        Home home;
        QVERIFY(home.start());
        QTRY_VERIFY2(home.machine.said().contains("keychain is locked"), home.machine.said().constData());
        const QByteArray token = home.machine.programToken();
        const Answer locked = home.machine.askFor(token);
        QCOMPARE(locked.status, 423);
        QVERIFY2(sentenceOf(locked).contains(u"Unlock it"_s), locked.body.constData());
        const Outcome refused = home.set(u"openai"_s, plantedKey);
        QCOMPARE(refused.exit, 1);
        QVERIFY2(refused.err.contains("locked") && refused.err.contains("Unlock it"),
                 refused.err.constData());
        QVERIFY(!home.machine.run({u"keys"_s, u"list"_s}).out.contains("openai"));
        QCOMPARE(home.machine.askFor(token, "echo", helloToEcho).status, 200);

        QVERIFY(restartKeyring());
        QTRY_COMPARE(home.machine.askFor(token).status, 400); // nothing is stored, and it can tell
        const Outcome set = home.set(u"openai"_s, plantedKey);
        QVERIFY2(set.exit == 0, set.err.constData());
        QCOMPARE(home.keySent(token), "Bearer " + plantedKey);
    }
};

class TestProgramWithoutKeyring : public QObject
{
    Q_OBJECT

private slots:
    void itSaysSoAndWhatToDoAndTheRestWorks()
    {
        Home home;
        QVERIFY(home.start());
        QTRY_VERIFY2(home.machine.said().contains("--vault memory --headless"),
                     home.machine.said().constData());
        QVERIFY2(home.machine.said().contains("No keychain answers"), home.machine.said().constData());
        const QByteArray token = home.machine.programToken();
        QElapsedTimer clock;
        clock.start();
        const Answer echo = home.machine.askFor(token, "echo", helloToEcho);
        QVERIFY2(clock.elapsed() < keychainPatienceMs, QByteArray::number(clock.elapsed()).constData());
        QCOMPARE(echo.status, 200);
        QVERIFY2(echo.body.contains("Hello") && echo.body.contains("[DONE]"), echo.body.constData());
        const Outcome refused = home.set(u"openai"_s, plantedKey);
        QCOMPARE(refused.exit, 1);
        QVERIFY2(refused.err.contains("No keychain answers") && refused.err.contains("--vault memory"),
                 refused.err.constData());
        QVERIFY(!home.aFileHolds(plantedKey));
        const Answer unavailable = home.machine.askFor(token);
        QCOMPARE(unavailable.status, 503);
        QVERIFY2(sentenceOf(unavailable).contains(u"No keychain answers"_s), unavailable.body.constData());
        QVERIFY(home.stop());
    }

    void theMemoryThatItOffersWorks()
    {
        FakeUpstream upstream;
        Machine machine;
        QVERIFY(machine.start({u"--port"_s, u"0"_s, u"--providers"_s, machine.providersFor(upstream)}));
        QTRY_VERIFY2(machine.said().contains("Keys are kept in: memory"), machine.said().constData());
        QCOMPARE(machine.run({u"keys"_s, u"set"_s, u"openai"_s}, plantedKey).exit, 0);
        QCOMPARE(machine.askFor(machine.programToken()).status, 200);
    }
};

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString state = qEnvironmentVariable("BYOK_TEST_KEYRING_STATE");
    TestProgramWithKeyring unlocked;
    TestProgramWithLockedKeyring locked;
    TestProgramWithoutKeyring absent;
    if (state == "unlocked"_L1)
        return QTest::qExec(&unlocked, arguments);
    if (state == "locked"_L1)
        return QTest::qExec(&locked, arguments);
    if (state == "absent"_L1)
        return QTest::qExec(&absent, arguments);
    int failed = 0;
    for (const QString &wanted : {u"unlocked"_s, u"locked"_s, u"absent"_s}) {
        qputenv("BYOK_TEST_KEYRING_STATE", wanted.toLatin1());
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(qEnvironmentVariable("BYOK_SOURCE_DIR") + u"/tests/support/with_keyring"_s,
                      QStringList{wanted, QCoreApplication::applicationFilePath()} + arguments.mid(1));
        if (!process.waitForFinished(280'000)) {
            process.terminate(); // it cleans up
            process.waitForFinished(5'000);
            ++failed;
        } else if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            ++failed;
    }
    return failed;
}
#include "tst_program_keyring.moc"
