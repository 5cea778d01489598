// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/header_field.h"

#include <QByteArray>
#include <QHostAddress>
#include <QObject>
#include <QTcpSocket>

#include <chrono>
#include <functional>
#include <optional>

namespace byok::test {

/// One HTTP reply as it came over the wire. Value.
struct RawReply
{
    int status = 0;
    QByteArray head;     ///< status line and fields as sent, with the empty line
    HeaderFields fields; ///< names lower-case
    QByteArray body;     ///< chunks already joined
    qsizetype rawSize = 0;

    [[nodiscard]] QByteArray field(QByteArrayView name) const { return headerValue(fields, name); }
};

/// Whether the replies that are read answer a HEAD, whose body is announced but never comes.
enum class ReplyTo { AnyMethod, HeadMethod };

/// A TCP client that sends exactly the bytes it is told to and keeps what comes back. Waits by running the
/// event loop of this thread, so that a server on the same thread is served meanwhile. Owned by the test; one
/// connection for its life.
class RawClient : public QObject
{
    Q_OBJECT

public:
    using Milliseconds = std::chrono::milliseconds;
    static constexpr Milliseconds patience{30'000};

    /// Connects to `address`:`port` and waits until that is done or has failed.
    explicit RawClient(quint16 port, const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));
    ~RawClient() override;

    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] quint16 localPort() const { return m_socket.localPort(); }
    [[nodiscard]] QTcpSocket &socket() { return m_socket; }

    /// Sends as one piece; does not wait until the peer has read it.
    void send(const QByteArray &bytes);
    /// Sends one byte at a time, each as a piece of its own for the peer.
    void sendByteByByte(const QByteArray &bytes);
    /// Takes no more bytes from the connection than the small buffers of a client that has stopped reading.
    void stopReading();
    void resumeReading();
    void close();
    /// Closes with a reset.
    void reset();

    /// All bytes that came and were not taken by takeReply().
    [[nodiscard]] const QByteArray &received() const { return m_received; }
    [[nodiscard]] bool closedByPeer() const { return m_closed; }
    [[nodiscard]] bool wasReset() const { return m_reset; }

    /// Runs the event loop until `done()` holds; false when `limit` passed first.
    [[nodiscard]] bool waitUntil(const std::function<bool()> &done, Milliseconds limit = patience);
    [[nodiscard]] bool waitForClose(Milliseconds limit = patience);
    [[nodiscard]] bool waitForBytes(qsizetype count, Milliseconds limit = patience);
    /// Waits until received() holds `needle`.
    [[nodiscard]] bool waitForText(QByteArrayView needle, Milliseconds limit = patience);
    /// Waits for one whole reply (1xx come alone, as replies without body) and takes it out of received();
    /// none when it did not come, or not whole.
    [[nodiscard]] std::optional<RawReply> takeReply(ReplyTo to = ReplyTo::AnyMethod,
                                                    Milliseconds limit = patience);

    /// Whether more bytes may still come.
    enum class Stream { Open, Closed };
    /// The first whole reply within `bytes`; none where it is not whole.
    [[nodiscard]] static std::optional<RawReply> parseReply(const QByteArray &bytes, ReplyTo to,
                                                            Stream stream);

signals:
    void changed();

private:
    void readAll();
    void lookHowItEnded();
    void dropProbe();

    QTcpSocket m_socket;
    QByteArray m_received;
    int m_probe = -1; ///< a second descriptor of the connection
    bool m_closed = false;
    bool m_reset = false;
    bool m_reading = true;
};

} // namespace byok::test
