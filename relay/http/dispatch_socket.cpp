// SPDX-License-Identifier: Apache-2.0
#include "relay/http/dispatch_socket.h"

#include <cstring>

namespace byok {

DispatchSocket::DispatchSocket(const QTcpSocket &wire, QObject *parent)
    : QTcpSocket(parent)
{
    setPeerAddress(wire.peerAddress());
    setPeerPort(wire.peerPort());
    setLocalAddress(wire.localAddress());
    setLocalPort(wire.localPort());
    setOpenMode(QIODevice::ReadWrite);
    setSocketState(ConnectedState);
}

DispatchSocket::~DispatchSocket()
{
    // Else the base class would close a socket that it never had.
    setSocketState(UnconnectedState);
}

void DispatchSocket::release(const QByteArray &head)
{
    m_released += head;
    emit readyRead();
}

void DispatchSocket::endConnection()
{
    if (state() == UnconnectedState)
        return;
    setSocketState(UnconnectedState);
    emit disconnected();
}

qint64 DispatchSocket::bytesAvailable() const
{
    return QIODevice::bytesAvailable() + m_released.size();
}

qint64 DispatchSocket::readData(char *data, qint64 size)
{
    const qint64 count = qMin<qint64>(size, m_released.size());
    if (count > 0)
        std::memcpy(data, m_released.constData(), static_cast<size_t>(count));
    m_released.remove(0, count);
    return count;
}

qint64 DispatchSocket::skipData(qint64 size)
{
    const qint64 count = qMin<qint64>(size, m_released.size());
    m_released.remove(0, count);
    return count;
}

} // namespace byok
