// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/key_mask.h"

#include <cstring>

namespace byok {

// Knuth, Morris, Pratt: the stream is read once. What is held back always equals the key's own first
// m_matched bytes, so nothing of the stream needs to be kept.

KeyMask::KeyMask(Secret key)
    : m_key(std::move(key))
{
    const QByteArrayView bytes = m_key.expose();
    m_fallback.resize(bytes.size());
    for (qsizetype i = 1, border = 0; i < bytes.size(); ++i) {
        while (border > 0 && bytes[i] != bytes[border])
            border = m_fallback[border - 1];
        border += bytes[i] == bytes[border] ? 1 : 0;
        m_fallback[i] = border;
    }
}

QByteArray KeyMask::pass(QByteArrayView bytes)
{
    const QByteArrayView key = m_key.expose();
    if (key.isEmpty())
        return bytes.toByteArray();
    QByteArray out;
    out.reserve(m_matched + bytes.size());
    const char *at = bytes.begin();
    const char *const end = bytes.end();
    while (at != end) {
        if (m_matched == 0) {
            const auto *first =
                static_cast<const char *>(std::memchr(at, key.front(), static_cast<size_t>(end - at)));
            const char *const plainEnd = first ? first : end;
            out.append(at, plainEnd - at);
            at = plainEnd;
            if (at == end)
                break;
        }
        while (m_matched > 0 && *at != key[m_matched]) {
            const qsizetype shorter = m_fallback[m_matched - 1];
            out.append(key.first(m_matched - shorter));
            m_matched = shorter;
        }
        if (*at == key[m_matched])
            ++m_matched;
        else
            out.append(*at);
        ++at;
        if (m_matched == key.size()) {
            out.append(m_matched, '*');
            m_matched = 0;
        }
    }
    return out;
}

QByteArray KeyMask::rest()
{
    const QByteArray held = m_key.expose().first(m_matched).toByteArray();
    m_matched = 0;
    return held;
}

QByteArray KeyMask::maskWhole(QByteArrayView bytes) const
{
    const QByteArrayView key = m_key.expose();
    QByteArray out = bytes.toByteArray();
    if (key.isEmpty())
        return out;
    for (qsizetype at = out.indexOf(key); at >= 0; at = out.indexOf(key, at + key.size()))
        std::memset(out.data() + at, '*', static_cast<size_t>(key.size()));
    return out;
}

} // namespace byok
