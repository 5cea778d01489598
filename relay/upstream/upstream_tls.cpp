// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/upstream_tls.h"

#include <QFile>
#include <QFileInfo>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace byok {

namespace {

/// Where distributions keep the bundle of all trusted certificates.
constexpr const char *knownBundles[] = {
    "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Arch, Gentoo
    "/etc/pki/tls/certs/ca-bundle.crt",   // Fedora, RHEL
    "/etc/ssl/ca-bundle.pem",             // openSUSE
    "/etc/ssl/cert.pem",                  // Alpine, macOS
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
};
constexpr qint64 mostCaBytes = 4 * 1024 * 1024;

struct FreeBio
{
    void operator()(BIO *bio) const { BIO_free_all(bio); }
};
struct FreeCertificate
{
    void operator()(X509 *certificate) const { X509_free(certificate); }
};

/// The certificates of a PEM text, written anew: whatever else it holds (comments, a private key) is left
/// behind.
QByteArray certificatesIn(const QByteArray &pem)
{
    const std::unique_ptr<BIO, FreeBio> in(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    const std::unique_ptr<BIO, FreeBio> out(BIO_new(BIO_s_mem()));
    if (!in || !out)
        return {};
    for (;;) {
        const std::unique_ptr<X509, FreeCertificate> certificate(
            PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
        if (!certificate)
            break;
        PEM_write_bio_X509(out.get(), certificate.get());
    }
    ERR_clear_error(); // the end of the text is reported as an error
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(out.get(), &bytes);
    return size > 0 ? QByteArray(bytes, size) : QByteArray();
}

} // namespace

UpstreamTls UpstreamTls::system()
{
    UpstreamTls tls;
    tls.systemCaFile = qgetenv("SSL_CERT_FILE");
    tls.systemCaPath = qgetenv("SSL_CERT_DIR");
    if (!tls.systemCaFile.isEmpty() || !tls.systemCaPath.isEmpty())
        return tls;
    for (const char *bundle : knownBundles) {
        if (QFileInfo(QString::fromLatin1(bundle)).isReadable()) {
            tls.systemCaFile = bundle;
            return tls;
        }
    }
    const QByteArray folder = X509_get_default_cert_dir();
    if (QFileInfo(QFile::decodeName(folder)).isDir())
        tls.systemCaPath = folder;
    return tls;
}

Result<UpstreamTls> UpstreamTls::withExtraCa(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Failure{
            QStringLiteral(
                "The CA file %1 cannot be read: %2. Choose another file or remove it from the settings.")
                .arg(path, file.errorString())};
    }
    const QByteArray certificates = certificatesIn(file.read(mostCaBytes));
    if (certificates.isEmpty()) {
        return Failure{
            QStringLiteral(
                "The CA file %1 holds no certificate in PEM form (\"-----BEGIN CERTIFICATE-----\"). "
                "Choose a PEM file.")
                .arg(path)};
    }
    UpstreamTls tls = system();
    tls.extraCaPem = certificates;
    return tls;
}

} // namespace byok
