// SPDX-License-Identifier: Apache-2.0
#include "tests/relay/http/test_door.h"
#include "tests/support/patience.h"
#include "tests/support/raw_client.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray get("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

ConnectionEnds endsOf(const QTcpSocket &accepted)
{
    return {accepted.localAddress(), accepted.localPort(), accepted.peerAddress(), accepted.peerPort()};
}

} // namespace

class TestPeerUser : public QObject
{
    Q_OBJECT

private slots:
    void ourOwnConnectionIsOurs_data()
    {
        QTest::addColumn<QHostAddress>("address");
        QTest::newRow("127.0.0.1") << QHostAddress(QHostAddress::LocalHost);
        QTest::newRow("::1") << QHostAddress(QHostAddress::LocalHostIPv6);
    }
    void ourOwnConnectionIsOurs()
    {
        QFETCH(QHostAddress, address);
        QTcpServer server;
        QVERIFY(server.listen(address, 0));
        RawClient client(server.serverPort(), address);
        QVERIFY(server.hasPendingConnections() || server.waitForNewConnection(20'000));
        const std::unique_ptr<QTcpSocket> accepted(server.nextPendingConnection());
        QVERIFY(peerIsThisUser(endsOf(*accepted)));
    }

    void whatIsNotExactlyThisConnectionIsRefused()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost, 0));
        RawClient client(server.serverPort());
        QVERIFY(server.hasPendingConnections() || server.waitForNewConnection(20'000));
        const std::unique_ptr<QTcpSocket> accepted(server.nextPendingConnection());
        const ConnectionEnds ends = endsOf(*accepted);
        ConnectionEnds otherPort = ends;
        otherPort.peerPort = 1;
        QVERIFY(!peerIsThisUser(otherPort));
        ConnectionEnds listener = ends; // a socket of ours listens there, but that is not the connection
        listener.peerPort = server.serverPort();
        QVERIFY(!peerIsThisUser(listener));
        ConnectionEnds otherAddress = ends;
        otherAddress.peerAddress = QHostAddress(u"127.0.0.5"_s);
        QVERIFY(!peerIsThisUser(otherAddress));
        ConnectionEnds mixed = ends;
        mixed.peerAddress = QHostAddress(QHostAddress::LocalHostIPv6);
        QVERIFY(!peerIsThisUser(mixed));
        QVERIFY(!peerIsThisUser({}));
    }

    void peerThatHasLeftIsRefused()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost, 0));
        std::unique_ptr<QTcpSocket> accepted;
        ConnectionEnds ends;
        {
            RawClient client(server.serverPort());
            QVERIFY(server.hasPendingConnections() || server.waitForNewConnection(20'000));
            accepted.reset(server.nextPendingConnection());
            ends = endsOf(*accepted);
        }
        QVERIFY(!peerIsThisUser(ends));
    }

    void refusedPeerIsClosedWithoutAByte()
    {
        int asked = 0;
        TestDoor door({}, [&](const ConnectionEnds &ends) {
            ++asked;
            return ends.peerPort == 0;
        });
        RawClient client(door.port);
        client.send(get);
        QVERIFY(client.waitForClose());
        QVERIFY(client.received().isEmpty());
        QCOMPARE(asked, 1);
        QCOMPARE(door.judged, 0);
        QCOMPARE(door.server->connectionCount(), 0);
    }

    void ourOwnRequestIsServed()
    {
        TestDoor door({}, &peerIsThisUser);
        for (const QHostAddress &address :
             {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)}) {
            RawClient client(door.port, address);
            client.send(get);
            const auto reply = client.takeReply();
            QVERIFY(reply);
            QCOMPARE(reply->status, 200);
        }
    }

    void anotherUserIsClosedWithoutAByte()
    {
#ifdef Q_OS_LINUX
        // Only root can become somebody else; where we are not root, a refusing check above stands for it.
        if (::geteuid() != 0)
            return;
        TestDoor door({}, &peerIsThisUser);
        QProcess nobody;
        nobody.start(
            u"setpriv"_s,
            {u"--reuid=65534"_s, u"--regid=65534"_s, u"--clear-groups"_s, u"bash"_s, u"-c"_s,
             u"exec 3<>/dev/tcp/127.0.0.1/%1 && printf 'GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n' >&3; cat <&3; echo over"_s
                 .arg(door.port)});
        QVERIFY(nobody.waitForStarted());
        QTRY_COMPARE(nobody.state(), QProcess::NotRunning);
        QCOMPARE(nobody.readAllStandardOutput().trimmed(), "over");
        QCOMPARE(door.judged, 0);
#endif
    }
};

QTEST_GUILESS_MAIN(TestPeerUser)
#include "tst_peer_user.moc"
