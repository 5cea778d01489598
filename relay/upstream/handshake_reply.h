// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/upstream/transfer.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace byok {

/// Reads what a server answers to a WebSocket's handshake out of raw bytes: its head, and where that is no
/// 101, its body. Pure: no sockets, no clock. Owned by the session that asked; not copyable.
class HandshakeReply
{
public:
    enum class State {
        InHead,   ///< the final head is not there yet; 1xx before it are passed over
        Upgraded, ///< 101: what follows the head is the WebSocket's
        InBody,   ///< another answer, whose body is still coming
        Whole,    ///< another answer, complete
        Broken,   ///< no HTTP/1.1 reply, or one larger than is read
    };
    /// A head above this, or a body, is not read.
    static constexpr qsizetype mostHeadBytes = 32 * 1024;
    static constexpr qsizetype mostBodyBytes = 64 * 1024;

    HandshakeReply();
    ~HandshakeReply();
    Q_DISABLE_COPY_MOVE(HandshakeReply)

    /// Takes the next bytes; gives back those behind a 101's head, which are not looked at.
    [[nodiscard]] QByteArrayView feed(QByteArrayView bytes);
    /// The server closed: ends a body that has no other end.
    void finish();

    [[nodiscard]] State state() const { return m_state; }
    /// Valid in every state but InHead and Broken.
    [[nodiscard]] const UpstreamHead &head() const { return m_head; }
    /// Without its framing.
    [[nodiscard]] const QByteArray &body() const { return m_body; }

private:
    struct Machine;

    qsizetype takeHead(QByteArrayView bytes);
    void readHead();
    void feedBody(QByteArrayView bytes);

    std::unique_ptr<Machine> m_machine;
    QByteArray m_rawHead;
    UpstreamHead m_head;
    QByteArray m_body;
    State m_state = State::InHead;
};

} // namespace byok
