// SPDX-License-Identifier: Apache-2.0
#include "tests/support/running_program.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

namespace byok::test {

namespace {

constexpr int patienceMs = 30'000;

} // namespace

QJsonObject jsonOf(const Outcome &outcome)
{
    return QJsonDocument::fromJson(outcome.out).object();
}

QJsonObject Answer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

Machine::Machine(Vault vault)
    : m_vault(vault)
{
    if (!folder.isValid() || !QDir(folder.path()).mkdir(u"profile"_s))
        qFatal("no temporary folder");
}

Machine::~Machine()
{
    if (relay.state() != QProcess::NotRunning) {
        relay.kill();
        relay.waitForFinished();
    }
}

QString Machine::profile() const
{
    return folder.filePath(u"profile"_s);
}

QString Machine::config() const
{
    return profile() + u"/config.json"_s;
}

QString Machine::binary()
{
    return qEnvironmentVariable("BYOK_BINARY");
}

QProcessEnvironment Machine::environment()
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const auto &name : {u"PORT"_s, u"ALLOWED_ORIGINS"_s, u"APP_SECRET"_s, u"ALLOWED_MODELS"_s,
                             u"REQUEST_BODY_LIMIT_BYTES"_s, u"TOKEN_EXPIRY_DAYS"_s})
        variables.remove(name);
    return variables;
}

bool Machine::start(const QStringList &more, const QProcessEnvironment &variables)
{
    QStringList arguments{u"--headless"_s, u"--profile"_s, profile()};
    if (m_vault == Vault::Memory)
        arguments += {u"--vault"_s, u"memory"_s};
    out.clear();
    relay.setProcessEnvironment(variables);
    relay.start(binary(), arguments + more);
    static const QRegularExpression address(u"listens at http://127\\.0\\.0\\.1:(\\d+)"_s);
    while (relay.state() != QProcess::NotRunning || relay.bytesAvailable() > 0) {
        const auto found = address.match(QString::fromUtf8(said()));
        if (found.hasMatch()) {
            port = quint16(found.captured(1).toUInt());
            return true;
        }
        if (!relay.waitForReadyRead(patienceMs))
            break;
    }
    return false;
}

Outcome Machine::run(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    process.setProcessEnvironment(environment());
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(binary(), QStringList{u"--profile"_s, profile()} + arguments);
    process.write(input);
    process.closeWriteChannel();
    if (finished.isEmpty() && !finished.wait(patienceMs))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome Machine::failedStart(const QStringList &more, const QProcessEnvironment &variables)
{
    if (start(more, variables))
        return {};
    if (relay.state() != QProcess::NotRunning)
        relay.waitForFinished();
    return outcome();
}

Outcome Machine::ended()
{
    QSignalSpy finished(&relay, &QProcess::finished);
    if (relay.state() != QProcess::NotRunning && finished.isEmpty() && !finished.wait(patienceMs))
        return {};
    return outcome();
}

Outcome Machine::outcome()
{
    const Outcome outcome{relay.exitCode(), said(), relay.readAllStandardError()};
    if (relay.exitStatus() == QProcess::CrashExit)
        qWarning("The program died of signal %d, having said: %s", outcome.exit, outcome.err.constData());
    return outcome;
}

const QByteArray &Machine::said()
{
    out += relay.readAllStandardOutput();
    return out;
}

void Machine::put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("could not write");
}

QByteArray Machine::bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString Machine::providersFor(const FakeUpstream &upstream, const QStringList &ids) const
{
    QJsonArray providers;
    for (const QString &id : ids)
        providers += QJsonObject{{u"id"_s, id}, {u"base_url"_s, QString::fromLatin1(upstream.baseUrl())}};
    const QString path = folder.filePath(u"providers.json"_s);
    put(path, QJsonDocument(QJsonObject{{u"providers"_s, providers}}).toJson());
    return path;
}

QByteArray Machine::programToken() const
{
    return run({u"apps"_s, u"add-program"_s, u"script"_s}).out.trimmed();
}

QByteArray Machine::chat(const QByteArray &token, const QByteArray &provider, const QByteArray &body) const
{
    return "POST /relay/" + provider +
           "/v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) +
           "\r\nx-relay-token: " + token +
           "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n\r\n" + body;
}

Answer Machine::askFor(const QByteArray &token, const QByteArray &provider, const QByteArray &body) const
{
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, port);
    QByteArray request = chat(token, provider, body);
    request.insert(request.indexOf("\r\n") + 2, "Connection: close\r\n");
    client.write(request);
    QByteArray received;
    const bool whole = QTest::qWaitFor(
        [&] {
            received += client.readAll();
            return client.state() == QAbstractSocket::UnconnectedState;
        },
        patienceMs);
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (!whole || end < 0)
        return {};
    return {received.mid(9, 3).toInt(), received.sliced(end + 4)};
}

} // namespace byok::test
