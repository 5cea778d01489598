// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/wire_guard.h"

#include <QObject>
#include <QPointer>

namespace byok {

/// A client's connection that has left HTTP: bytes both ways, untouched. What the client sends waits in the
/// connection until it is taken, so that who does not take it slows the client down.
///
/// Made by ResponseWriter::upgrade(), owned by whoever carries the bytes on. Lives on the relay's thread.
/// Destroyed before finish(), it breaks the connection. May outlive the connection: then `clientGone` has
/// been emitted, and writes are discarded.
class ClientTunnel final : public QObject, private ReplyObserver
{
    Q_OBJECT

public:
    explicit ClientTunnel(WireGuard *guard);
    ~ClientTunnel() override;

    /// The next bytes that the client sent, at most `most`; empty: none for now. What it had sent before it
    /// left can still be taken while `clientGone` is emitted.
    [[nodiscard]] QByteArray take(qsizetype most);
    void write(QByteArrayView bytes);
    /// Bytes written here that the kernel has not taken yet.
    [[nodiscard]] qint64 bytesHeld() const { return m_guard ? m_guard->bytesHeld() : 0; }
    /// Closes once all that was written is with the client; a client that does not take it is dropped.
    void finish();

signals:
    /// There may be bytes to take.
    void readable();
    /// bytesHeld() has fallen since the last time.
    void drained();
    /// The client closed or reset the connection. Emitted at most once.
    void clientGone();

private:
    void wireProgressed() override { emit drained(); }
    void wireReadable() override { emit readable(); }
    void wireLost() override;

    QPointer<WireGuard> m_guard;
};

} // namespace byok
