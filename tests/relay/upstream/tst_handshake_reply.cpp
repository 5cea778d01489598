// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/handshake_reply.h"

#include <QTest>

using namespace byok;
using State = HandshakeReply::State;

namespace {

/// What came of a reply that was fed in pieces: the state, and what was given back as the WebSocket's.
struct Outcome
{
    State state = State::InHead;
    int status = 0;
    QByteArray body;
    QByteArray rest;
};

enum class Ending { Open, Closed };

Outcome outcomeOf(const QByteArray &bytes, qsizetype piece, Ending ending)
{
    HandshakeReply reply;
    Outcome outcome;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        // A buffer of its own, so that reading beyond it would be seen.
        const QByteArray some = bytes.mid(at, piece);
        outcome.rest.append(reply.feed(some));
    }
    if (ending == Ending::Closed)
        reply.finish();
    outcome.state = reply.state();
    if (outcome.state != State::InHead && outcome.state != State::Broken) {
        outcome.status = reply.head().status;
        outcome.body = reply.body();
    }
    return outcome;
}

const QByteArray switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                             "Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n";

} // namespace

/// What a provider may answer to a handshake.
class TestHandshakeReply : public QObject
{
    Q_OBJECT

private slots:
    void everyAnswerIsReadTheSameHoweverItIsCut_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("closed");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("rest");
        const auto row = [](const char *name, const QByteArray &bytes, bool closed, State state, int status,
                            const QByteArray &body = {}, const QByteArray &rest = {}) {
            QTest::newRow(name) << bytes << closed << static_cast<int>(state) << status << body << rest;
        };
        row("101", switching, false, State::Upgraded, 101);
        row("101 and a frame at once", switching + "\x82\x02\r\n", false, State::Upgraded, 101, {},
            "\x82\x02\r\n");
        row("101 and what looks like HTTP", switching + "HTTP/1.1 200 OK\r\n\r\n", false, State::Upgraded,
            101, {}, "HTTP/1.1 200 OK\r\n\r\n");
        row("103 first", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + switching + "f", false,
            State::Upgraded, 101, {}, "f");
        row("401 with a length", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 3\r\n\r\nno!", false,
            State::Whole, 401, "no!");
        row("401 in chunks",
            "HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n1\r\n!\r\n0\r\n\r\n",
            false, State::Whole, 401, "no!");
        row("401 without a body", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", false,
            State::Whole, 401);
        row("403 until it closes", "HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\nno!", true,
            State::Whole, 403, "no!");
        row("cut off in its body", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 9\r\n\r\nno!", true,
            State::Broken, 0);
        row("cut off in its head", "HTTP/1.1 401 Unauth", true, State::Broken, 0);
        row("closed without a byte", {}, true, State::Broken, 0);
        row("no HTTP", "220 mail.example ESMTP\r\n\r\n", false, State::Broken, 0);
        row("a body too large", "HTTP/1.1 500 Oh\r\nContent-Length: 70000\r\n\r\n" + QByteArray(70'000, 'x'),
            false, State::Broken, 0);
        row("a head too large", "HTTP/1.1 101 S\r\nX: " + QByteArray(40'000, 'x') + "\r\n\r\n", false,
            State::Broken, 0);
    }
    void everyAnswerIsReadTheSameHoweverItIsCut()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, closed);
        for (const qsizetype piece : {qsizetype(1), qsizetype(2), qsizetype(13), qsizetype(100'000)}) {
            const Outcome outcome = outcomeOf(bytes, piece, closed ? Ending::Closed : Ending::Open);
            QTEST(static_cast<int>(outcome.state), "state");
            QTEST(outcome.status, "status");
            QTEST(outcome.body, "body");
            QTEST(outcome.rest, "rest");
        }
    }

    void fieldsAreThoseOfTheFinalHead()
    {
        HandshakeReply reply;
        QVERIFY(reply.feed("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + switching).isEmpty());
        QCOMPARE(headerCount(reply.head().fields, "link"), 0);
        QCOMPARE(headerValue(reply.head().fields, "sec-websocket-accept"), "x");
    }
};

QTEST_GUILESS_MAIN(TestHandshakeReply)
#include "tst_handshake_reply.moc"
