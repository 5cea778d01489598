// SPDX-License-Identifier: Apache-2.0
#include "tests/relay/upstream/transfer_recorder.h"
#include "tests/support/fake_upstream.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace byok;
using namespace byok::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;
const QByteArray path = "/v1/secret-path?secret=query";

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly)
               ? file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE)
               : 0;
}

FakeReply cut(FakeEnding ending)
{
    FakeReply reply;
    reply.ending = ending;
    return reply;
}

} // namespace

class TestTransferEngine : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aRequestArrivesAsItWasGiven_data();
    void aRequestArrivesAsItWasGiven();
    void targetsAreSentByteForByte_data();
    void targetsAreSentByteForByte();
    void fieldsArriveInOrderAndNothingIsAdded();
    void theCredentialIsAField();
    void aFieldWithALineBreakIsNotSent();

    void anAnswerArrivesAsItWasSent_data();
    void anAnswerArrivesAsItWasSent();
    void anAnswerOfSingleBytesIsTheSame();
    void redirectsAreDeliveredAndNotFollowed_data();
    void redirectsAreDeliveredAndNotFollowed();
    void interimAnswersAreSwallowed();
    void trailersAreIgnored();
    void bodiesAreNotDecoded();
    void cookiesAreNotKept();
    void eachPieceComesAtOnce();

    void failuresAreToldPrecisely_data();
    void failuresAreToldPrecisely();
    void anUnknownNameIsTold();
    void aRefusedConnectionIsTold();
    void noAddressBeyondTheReachIsCalled_data();
    void noAddressBeyondTheReachIsCalled();
    void aConnectionOfAnotherReachIsNotShared();
    void theRelayNeverCallsItself();
    void aUrlThatIsNoneIsTold_data();
    void aUrlThatIsNoneIsTold();

    void noFirstByteInTimeIsATimeout();
    void silenceInTheMiddleIsATimeout();
    void aConnectionThatNeverStandsIsATimeout();
    void noLimitMeansNone();
    void theIdleLimitDoesNotRunWhilePaused();
    void aSlowButSteadyAnswerIsNoTimeout();

    void pauseStopsTheProvider();
    void nothingComesAfterAPauseFromWithin();
    void pauseBeforeTheHeadHoldsTheBody();
    void aBodyThatEndedWhilePausedIsDeliveredWhole();

    void cancellingIsSeenByTheProviderAtOnce_data();
    void cancellingIsSeenByTheProviderAtOnce();
    void aTransferMayBeDestroyedInAnyCall_data();
    void aTransferMayBeDestroyedInAnyCall();
    void anotherTransferMayBeDestroyedInACall();
    void cancellingALookupDoesNotWait();
    void anEngineMayGoFirst();

    void aSwallowedRequestIsNotSentAgain_data();
    void aSwallowedRequestIsNotSentAgain();
    void connectionsAreReused();
    void manyTransfersRunAtOnce();
    void proxiesOfTheEnvironmentSeeNothing_data();
    void proxiesOfTheEnvironmentSeeNothing();

private:
    [[nodiscard]] QByteArray url(const QByteArray &target = path) const { return m_fake->baseUrl() + target; }

    std::unique_ptr<FakeUpstream> m_fake;
    std::unique_ptr<TransferEngine> m_engine;
};

void TestTransferEngine::init()
{
    m_fake = std::make_unique<FakeUpstream>();
    m_engine = std::make_unique<TransferEngine>();
}

void TestTransferEngine::cleanup()
{
    m_engine.reset();
    m_fake.reset();
    for (const char *name :
         {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "no_proxy"})
        qunsetenv(name);
}

void TestTransferEngine::aRequestArrivesAsItWasGiven_data()
{
    QTest::addColumn<HttpMethod>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("length"); ///< the Content-Length field; null: none
    const QByteArray json = R"({"model":"m","n":12345678901234567890})";
    const QByteArray big(3 * mebibyte + 17, 'b');
    const QByteArray binary("\0\r\n\xff\x00", 5);
    QTest::newRow("GET") << HttpMethod::Get << QByteArray() << QByteArray();
    QTest::newRow("GET with a body") << HttpMethod::Get << json << QByteArray::number(json.size());
    QTest::newRow("HEAD") << HttpMethod::Head << QByteArray() << QByteArray();
    QTest::newRow("POST") << HttpMethod::Post << json << QByteArray::number(json.size());
    QTest::newRow("POST without a body") << HttpMethod::Post << QByteArray() << QByteArray("0");
    QTest::newRow("POST of 3 MiB") << HttpMethod::Post << big << QByteArray::number(big.size());
    QTest::newRow("POST of any bytes") << HttpMethod::Post << binary << QByteArray("5");
    QTest::newRow("PUT") << HttpMethod::Put << json << QByteArray::number(json.size());
    QTest::newRow("PUT without a body") << HttpMethod::Put << QByteArray() << QByteArray("0");
    QTest::newRow("PATCH") << HttpMethod::Patch << json << QByteArray::number(json.size());
    QTest::newRow("PATCH without a body") << HttpMethod::Patch << QByteArray() << QByteArray("0");
    QTest::newRow("DELETE") << HttpMethod::Delete << QByteArray() << QByteArray();
    QTest::newRow("DELETE with a body") << HttpMethod::Delete << json << QByteArray::number(json.size());
    QTest::newRow("OPTIONS") << HttpMethod::Options << QByteArray() << QByteArray();
}

void TestTransferEngine::aRequestArrivesAsItWasGiven()
{
    QFETCH(HttpMethod, method);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, length);
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(url(), method, body));
    QTRY_VERIFY(recorder.whole());
    QCOMPARE(m_fake->requestCount(), 1);
    const FakeRequest &request = m_fake->requests().first();
    QCOMPARE(request.method, methodName(method));
    QCOMPARE(request.target, path);
    QCOMPARE(request.body, body);
    QCOMPARE(headerCount(request.fields, "content-length"), length.isNull() ? 0 : 1);
    QCOMPARE(request.field("content-length"), length);
    QCOMPARE(headerCount(request.fields, "expect"), 0);
    QCOMPARE(headerCount(request.fields, "transfer-encoding"), 0);
    QCOMPARE(recorder.head.status, 200);
    QCOMPARE(recorder.body, method == HttpMethod::Head ? QByteArray() : QByteArray("{}"));
    QVERIFY(!recorder.calledFromInside);
}

void TestTransferEngine::targetsAreSentByteForByte_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char *target :
         {"/", "/v1/models", "/a/../b/./c", "/a//b", "/%2e%2e/%2F%5c",
          "/%E4%bd%a0%3F?x=%20+y&&=", "/v1beta/models/gemini:streamGenerateContent?alt=sse", "/?", "/a?b?c",
          "/a;b=c,d~e!$&'()*", "/trailing/", "/x?url=http://evil/"})
        QTest::newRow(target) << QByteArray(target);
    QTest::newRow("8 000 bytes") << QByteArray("/" + QByteArray(7'999, 'p'));
}

void TestTransferEngine::targetsAreSentByteForByte()
{
    QFETCH(QByteArray, target);
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(url(target)));
    QTRY_VERIFY(recorder.whole());
    QCOMPARE(m_fake->requests().first().target, target);
}

void TestTransferEngine::fieldsArriveInOrderAndNothingIsAdded()
{
    TransferRecorder recorder;
    UpstreamRequest request = requestTo(url(), HttpMethod::Post, "x");
    request.fields = {{"x-b", "2"},
                      {"content-type", "application/json"},
                      {"x-empty", ""},
                      {"x-b", "1"},
                      {"user-agent", "byok-relay"}};
    HeaderFields expected = request.fields;
    expected.prepend({"host", "127.0.0.1:" + QByteArray::number(m_fake->port())});
    recorder.start(*m_engine, request);
    QTRY_VERIFY(recorder.whole());
    HeaderFields got = m_fake->requests().first().fields;
    QCOMPARE(got.removeIf([](const HeaderField &field) { return field.name == "content-length"; }), 1);
    QCOMPARE(got, expected);
}

void TestTransferEngine::theCredentialIsAField()
{
    TransferRecorder recorder;
    UpstreamRequest request = requestTo(url());
    request.credentialName = "authorization";
    request.credentialPrefix = "Bearer ";
    request.credential = Secret::copyOf("sk-planted-key-123");
    recorder.start(*m_engine, request);
    QTRY_VERIFY(recorder.whole());
    QCOMPARE(m_fake->requests().first().field("authorization"), "Bearer sk-planted-key-123");
}

void TestTransferEngine::aFieldWithALineBreakIsNotSent()
{
    TransferRecorder recorder;
    UpstreamRequest request = requestTo(url());
    request.fields = {{"x-a", "1\r\nx-injected: 2"}, {"x-c", "3"}};
    recorder.start(*m_engine, request);
    QTRY_VERIFY(recorder.whole());
    QVERIFY(!m_fake->requests().first().rawHead.contains("injected"));
    QCOMPARE(m_fake->requests().first().field("x-c"), "3");
}

void TestTransferEngine::anAnswerArrivesAsItWasSent_data()
{
    QTest::addColumn<FakeReply>("reply");
    QTest::addColumn<QByteArray>("body");
    for (const int status : {200, 201, 204, 206, 304, 400, 401, 404, 418, 429, 500, 503, 529, 599}) {
        FakeReply reply;
        reply.status = status;
        const bool empty = status == 204 || status == 304;
        QTest::newRow(QByteArray::number(status).constData())
            << reply << (empty ? QByteArray() : QByteArray("{}"));
    }
    FakeReply chunked;
    chunked.framing = FakeFraming::Chunked;
    chunked.pieces = {"data: 1\n\n", "data: 2\n\n", QByteArray(70'000, 'c')};
    QTest::newRow("chunked") << chunked << chunked.pieces.join();
    FakeReply untilClose = chunked;
    untilClose.framing = FakeFraming::UntilClose;
    QTest::newRow("until the connection closes") << untilClose << chunked.pieces.join();
    FakeReply empty;
    empty.pieces.clear();
    QTest::newRow("an empty body") << empty << QByteArray();
    FakeReply fields;
    fields.fields = {{"X-B", "2"},          {"content-type", "text/event-stream"},
                     {"x-a", ""},           {"x-b", "1"},
                     {"retry-after", "7"},  {"set-cookie", "a=b"},
                     {"x-utf8", "\xc3\xa4"}};
    QTest::newRow("fields in order, names lower-case") << fields << QByteArray("{}");
    FakeReply large;
    large.content = FakeContent::Fill;
    large.fillBytes = 8 * mebibyte + 3;
    QTest::newRow("8 MiB") << large << QByteArray(large.fillBytes, 'x');
    FakeReply longer;
    longer.pieces = {"0123456789"};
    longer.declaredLength = 4;
    QTest::newRow("more than Content-Length") << longer << QByteArray("0123");
}

void TestTransferEngine::anAnswerArrivesAsItWasSent()
{
    QFETCH(FakeReply, reply);
    QFETCH(QByteArray, body);
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(url()));
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY2(recorder.whole(), qPrintable(recorder.sentence()));
    QCOMPARE(recorder.heads, 1);
    QCOMPARE(recorder.head.status, reply.status);
    HeaderFields expected = reply.fields;
    for (HeaderField &field : expected)
        field.name = field.name.toLower();
    QCOMPARE(recorder.head.fields.first(expected.size()), expected);
    QVERIFY(recorder.body == body);
    QVERIFY(recorder.largestPiece <= 16 * 1024);
    QVERIFY(!recorder.calledFromInside);
    QCOMPARE(m_engine->activeCount(), 0);
}

void TestTransferEngine::anAnswerOfSingleBytesIsTheSame()
{
    FakeReply reply;
    reply.framing = FakeFraming::Chunked;
    reply.pieces = {"data: 1\n\n", "data: two\n\n"};
    reply.before = "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n";
    reply.pace = FakePace::ByteByByte;
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(url()));
    QTRY_VERIFY(recorder.whole());
    QCOMPARE(recorder.head.fields,
             (HeaderFields{{"content-type", "application/json"}, {"transfer-encoding", "chunked"}}));
    QCOMPARE(recorder.body, reply.pieces.join());
}

void TestTransferEngine::redirectsAreDeliveredAndNotFollowed_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::newRow(QByteArray::number(status).constData()) << status;
}

void TestTransferEngine::redirectsAreDeliveredAndNotFollowed()
{
    QFETCH(int, status);
    FakeUpstream other;
    FakeReply reply;
    reply.status = status;
    reply.fields = {{"location", other.baseUrl() + "/stolen"}};
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    UpstreamRequest request = requestTo(url());
    request.credentialName = "x-api-key";
    request.credential = Secret::copyOf("sk-planted-key-123");
    recorder.start(*m_engine, request);
    QTRY_VERIFY(recorder.whole());
    QCOMPARE(recorder.head.status, status);
    QCOMPARE(headerValue(recorder.head.fields, "location"), other.baseUrl() + "/stolen");
    QCOMPARE(other.connectionCount(), 0);
    QCOMPARE(m_fake->requestCount(), 1);
}

void TestTransferEngine::interimAnswersAreSwallowed()
{
    FakeReply reply;
    reply.before = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nx-early: 1\r\n\r\n";
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(url(), HttpMethod::Post, "x"));
    QTRY_VERIFY(recorder.whole());
    QCOMPARE(recorder.heads, 1);
    QCOMPARE(recorder.head.status, 200);
    QCOMPARE(headerCount(recorder.head.fields, "x-early"), 0);
}

void TestTransferEngine::trailersAreIgnored()
{
    FakeReply reply;
    reply.raw =
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: x-t\r\n\r\n2\r\nhi\r\n0\r\nx-t: 1\r\n\r\n";
    reply.ending = FakeEnding::Stall;
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(url()));
    QTRY_VERIFY(recorder.whole());
    QCOMPARE(recorder.heads, 1);
    QCOMPARE(headerCount(recorder.head.fields, "x-t"), 0);
    QCOMPARE(recorder.body, "hi");
}

void TestTransferEngine::bodiesAreNotDecoded()
{
    FakeReply reply;
    reply.fields = {{"content-encoding", "gzip"}};
    reply.pieces = {"not gzip at all"};
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(url()));
    QTRY_VERIFY(recorder.whole());
    QCOMPARE(recorder.body, "not gzip at all");
    QCOMPARE(headerValue(recorder.head.fields, "content-encoding"), "gzip");
}

void TestTransferEngine::cookiesAreNotKept()
{
    FakeReply reply;
    reply.fields = {{"set-cookie", "id=1; path=/"}};
    m_fake->setDefault(reply);
    for (int i = 0; i < 2; ++i) {
        TransferRecorder recorder;
        recorder.start(*m_engine, requestTo(url()));
        QTRY_VERIFY(recorder.whole());
        QCOMPARE(headerCount(m_fake->requests().last().fields, "cookie"), 0);
    }
}

void TestTransferEngine::eachPieceComesAtOnce()
{
    m_fake->setDefault(FakeReply::eventStream({"data: 1\n\n", "data: 2\n\n", "data: 3\n\n"}));
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(url()));
    QTRY_COMPARE(recorder.heads, 1);
    QByteArray expected;
    for (const char *event : {"data: 1\n\n", "data: 2\n\n", "data: 3\n\n"}) {
        QCOMPARE(recorder.body, expected);
        m_fake->release();
        expected += event;
        QTRY_COMPARE(recorder.body, expected);
    }
    QTRY_VERIFY(recorder.whole());
}

void TestTransferEngine::failuresAreToldPrecisely_data()
{
    QTest::addColumn<FakeReply>("reply");
    QTest::addColumn<QString>("part");
    QTest::addColumn<int>("heads");
    const auto row = [](const char *name, const FakeReply &reply, const char *part, int heads) {
        QTest::newRow(name) << reply << QString::fromLatin1(part) << heads;
    };
    const auto raw = [](const QByteArray &bytes, FakeEnding ending = FakeEnding::Close) {
        FakeReply reply;
        reply.raw = bytes;
        reply.ending = ending;
        return reply;
    };
    FakeReply cutHead = cut(FakeEnding::Reset);
    cutHead.cutHeadAt = 20;
    row("reset in the head", cutHead, "before it answered", 0);
    cutHead.ending = FakeEnding::Close;
    row("closed in the head", cutHead, "", 0);
    FakeReply nothing = cutHead;
    nothing.cutHeadAt = 0;
    row("closed without a byte", nothing, "without an answer", 0);
    nothing.ending = FakeEnding::Reset;
    row("reset without a byte", nothing, "before it answered", 0);

    FakeReply shortBody;
    shortBody.pieces = {"half"};
    shortBody.declaredLength = 100;
    shortBody.ending = FakeEnding::Close;
    row("closed before Content-Length", shortBody, "before the length", 1);
    shortBody.ending = FakeEnding::Reset;
    row("reset before Content-Length", shortBody, "in the middle", 1);
    FakeReply chunks;
    chunks.framing = FakeFraming::Chunked;
    chunks.pieces = {"half"};
    chunks.ending = FakeEnding::Close;
    row("closed before the last chunk", chunks, "", 1);
    chunks.ending = FakeEnding::Reset;
    row("reset before the last chunk", chunks, "in the middle", 1);
    FakeReply untilClose = chunks;
    untilClose.framing = FakeFraming::UntilClose;
    row("reset of a body without length", untilClose, "in the middle", 1);

    row("not HTTP", raw("SSH-2.0-OpenSSH_9.2\r\n"), "not valid HTTP", 0);
    row("HTTP/0.9", raw("<html>hello</html>"), "not valid HTTP", 0);
    row("status that is no number", raw("HTTP/1.1 abc OK\r\n\r\n"), "not valid HTTP", 0);
    row("bad chunk size", raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhi\r\n"),
        "not valid HTTP", 1);
    row("NUL in a field", raw("HTTP/1.1 200 OK\r\nx-a: a"_ba + '\0' + "b\r\n\r\n"_ba), "not valid HTTP", 0);
    row("negative Content-Length", raw("HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nhello"),
        "not valid HTTP", 0);
    row("two Content-Lengths", raw("HTTP/1.1 200 OK\r\ncontent-length: 50\r\ncontent-length: 2\r\n\r\nhello"),
        "not valid HTTP", 0);
    row("head of 400 KB",
        raw("HTTP/1.1 200 OK\r\n" + QByteArray("x-a: " + QByteArray(4'000, 'a') + "\r\n").repeated(100)),
        "not valid HTTP", 0);
}

void TestTransferEngine::failuresAreToldPrecisely()
{
    QFETCH(FakeReply, reply);
    QFETCH(QString, part);
    QFETCH(int, heads);
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    UpstreamRequest request = requestTo(url(), HttpMethod::Post, "secret-body");
    request.credentialName = "x-api-key";
    request.credential = Secret::copyOf("sk-secret-key-123");
    recorder.start(*m_engine, request);
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY(recorder.error);
    QCOMPARE(recorder.code(), ErrorCode::UpstreamBroken);
    QCOMPARE(recorder.heads, heads);
    QVERIFY2(recorder.sentence().contains(part), qPrintable(recorder.sentence()));
    QVERIFY2(recorder.sentence().contains(QStringLiteral("127.0.0.1:%1").arg(m_fake->port())),
             qPrintable(recorder.sentence()));
    QVERIFY2(!recorder.sentence().contains(QStringLiteral("secret")), qPrintable(recorder.sentence()));
    QCOMPARE(m_fake->requestCount(), 1);
}

void TestTransferEngine::anUnknownNameIsTold()
{
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo("http://nobody.invalid" + path));
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.code(), ErrorCode::UpstreamUnreachable);
    QVERIFY2(recorder.sentence().contains(QStringLiteral("nobody.invalid was not found")),
             qPrintable(recorder.sentence()));
    QVERIFY(!recorder.sentence().contains(QStringLiteral("secret")));
}

void TestTransferEngine::aRefusedConnectionIsTold()
{
    const QByteArray target = url();
    m_fake.reset();
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(target));
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.code(), ErrorCode::UpstreamUnreachable);
    QVERIFY2(recorder.sentence().contains(QStringLiteral("refused the connection")),
             qPrintable(recorder.sentence()));
    QVERIFY(!recorder.sentence().contains(QStringLiteral("secret")));
}

void TestTransferEngine::noAddressBeyondTheReachIsCalled_data()
{
    QTest::addColumn<QByteArray>("host"); ///< with the fake's port where it has none
    QTest::addColumn<AddressReach>("reach");
    using enum AddressReach;
    const auto row = [](const QByteArray &host, AddressReach reach) {
        QTest::addRow("%s %d", host.constData(), static_cast<int>(reach)) << host << reach;
    };
    for (const char *host : {"127.0.0.1", "localhost", "rebound.localhost", "127.0.0.9", "2130706433",
                             "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"})
        row(host, Public);
    for (const char *host : {"10.1.2.3", "192.168.1.1", "[fd12::1]", "[::ffff:10.1.2.3]"}) {
        row(host, Public);
        row(host, ThisComputer);
    }
    row("192.0.2.1", ThisComputer);
    for (const char *host : {"169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]",
                             "[fe80::1]", "[fd00:ec2::254]", "100.100.100.200", "0.0.0.0", "[::]"}) {
        row(host, Public);
        row(host, ThisComputer);
        row(host, Anywhere);
    }
}

void TestTransferEngine::noAddressBeyondTheReachIsCalled()
{
    QFETCH(QByteArray, host);
    QFETCH(AddressReach, reach);
    UpstreamRequest request = requestTo(
        "http://" + host + ':' + QByteArray::number(m_fake->port()) + "/secret", HttpMethod::Post, "x");
    request.reach = reach;
    TransferRecorder recorder;
    recorder.start(*m_engine, std::move(request));
    QTRY_COMPARE_WITH_TIMEOUT(recorder.finishes, 1, 5'000); // nobody is waited for
    QCOMPARE(recorder.code(), ErrorCode::UpstreamAddress);
    QVERIFY2(recorder.sentence().contains(QStringLiteral("nothing was sent")),
             qPrintable(recorder.sentence()));
    QVERIFY(!recorder.sentence().contains(QStringLiteral("secret")));
    QCOMPARE(m_fake->connectionCount(), 0);
}

void TestTransferEngine::aConnectionOfAnotherReachIsNotShared()
{
    TransferRecorder wide;
    wide.start(*m_engine, requestTo(url()));
    QTRY_COMPARE(wide.finishes, 1);
    QCOMPARE(wide.heads, 1);
    UpstreamRequest request = requestTo(url());
    request.reach = AddressReach::Public;
    TransferRecorder narrow;
    narrow.start(*m_engine, std::move(request));
    QTRY_COMPARE(narrow.finishes, 1);
    QCOMPARE(narrow.code(), ErrorCode::UpstreamAddress);
    QCOMPARE(m_fake->requestCount(), 1);
}

void TestTransferEngine::theRelayNeverCallsItself()
{
    m_engine->setOwnPort(m_fake->port());
    for (const char *host : {"127.0.0.1", "localhost", "rebound.localhost", "127.0.0.9"}) {
        TransferRecorder recorder;
        recorder.start(*m_engine, requestTo(QByteArray("http://") + host + ':' +
                                            QByteArray::number(m_fake->port()) + "/relay"));
        QTRY_COMPARE(recorder.finishes, 1);
        QCOMPARE(recorder.code(), ErrorCode::UpstreamAddress);
    }
    QCOMPARE(m_fake->connectionCount(), 0);
}

void TestTransferEngine::aUrlThatIsNoneIsTold_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a file") << QByteArray("file:///etc/passwd");
    QTest::newRow("another protocol") << QByteArray("gopher://127.0.0.1/");
    QTest::newRow("no scheme") << QByteArray("127.0.0.1/");
    QTest::newRow("a user name") << QByteArray("http://api.openai.com@127.0.0.1:" + QByteArray::number(1) +
                                               '/');
    QTest::newRow("a blank") << QByteArray("http://127.0.0.1/a b");
}

void TestTransferEngine::aUrlThatIsNoneIsTold()
{
    QFETCH(QByteArray, target);
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(target));
    QCOMPARE(recorder.finishes, 0);
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY(recorder.error);
    QCOMPARE(recorder.code(), ErrorCode::Internal);
}

void TestTransferEngine::noFirstByteInTimeIsATimeout()
{
    FakeReply reply = cut(FakeEnding::Stall);
    reply.cutHeadAt = 0;
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    UpstreamRequest request = requestTo(url(), HttpMethod::Post, "x");
    request.timeouts.firstByte = 200;
    recorder.start(*m_engine, request);
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.code(), ErrorCode::UpstreamTimeout);
    QVERIFY2(recorder.sentence().contains(QStringLiteral("did not begin to answer within 0.2 s")),
             qPrintable(recorder.sentence()));
    QTRY_COMPARE(m_fake->closedByClientCount(), 1);
}

void TestTransferEngine::silenceInTheMiddleIsATimeout()
{
    FakeReply reply;
    reply.framing = FakeFraming::Chunked;
    reply.ending = FakeEnding::Stall;
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    UpstreamRequest request = requestTo(url());
    request.timeouts.idle = 200;
    recorder.start(*m_engine, request);
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.body, "{}");
    QCOMPARE(recorder.code(), ErrorCode::UpstreamTimeout);
    QVERIFY2(recorder.sentence().contains(QStringLiteral("fell silent")), qPrintable(recorder.sentence()));
    QTRY_COMPARE(m_fake->closedByClientCount(), 1);
}

void TestTransferEngine::aConnectionThatNeverStandsIsATimeout()
{
    // A listener whose queue is full answers no more SYN.
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    QCOMPARE(::bind(listener, reinterpret_cast<sockaddr *>(&address), length), 0);
    QCOMPARE(::listen(listener, 0), 0);
    QCOMPARE(::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &length), 0);
    QList<int> fillers;
    for (int i = 0; i < 4; ++i) {
        fillers.append(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
        ::connect(fillers.last(), reinterpret_cast<sockaddr *>(&address), length);
    }
    TransferRecorder recorder;
    UpstreamRequest request =
        requestTo("http://127.0.0.1:" + QByteArray::number(ntohs(address.sin_port)) + path);
    request.timeouts.connect = 200;
    recorder.start(*m_engine, request);
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.code(), ErrorCode::UpstreamTimeout);
    QVERIFY2(recorder.sentence().startsWith(QStringLiteral("No connection to 127.0.0.1")),
             qPrintable(recorder.sentence()));
    for (const int filler : fillers)
        ::close(filler);
    ::close(listener);
}

void TestTransferEngine::noLimitMeansNone()
{
    m_fake->setDefault(FakeReply::eventStream({"1", "2"}));
    TransferRecorder recorder;
    UpstreamRequest request = requestTo(url());
    request.timeouts = {0, 0, 0};
    recorder.start(*m_engine, request);
    QTRY_COMPARE(recorder.heads, 1);
    m_fake->releaseAll();
    QTRY_VERIFY(recorder.whole());
}

void TestTransferEngine::theIdleLimitDoesNotRunWhilePaused()
{
    FakeReply reply;
    reply.framing = FakeFraming::Chunked;
    reply.ending = FakeEnding::Stall;
    m_fake->setDefault(reply);
    TransferRecorder paused;
    TransferRecorder running;
    UpstreamRequest request = requestTo(url());
    request.timeouts.idle = 250;
    paused.start(*m_engine, request);
    QTRY_COMPARE(paused.body, "{}");
    paused.pause();
    // The clock of this test: two more limits pass for one that is not paused.
    for (int i = 0; i < 2; ++i) {
        TransferRecorder clock;
        clock.start(*m_engine, request);
        QTRY_COMPARE(clock.finishes, 1);
    }
    QCOMPARE(paused.finishes, 0);
    paused.resume();
    QTRY_COMPARE(paused.finishes, 1);
    QCOMPARE(paused.code(), ErrorCode::UpstreamTimeout);
}

void TestTransferEngine::aSlowButSteadyAnswerIsNoTimeout()
{
    FakeReply reply;
    reply.framing = FakeFraming::Chunked;
    reply.pieces = QList<QByteArray>(12, "x");
    reply.msBetween = 50;
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    UpstreamRequest request = requestTo(url());
    request.timeouts.idle = 300;
    recorder.start(*m_engine, request);
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY2(recorder.whole(), qPrintable(recorder.sentence()));
}

void TestTransferEngine::pauseStopsTheProvider()
{
    FakeReply reply;
    reply.content = FakeContent::Fill;
    reply.fillBytes = 64 * mebibyte;
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    recorder.keepBody = false;
    recorder.onData = [&] {
        recorder.onData = nullptr;
        recorder.pause();
    };
    const qint64 residentBefore = residentBytes();
    recorder.start(*m_engine, requestTo(url()));
    QTRY_COMPARE(recorder.pieces, 1);
    // The provider goes on until the kernel's buffers are full, then stands still.
    qint64 sent = -1;
    QTRY_VERIFY(std::exchange(sent, m_fake->bodyBytesSent()) == m_fake->bodyBytesSent() && sent > 0);
    qint64 last = 0;
    do {
        last = m_fake->bodyBytesSent();
        QTest::qWait(100); // long enough for a provider that is not held to send it all
    } while (last != m_fake->bodyBytesSent());
    QVERIFY2(last < 32 * mebibyte, qPrintable(QString::number(last)));
    QVERIFY2(residentBytes() - residentBefore < 8 * mebibyte,
             qPrintable(QString::number(residentBytes() - residentBefore)));
    QVERIFY(recorder.pieces <= 2);
    QCOMPARE(recorder.finishes, 0);
    recorder.resume();
    QTRY_COMPARE_WITH_TIMEOUT(recorder.finishes, 1, 30'000);
    QVERIFY(recorder.whole());
    QCOMPARE(recorder.size, reply.fillBytes);
    QVERIFY(!recorder.calledFromInside);
}

void TestTransferEngine::nothingComesAfterAPauseFromWithin()
{
    FakeReply reply;
    reply.content = FakeContent::Fill;
    reply.fillBytes = 4 * mebibyte;
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    recorder.keepBody = false;
    bool paused = false;
    bool calledWhilePaused = false;
    recorder.onData = [&] {
        calledWhilePaused = calledWhilePaused || paused;
        paused = true;
        recorder.pause();
        QTimer::singleShot(0, this, [&] {
            paused = false;
            recorder.resume();
        });
    };
    recorder.start(*m_engine, requestTo(url()));
    QTRY_COMPARE_WITH_TIMEOUT(recorder.finishes, 1, 30'000);
    QVERIFY(recorder.whole());
    QCOMPARE(recorder.size, reply.fillBytes);
    QVERIFY(!calledWhilePaused);
    QVERIFY(!recorder.calledFromInside);
}

void TestTransferEngine::pauseBeforeTheHeadHoldsTheBody()
{
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(url()));
    recorder.pause();
    QTRY_COMPARE(recorder.heads, 1);
    QTRY_COMPARE(m_fake->repliesSent(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(recorder.pieces, 0);
    QCOMPARE(recorder.finishes, 0);
    recorder.resume();
    QTRY_VERIFY(recorder.whole());
    QCOMPARE(recorder.body, "{}");
}

void TestTransferEngine::aBodyThatEndedWhilePausedIsDeliveredWhole()
{
    FakeReply reply;
    reply.pieces = {QByteArray(100'000, 'y')};
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    recorder.onHead = [&] { recorder.pause(); };
    recorder.start(*m_engine, requestTo(url()));
    QTRY_COMPARE(m_fake->repliesSent(), 1);
    QTRY_COMPARE(recorder.heads, 1);
    QCOMPARE(recorder.pieces, 0);
    m_fake->dropConnections(FakeEnding::Close);
    QCoreApplication::processEvents();
    recorder.resume();
    QTRY_VERIFY(recorder.whole());
    QCOMPARE(recorder.size, 100'000);
}

void TestTransferEngine::cancellingIsSeenByTheProviderAtOnce_data()
{
    QTest::addColumn<FakeReply>("reply");
    QTest::addColumn<int>("heads");
    QTest::addColumn<bool>("paused");
    FakeReply silent = cut(FakeEnding::Stall);
    silent.cutHeadAt = 0;
    QTest::newRow("before the head") << silent << 0 << false;
    FakeReply streaming = FakeReply::eventStream({"data: 1\n\n", "data: 2\n\n"});
    QTest::newRow("in the stream") << streaming << 1 << false;
    QTest::newRow("while paused") << streaming << 1 << true;
    FakeReply flood;
    flood.content = FakeContent::Fill;
    flood.fillBytes = 1024 * mebibyte;
    QTest::newRow("in a flood") << flood << 1 << false;
    QTest::newRow("in a flood, paused") << flood << 1 << true;
}

void TestTransferEngine::cancellingIsSeenByTheProviderAtOnce()
{
    QFETCH(FakeReply, reply);
    QFETCH(int, heads);
    QFETCH(bool, paused);
    m_fake->setDefault(reply);
    TransferRecorder recorder;
    recorder.keepBody = false;
    recorder.start(*m_engine, requestTo(url(), HttpMethod::Post, "x"));
    QTRY_COMPARE(m_fake->requestCount(), 1);
    QTRY_COMPARE(recorder.heads, heads);
    if (paused)
        recorder.pause();
    QCOMPARE(m_engine->activeCount(), 1);
    const SteadyTime begin = std::chrono::steady_clock::now();
    recorder.transfer.reset();
    QCOMPARE(m_engine->activeCount(), 0);
    QTRY_COMPARE(m_fake->closedByClientCount(), 1);
    const qint64 took = millisecondsSince(begin, m_fake->lastClosedByClientAt());
    QVERIFY2(took < 100, qPrintable(QString::number(took)));
    QCOMPARE(recorder.finishes, 0);
}

void TestTransferEngine::aTransferMayBeDestroyedInAnyCall_data()
{
    QTest::addColumn<int>("call");
    QTest::newRow("at the head") << 0;
    QTest::newRow("at the first piece") << 1;
    QTest::newRow("at the end") << 2;
    QTest::newRow("at a failure") << 3;
}

void TestTransferEngine::aTransferMayBeDestroyedInAnyCall()
{
    QFETCH(int, call);
    FakeReply reply;
    reply.pieces = {QByteArray(200'000, 'z')};
    if (call < 2) {
        reply.framing = FakeFraming::Chunked;
        reply.ending = FakeEnding::Stall;
    } else if (call == 3) {
        reply.declaredLength = 300'000;
        reply.ending = FakeEnding::Close;
    }
    m_fake->setDefault(reply);
    // The observer itself goes with its transfer, as an Exchange does.
    auto *recorder = new TransferRecorder;
    bool gone = false;
    int callsAfter = 0;
    const auto destroy = [&] {
        gone = true;
        TransferRecorder *doomed = std::exchange(recorder, nullptr);
        doomed->onHead = doomed->onData = nullptr;
        doomed->transfer.reset();
        doomed->onHead = doomed->onData = [&callsAfter] { ++callsAfter; };
        QTimer::singleShot(0, this, [doomed] { delete doomed; });
    };
    if (call == 0)
        recorder->onHead = destroy;
    else if (call == 1)
        recorder->onData = destroy;
    else
        recorder->onFinished = destroy;
    recorder->start(*m_engine, requestTo(url()));
    QTRY_VERIFY(gone);
    QCOMPARE(m_engine->activeCount(), 0);
    QTRY_VERIFY(call == 2 || m_fake->openConnectionCount() == 0);
    QCOMPARE(callsAfter, 0);
}

void TestTransferEngine::anotherTransferMayBeDestroyedInACall()
{
    m_fake->setDefault(FakeReply::eventStream({"1", "2", "3"}));
    TransferRecorder recorders[10];
    int cancelled = 0;
    for (TransferRecorder &recorder : recorders) {
        recorder.onData = [&] {
            if (cancelled++ > 0)
                return;
            for (TransferRecorder &other : recorders)
                other.transfer.reset();
        };
        recorder.start(*m_engine, requestTo(url()));
    }
    QTRY_COMPARE(m_fake->requestCount(), 10);
    m_fake->release(1);
    QTRY_COMPARE(m_engine->activeCount(), 0);
    QTRY_COMPARE(m_fake->openConnectionCount(), 0);
    QCOMPARE(cancelled, 1);
}

void TestTransferEngine::cancellingALookupDoesNotWait()
{
    const SteadyTime begin = std::chrono::steady_clock::now();
    {
        TransferRecorder recorder;
        recorder.start(*m_engine, requestTo("http://slow-name.invalid/"));
        QCoreApplication::processEvents();
    }
    QVERIFY(millisecondsSince(begin, std::chrono::steady_clock::now()) < 500);
    QCOMPARE(m_engine->activeCount(), 0);
}

void TestTransferEngine::anEngineMayGoFirst()
{
    m_fake->setDefault(cut(FakeEnding::Stall));
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(url()));
    QTRY_COMPARE(m_fake->requestCount(), 1);
    m_engine.reset();
    recorder.pause();
    recorder.resume();
    recorder.transfer.reset();
    QTRY_COMPARE(m_fake->openConnectionCount(), 0);
}

void TestTransferEngine::aSwallowedRequestIsNotSentAgain_data()
{
    QTest::addColumn<HttpMethod>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("arrivals");
    QTest::newRow("POST") << HttpMethod::Post << QByteArray("{\"n\":1}") << 1;
    QTest::newRow("POST without a body") << HttpMethod::Post << QByteArray() << 1;
    QTest::newRow("POST of 1 MiB") << HttpMethod::Post << QByteArray(mebibyte, 'b') << 1;
    QTest::newRow("PUT") << HttpMethod::Put << QByteArray("x") << 1;
    QTest::newRow("PATCH") << HttpMethod::Patch << QByteArray("x") << 1;
    QTest::newRow("DELETE") << HttpMethod::Delete << QByteArray() << 1;
    QTest::newRow("GET with a body") << HttpMethod::Get << QByteArray("x") << 1;
    QTest::newRow("GET, which may be asked again") << HttpMethod::Get << QByteArray() << 2;
}

void TestTransferEngine::aSwallowedRequestIsNotSentAgain()
{
    QFETCH(HttpMethod, method);
    QFETCH(QByteArray, body);
    QFETCH(int, arrivals);
    FakeReply reply;
    reply.swallowFromRequest = 2;
    m_fake->setDefault(reply);
    {
        TransferRecorder first;
        first.start(*m_engine, requestTo(url("/first")));
        QTRY_VERIFY(first.whole());
    }
    TransferRecorder second;
    second.start(*m_engine, requestTo(url("/second"), method, body));
    QTRY_COMPARE(second.finishes, 1);
    QCOMPARE(m_fake->requestCount("/second"), arrivals);
    QCOMPARE(m_fake->requests().at(1).onConnection, 2);
    if (arrivals == 1) {
        QCOMPARE(second.code(), ErrorCode::UpstreamBroken);
        QVERIFY2(second.sentence().contains(QStringLiteral("not sent again")), qPrintable(second.sentence()));
    } else {
        QVERIFY(second.whole());
    }
}

void TestTransferEngine::connectionsAreReused()
{
    for (int i = 0; i < 20; ++i) {
        TransferRecorder recorder;
        recorder.start(*m_engine,
                       requestTo(url(), i % 2 ? HttpMethod::Post : HttpMethod::Get, i % 2 ? "x" : ""));
        QTRY_VERIFY(recorder.whole());
    }
    QCOMPARE(m_fake->requestCount(), 20);
    QCOMPARE(m_fake->connectionCount(), 1);
}

void TestTransferEngine::manyTransfersRunAtOnce()
{
    FakeReply reply = FakeReply::eventStream(QList<QByteArray>(5, QByteArray(1'000, 'e')));
    m_fake->setDefault(reply);
    std::vector<std::unique_ptr<TransferRecorder>> recorders;
    for (int i = 0; i < 200; ++i) {
        recorders.push_back(std::make_unique<TransferRecorder>());
        recorders.back()->start(*m_engine, requestTo(url()));
    }
    QTRY_COMPARE(m_fake->requestCount(), 200);
    m_fake->releaseAll();
    for (const auto &recorder : recorders) {
        QTRY_VERIFY(recorder->whole());
        QCOMPARE(recorder->size, 5'000);
    }
    QCOMPARE(m_engine->activeCount(), 0);
}

void TestTransferEngine::proxiesOfTheEnvironmentSeeNothing_data()
{
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("http, address") << QByteArray("http") << QByteArray("127.0.0.1");
    QTest::newRow("http, name") << QByteArray("http") << QByteArray("localhost");
    QTest::newRow("https, address") << QByteArray("https") << QByteArray("127.0.0.1");
    QTest::newRow("https, name") << QByteArray("https") << QByteArray("localhost");
    QTest::newRow("https, short address") << QByteArray("https") << QByteArray("127.1");
}

void TestTransferEngine::proxiesOfTheEnvironmentSeeNothing()
{
    QFETCH(QByteArray, scheme);
    QFETCH(QByteArray, host);
    FakeUpstream trap;
    for (const char *name :
         {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
        qputenv(name, trap.baseUrl());
    TransferRecorder recorder;
    UpstreamRequest request =
        requestTo(scheme + "://" + host + ':' + QByteArray::number(m_fake->port()) + path);
    request.timeouts.connect = 500; // the fake answers no TLS
    recorder.start(*m_engine, request);
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(m_fake->requestCount(), scheme == "http" ? 1 : 0);
    QCOMPARE(m_fake->connectionCount(), 1);
    QCOMPARE(recorder.whole(), scheme == "http");
    QCOMPARE(trap.connectionCount(), 0);
}

QTEST_GUILESS_MAIN(TestTransferEngine)
#include "tst_transfer_engine.moc"
