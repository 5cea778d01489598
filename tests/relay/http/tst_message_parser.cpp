// SPDX-License-Identifier: Apache-2.0
#include "relay/http/message_parser.h"
#include "tests/relay/http/wire_cases.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace byok;
using namespace byok::test;
using State = MessageParser::State;

namespace {

struct Outcome
{
    int status = 0;     ///< 0: complete; -1: more is wanted
    QByteArray request; ///< method, target, fields and body, to compare
    friend bool operator==(const Outcome &, const Outcome &) = default;
};

char *toString(const Outcome &outcome)
{
    return qstrdup(
        QByteArray(QByteArray::number(outcome.status) + ' ' + outcome.request.left(200)).constData());
}

/// As the guard does it: feeds, admits at the head, feeds the rest.
void feedPiece(MessageParser &parser, QByteArrayView piece)
{
    while (!piece.isEmpty() && parser.state() != State::Refused) {
        piece = piece.sliced(parser.feed(piece));
        if (parser.state() == State::AwaitingVerdict)
            parser.admit(0, Upgrade::WebSocket); // so that upgrades are read as far as anything is
    }
}

Outcome outcomeOf(MessageParser &parser)
{
    if (parser.state() == State::Refused)
        return {parser.error().status(), {}};
    if (parser.state() != State::Complete)
        return {-1, {}};
    const RequestHead &head = parser.head();
    QByteArray request = methodName(head.method) + ' ' + head.target + '\n';
    for (const HeaderField &field : head.fields)
        request += field.name + ':' + field.value + '\n';
    return {0, request + '\n' + parser.takeBody()};
}

Outcome wholeOutcome(const QByteArray &bytes)
{
    MessageParser parser(WireLimits{});
    feedPiece(parser, bytes);
    return outcomeOf(parser);
}

bool matches(const QByteArray &bytes, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QString::fromLatin1(pattern)))
        .match(QString::fromLatin1(bytes))
        .hasMatch();
}

/// The parser's rule, written down a second time and in another way: what may be accepted, as a grammar over
/// the whole message, stricter than RFC 9112. The decoded body goes to `body`.
bool ruleHolds(const QByteArray &bytes, QByteArray &body)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0 || end + 4 > 16 * 1024)
        return false;
    const QByteArray head = bytes.first(end);
    QByteArray rest = bytes.sliced(end + 4);
    QList<QByteArray> lines;
    for (qsizetype at = 0; at <= head.size();) {
        qsizetype stop = head.indexOf("\r\n", at);
        stop = stop < 0 ? head.size() : stop;
        lines.append(head.sliced(at, stop - at));
        at = stop + 2;
    }
    const QByteArray first = lines.takeFirst();
    if (first.size() > 8 * 1024 || lines.size() > 64 ||
        !matches(first, "(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) "
                        "/(?!/)[!$-;=?-\\[\\]_a-z~%]*?(\\?[!$-;=?-\\[\\]_a-z~%`{}|^]*)? HTTP/1\\.[01]"))
        return false;
    QHash<QByteArray, QList<QByteArray>> fields;
    for (const QByteArray &line : std::as_const(lines)) {
        if (!matches(line, "[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t\\x20-\\x7e\\x80-\\xff]*"))
            return false;
        const qsizetype colon = line.indexOf(':');
        fields[line.first(colon).toLower()].append(line.sliced(colon + 1).trimmed());
    }
    const QList<QByteArray> lengths = fields.value("content-length");
    const QList<QByteArray> encodings = fields.value("transfer-encoding");
    if (fields.value("host").size() != 1 || lengths.size() > 1 || encodings.size() > 1 ||
        (!lengths.isEmpty() && (!encodings.isEmpty() || !matches(lengths[0], "[0-9]{1,10}"))))
        return false;
    for (const QByteArray &expect : fields.value("expect")) {
        if (expect.toLower() != "100-continue" || fields.value("expect").size() > 1)
            return false;
    }
    if (encodings.isEmpty()) {
        body = rest;
        return rest.size() == (lengths.isEmpty() ? 0 : lengths[0].toLongLong());
    }
    if (encodings[0] != "chunked" || first.endsWith('0'))
        return false;
    for (;;) {
        const qsizetype stop = rest.indexOf("\r\n");
        if (stop < 1 || !matches(rest.first(stop), "[0-9A-Fa-f]+"))
            return false;
        const qint64 size = rest.first(stop).toLongLong(nullptr, 16);
        if (rest.size() < stop + 2 + size + 2 || rest.sliced(stop + 2 + size, 2) != "\r\n")
            return false;
        body += rest.sliced(stop + 2, size);
        rest = rest.sliced(stop + 4 + size);
        if (size == 0)
            return rest.isEmpty();
    }
}

QByteArray mutated(QByteArray bytes, const QList<WireCase> &cases, QRandomGenerator &random)
{
    static const QList<QByteArray> pieces{"\r\n",
                                          "\n",
                                          "\r",
                                          " ",
                                          "\t",
                                          QByteArray(1, '\0'),
                                          ":",
                                          ";",
                                          ",",
                                          "0",
                                          "5\r\n",
                                          "\r\n\r\n",
                                          "0\r\n\r\n",
                                          "chunked",
                                          "Content-Length: 5\r\n",
                                          "Transfer-Encoding: chunked\r\n",
                                          "Host: a\r\n",
                                          "HTTP/1.1",
                                          "HTTP/1.0",
                                          "Connection: close\r\n",
                                          "Upgrade: h2c\r\n",
                                          "Expect: 100-continue\r\n",
                                          "\xff",
                                          "\x7f",
                                          "-",
                                          "+",
                                          "X: y\r\n",
                                          "GET / HTTP/1.1\r\n"};
    const int rounds = random.bounded(1, 4);
    for (int i = 0; i < rounds; ++i) {
        const qsizetype at = random.bounded(bytes.size() + 1);
        switch (random.bounded(6)) {
        case 0:
            bytes.insert(at, pieces[random.bounded(pieces.size())]);
            break;
        case 1:
            bytes.remove(at, random.bounded(1, 4));
            break;
        case 2:
            if (at < bytes.size())
                bytes[at] = static_cast<char>(random.bounded(256));
            break;
        case 3: {
            const qsizetype count = qMin<qsizetype>(random.bounded(1, 40), bytes.size() - at);
            bytes.insert(random.bounded(bytes.size() + 1), bytes.sliced(at, count));
            break;
        }
        case 4: {
            const QByteArray &other = cases[random.bounded(cases.size())].bytes;
            bytes = bytes.first(at) + other.sliced(qMin(at, other.size()));
            break;
        }
        default:
            if (at < bytes.size())
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.bounded(8)));
            break;
        }
    }
    return bytes;
}

} // namespace

class TestMessageParser : public QObject
{
    Q_OBJECT

private:
    static void addCases()
    {
        QTest::addColumn<WireCase>("wire");
        for (const WireCase &wire : wireCases())
            QTest::newRow(wire.name) << wire;
    }

private slots:
    void verdictIsTheRulesWhole_data() { addCases(); }
    void verdictIsTheRulesWhole()
    {
        QFETCH(WireCase, wire);
        MessageParser parser(WireLimits{});
        feedPiece(parser, wire.bytes);
        if (wire.status == 0) {
            QVERIFY2(parser.state() == State::Complete, qPrintable(parser.error().sentence));
            QCOMPARE(parser.takeBody(), wire.body);
            QByteArray body;
            QVERIFY(ruleHolds(wire.bytes, body));
        } else {
            QCOMPARE(parser.state(), State::Refused);
            QCOMPARE(parser.error().status(), wire.status);
            QVERIFY(!parser.error().sentence.isEmpty());
        }
    }

    void verdictDoesNotDependOnHowBytesAreCut_data() { addCases(); }
    void verdictDoesNotDependOnHowBytesAreCut()
    {
        QFETCH(WireCase, wire);
        const Outcome whole = wholeOutcome(wire.bytes);
        {
            MessageParser parser(WireLimits{});
            for (const char &byte : std::as_const(wire.bytes))
                feedPiece(parser, QByteArrayView(&byte, 1));
            QCOMPARE(outcomeOf(parser), whole);
        }
        // Every split of a short message; of a long one, those near its ends and then every 97th.
        for (qsizetype at = 1; at < wire.bytes.size();
             at += at < 600 || at > wire.bytes.size() - 100 ? 1 : 97) {
            MessageParser parser(WireLimits{});
            feedPiece(parser, QByteArrayView(wire.bytes).first(at));
            feedPiece(parser, QByteArrayView(wire.bytes).sliced(at));
            const Outcome split = outcomeOf(parser);
            QVERIFY2(split == whole, qPrintable(QStringLiteral("split at %1").arg(at)));
        }
    }

    void verdictIsTheSameForALaterMessage_data() { addCases(); }
    void verdictIsTheSameForALaterMessage()
    {
        QFETCH(WireCase, wire);
        for (const QByteArray &before :
             {QByteArray("GET /first HTTP/1.1\r\nHost: h\r\n\r\n"),
              QByteArray(
                  "POST /first HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"),
              QByteArray("POST /first HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc")}) {
            MessageParser parser(WireLimits{});
            feedPiece(parser, before);
            QCOMPARE(parser.state(), State::Complete);
            parser.reset(WireLimits{});
            QVERIFY(parser.untouched());
            feedPiece(parser, wire.bytes);
            QCOMPARE(outcomeOf(parser), wholeOutcome(wire.bytes));
        }
    }

    void whatIsAcceptedObeysTheRuleUnderMutation()
    {
        const QList<WireCase> all = wireCases();
        QList<WireCase> cases;
        std::copy_if(all.begin(), all.end(), std::back_inserter(cases),
                     [](const WireCase &c) { return c.bytes.size() < 2000; });
        QRandomGenerator random(2965);
        int accepted = 0;
        for (int i = 0; i < 60'000; ++i) {
            const QByteArray bytes = mutated(cases[random.bounded(cases.size())].bytes, cases, random);
            MessageParser parser(WireLimits{});
            // Half whole, half cut somewhere.
            const qsizetype cut = i % 2 == 0 ? bytes.size() : random.bounded(bytes.size() + 1);
            feedPiece(parser, QByteArrayView(bytes).first(cut));
            feedPiece(parser, QByteArrayView(bytes).sliced(cut));
            if (parser.state() != State::Complete)
                continue;
            ++accepted;
            QByteArray body;
            QVERIFY2(ruleHolds(bytes, body), bytes.toPercentEncoding(" /:").constData());
            QCOMPARE(parser.takeBody(), body);
        }
        QVERIFY2(accepted > 2'000, qPrintable(QString::number(accepted))); // else the mutations prove nothing
    }

    void anUpgradeGoesOnOnlyWhereItWasAdmitted_data()
    {
        QTest::addColumn<QByteArray>("upgrade");
        QTest::newRow("websocket") << QByteArray("websocket");
        QTest::newRow("h2c") << QByteArray("h2c");
    }
    void anUpgradeGoesOnOnlyWhereItWasAdmitted()
    {
        QFETCH(QByteArray, upgrade);
        const QByteArray head =
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: " + upgrade + "\r\n\r\n";
        MessageParser refused(WireLimits{});
        QCOMPARE(refused.feed(head), head.size());
        QCOMPARE(refused.admit(0), State::Refused);
        QCOMPARE(refused.error().code, ErrorCode::UpgradeRefused);

        MessageParser admitted(WireLimits{});
        QCOMPARE(admitted.feed(head), head.size());
        QCOMPARE(admitted.admit(0, Upgrade::WebSocket), State::Complete);
        // What follows waits for the 101, as all waits for its reply.
        QCOMPARE(admitted.feed("\x82"), 0);
        QCOMPARE(admitted.state(), State::Refused);
    }

    void headIsReadBeforeAnyByteOfTheBody()
    {
        MessageParser parser(WireLimits{});
        const QByteArray head("POST /x?y HTTP/1.1\r\nHost: h\r\nX-A:  one \r\nExpect: "
                              "100-Continue\r\nContent-Length: 4\r\n\r\n");
        const QByteArray bytes = head + "body";
        QCOMPARE(parser.feed(bytes), head.size());
        QCOMPARE(parser.state(), State::AwaitingVerdict);
        QCOMPARE(parser.head().method, HttpMethod::Post);
        QCOMPARE(parser.head().target, "/x?y");
        QCOMPARE(parser.head().field("x-a"), "one");
        QCOMPARE(parser.head().contentLength, 4);
        QVERIFY(parser.head().expectContinue);
        QVERIFY(parser.head().keepAlive);
        QCOMPARE(parser.feed("body"), 0);
        QCOMPARE(parser.admit(3), State::Refused);
        QCOMPARE(parser.error().code, ErrorCode::BodyTooLarge);
        QVERIFY(parser.headKnown());
    }

    void keepAliveIsWhatTheCallerAskedFor_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("connection");
        QTest::addColumn<bool>("keepAlive");
        QTest::newRow("1.1") << QByteArray("1.1") << QByteArray("x") << true;
        QTest::newRow("close") << QByteArray("1.1") << QByteArray("close") << false;
        QTest::newRow("among others") << QByteArray("1.1") << QByteArray("foo, Close") << false;
        QTest::newRow("1.0") << QByteArray("1.0") << QByteArray("x") << false;
        QTest::newRow("1.0 is closed even where it asks")
            << QByteArray("1.0") << QByteArray("keep-alive") << false;
    }
    void keepAliveIsWhatTheCallerAskedFor()
    {
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, connection);
        MessageParser parser(WireLimits{});
        parser.feed("GET / HTTP/" + version + "\r\nHost: h\r\nConnection: " + connection + "\r\n\r\n");
        QCOMPARE(parser.state(), State::AwaitingVerdict);
        QTEST(parser.head().keepAlive, "keepAlive");
    }

    void limitsAreExact_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto line = [](int size) {
            return "GET /" + QByteArray(size - 14, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n";
        };
        QTest::newRow("line of 40") << line(40) << 0;
        QTest::newRow("line of 41") << line(41) << 414;
        const QByteArray start("GET / HTTP/1.1\r\nHost: h\r\nX: ");
        const auto head = [&](qsizetype size) {
            return start + QByteArray(size - start.size() - 4, 'x') + "\r\n\r\n";
        };
        QTest::newRow("head of 100") << head(100) << 0;
        QTest::newRow("head of 101") << head(101) << 431;
        QTest::newRow("3 fields") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nA:1\r\nB:2\r\n\r\n") << 0;
        QTest::newRow("4 fields") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nA:1\r\nB:2\r\nC:3\r\n\r\n")
                                  << 431;
        QTest::newRow("body of 8") << QByteArray(
                                          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 8\r\n\r\n12345678")
                                   << 0;
        QTest::newRow("body of 9") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n")
                                   << 413;
        QTest::newRow("chunks of 8") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
                                                   "chunked\r\n\r\n4\r\n1234\r\n4\r\n5678\r\n0\r\n\r\n")
                                     << 0;
        QTest::newRow("chunks of 9")
            << QByteArray(
                   "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n1234\r\n5\r\n")
            << 413;
    }
    void limitsAreExact()
    {
        QFETCH(QByteArray, bytes);
        MessageParser parser({.lineBytes = 40, .headBytes = 100, .headFields = 3, .bodyBytes = 8});
        feedPiece(parser, bytes);
        QTEST(outcomeOf(parser).status, "status");
    }

    void zeroMeansNoLimit()
    {
        MessageParser parser({.lineBytes = 0, .headBytes = 0, .headFields = 0, .bodyBytes = 0});
        QByteArray bytes = "POST /" + QByteArray(100'000, 'a') + " HTTP/1.1\r\nHost: h\r\n";
        for (int i = 0; i < 500; ++i)
            bytes += "X: y\r\n";
        feedPiece(parser, bytes + "Content-Length: 11000000\r\n\r\n" + QByteArray(11'000'000, 'b'));
        QCOMPARE(parser.state(), State::Complete);
    }

    void bodiesOfAllConnectionsShareOneBudget()
    {
        BodyBudget budget;
        const WireLimits limits{.bodyBytesInFlight = 10};
        const QByteArray message("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n123456");
        MessageParser first(limits, &budget);
        feedPiece(first, message);
        QCOMPARE(first.state(), State::Complete);
        {
            MessageParser second(limits, &budget);
            feedPiece(second, message);
            QCOMPARE(second.state(), State::Refused);
            QCOMPARE(second.error().code, ErrorCode::TooManyRequests);
            QVERIFY(second.error().retryAfterSeconds > 0);
        }
        QCOMPARE(budget.held(), 6);
        QCOMPARE(first.takeBody().size(), 6); // goes on counting: the handler holds it
        QCOMPARE(budget.held(), 6);
        first.reset(limits);
        QCOMPARE(budget.held(), 0);
        feedPiece(first, message);
        QCOMPARE(first.state(), State::Complete);
    }
};

QTEST_APPLESS_MAIN(TestMessageParser)
#include "tst_message_parser.moc"
