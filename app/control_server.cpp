// SPDX-License-Identifier: Apache-2.0
#include "app/control_server.h"

#include "app/control_peer.h"
#include "app/control_protocol.h"

#include <QLocalSocket>
#include <QPointer>
#include <QTimer>

namespace byok {

namespace {

constexpr int mostConnections = 32;
constexpr int requestMilliseconds = 10'000; ///< a request is one write of a program beside us

/// One connection: collects a request, hands it on, writes the reply. Child of its socket, goes with it.
class Conversation final : public QObject
{
public:
    Conversation(QLocalSocket *socket, const ControlServer::Handler &handler)
        : QObject(socket)
        , m_socket(socket)
        , m_handler(handler)
    {
        // So that growing leaves no copy behind.
        m_bytes.reserve(control::mostLineBytes + control::mostSecretBytes + 1);
        connect(socket, &QLocalSocket::readyRead, this, &Conversation::read);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        m_patience.setSingleShot(true);
        connect(&m_patience, &QTimer::timeout, socket, &QLocalSocket::abort);
        m_patience.start(requestMilliseconds);
        // One byte more than fits a request, so that too much is seen as such.
        socket->setReadBufferSize(control::mostLineBytes + control::mostSecretBytes + 1);
    }
    ~Conversation() override { wipe(m_bytes); }

private:
    void read()
    {
        if (m_handled) {
            m_socket->abort(); // nothing may follow a request
            return;
        }
        QByteArray more = m_socket->readAll();
        m_bytes += more;
        wipe(more);
        const qsizetype lineEnd = m_bytes.indexOf('\n');
        if (lineEnd < 0) {
            if (m_bytes.size() > control::mostLineBytes)
                m_socket->abort();
            return;
        }
        Result<MessageHead<VerbRequest>> head = readRequestLine(QByteArrayView(m_bytes).first(lineEnd));
        if (!head) {
            answer(VerbReply::refused(head.error().sentence));
            return;
        }
        const QByteArrayView rest = QByteArrayView(m_bytes).sliced(lineEnd + 1);
        if (rest.size() < head.value().bytesToCome)
            return;
        if (rest.size() > head.value().bytesToCome) {
            m_socket->abort();
            return;
        }
        head.value().message.secret = Secret::copyOf(rest);
        wipe(m_bytes);
        m_bytes.clear();
        m_handled = true;
        m_patience.stop();
        // The reply may come when the caller, or this server, is long gone.
        const QPointer<Conversation> self(this);
        m_handler(head.value().message, [self](const VerbReply &reply) {
            if (self)
                self->answer(reply);
        });
    }

    void answer(const VerbReply &reply)
    {
        m_handled = true;
        m_patience.stop();
        m_socket->write(replyLine(reply));
        m_socket->write(reply.out.expose().data(), reply.out.size());
        m_socket->flush();
        m_socket->disconnectFromServer();
    }

    QLocalSocket *m_socket;
    const ControlServer::Handler &m_handler;
    QByteArray m_bytes;
    QTimer m_patience;
    bool m_handled = false;
};

} // namespace

ControlServer::ControlServer(Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(mostConnections);
    connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::accept);
}

ControlServer::~ControlServer()
{
    close();
}

Result<> ControlServer::listen(const QString &path)
{
    QLocalServer::removeServer(path);
    if (m_server.listen(path))
        return Nothing{};
    return Failure{
        QStringLiteral("The control socket %1 could not be made: %2.").arg(path, m_server.errorString())};
}

void ControlServer::close()
{
    m_server.close();
}

void ControlServer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        socket->setParent(this);
        if (!isPeerSameUser(*socket) ||
            findChildren<QLocalSocket *>(Qt::FindDirectChildrenOnly).size() > mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto *conversation = new Conversation(socket, m_handler);
        // What came before anyone listened has been signalled already.
        if (socket->bytesAvailable() > 0)
            QMetaObject::invokeMethod(socket, &QLocalSocket::readyRead, Qt::QueuedConnection);
        Q_UNUSED(conversation)
    }
}

} // namespace byok
