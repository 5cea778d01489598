// SPDX-License-Identifier: Apache-2.0
// Against a real gnome-keyring on a private bus: the program starts itself under tests/support/with_keyring,
// once for each state that a keyring can be in.
#include "app/keychain_secret_store.h"
#include "tests/support/patience.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <optional>
#include <type_traits>

using namespace Qt::StringLiterals;
using namespace byok;

namespace {

/// What a store answered.
struct Answer
{
    bool ok = false;
    QByteArray key;
    SecretFault fault = SecretFault::Failed;
    QString sentence;
};

class Asked
{
public:
    template <typename T>
    auto take()
    {
        return [this](const Result<T, SecretError> &result) {
            ++calls;
            Answer answer;
            answer.ok = result.ok();
            if constexpr (std::is_same_v<T, Secret>) {
                if (result.ok())
                    answer.key = result.value().expose().toByteArray();
            }
            if (!result.ok()) {
                answer.fault = result.error().fault;
                answer.sentence = result.error().sentence;
            }
            got = answer;
        };
    }
    int calls = 0;
    std::optional<Answer> got;
};

Answer waitFor(Asked &asked)
{
    if (!QTest::qWaitFor([&] { return asked.got.has_value(); }, 30'000))
        qFatal("a store did not answer within 30 s");
    return *asked.got;
}

Answer readKey(SecretStore &store, const QString &account)
{
    Asked asked;
    store.read(account, asked.take<Secret>());
    return waitFor(asked);
}

Answer writeKey(SecretStore &store, const QString &account, QByteArrayView key)
{
    Asked asked;
    store.write(account, Secret::copyOf(key), asked.take<Nothing>());
    return waitFor(asked);
}

Answer removeKey(SecretStore &store, const QString &account)
{
    Asked asked;
    store.remove(account, asked.take<Nothing>());
    return waitFor(asked);
}

Answer probe(SecretStore &store)
{
    Asked asked;
    store.probe(asked.take<Nothing>());
    return waitFor(asked);
}

bool runCommand(const char *variable)
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(qEnvironmentVariable(variable), QStringList());
    return process.waitForFinished(20'000) && process.exitCode() == 0;
}

/// The keyring's process: the first one, or the one that BYOK_KEYRING_RESTART has started since.
pid_t daemonPid()
{
    QFile file(qEnvironmentVariable("HOME") + u"/restarted.pid"_s);
    return static_cast<pid_t>(file.open(QIODevice::ReadOnly)
                                  ? file.readAll().trimmed().toInt()
                                  : qEnvironmentVariableIntValue("BYOK_KEYRING_PID"));
}

const QString account = u"key/openai/default"_s;

} // namespace

class TestUnlockedKeyring : public QObject
{
    Q_OBJECT

private slots:
    void probeSucceeds();
    void whatWasWrittenIsRead_data();
    void whatWasWrittenIsRead();
    void anAbsentEntryIsAbsentAndItsRemovalSucceeds();
    void manyCallsAtOnceAreAnsweredInOrder();
    void aStoreMayEndWithCallsUnderWay();
    void lockedInMidRunReadsAsLocked();
    void goneInMidRunAndBackAgain();
    void aHungServiceIsGivenUpAndWorksWhenItWakes();
};

void TestUnlockedKeyring::probeSucceeds()
{
    KeychainSecretStore store;
    const Answer answer = probe(store);
    QVERIFY2(answer.ok, qPrintable(answer.sentence));
}

void TestUnlockedKeyring::whatWasWrittenIsRead_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("a key") << QByteArray("sk-live-0123456789");
    QTest::newRow("replaced") << QByteArray("sk-live-another");
    QTest::newRow("every byte") << QByteArray("\0\1\n\xff\xfe\x80 end", 10);
    QTest::newRow("2 KiB") << QByteArray(2048, 'k');
}

void TestUnlockedKeyring::whatWasWrittenIsRead()
{
    QFETCH(QByteArray, key);
    KeychainSecretStore store;
    const Answer written = writeKey(store, account, key);
    QVERIFY2(written.ok, qPrintable(written.sentence));
    const Answer read = readKey(store, account);
    QVERIFY2(read.ok, qPrintable(read.sentence));
    QCOMPARE(read.key, key);
}

void TestUnlockedKeyring::anAbsentEntryIsAbsentAndItsRemovalSucceeds()
{
    KeychainSecretStore store;
    QVERIFY(writeKey(store, account, "sk").ok);
    QVERIFY(removeKey(store, account).ok);
    QVERIFY(removeKey(store, account).ok);
    const Answer read = readKey(store, account);
    QVERIFY(!read.ok);
    QVERIFY(read.fault == SecretFault::Absent);
}

void TestUnlockedKeyring::manyCallsAtOnceAreAnsweredInOrder()
{
    KeychainSecretStore store;
    QByteArray order;
    for (const char letter : {'a', 'b', 'c', 'd'}) {
        store.write(account, Secret::copyOf(QByteArray(1, letter)), [](const auto &) {});
        store.read(account, [&order](const Result<Secret, SecretError> &read) {
            order += read.ok() ? read.value().expose().toByteArray() : QByteArray("?");
        });
    }
    QTRY_COMPARE(order, "abcd");
}

void TestUnlockedKeyring::aStoreMayEndWithCallsUnderWay()
{
    for (int i = 0; i < 5; ++i) {
        KeychainSecretStore store;
        store.write(account, Secret::copyOf("sk"), [](const auto &) {});
        store.read(account, [](const auto &) {});
        for (int turn = 0; turn < i; ++turn)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

void TestUnlockedKeyring::lockedInMidRunReadsAsLocked()
{
    KeychainSecretStore store;
    QVERIFY(writeKey(store, account, "sk-kept").ok);
    QVERIFY(runCommand("BYOK_KEYRING_LOCK"));
    const Answer read = readKey(store, account);
    QVERIFY(!read.ok);
    QVERIFY(read.fault == SecretFault::Locked);
    QVERIFY(runCommand("BYOK_KEYRING_RESTART"));
    QTRY_VERIFY(readKey(store, account).key == "sk-kept");
}

void TestUnlockedKeyring::goneInMidRunAndBackAgain()
{
    KeychainSecretStore store;
    QVERIFY(writeKey(store, account, "sk-kept").ok);
    QCOMPARE(::kill(daemonPid(), SIGTERM), 0);
    QTRY_VERIFY(readKey(store, account).fault == SecretFault::Unavailable);
    const Answer written = writeKey(store, account, "sk-new");
    QVERIFY(!written.ok);
    QVERIFY(written.fault == SecretFault::Unavailable);
    QVERIFY2(written.sentence.contains(u"No keychain answers"_s), qPrintable(written.sentence));
    QVERIFY(runCommand("BYOK_KEYRING_RESTART"));
    QTRY_VERIFY(readKey(store, account).key == "sk-kept");
}

void TestUnlockedKeyring::aHungServiceIsGivenUpAndWorksWhenItWakes()
{
    KeychainSecretStore store(std::chrono::milliseconds(300));
    QVERIFY(writeKey(store, account, "sk-kept").ok);
    const pid_t daemon = daemonPid();
    QCOMPARE(::kill(daemon, SIGSTOP), 0);
    Asked first, second;
    store.read(account, first.take<Secret>());
    store.read(account, second.take<Secret>());
    const Answer one = waitFor(first);
    const Answer two = waitFor(second);
    ::kill(daemon, SIGCONT);
    QVERIFY(one.fault == SecretFault::Unavailable && two.fault == SecretFault::Unavailable);
    QVERIFY2(one.sentence.contains(u"in time"_s), qPrintable(one.sentence));
    QTRY_VERIFY(readKey(store, account).key == "sk-kept");
    QCOMPARE(first.calls, 1);
    QCOMPARE(second.calls, 1);
}

class TestLockedKeyring : public QObject
{
    Q_OBJECT

private slots:
    void everyCallSaysLocked();
    void anUnlockThatNobodyAnswersFails();
    void worksOnceItIsUnlocked();
};

void TestLockedKeyring::everyCallSaysLocked()
{
    KeychainSecretStore store;
    for (const Answer &answer :
         {readKey(store, account), writeKey(store, account, "sk"), removeKey(store, account), probe(store)}) {
        QVERIFY(!answer.ok);
        QVERIFY2(answer.fault == SecretFault::Locked, qPrintable(answer.sentence));
        QVERIFY2(answer.sentence.contains(u"locked"_s), qPrintable(answer.sentence));
    }
}

void TestLockedKeyring::anUnlockThatNobodyAnswersFails()
{
    KeychainSecretStore store;
    Asked asked;
    store.unlock(asked.take<Nothing>());
    const Answer answer = waitFor(asked);
    QVERIFY(!answer.ok);
    QVERIFY2(answer.fault == SecretFault::Locked, qPrintable(answer.sentence));
}

void TestLockedKeyring::worksOnceItIsUnlocked()
{
    KeychainSecretStore store;
    QVERIFY(runCommand("BYOK_KEYRING_RESTART"));
    QTRY_VERIFY(writeKey(store, account, "sk-kept").ok);
    QCOMPARE(readKey(store, account).key, "sk-kept");
}

class TestAbsentKeyring : public QObject
{
    Q_OBJECT

private slots:
    void everyCallSaysUnavailable();
};

void TestAbsentKeyring::everyCallSaysUnavailable()
{
    KeychainSecretStore store;
    for (const Answer &answer :
         {readKey(store, account), writeKey(store, account, "sk"), removeKey(store, account), probe(store)}) {
        QVERIFY(!answer.ok);
        QVERIFY2(answer.fault == SecretFault::Unavailable, qPrintable(answer.sentence));
    }
}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString state = qEnvironmentVariable("BYOK_TEST_KEYRING_STATE");
    TestUnlockedKeyring unlocked;
    TestLockedKeyring locked;
    TestAbsentKeyring absent;
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
#include "tst_keychain_secret_store.moc"
