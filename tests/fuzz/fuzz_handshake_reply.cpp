// SPDX-License-Identifier: Apache-2.0
// What a provider answers to a WebSocket's handshake must be read alike whole and in pieces, and never beyond
// its limits; what follows a 101 must come back byte for byte.
#include "relay/upstream/handshake_reply.h"
#include "tests/fuzz/input.h"

using namespace byok;

namespace {

struct Outcome
{
    HandshakeReply::State state;
    int status = 0;
    QByteArray body;
    QByteArray rest;
};

Outcome read(const QByteArray &bytes, qsizetype piece)
{
    HandshakeReply reply;
    Outcome outcome{reply.state(), 0, {}, {}};
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        outcome.rest.append(reply.feed(bytes.mid(at, piece)));
    outcome.state = reply.state();
    if (outcome.state == HandshakeReply::State::Upgraded || outcome.state == HandshakeReply::State::Whole) {
        outcome.status = reply.head().status;
        outcome.body = reply.body();
    }
    fuzz::mustHold(outcome.body.size() <= HandshakeReply::mostBodyBytes);
    fuzz::mustHold(outcome.rest.isEmpty() || outcome.state == HandshakeReply::State::Upgraded);
    fuzz::mustHold(bytes.endsWith(outcome.rest));
    return outcome;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    const Outcome whole = read(bytes, std::max<qsizetype>(1, bytes.size()));
    const Outcome single = read(bytes, 1);
    fuzz::mustHold(whole.state == single.state && whole.status == single.status);
    fuzz::mustHold(whole.body == single.body && whole.rest == single.rest);
    return 0;
}
