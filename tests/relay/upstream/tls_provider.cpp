// SPDX-License-Identifier: Apache-2.0
#include "tests/relay/upstream/tls_provider.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>
#include <vector>

namespace byok::test {

namespace {

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
}

} // namespace

TlsProvider::TlsProvider(quint16 plainPort)
{
    makeCertificates();
    if (m_fault.isEmpty())
        start(plainPort);
}

TlsProvider::~TlsProvider()
{
    if (m_nginx.state() == QProcess::NotRunning)
        return;
    m_nginx.terminate();
    if (!m_nginx.waitForFinished(5'000)) {
        m_nginx.kill();
        m_nginx.waitForFinished(5'000);
    }
}

void TlsProvider::openssl(const QStringList &arguments)
{
    if (!m_fault.isEmpty())
        return;
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral("openssl"), arguments);
    if (!process.waitForFinished(30'000) || process.exitCode() != 0)
        m_fault = "openssl " + arguments.join(u' ').toUtf8() + ": " + process.readAllStandardError();
}

void TlsProvider::makeCertificates()
{
    const QString folder = m_folder.path() + u'/';
    writeFile(folder + QStringLiteral("names.cnf"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
    writeFile(folder + QStringLiteral("wrong.cnf"), "subjectAltName=DNS:somebody-else.example\n");
    const auto words = [](const char *line) { return QString::fromLatin1(line).split(u' '); };
    openssl(words(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 "
        "-subj /CN=Test-Authority"));
    openssl(words("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr "
                  "-subj /CN=provider"));
    openssl(
        words("x509 -req -in server.csr -CA ca.pem -CAkey ca.key -days 30 -extfile names.cnf -out good.pem"));
    openssl(words(
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -days 30 -extfile wrong.cnf -out wrong.pem"));
    openssl(words("x509 -req -in server.csr -CA ca.pem -CAkey ca.key -not_before 20200101000000Z -not_after "
                  "20200201000000Z "
                  "-extfile names.cnf -out expired.pem"));
    openssl(words("x509 -req -in server.csr -CA ca.pem -CAkey ca.key -not_before 20700101000000Z -not_after "
                  "20710101000000Z "
                  "-extfile names.cnf -out early.pem"));
    openssl(words("x509 -req -in server.csr -signkey server.key -days 30 -extfile names.cnf -out self.pem"));
    // Old TLS is only to be had with an RSA key.
    openssl(words("req -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.csr -subj /CN=provider"));
    openssl(words("x509 -req -in rsa.csr -CA ca.pem -CAkey ca.key -days 30 -extfile names.cnf -out rsa.pem"));
}

void TlsProvider::start(quint16 plainPort)
{
    std::vector<std::unique_ptr<QTcpServer>> reserved;
    for (quint16 &port : m_ports) {
        reserved.push_back(std::make_unique<QTcpServer>());
        reserved.back()->listen(QHostAddress::LocalHost, 0);
        port = reserved.back()->serverPort();
    }
    reserved.clear();

    const auto server = [this](Port kind, const char *certificate, const char *key, const char *rest) {
        return "server { listen 127.0.0.1:" + QByteArray::number(port(kind)) + " ssl; ssl_certificate " +
               certificate + "; ssl_certificate_key " + key + "; " + rest +
               " location / { proxy_pass http://127.0.0.1:$plain; } }\n";
    };
    QByteArray config =
        "daemon off; master_process off; worker_processes 1; pid nginx.pid; error_log error.log info;\n"
        "events { worker_connections 1024; }\n"
        "http {\n"
        "log_format seen '$server_port $server_protocol $ssl_protocol $connection';\n"
        "access_log access.log seen;\n"
        "client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path "
        "s;\n"
        "client_max_body_size 0; proxy_buffering off; proxy_request_buffering off; proxy_http_version 1.1;\n"
        "proxy_set_header Connection ''; ssl_protocols TLSv1.2 TLSv1.3;\n";
    config += server(Port::Good, "good.pem", "server.key", "http2 on;");
    config += server(Port::Http1, "good.pem", "server.key", "");
    config += server(Port::SelfSigned, "self.pem", "server.key", "");
    config += server(Port::WrongName, "wrong.pem", "server.key", "");
    config += server(Port::Expired, "expired.pem", "server.key", "");
    config += server(Port::NotYetValid, "early.pem", "server.key", "");
    config += server(Port::OldTls, "rsa.pem", "rsa.key",
                     "ssl_protocols TLSv1 TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;");
    config += server(Port::LeastTls, "rsa.pem", "rsa.key", "ssl_protocols TLSv1.2; http2 on;");
    config += "}\n";
    config.replace("$plain", QByteArray::number(plainPort));
    writeFile(m_folder.filePath(QStringLiteral("nginx.conf")), config);

    QString program = QStringLiteral("nginx");
    if (QFile::exists(QStringLiteral("/usr/sbin/nginx")))
        program = QStringLiteral("/usr/sbin/nginx");
    m_nginx.setWorkingDirectory(m_folder.path());
    m_nginx.setProcessChannelMode(QProcess::MergedChannels);
    m_nginx.start(program, {QStringLiteral("-p"), m_folder.path() + u'/', QStringLiteral("-c"),
                            QStringLiteral("nginx.conf"), QStringLiteral("-e"), QStringLiteral("error.log")});
    const QDeadlineTimer deadline(10'000);
    while (!deadline.hasExpired() && m_nginx.state() != QProcess::NotRunning) {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress(QHostAddress::LocalHost), port(Port::Good));
        if (probe.waitForConnected(1'000))
            return;
        m_nginx.waitForReadyRead(50);
    }
    m_fault = "nginx: " + m_nginx.readAll();
}

QList<QByteArray> TlsProvider::log() const
{
    QFile file(m_folder.filePath(QStringLiteral("access.log")));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QByteArray> lines = file.readAll().split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

} // namespace byok::test
