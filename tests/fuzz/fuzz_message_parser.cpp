// SPDX-License-Identifier: Apache-2.0
// The front door's parser must judge a message alike whole and in pieces, and never complete one beyond its
// limits.
#include "relay/http/message_parser.h"
#include "tests/fuzz/input.h"

using namespace byok;

namespace {

struct Outcome
{
    MessageParser::State state;
    QByteArray target;
    QByteArray body;
};

Outcome parse(const QByteArray &bytes, qsizetype piece)
{
    constexpr qint64 bodyLimit = 4096;
    MessageParser parser(WireLimits{});
    qsizetype at = 0;
    while (at < bytes.size() && parser.state() != MessageParser::State::Refused) {
        const qsizetype given = std::min(piece, bytes.size() - at);
        const qsizetype used = parser.feed(QByteArrayView(bytes).sliced(at, given));
        fuzz::mustHold(used >= 0 && used <= given);
        at += used;
        if (parser.state() == MessageParser::State::AwaitingVerdict)
            parser.admit(bodyLimit, Upgrade::WebSocket);
        else if (used == 0)
            break;
    }
    Outcome outcome{parser.state(), {}, {}};
    if (outcome.state == MessageParser::State::Complete) {
        outcome.target = parser.head().target;
        outcome.body = parser.takeBody();
        fuzz::mustHold(outcome.target.startsWith('/'));
        fuzz::mustHold(outcome.body.size() <= bodyLimit);
        for (const HeaderField &field : parser.head().fields)
            fuzz::mustHold(!field.name.isEmpty() && !field.value.contains('\n') &&
                           !field.value.contains('\0'));
    }
    return outcome;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    const Outcome whole = parse(bytes, std::max<qsizetype>(1, bytes.size()));
    const Outcome single = parse(bytes, 1);
    fuzz::mustHold(whole.state == single.state);
    fuzz::mustHold(whole.target == single.target && whole.body == single.body);
    return 0;
}
