// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QTemporaryDir>

namespace byok::test {

/// A provider behind real TLS: nginx, started on free loopback ports, in front of a plain one. Each port has
/// a certificate of its own kind, made when it starts. Single-threaded, the test's own; nginx ends with it.
class TlsProvider
{
public:
    /// The kinds of server, one port each.
    enum class Port {
        Good,  ///< signed by our authority for 127.0.0.1 and localhost; HTTP/2
        Http1, ///< the same, without HTTP/2
        SelfSigned,
        WrongName, ///< signed by our authority for another name
        Expired,
        NotYetValid,
        OldTls,   ///< TLS 1.0 and 1.1 only
        LeastTls, ///< TLS 1.2 only
        Count,
    };

    /// Requests are passed on to `plainPort` on 127.0.0.1. Fails the test where nginx or openssl do not work.
    explicit TlsProvider(quint16 plainPort);
    ~TlsProvider();

    /// Empty once it serves, else why not.
    [[nodiscard]] const QByteArray &fault() const { return m_fault; }
    [[nodiscard]] quint16 port(Port kind) const { return m_ports[static_cast<int>(kind)]; }
    /// "https://127.0.0.1:<port>"
    [[nodiscard]] QByteArray baseUrl(Port kind) const
    {
        return "https://127.0.0.1:" + QByteArray::number(port(kind));
    }
    [[nodiscard]] QString authorityFile() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    /// One line for each finished request: port, protocol ("HTTP/2.0"), TLS version, connection's serial
    /// number.
    [[nodiscard]] QList<QByteArray> log() const;

private:
    void openssl(const QStringList &arguments);
    void makeCertificates();
    void start(quint16 plainPort);

    QTemporaryDir m_folder;
    QProcess m_nginx;
    QByteArray m_fault;
    quint16 m_ports[static_cast<int>(Port::Count)] = {};
};

} // namespace byok::test
