// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/socket_watcher.h"
#include "tests/support/patience.h"

#include <QTest>

#include <array>
#include <sys/socket.h>
#include <unistd.h>

using namespace byok;

namespace {
enum class Kind { ThisSystems, AnySystems };
} // namespace

/// Both kinds of watcher do the same: the one for any system is tested where only the other is used.
class TestSocketWatcher : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void tellsWhenAByteHasCome_data() { kinds(); }
    void tellsWhenAByteHasCome();
    void tellsOnlyWhatIsAskedFor_data() { kinds(); }
    void tellsOnlyWhatIsAskedFor();
    void aForgottenSocketIsSilent_data() { kinds(); }
    void aForgottenSocketIsSilent();
    void aSocketMayBeForgottenWhileItIsTold_data() { kinds(); }
    void aSocketMayBeForgottenWhileItIsTold();

private:
    void kinds();
    std::unique_ptr<SocketWatcher> make();

    std::array<int, 2> m_pair{};
    QList<int> m_told;
    int m_turns = 0;
    std::function<void()> m_whileTold;
};

void TestSocketWatcher::kinds()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("this system's") << Kind::ThisSystems;
    QTest::newRow("any system's") << Kind::AnySystems;
}

std::unique_ptr<SocketWatcher> TestSocketWatcher::make()
{
    QFETCH(Kind, kind);
    const auto ready = [this](qintptr socket, SocketInterest what) {
        QCOMPARE(socket, m_pair[0]);
        m_told.append(static_cast<int>(what));
        if (m_whileTold)
            m_whileTold();
    };
    const auto turnOver = [this] { ++m_turns; };
    return kind == Kind::ThisSystems ? makeSocketWatcher(ready, turnOver)
                                     : makeNotifierWatcher(ready, turnOver);
}

void TestSocketWatcher::init()
{
    QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, m_pair.data()), 0);
    m_told.clear();
    m_turns = 0;
    m_whileTold = nullptr;
}

void TestSocketWatcher::cleanup()
{
    ::close(m_pair[0]);
    ::close(m_pair[1]);
}

void TestSocketWatcher::tellsWhenAByteHasCome()
{
    const auto watcher = make();
    watcher->watch(m_pair[0], SocketInterest::Read);
    QCoreApplication::processEvents();
    QCOMPARE(m_told.size(), 0);
    QCOMPARE(::write(m_pair[1], "x", 1), 1);
    QTRY_VERIFY(!m_told.isEmpty());
    QCOMPARE(m_told.first(), static_cast<int>(SocketInterest::Read));
    QVERIFY(m_turns > 0);
}

void TestSocketWatcher::tellsOnlyWhatIsAskedFor()
{
    const auto watcher = make();
    watcher->watch(m_pair[0], SocketInterest::ReadWrite);
    QTRY_VERIFY(m_told.contains(static_cast<int>(SocketInterest::Write)));
    watcher->watch(m_pair[0], SocketInterest::Read);
    m_told.clear();
    QCoreApplication::processEvents();
    QCOMPARE(m_told.size(), 0);
    QCOMPARE(::write(m_pair[1], "x", 1), 1);
    QTRY_VERIFY(!m_told.isEmpty());
    QVERIFY(!m_told.contains(static_cast<int>(SocketInterest::Write)));
}

void TestSocketWatcher::aForgottenSocketIsSilent()
{
    const auto watcher = make();
    watcher->watch(m_pair[0], SocketInterest::ReadWrite);
    watcher->forget(m_pair[0]);
    watcher->forget(m_pair[0]);
    QCOMPARE(::write(m_pair[1], "x", 1), 1);
    QCoreApplication::processEvents();
    QCOMPARE(m_told.size(), 0);
}

void TestSocketWatcher::aSocketMayBeForgottenWhileItIsTold()
{
    const auto watcher = make();
    m_whileTold = [&] { watcher->forget(m_pair[0]); };
    watcher->watch(m_pair[0], SocketInterest::Read);
    QCOMPARE(::write(m_pair[1], "x", 1), 1);
    QTRY_COMPARE(m_told.size(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(m_told.size(), 1);
}

QTEST_GUILESS_MAIN(TestSocketWatcher)
#include "tst_socket_watcher.moc"
