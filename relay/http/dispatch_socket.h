// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTcpSocket>

namespace byok {

/// What QHttpServer believes to be the connection. It yields only the heads that the WireGuard wrote itself,
/// never a byte of a caller's, and throws away whatever is written to it: replies go out through the guard.
/// QHttpServer owns it and deletes it after `disconnected`; the guard and the real socket are its children.
/// The relay's thread.
class DispatchSocket final : public QTcpSocket
{
    Q_OBJECT

public:
    /// Looks like `wire` from outside: same addresses, connected.
    explicit DispatchSocket(const QTcpSocket &wire, QObject *parent);
    ~DispatchSocket() override;

    /// Lets QHttpServer read these bytes; it does so before this returns.
    void release(const QByteArray &head);
    /// The real connection has ended: tells QHttpServer so. At most once.
    void endConnection();

    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override { return 0; }
    void disconnectFromHost() override { emit closeWanted(); }
    void close() override { emit closeWanted(); }
    /// None: nobody goes round the guard.
    qintptr socketDescriptor() const override { return -1; }

signals:
    /// QHttpServer would close the connection.
    void closeWanted();

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 readLineData(char *data, qint64 size) override { return readData(data, size); }
    qint64 skipData(qint64 size) override;
    qint64 writeData(const char *, qint64 size) override { return size; }

private:
    QByteArray m_released;
};

} // namespace byok
