// SPDX-License-Identifier: Apache-2.0
// What the program may write to its log, seen from outside: this program starts itself with the rules that a
// curious person would set, serves a request with a secret in each place, and its stderr is read.
#include "relay/logging.h"

#include <QCoreApplication>
#include <QHttpServer>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const auto childWord = "--serve-one-request"_L1;

/// One request to a QHttpServer, which prints headers when its categories are on.
int serveOneRequest(int argc, char *argv[])
{
    const QLoggingCategory early("qt.httpserver.early", QtDebugMsg);
    if (qEnvironmentVariableIsEmpty("PLAIN_LOGGING"))
        byok::installLogging();
    const QCoreApplication application(argc, argv);
    const QLoggingCategory late("qt.network.late", QtDebugMsg);
    QLoggingCategory::setFilterRules(u"*=true\nqt.httpserver*=true"_s);
    qCDebug(early) << "early planted-early";
    qCWarning(late) << "late planted-late";
    const QLoggingCategory input("qt.qpa.input.methods", QtDebugMsg);
    qCDebug(input) << "planted-input";
    qCDebug(byok::logKeys) << "a debug line\nof ours";
    qWarning("a plain warning");

    QHttpServer server;
    server.route(u"/"_s, []() { return u"ok"_s; });
    auto *listener = new QTcpServer;
    if (!listener->listen(QHostAddress::LocalHost) || !server.bind(listener))
        return 2;
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, listener->serverPort());
    if (!client.waitForConnected())
        return 3;
    client.write(
        "POST /?q=planted-query HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer planted-header\r\n"
        "Content-Length: 12\r\nConnection: close\r\n\r\nplanted-body");
    QEventLoop loop;
    QObject::connect(&client, &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
    QObject::connect(&client, &QTcpSocket::readyRead, &loop, &QEventLoop::quit);
    loop.exec();
    return 0;
}

QByteArray logOf(const QByteArray &extra)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_LOGGING_RULES"_s, u"*=true;qt.httpserver*=true"_s);
    if (!extra.isEmpty())
        environment.insert(QString::fromLatin1(extra), u"1"_s);
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(), {childWord});
    if (!process.waitForFinished(30'000) || process.exitCode() != 0)
        return "the program failed: " + process.readAllStandardError();
    return process.readAllStandardError();
}

} // namespace

class TestLogging : public QObject
{
    Q_OBJECT

private slots:
    void withoutOurFilterQtPrintsHeaders();
    void nothingOfARequestIsPrintedWhateverTheRules();
    void ourOwnLinesCarryTimeLevelAndCategory();
};

void TestLogging::withoutOurFilterQtPrintsHeaders()
{
    // Else the next test would prove nothing.
    const QByteArray log = logOf("PLAIN_LOGGING");
    QVERIFY2(log.contains("planted-header"), log.constData());
    QVERIFY2(log.contains("planted-early"), log.constData());
}

void TestLogging::nothingOfARequestIsPrintedWhateverTheRules()
{
    const QByteArray log = logOf({});
    QVERIFY2(log.contains("a plain warning"), log.constData());
    QVERIFY2(!log.contains("planted"), log.constData());
}

void TestLogging::ourOwnLinesCarryTimeLevelAndCategory()
{
    const QString log = QString::fromUtf8(logOf({}));
    static const QRegularExpression ours(
        uR"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z debug byok\.keys a debug line of ours$)"_s,
        QRegularExpression::MultilineOption);
    static const QRegularExpression plain(uR"(Z warning default a plain warning$)"_s,
                                          QRegularExpression::MultilineOption);
    QVERIFY2(log.contains(ours), qPrintable(log));
    QVERIFY2(log.contains(plain), qPrintable(log));
}

int main(int argc, char *argv[])
{
    if (argc == 2 && QLatin1StringView(argv[1]) == childWord)
        return serveOneRequest(argc, argv);
    const QCoreApplication application(argc, argv);
    TestLogging test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_logging.moc"
