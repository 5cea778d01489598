// SPDX-License-Identifier: Apache-2.0
#include "relay/random_hex.h"

#include <QRandomGenerator>
#include <QVarLengthArray>

namespace byok {

QByteArray randomHex(qsizetype count)
{
    QVarLengthArray<quint32, 8> words((count + 3) / 4);
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.constData()), count).toHex();
}

QByteArray newRequestId()
{
    constexpr qsizetype idBytes = 8;
    return randomHex(idBytes);
}

} // namespace byok
