// SPDX-License-Identifier: Apache-2.0
// Real connections over loopback, from this process and from a child: this program again, with "--connect
// ADDRESS PORT".
#include "relay/access/peer_process.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <pwd.h>
#include <unistd.h>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

int connectAndWait(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(application.arguments().at(2)),
                         application.arguments().at(3).toUShort());
    QObject::connect(&socket, &QTcpSocket::disconnected, &application, &QCoreApplication::quit);
    return application.exec();
}

ConnectionEnds endsOf(const QTcpSocket &socket)
{
    return {socket.localAddress(), socket.localPort(), socket.peerAddress(), socket.peerPort()};
}

ConnectionEnds turned(const ConnectionEnds &ends)
{
    return {ends.peerAddress, ends.peerPort, ends.ourAddress, ends.ourPort};
}

/// The accepted end of the next connection.
std::unique_ptr<QTcpSocket> accept(QTcpServer &server)
{
    if (!server.hasPendingConnections() && !server.waitForNewConnection(20'000))
        return nullptr;
    return std::unique_ptr<QTcpSocket>(server.nextPendingConnection());
}

QString me()
{
    const passwd *entry = getpwuid(geteuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(geteuid());
}

} // namespace

class TestPeerProcess : public QObject
{
    Q_OBJECT

    static void addresses()
    {
        QTest::addColumn<QString>("listen");
        QTest::addColumn<QString>("connect");
        QTest::newRow("IPv4") << u"127.0.0.1"_s << u"127.0.0.1"_s;
        QTest::newRow("IPv6") << u"::1"_s << u"::1"_s;
        QTest::newRow("IPv4 in an IPv6 socket") << u"127.0.0.1"_s << u"::ffff:127.0.0.1"_s;
    }

private slots:
    void initTestCase()
    {
#ifndef Q_OS_LINUX
        QCOMPARE(peerProcess({}), ProgramDescription());
#endif
    }

    void aChildIsFoundByItsSocket_data() { addresses(); }
    void aChildIsFoundByItsSocket()
    {
        QFETCH(QString, listen);
        QFETCH(QString, connect);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress(listen)));
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--connect"_s, connect, QString::number(server.serverPort())});
        QVERIFY(child.waitForStarted());
        const auto socket = accept(server);
        QVERIFY(socket);
        const ProgramDescription found = peerProcess(endsOf(*socket));
        QCOMPARE(found.processId, child.processId());
        QCOMPARE(found.executable, QFileInfo(QCoreApplication::applicationFilePath()).canonicalFilePath());
        QCOMPARE(found.user, me());

        socket->abort();
        QVERIFY(child.waitForFinished());
        QVERIFY(peerProcess(endsOf(*socket)).isNull());
    }

    void twoClientsAreNotTakenForEachOther()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress(u"127.0.0.1"_s)));
        QTcpSocket ours;
        ours.connectToHost(server.serverAddress(), server.serverPort());
        const auto first = accept(server);
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--connect"_s, u"127.0.0.1"_s, QString::number(server.serverPort())});
        const auto second = accept(server);
        QVERIFY(first && second);
        QCOMPARE(peerProcess(endsOf(*first)).processId, QCoreApplication::applicationPid());
        QCOMPARE(peerProcess(endsOf(*second)).processId, child.processId());
        // Asked the wrong way round it names the end that we hold ourselves.
        QCOMPARE(peerProcess(turned(endsOf(*second))).processId, QCoreApplication::applicationPid());
        second->abort();
        QVERIFY(child.waitForFinished());
    }

    void aProgramThatWasReplacedSaysSo()
    {
        QTemporaryDir folder;
        const QString copy = folder.filePath(u"client program"_s);
        QVERIFY(QFile::copy(QCoreApplication::applicationFilePath(), copy));
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress(u"127.0.0.1"_s)));
        QProcess child;
        child.start(copy, {u"--connect"_s, u"127.0.0.1"_s, QString::number(server.serverPort())});
        const auto socket = accept(server);
        QVERIFY(socket);
        QCOMPARE(peerProcess(endsOf(*socket)).executable, QFileInfo(copy).canonicalFilePath());
        const QString path = QFileInfo(copy).canonicalFilePath();
        QVERIFY(QFile::remove(copy));
        QCOMPARE(peerProcess(endsOf(*socket)).executable, path + u" (deleted)"_s);
        socket->abort();
        QVERIFY(child.waitForFinished());
    }

    void whoeverHasLeftIsNobody()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress(u"127.0.0.1"_s)));
        auto ours = std::make_unique<QTcpSocket>();
        ours->connectToHost(server.serverAddress(), server.serverPort());
        const auto socket = accept(server);
        QVERIFY(socket);
        const ConnectionEnds ends = endsOf(*socket);
        QVERIFY(!peerProcess(ends).isNull());
        ours->abort();
        QVERIFY(peerProcess(ends).isNull());
    }

    void nonsenseIsNobody()
    {
        QVERIFY(peerProcess({}).isNull());
        QVERIFY(peerProcess({QHostAddress(u"127.0.0.1"_s), 1, QHostAddress(u"127.0.0.1"_s), 2}).isNull());
        QVERIFY(peerProcess({QHostAddress(u"127.0.0.1"_s), 1, QHostAddress(u"::1"_s), 2}).isNull());
    }
};

int main(int argc, char **argv)
{
    if (argc == 4 && QByteArrayView(argv[1]) == "--connect")
        return connectAndWait(argc, argv);
    QCoreApplication application(argc, argv);
    TestPeerProcess test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_peer_process.moc"
