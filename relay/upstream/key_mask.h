// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace byok {

/// Takes a live key out of a reply as it streams, across piece borders: what matches is overwritten with '*'
/// at equal length. Holds back only a tail that begins like the key. One for each exchange; the relay's
/// thread.
class KeyMask
{
public:
    /// An empty key masks nothing.
    explicit KeyMask(Secret key);
    /// The bytes that may be sent on now; what is held back comes with a later call.
    [[nodiscard]] QByteArray pass(QByteArrayView bytes);
    /// What was still held back; the stream is over.
    [[nodiscard]] QByteArray rest();
    /// Masks the key in a whole value (a header field).
    [[nodiscard]] QByteArray maskWhole(QByteArrayView bytes) const;

private:
    Secret m_key;
    QList<qsizetype> m_fallback; ///< for each prefix of the key: its longest border
    qsizetype m_matched = 0;     ///< how many bytes of the key the stream's end equals
};

} // namespace byok
