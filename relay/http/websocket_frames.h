// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <array>

namespace byok {

/// Follows where a WebSocket's frames begin and end (RFC 6455 §5.2) in bytes that pass, without reading what
/// is in them: a frame of our own may only be put between two. One for each direction. Value.
class FrameBorders
{
public:
    void pass(QByteArrayView bytes);
    /// Whether all that passed is whole frames.
    [[nodiscard]] bool atBorder() const { return m_headerSize == 0 && m_payloadLeft == 0; }

private:
    [[nodiscard]] qsizetype headerLength() const;

    std::array<unsigned char, 14> m_header{};
    qsizetype m_headerSize = 0; ///< bytes of the header under way; 0: none
    quint64 m_payloadLeft = 0;  ///< of the frame whose header has passed
};

/// Why a WebSocket is closed, as its other end is told (RFC 6455 §7.4.1).
enum class CloseCode { GoingAway = 1001, PolicyViolation = 1008, InternalError = 1011 };

/// A server's close frame. `reason` is cut to the 123 bytes of UTF-8 that fit.
[[nodiscard]] QByteArray closeFrame(CloseCode code, const QString &reason);

} // namespace byok
