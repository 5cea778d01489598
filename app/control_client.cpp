// SPDX-License-Identifier: Apache-2.0
#include "app/control_client.h"

#include "app/control_peer.h"
#include "app/control_protocol.h"

#include <QDeadlineTimer>
#include <QLocalSocket>

namespace byok {

namespace {

constexpr int connectMilliseconds = 5'000;

/// How long an answer may take. Keys wait for a person who unlocks the keychain or for a provider; quitting
/// for streams.
QDeadlineTimer patienceFor(Verb verb)
{
    using namespace std::chrono_literals;
    switch (verb) {
    case Verb::Quit:
        return QDeadlineTimer(QDeadlineTimer::Forever);
    case Verb::KeysSet:
    case Verb::KeysTest:
    case Verb::KeysRemove:
    case Verb::AppsRevoke:
        return QDeadlineTimer(10min);
    default:
        return QDeadlineTimer(30s);
    }
}

} // namespace

Result<VerbReply> askRunningRelay(const QString &path, const VerbRequest &request)
{
    QLocalSocket socket;
    socket.connectToServer(path);
    if (!socket.waitForConnected(connectMilliseconds))
        return Failure{QStringLiteral("No Byok Relay is running with this profile.")};
    if (!isPeerSameUser(socket))
        return Failure{
            QStringLiteral("The control socket %1 belongs to another user; nothing was sent.").arg(path)};

    socket.write(requestLine(request));
    socket.write(request.secret.expose().data(), request.secret.size());
    QByteArray bytes;
    const QDeadlineTimer patience = patienceFor(request.verb);
    // The reply ends where the relay hangs up.
    while (socket.state() == QLocalSocket::ConnectedState && bytes.size() <= control::mostOutBytes) {
        const int left = patience.isForever() ? -1 : int(patience.remainingTime());
        if (!socket.waitForReadyRead(left))
            break;
        bytes += socket.readAll();
    }
    bytes += socket.readAll();

    const qsizetype lineEnd = bytes.indexOf('\n');
    if (lineEnd < 0) {
        if (patience.hasExpired())
            return Failure{QStringLiteral("Byok Relay is running but did not answer in time; try again.")};
        return Failure{QStringLiteral("Byok Relay left without an answer; see with: byok-relay status")};
    }
    Result<MessageHead<VerbReply>> head = readReplyLine(QByteArrayView(bytes).first(lineEnd));
    if (!head) {
        wipe(bytes);
        return head.error();
    }
    const QByteArrayView out = QByteArrayView(bytes).sliced(lineEnd + 1);
    if (out.size() != head.value().bytesToCome) {
        wipe(bytes);
        return Failure{QStringLiteral("Byok Relay's answer broke off; see with: byok-relay status")};
    }
    head.value().message.out = Secret::copyOf(out);
    wipe(bytes);
    return std::move(head).value().message;
}

} // namespace byok
