// SPDX-License-Identifier: Apache-2.0
// A key never gets through, wherever the pieces are cut; nothing else changes and nothing is lost.
#include "relay/upstream/key_mask.h"
#include "tests/fuzz/input.h"

using namespace byok;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 3)
        return 0;
    // First byte: how long the key is; second: how long the pieces are; then the key; then the stream.
    const qsizetype keyLength = 1 + data[0] % 16;
    const qsizetype piece = 1 + data[1] % 32;
    const QByteArray rest = fuzz::bytesOf(data + 2, size - 2);
    const QByteArray key = rest.left(keyLength);
    const QByteArray stream = rest.mid(key.size());
    if (key.isEmpty() || key.contains('*'))
        return 0;
    KeyMask mask(Secret::copyOf(key));
    QByteArray out;
    for (qsizetype at = 0; at < stream.size(); at += piece)
        out += mask.pass(QByteArrayView(stream).sliced(at, std::min(piece, stream.size() - at)));
    out += mask.rest();
    fuzz::mustHold(out.size() == stream.size());
    fuzz::mustHold(!out.contains(key));
    for (qsizetype i = 0; i < out.size(); ++i)
        fuzz::mustHold(out.at(i) == stream.at(i) || out.at(i) == '*');
    if (!stream.contains(key))
        fuzz::mustHold(out == stream);
    return 0;
}
