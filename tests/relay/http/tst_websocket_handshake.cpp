// SPDX-License-Identifier: Apache-2.0
#include "relay/http/websocket_frames.h"
#include "relay/http/websocket_handshake.h"

#include <QTest>

using namespace byok;
using namespace Qt::StringLiterals;

namespace {

const QByteArray key = "dGhlIHNhbXBsZSBub25jZQ=="; // RFC 6455 §1.3

/// A browser's handshake with one field exchanged (`value` null: left out) or added.
RequestHead handshake(const QByteArray &name = {}, const QByteArray &value = {})
{
    RequestHead head;
    head.target = "/v1/realtime?model=m";
    head.fields = {{"host", "127.0.0.1:2965"},
                   {"connection", "Upgrade"},
                   {"upgrade", "websocket"},
                   {"sec-websocket-key", key},
                   {"sec-websocket-version", "13"}};
    if (!name.isEmpty()) {
        head.fields.removeIf([&](const HeaderField &field) { return field.name == name; });
        if (!value.isNull())
            head.fields.append({name, value});
    }
    head.upgrade = head.field("upgrade");
    return head;
}

RequestHead with(RequestHead head, const QByteArray &name, const QByteArray &value)
{
    head.fields.append({name, value});
    return head;
}

QByteArray frame(qsizetype length, bool masked)
{
    QByteArray bytes(1, static_cast<char>(0x82));
    const int mask = masked ? 0x80 : 0;
    if (length < 126) {
        bytes.append(static_cast<char>(mask | static_cast<int>(length)));
    } else if (length < 65536) {
        bytes.append(static_cast<char>(mask | 126));
        bytes.append(static_cast<char>(length >> 8)).append(static_cast<char>(length & 0xff));
    } else {
        bytes.append(static_cast<char>(mask | 127));
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes.append(static_cast<char>(static_cast<quint64>(length) >> shift & 0xff));
    }
    return bytes + QByteArray(masked ? 4 : 0, 'm') + QByteArray(length, '\x88');
}

} // namespace

Q_DECLARE_METATYPE(byok::RequestHead)

/// What is a WebSocket's handshake, and where its frames end.
class TestWebSocketHandshake : public QObject
{
    Q_OBJECT

private slots:
    void onlyAWholeHandshakeIsTaken_data()
    {
        QTest::addColumn<RequestHead>("head");
        QTest::addColumn<bool>("taken");
        const auto row = [](const char *name, const RequestHead &head, bool taken) {
            QTest::newRow(name) << head << taken;
        };
        row("a browser's", handshake(), true);
        row("Upgrade in another case", handshake("upgrade", "WebSocket"), true);
        row("Connection as a list", handshake("connection", "keep-alive, upgrade"), true);
        row("Connection in two fields", with(handshake("connection", "keep-alive"), "connection", "Upgrade"),
            true);
        row("with subprotocols", handshake("sec-websocket-protocol", "realtime, openai-beta.realtime-v1"),
            true);
        row("with compression",
            handshake("sec-websocket-extensions", "permessage-deflate; client_max_window_bits"), true);
        row("no length is no body", handshake("content-length", "0"), true);

        row("h2c", handshake("upgrade", "h2c"), false);
        row("two upgrades", handshake("upgrade", "websocket, h2c"), false);
        row("a version of websocket", handshake("upgrade", "websocket/13"), false);
        row("no Upgrade", handshake("upgrade"), false);
        row("no Connection", handshake("connection"), false);
        row("Connection without it", handshake("connection", "keep-alive"), false);
        row("Connection that only begins so", handshake("connection", "upgrades"), false);
        row("no key", handshake("sec-websocket-key"), false);
        row("two keys", with(handshake(), "sec-websocket-key", key), false);
        row("a short key", handshake("sec-websocket-key", "dGhlIHNhbXBsZSBub25j"), false);
        row("a long key", handshake("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQAA"), false);
        row("a key without padding", handshake("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ"), false);
        row("a key that is no base64", handshake("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZ*=="), false);
        row("no version", handshake("sec-websocket-version"), false);
        row("version 8", handshake("sec-websocket-version", "8"), false);
        row("a list of versions", handshake("sec-websocket-version", "13, 8"), false);
        row("two versions", with(handshake(), "sec-websocket-version", "13"), false);
        row("a subprotocol twice", handshake("sec-websocket-protocol", "a, a"), false);
        row("a subprotocol that is no token", handshake("sec-websocket-protocol", "a b"), false);
        RequestHead post = handshake();
        post.method = HttpMethod::Post;
        row("POST", post, false);
        RequestHead old = handshake();
        old.versionMinor = 0;
        row("HTTP/1.0", old, false);
        RequestHead body = handshake();
        body.contentLength = 1;
        row("with a body", body, false);
        RequestHead chunked = handshake();
        chunked.chunked = true;
        row("with a chunked body", chunked, false);
    }
    void onlyAWholeHandshakeIsTaken()
    {
        QFETCH(RequestHead, head);
        const auto read = readHandshake(head);
        QTEST(read.ok(), "taken");
        if (!read) {
            QCOMPARE(read.error().code, ErrorCode::UpgradeRefused);
            QVERIFY(!read.error().sentence.isEmpty());
        }
    }

    void itIsReadAsItWasSent()
    {
        RequestHead head = handshake("sec-websocket-protocol", "realtime,  b ,");
        head = with(head, "sec-websocket-protocol", "c");
        head = with(head, "sec-websocket-extensions", "x; y=1");
        head = with(head, "sec-websocket-extensions", "z");
        const auto read = readHandshake(head);
        QVERIFY(read.ok());
        QCOMPARE(read.value().key, key);
        QCOMPARE(read.value().protocols, (QList<QByteArray>{"realtime", "b", "c"}));
        QCOMPARE(read.value().extensions, "x; y=1, z");
    }

    void theAnswerIsTheStandards() { QCOMPARE(handshakeAccept(key), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); }

    void bordersAreFoundHoweverTheBytesAreCut_data()
    {
        QTest::addColumn<qsizetype>("length");
        QTest::addColumn<bool>("masked");
        for (const qsizetype length : {0, 1, 125, 126, 127, 65535, 65536, 70000}) {
            for (const bool masked : {false, true})
                QTest::addRow("%lld%s", static_cast<long long>(length), masked ? " masked" : "")
                    << length << masked;
        }
    }
    void bordersAreFoundHoweverTheBytesAreCut()
    {
        QFETCH(qsizetype, length);
        QFETCH(bool, masked);
        const QByteArray one = frame(length, masked);
        const QByteArray bytes = one + frame(3, !masked) + one;
        const QList<qsizetype> borders{0, one.size(), bytes.size() - one.size(), bytes.size()};
        for (const qsizetype piece :
             {qsizetype(1), qsizetype(2), qsizetype(7), qsizetype(4096), bytes.size()}) {
            FrameBorders follow;
            for (qsizetype at = 0; at < bytes.size();) {
                QCOMPARE(follow.atBorder(), borders.contains(at));
                const qsizetype some = std::min(piece, bytes.size() - at);
                follow.pass(QByteArrayView(bytes).sliced(at, some));
                at += some;
            }
            QVERIFY(follow.atBorder());
        }
    }

    void closeFramesFit()
    {
        QCOMPARE(closeFrame(CloseCode::PolicyViolation, u"no"_s), QByteArray("\x88\x04\x03\xf0no"));
        const QByteArray wide = closeFrame(CloseCode::GoingAway, QString(200, u'ä'));
        QCOMPARE(wide.size(), 2 + 2 + 122); // 61 whole characters
        QCOMPARE(wide[1], char(124));
        QCOMPARE(QString::fromUtf8(wide.sliced(4)), QString(61, u'ä'));
    }
};

QTEST_GUILESS_MAIN(TestWebSocketHandshake)
#include "tst_websocket_handshake.moc"
