// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace byok::test {

/// A provider that speaks WebSocket, down to its bytes: takes one connection after the other, keeps what came
/// on the last, and sends what the test says. Plain, or over TLS with the given certificate. Lives on the
/// test's thread and needs its event loop.
class FakeSocketServer : public QObject
{
    Q_OBJECT

public:
    FakeSocketServer();
    explicit FakeSocketServer(const QSslConfiguration &tls);
    ~FakeSocketServer() override;

    [[nodiscard]] quint16 port() const { return m_server->serverPort(); }
    /// "http://127.0.0.1:<port>", or https.
    [[nodiscard]] QByteArray baseUrl() const;

    [[nodiscard]] int connectionCount() const { return m_connections; }
    /// The last connection's; null before there was one.
    [[nodiscard]] QTcpSocket *socket() const { return m_socket; }
    [[nodiscard]] bool isOpen() const
    {
        return m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
    }
    /// The last connection's request head, with its empty line; empty until it is whole.
    [[nodiscard]] QByteArray head() const;
    /// What came behind the head. The test may clear it.
    [[nodiscard]] QByteArray &received() { return m_received; }
    /// Whether it still reads; while it does not, the other side's bytes fill the connection.
    void setReading(bool reading);

    void send(const QByteArray &bytes) { m_socket->write(bytes); }
    /// Answers the handshake that head() is with 101, with `more` lines.
    void accept(const QByteArray &more = {});
    void close() { m_socket->disconnectFromHost(); }

private:
    void take();
    void read();

    std::unique_ptr<QTcpServer> m_server;
    QTcpSocket *m_socket = nullptr; ///< the server's child
    QByteArray m_head;
    QByteArray m_received;
    int m_connections = 0;
    bool m_isTls = false;
    bool m_reading = true;
};

} // namespace byok::test
