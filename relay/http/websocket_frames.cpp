// SPDX-License-Identifier: Apache-2.0
#include "relay/http/websocket_frames.h"

#include <algorithm>

namespace byok {

namespace {

constexpr unsigned lengthBits = 0x7f;
constexpr unsigned maskBit = 0x80;
constexpr unsigned length16 = 126;
constexpr unsigned length64 = 127;
constexpr qsizetype maskBytes = 4;

} // namespace

qsizetype FrameBorders::headerLength() const
{
    if (m_headerSize < 2)
        return 2;
    const unsigned second = m_header[1];
    const unsigned length = second & lengthBits;
    return 2 + (length == length16 ? 2 : length == length64 ? 8 : 0) + ((second & maskBit) ? maskBytes : 0);
}

void FrameBorders::pass(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (m_payloadLeft > 0) {
            const auto some = std::min(m_payloadLeft, static_cast<quint64>(bytes.size()));
            m_payloadLeft -= some;
            bytes = bytes.sliced(static_cast<qsizetype>(some));
            continue;
        }
        m_header[static_cast<size_t>(m_headerSize++)] = static_cast<unsigned char>(bytes.front());
        bytes = bytes.sliced(1);
        if (m_headerSize < headerLength())
            continue;
        const unsigned length = m_header[1] & lengthBits;
        const qsizetype lengthBytes = length == length16 ? 2 : length == length64 ? 8 : 0;
        m_payloadLeft = lengthBytes == 0 ? length : 0;
        for (qsizetype i = 0; i < lengthBytes; ++i)
            m_payloadLeft = m_payloadLeft << 8 | m_header[static_cast<size_t>(2 + i)];
        m_headerSize = 0;
    }
}

QByteArray closeFrame(CloseCode code, const QString &reason)
{
    constexpr qsizetype mostReason = 123;
    QByteArray text = reason.toUtf8();
    if (text.size() > mostReason) {
        qsizetype end = mostReason;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
            --end; // not within a character
        text.truncate(end);
    }
    const int number = static_cast<int>(code);
    QByteArray frame;
    frame.append(static_cast<char>(0x88)).append(static_cast<char>(2 + text.size()));
    frame.append(static_cast<char>(number >> 8)).append(static_cast<char>(number & 0xff));
    return frame.append(text);
}

} // namespace byok
