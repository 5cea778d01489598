// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_socket_server.h"

#include "relay/http/websocket_handshake.h"

#include <QSslServer>

namespace byok::test {

FakeSocketServer::FakeSocketServer()
    : m_server(std::make_unique<QTcpServer>())
{
    take();
}

FakeSocketServer::FakeSocketServer(const QSslConfiguration &tls)
    : m_isTls(true)
{
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(tls);
    m_server = std::move(server);
    take();
}

FakeSocketServer::~FakeSocketServer()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void FakeSocketServer::take()
{
    m_server->listen(QHostAddress(QHostAddress::LocalHost), 0);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        m_socket = m_server->nextPendingConnection();
        ++m_connections;
        m_head.clear();
        m_received.clear();
        connect(m_socket, &QTcpSocket::readyRead, this, &FakeSocketServer::read);
        read();
    });
}

QByteArray FakeSocketServer::baseUrl() const
{
    return (m_isTls ? "https://127.0.0.1:" : "http://127.0.0.1:") + QByteArray::number(port());
}

QByteArray FakeSocketServer::head() const
{
    return m_head.endsWith("\r\n\r\n") ? m_head : QByteArray();
}

void FakeSocketServer::setReading(bool reading)
{
    m_reading = reading;
    constexpr qint64 little = 4096;
    m_socket->setReadBufferSize(reading ? 0 : little);
    if (reading)
        read();
}

void FakeSocketServer::read()
{
    if (!m_reading)
        return;
    QByteArray bytes = m_socket->readAll();
    if (!m_head.endsWith("\r\n\r\n")) {
        m_head += bytes;
        const qsizetype end = m_head.indexOf("\r\n\r\n");
        bytes = end < 0 ? QByteArray() : m_head.sliced(end + 4);
        if (end >= 0)
            m_head.truncate(end + 4);
    }
    m_received += bytes;
}

void FakeSocketServer::accept(const QByteArray &more)
{
    const qsizetype begin = m_head.toLower().indexOf("sec-websocket-key: ") + 19;
    const QByteArray key = m_head.mid(begin, 24);
    send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Accept: " +
         handshakeAccept(key) + "\r\n" + more + "\r\n");
}

} // namespace byok::test
