// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/upstream_tls.h"
#include "tests/relay/upstream/tls_provider.h"
#include "tests/relay/upstream/transfer_recorder.h"
#include "tests/support/fake_upstream.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QSet>
#include <QTcpServer>
#include <QTcpSocket>

using namespace byok;
using namespace byok::test;

namespace {

using Port = TlsProvider::Port;
constexpr qint64 mebibyte = 1024 * 1024;

/// A proxy that speaks CONNECT: notes what it is asked for, then joins both sides, whatever name was asked
/// for, to one port on this machine. Or refuses.
class ConnectProxy : public QObject
{
public:
    explicit ConnectProxy(quint16 target)
    {
        server.listen(QHostAddress::LocalHost, 0);
        connect(&server, &QTcpServer::newConnection, this, [this, target] {
            QTcpSocket *client = server.nextPendingConnection();
            ++connections;
            connect(client, &QTcpSocket::readyRead, this, [this, client, target] {
                if (auto *joined = client->findChild<QTcpSocket *>()) {
                    joined->write(client->readAll());
                    return;
                }
                seen += client->readAll();
                if (!seen.endsWith("\r\n\r\n"))
                    return;
                if (refusal > 0) {
                    client->write("HTTP/1.1 " + QByteArray::number(refusal) +
                                  " No\r\nContent-Length: 0\r\n\r\n");
                    client->disconnectFromHost();
                    return;
                }
                auto *provider = new QTcpSocket(client);
                connect(provider, &QTcpSocket::readyRead, client,
                        [client, provider] { client->write(provider->readAll()); });
                connect(provider, &QTcpSocket::disconnected, client,
                        [client] { client->disconnectFromHost(); });
                connect(provider, &QTcpSocket::connected, client,
                        [client] { client->write("HTTP/1.1 200 Connected\r\nx-proxy: 1\r\n\r\n"); });
                provider->connectToHost(QHostAddress(QHostAddress::LocalHost), target);
            });
        });
    }

    [[nodiscard]] QByteArray url() const
    {
        return "http://127.0.0.1:" + QByteArray::number(server.serverPort());
    }

    QTcpServer server;
    QByteArray seen;
    int connections = 0;
    int refusal = 0;
};

} // namespace

class TestUpstreamTls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void theSystemsStoreIsFound();
    void theEnvironmentNamesAnotherStore();
    void anExtraCaFileIsRead();
    void aBadCaFileIsNamed_data();
    void aBadCaFileIsNamed();

    void anExtraAuthorityIsTrusted_data();
    void anExtraAuthorityIsTrusted();
    void whatIsNotTrustedGetsNoByte_data();
    void whatIsNotTrustedGetsNoByte();
    void plainHttpWhereTlsIsExpectedIsTold();
    void oldRulesConnectionsAreNotUsedAgain();

    void manyStreamsShareFewConnections();
    void aStreamCancelledIsSeenByTheProviderAtOnce_data();
    void aStreamCancelledIsSeenByTheProviderAtOnce();
    void aPausedStreamHoldsLittleAndOthersGoOn();
    void aSwallowedPostIsNotSentAgain();
    void bodiesOfAnySizeAndMethodArrive_data();
    void bodiesOfAnySizeAndMethodArrive();

    void httpsGoesThroughTheSystemsProxy();
    void aProxyThatRefusesIsTold_data();
    void aProxyThatRefusesIsTold();
    void aProxyThatIsNotThereIsTold();
    void thePersonsChoiceOfAProxyHolds();
    void loopbackNeverGoesThroughAProxy_data();
    void loopbackNeverGoesThroughAProxy();

private:
    std::unique_ptr<FakeUpstream> m_fake;
    std::unique_ptr<TlsProvider> m_provider;
    std::unique_ptr<TransferEngine> m_engine;
};

void TestUpstreamTls::initTestCase()
{
    m_fake = std::make_unique<FakeUpstream>();
    m_provider = std::make_unique<TlsProvider>(m_fake->port());
    QVERIFY2(m_provider->fault().isEmpty(), m_provider->fault().constData());
}

void TestUpstreamTls::init()
{
    m_engine = std::make_unique<TransferEngine>();
    const Result<UpstreamTls> tls = UpstreamTls::withExtraCa(m_provider->authorityFile());
    QVERIFY(tls.ok());
    m_engine->setTls(tls.value());
    m_fake->setDefault(FakeReply{});
}

void TestUpstreamTls::cleanup()
{
    m_engine.reset();
    for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR"})
        qunsetenv(name);
}

void TestUpstreamTls::theSystemsStoreIsFound()
{
    const UpstreamTls tls = UpstreamTls::system();
    QVERIFY(!tls.systemCaFile.isEmpty() || !tls.systemCaPath.isEmpty());
    QVERIFY(tls.extraCaPem.isEmpty());
}

void TestUpstreamTls::theEnvironmentNamesAnotherStore()
{
    qputenv("SSL_CERT_FILE", QFile::encodeName(m_provider->authorityFile()));
    TransferEngine engine;
    TransferRecorder recorder;
    recorder.start(engine, requestTo(m_provider->baseUrl(Port::Good) + "/"));
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY2(recorder.whole(), qPrintable(recorder.sentence()));
}

void TestUpstreamTls::anExtraCaFileIsRead()
{
    QFile authority(m_provider->authorityFile());
    QVERIFY(authority.open(QIODevice::ReadOnly));
    QFile key(m_provider->folder() + QStringLiteral("/ca.key"));
    QVERIFY(key.open(QIODevice::ReadOnly));
    const QByteArray pem = authority.readAll();
    const QString path = m_provider->folder() + QStringLiteral("/both.pem");
    QFile both(path);
    QVERIFY(both.open(QIODevice::WriteOnly));
    both.write("# a comment\n" + key.readAll() + pem + pem);
    both.close();
    const Result<UpstreamTls> tls = UpstreamTls::withExtraCa(path);
    QVERIFY(tls.ok());
    QCOMPARE(tls.value().extraCaPem.count("BEGIN CERTIFICATE"), 2);
    QVERIFY(!tls.value().extraCaPem.contains("PRIVATE"));
    QCOMPARE(tls.value().systemCaFile, UpstreamTls::system().systemCaFile);
}

void TestUpstreamTls::aBadCaFileIsNamed_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("no PEM") << QByteArray("hello\n");
    QTest::newRow("broken PEM") << QByteArray(
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    QTest::newRow("only a key") << QByteArray(
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
}

void TestUpstreamTls::aBadCaFileIsNamed()
{
    QFETCH(QByteArray, content);
    const QString path = m_provider->folder() + QStringLiteral("/bad.pem");
    QFile::remove(path);
    if (!content.isNull()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    const Result<UpstreamTls> tls = UpstreamTls::withExtraCa(path);
    QVERIFY(!tls.ok());
    QVERIFY2(tls.error().sentence.contains(path), qPrintable(tls.error().sentence));
}

void TestUpstreamTls::anExtraAuthorityIsTrusted_data()
{
    QTest::addColumn<Port>("port");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("protocol");
    QTest::newRow("HTTP/2 is agreed on")
        << Port::Good << QByteArray("127.0.0.1") << QByteArray("HTTP/2.0 TLSv1.3");
    QTest::newRow("by name") << Port::Good << QByteArray("localhost") << QByteArray("HTTP/2.0 TLSv1.3");
    QTest::newRow("HTTP/1.1 where there is no other")
        << Port::Http1 << QByteArray("127.0.0.1") << QByteArray("HTTP/1.1 TLSv1.3");
    QTest::newRow("TLS 1.2") << Port::LeastTls << QByteArray("127.0.0.1") << QByteArray("HTTP/2.0 TLSv1.2");
}

void TestUpstreamTls::anExtraAuthorityIsTrusted()
{
    QFETCH(Port, port);
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, protocol);
    const qsizetype linesBefore = m_provider->log().size();
    TransferRecorder recorder;
    UpstreamRequest request =
        requestTo("https://" + host + ':' + QByteArray::number(m_provider->port(port)) + "/v1/x?y=%2F",
                  HttpMethod::Post, "{}");
    request.credentialName = "x-api-key";
    request.credential = Secret::copyOf("sk-key-over-tls");
    recorder.start(*m_engine, request);
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY2(recorder.whole(), qPrintable(recorder.sentence()));
    QCOMPARE(recorder.head.status, 200);
    QCOMPARE(recorder.body, "{}");
    QCOMPARE(m_fake->requests().last().target, "/v1/x?y=%2F");
    QCOMPARE(m_fake->requests().last().field("x-api-key"), "sk-key-over-tls");
    QTRY_COMPARE(m_provider->log().size(), linesBefore + 1);
    QVERIFY2(m_provider->log().last().contains(protocol), m_provider->log().last().constData());
}

void TestUpstreamTls::whatIsNotTrustedGetsNoByte_data()
{
    QTest::addColumn<Port>("port");
    QTest::addColumn<bool>("extraCa");
    QTest::addColumn<QString>("part");
    QTest::newRow("an authority nobody named") << Port::Good << false << QStringLiteral("signed by nobody");
    QTest::newRow("self-signed") << Port::SelfSigned << true << QStringLiteral("signed by nobody");
    QTest::newRow("wrong name") << Port::WrongName << true << QStringLiteral("made out to another name");
    QTest::newRow("expired") << Port::Expired << true << QStringLiteral("has expired");
    QTest::newRow("not yet valid") << Port::NotYetValid << true << QStringLiteral("not valid yet");
    QTest::newRow("old TLS") << Port::OldTls << true << QStringLiteral("too old");
}

void TestUpstreamTls::whatIsNotTrustedGetsNoByte()
{
    QFETCH(Port, port);
    QFETCH(bool, extraCa);
    QFETCH(QString, part);
    if (!extraCa)
        m_engine->setTls(UpstreamTls::system());
    const qsizetype linesBefore = m_provider->log().size();
    const qsizetype requestsBefore = m_fake->requestCount();
    TransferRecorder recorder;
    UpstreamRequest request = requestTo(m_provider->baseUrl(port) + "/secret", HttpMethod::Post, "secret");
    request.credentialName = "x-api-key";
    request.credential = Secret::copyOf("sk-secret-key");
    recorder.start(*m_engine, request);
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.code(), ErrorCode::UpstreamTls);
    QCOMPARE(recorder.error->status(), 502);
    QVERIFY2(recorder.sentence().contains(part), qPrintable(recorder.sentence()));
    QVERIFY2(recorder.sentence().contains(QStringLiteral("127.0.0.1")), qPrintable(recorder.sentence()));
    QVERIFY(!recorder.sentence().contains(QStringLiteral("secret")));
    QCOMPARE(m_fake->requestCount(), requestsBefore);
    QCOMPARE(m_provider->log().size(), linesBefore); // nginx saw no request line at all
}

void TestUpstreamTls::plainHttpWhereTlsIsExpectedIsTold()
{
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost, 0));
    connect(&plain, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = plain.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket,
                [socket] { socket->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    });
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo("https://127.0.0.1:" + QByteArray::number(plain.serverPort()) + "/"));
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.code(), ErrorCode::UpstreamTls);
    QVERIFY2(recorder.sentence().contains(QStringLiteral("does not speak TLS")),
             qPrintable(recorder.sentence()));
}

void TestUpstreamTls::oldRulesConnectionsAreNotUsedAgain()
{
    TransferRecorder trusted;
    trusted.start(*m_engine, requestTo(m_provider->baseUrl(Port::Good) + "/"));
    QTRY_VERIFY(trusted.whole());
    m_engine->setTls(UpstreamTls::system());
    const qsizetype requestsBefore = m_fake->requestCount();
    TransferRecorder refused;
    refused.start(*m_engine, requestTo(m_provider->baseUrl(Port::Good) + "/"));
    QTRY_COMPARE(refused.finishes, 1);
    QCOMPARE(refused.code(), ErrorCode::UpstreamTls);
    QCOMPARE(m_fake->requestCount(), requestsBefore);
}

void TestUpstreamTls::manyStreamsShareFewConnections()
{
    m_fake->setDefault(FakeReply::eventStream(QList<QByteArray>(10, QByteArray("data: x\n\n"))));
    const qsizetype linesBefore = m_provider->log().size();
    const qsizetype requestsBefore = m_fake->requestCount();
    std::vector<std::unique_ptr<TransferRecorder>> recorders;
    for (int i = 0; i < 100; ++i) {
        recorders.push_back(std::make_unique<TransferRecorder>());
        recorders.back()->start(*m_engine,
                                requestTo(m_provider->baseUrl(Port::Good) + "/", HttpMethod::Post, "{}"));
    }
    QTRY_COMPARE(m_fake->requestCount(), requestsBefore + 100);
    m_fake->releaseAll();
    for (const auto &recorder : recorders) {
        QTRY_COMPARE(recorder->finishes, 1);
        QVERIFY2(recorder->whole(), qPrintable(recorder->sentence()));
        QCOMPARE(recorder->size, 90);
    }
    QTRY_COMPARE(m_provider->log().size(), linesBefore + 100);
    QSet<QByteArray> connections;
    for (const QByteArray &line : m_provider->log().sliced(linesBefore)) {
        QVERIFY2(line.contains("HTTP/2.0"), line.constData());
        connections.insert(line.split(' ').last());
    }
    QVERIFY2(connections.size() <= 4, QByteArray::number(connections.size()).constData());
}

void TestUpstreamTls::aStreamCancelledIsSeenByTheProviderAtOnce_data()
{
    QTest::addColumn<int>("neighbours");
    QTest::newRow("alone on its connection") << 0;
    QTest::newRow("beside one that is silent") << 1;
    QTest::newRow("beside ten") << 10;
}

void TestUpstreamTls::aStreamCancelledIsSeenByTheProviderAtOnce()
{
    QFETCH(int, neighbours);
    m_fake->setDefault(FakeReply::eventStream({"data: 1\n\n", "data: 2\n\n"}));
    std::vector<std::unique_ptr<TransferRecorder>> others;
    for (int i = 0; i < neighbours; ++i) {
        others.push_back(std::make_unique<TransferRecorder>());
        others.back()->start(*m_engine, requestTo(m_provider->baseUrl(Port::Good) + "/"));
    }
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo(m_provider->baseUrl(Port::Good) + "/"));
    QTRY_COMPARE(recorder.heads, 1);
    for (const auto &other : others)
        QTRY_COMPARE(other->heads, 1);
    const int closedBefore = m_fake->closedByClientCount();
    const SteadyTime begin = std::chrono::steady_clock::now();
    recorder.transfer.reset();
    // nginx hangs up on the plain provider as soon as its own client has reset the stream.
    QTRY_COMPARE(m_fake->closedByClientCount(), closedBefore + 1);
    const qint64 took = millisecondsSince(begin, m_fake->lastClosedByClientAt());
    QVERIFY2(took < 100, qPrintable(QString::number(took)));
    m_fake->releaseAll();
    for (const auto &other : others)
        QTRY_VERIFY(other->whole());
}

void TestUpstreamTls::aPausedStreamHoldsLittleAndOthersGoOn()
{
    FakeReply big;
    big.content = FakeContent::Fill;
    big.fillBytes = 64 * mebibyte;
    m_fake->setDefault(big);
    TransferRecorder paused;
    paused.keepBody = false;
    paused.onData = [&] {
        paused.onData = nullptr;
        paused.pause();
    };
    const qint64 sentBefore = m_fake->bodyBytesSent();
    paused.start(*m_engine, requestTo(m_provider->baseUrl(Port::Good) + "/big"));
    QTRY_COMPARE(paused.pieces, 1);
    m_fake->setDefault(FakeReply{});
    TransferRecorder other;
    other.start(*m_engine, requestTo(m_provider->baseUrl(Port::Good) + "/small"));
    QTRY_VERIFY(other.whole());
    qint64 last = 0;
    do {
        last = m_fake->bodyBytesSent() - sentBefore;
        QTest::qWait(100); // long enough for a provider that is not held to send it all
    } while (last != m_fake->bodyBytesSent() - sentBefore);
    QVERIFY2(last < 40 * mebibyte, qPrintable(QString::number(last)));
    QCOMPARE(paused.finishes, 0);
    paused.resume();
    QTRY_COMPARE_WITH_TIMEOUT(paused.finishes, 1, 60'000);
    QVERIFY2(paused.whole(), qPrintable(paused.sentence()));
    QCOMPARE(paused.size, big.fillBytes);
}

void TestUpstreamTls::aSwallowedPostIsNotSentAgain()
{
    TransferRecorder first;
    first.start(*m_engine, requestTo(m_provider->baseUrl(Port::Http1) + "/"));
    QTRY_VERIFY(first.whole());
    FakeReply silent;
    silent.cutHeadAt = 0;
    silent.ending = FakeEnding::Close;
    m_fake->setDefault(silent);
    TransferRecorder second;
    second.start(*m_engine,
                 requestTo(m_provider->baseUrl(Port::Http1) + "/swallowed", HttpMethod::Post, "{}"));
    QTRY_COMPARE(second.finishes, 1);
    QCOMPARE(m_fake->requestCount("/swallowed"), 1);
}

void TestUpstreamTls::bodiesOfAnySizeAndMethodArrive_data()
{
    QTest::addColumn<HttpMethod>("method");
    QTest::addColumn<qint64>("size");
    QTest::newRow("GET") << HttpMethod::Get << qint64(0);
    QTest::newRow("HEAD") << HttpMethod::Head << qint64(0);
    QTest::newRow("POST, empty") << HttpMethod::Post << qint64(0);
    QTest::newRow("POST, 1 byte") << HttpMethod::Post << qint64(1);
    QTest::newRow("POST, 10 MiB") << HttpMethod::Post << 10 * mebibyte;
    QTest::newRow("PUT, 100 KB") << HttpMethod::Put << qint64(100'000);
    QTest::newRow("DELETE") << HttpMethod::Delete << qint64(0);
}

void TestUpstreamTls::bodiesOfAnySizeAndMethodArrive()
{
    QFETCH(HttpMethod, method);
    QFETCH(qint64, size);
    FakeReply echo;
    echo.content = FakeContent::EchoBody;
    m_fake->setDefault(echo);
    TransferRecorder recorder;
    const QByteArray body(size, 'q');
    recorder.start(*m_engine, requestTo(m_provider->baseUrl(Port::Good) + "/", method, body));
    QTRY_COMPARE_WITH_TIMEOUT(recorder.finishes, 1, 30'000);
    QVERIFY2(recorder.whole(), qPrintable(recorder.sentence()));
    QCOMPARE(m_fake->requests().last().method, methodName(method));
    QVERIFY(m_fake->requests().last().body == body);
    QVERIFY(recorder.body == body);
}

void TestUpstreamTls::httpsGoesThroughTheSystemsProxy()
{
    ConnectProxy proxy(m_provider->port(Port::WrongName));
    qputenv("https_proxy", proxy.url());
    TransferRecorder recorder;
    UpstreamRequest request =
        requestTo("https://somebody-else.example/v1/secret?secret=1", HttpMethod::Post, "secret");
    request.credentialName = "x-api-key";
    request.credential = Secret::copyOf("sk-secret-key");
    recorder.start(*m_engine, request);
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY2(recorder.whole(), qPrintable(recorder.sentence()));
    QVERIFY2(proxy.seen.startsWith("CONNECT somebody-else.example:443 HTTP/1.1\r\n"), proxy.seen.constData());
    QVERIFY(!proxy.seen.contains("secret"));
    QCOMPARE(m_fake->requests().last().target, "/v1/secret?secret=1");
    QCOMPARE(headerCount(recorder.head.fields, "x-proxy"), 0);
    QCOMPARE(recorder.heads, 1);
}

void TestUpstreamTls::aProxyThatRefusesIsTold_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("part");
    QTest::newRow("403") << 403 << QStringLiteral("it answered 403");
    QTest::newRow("407") << 407 << QStringLiteral("name and password");
    QTest::newRow("502") << 502 << QStringLiteral("it answered 502");
}

void TestUpstreamTls::aProxyThatRefusesIsTold()
{
    QFETCH(int, status);
    QFETCH(QString, part);
    ConnectProxy proxy(m_provider->port(Port::WrongName));
    proxy.refusal = status;
    qputenv("https_proxy", proxy.url());
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo("https://somebody-else.example/secret"));
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.code(), ErrorCode::UpstreamUnreachable);
    QVERIFY2(recorder.sentence().contains(part), qPrintable(recorder.sentence()));
    QCOMPARE(recorder.heads, 0);
}

void TestUpstreamTls::aProxyThatIsNotThereIsTold()
{
    QByteArray url;
    {
        const ConnectProxy proxy(0);
        url = proxy.url();
    }
    qputenv("https_proxy", url);
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo("https://somebody-else.example/secret"));
    QTRY_COMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.code(), ErrorCode::UpstreamUnreachable);
    QVERIFY2(recorder.sentence().contains(QStringLiteral("The proxy 127.0.0.1:")),
             qPrintable(recorder.sentence()));
}

void TestUpstreamTls::thePersonsChoiceOfAProxyHolds()
{
    ConnectProxy systems(m_provider->port(Port::WrongName));
    ConnectProxy chosen(m_provider->port(Port::WrongName));
    qputenv("https_proxy", systems.url());
    const auto ask = [this](const ProxyChoice &choice) {
        m_engine->setProxy(choice);
        TransferRecorder recorder;
        recorder.start(*m_engine, requestTo("https://somebody-else.example/"));
        QTRY_COMPARE(recorder.finishes, 1);
    };
    ask({ProxyChoice::Mode::Fixed, chosen.url()});
    QCOMPARE(systems.connections, 0);
    QCOMPARE(chosen.connections, 1);
    QVERIFY2(chosen.seen.startsWith("CONNECT somebody-else.example:443 HTTP/1.1\r\n"),
             chosen.seen.constData());
    ask({ProxyChoice::Mode::None, chosen.url()});
    QCOMPARE(systems.connections, 0);
    QCOMPARE(chosen.connections, 1);
    ask({ProxyChoice::Mode::System, chosen.url()});
    QCOMPARE(systems.connections, 1);
    QCOMPARE(chosen.connections, 1);
}

void TestUpstreamTls::loopbackNeverGoesThroughAProxy_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("address") << QByteArray("127.0.0.1");
    QTest::newRow("name") << QByteArray("localhost");
}

void TestUpstreamTls::loopbackNeverGoesThroughAProxy()
{
    QFETCH(QByteArray, host);
    ConnectProxy proxy(m_provider->port(Port::Good));
    for (const char *name : {"http_proxy", "https_proxy", "all_proxy"})
        qputenv(name, proxy.url());
    TransferRecorder recorder;
    recorder.start(*m_engine, requestTo("https://" + host + ':' +
                                        QByteArray::number(m_provider->port(Port::Good)) + '/'));
    QTRY_COMPARE(recorder.finishes, 1);
    QVERIFY2(recorder.whole(), qPrintable(recorder.sentence()));
    QCOMPARE(proxy.connections, 0);
}

QTEST_GUILESS_MAIN(TestUpstreamTls)
#include "tst_upstream_tls.moc"
