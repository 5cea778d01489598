// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/body_budget.h"
#include "relay/http/request_head.h"
#include "relay/http/upgrade.h"
#include "relay/http/wire_limits.h"
#include "relay/relay_error.h"

#include <memory>

namespace byok {

/// Reads one HTTP/1 request after another out of raw bytes, and takes only what has one meaning. Two walls
/// stand behind each other: rules of our own over the raw head (line ends, control characters, sizes, the
/// request line's form), and llhttp in strict mode over every byte. However the bytes are cut into pieces,
/// the verdict is the same.
///
/// It stops at the head's end, so that the decision is taken before any byte of the body is looked at. Pure:
/// no sockets, no clock. Owned by a WireGuard; not copyable.
class MessageParser
{
public:
    enum class State {
        InHead,          ///< waiting for the head's first byte or its end
        AwaitingVerdict, ///< the head is whole; admit() decides whether its body is read
        InBody,          ///< admitted; body bytes are missing
        Complete,        ///< the message is whole and nothing follows it
        Refused,         ///< error() says why; the connection's bytes have no meaning from here on
    };

    /// `budget` counts the bodies of all connections and outlives this; null: not counted.
    explicit MessageParser(const WireLimits &limits, BodyBudget *budget = nullptr);
    ~MessageParser();
    Q_DISABLE_COPY_MOVE(MessageParser)

    /// Takes the next bytes. Returns how many it used: less than all only at AwaitingVerdict (feed the rest
    /// after admit()) and where it refused. Bytes behind a complete message are refused.
    qsizetype feed(QByteArrayView bytes);
    /// Lets the message go on from AwaitingVerdict, with a body of at most `bodyLimit` bytes (0: only the
    /// limits' own). A head that asks for an upgrade goes on only where `upgrade` says so.
    State admit(qint64 bodyLimit, Upgrade upgrade = Upgrade::Refused);
    /// Starts afresh for the next message, under `limits`. Gives the body's bytes back to the budget.
    void reset(const WireLimits &limits);

    [[nodiscard]] State state() const { return m_state; }
    /// Whether not one byte of the next message has come.
    [[nodiscard]] bool untouched() const { return m_state == State::InHead && m_rawHead.isEmpty(); }
    /// Valid from AwaitingVerdict on; after a refusal where headKnown().
    [[nodiscard]] const RequestHead &head() const { return m_head; }
    [[nodiscard]] bool headKnown() const { return m_headKnown; }
    /// Why, in state Refused.
    [[nodiscard]] const RelayError &error() const { return m_error; }
    /// Decoded bytes so far.
    [[nodiscard]] qint64 bodyBytes() const { return m_bodyBytes; }
    /// The body, in state Complete; it stays on the budget until reset().
    [[nodiscard]] QByteArray takeBody() { return std::exchange(m_body, {}); }

private:
    struct Machine;

    qsizetype feedHead(QByteArrayView bytes);
    qsizetype feedBody(QByteArrayView bytes);
    void readHead();
    bool readRequestLine();
    bool readFields();
    bool runMachineOverHead();
    bool takeBodyPiece(QByteArrayView piece);
    bool refuse(ErrorCode code, const QString &sentence);
    bool refuseForm(const char *what);

    WireLimits m_limits;
    BodyBudget *m_budget;
    std::unique_ptr<Machine> m_machine;
    QByteArray m_rawHead;
    RequestHead m_head;
    QByteArray m_body;
    RelayError m_error;
    qint64 m_bodyLimit = 0;
    qint64 m_bodyBytes = 0;
    qsizetype m_lineStart = 0;
    qsizetype m_requestLineEnd = -1;
    qint64 m_fieldLines = 0;
    State m_state = State::InHead;
    bool m_headKnown = false;
};

} // namespace byok
