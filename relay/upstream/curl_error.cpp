// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/curl_error.h"

#include <openssl/x509_vfy.h>

#include <cerrno>

namespace byok {

namespace {

RelayError unreachable(const QString &sentence)
{
    return {ErrorCode::UpstreamUnreachable, sentence};
}
RelayError broken(const QString &sentence)
{
    return {ErrorCode::UpstreamBroken, sentence};
}
RelayError badTls(const QString &sentence)
{
    return {ErrorCode::UpstreamTls, sentence};
}

RelayError certificateError(const TransferFailure &failure, const QString &host)
{
    // libcurl compares names itself, and leaves OpenSSL's verdict alone.
    const bool otherName =
        failure.detail.contains("subject name") || failure.detail.contains("does not match");
    switch (otherName ? X509_V_ERR_HOSTNAME_MISMATCH : failure.verifyResult) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return badTls(
            QStringLiteral("The certificate of %1 is made out to another name, so nothing was sent. "
                           "Check the provider's base URL.")
                .arg(host));
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return badTls(QStringLiteral("The certificate of %1 has expired, so nothing was sent. "
                                     "If other sites fail too, check this computer's clock.")
                          .arg(host));
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return badTls(
            QStringLiteral(
                "The certificate of %1 is not valid yet, so nothing was sent. Check this computer's clock.")
                .arg(host));
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return badTls(
            QStringLiteral(
                "The certificate of %1 is signed by nobody this computer trusts (self-signed, or a company's "
                "own authority), so nothing was sent. If you trust it, add its CA file in the settings.")
                .arg(host));
    default:
        return badTls(
            QStringLiteral("The certificate of %1 was not accepted (%2), so nothing was sent.")
                .arg(host, QString::fromLatin1(X509_verify_cert_error_string(failure.verifyResult))));
    }
}

RelayError handshakeError(const TransferFailure &failure, const QString &host)
{
    const QByteArray &detail = failure.detail;
    if (detail.contains("unsupported protocol") || detail.contains("protocol version") ||
        detail.contains("no protocols available")) {
        return badTls(
            QStringLiteral(
                "%1 speaks only TLS versions too old to be safe (1.2 is the least), so nothing was sent.")
                .arg(host));
    }
    if (detail.contains("wrong version number") || detail.contains("packet length too long")) {
        return badTls(
            QStringLiteral(
                "%1 does not speak TLS on this port, so nothing was sent. Check the provider's base URL.")
                .arg(host));
    }
    return badTls(
        QStringLiteral(
            "No safe connection to %1 could be made (the TLS handshake failed), so nothing was sent.")
            .arg(host));
}

RelayError proxyError(const TransferFailure &failure, const QString &host)
{
    const QString proxy = QString::fromUtf8(failure.proxy);
    if (failure.proxyStatus == 407) {
        return unreachable(
            QStringLiteral("The proxy %1 wants a name and password before it connects to %2. "
                           "Check the system's proxy settings, or the one chosen in the relay's window.")
                .arg(proxy, host));
    }
    if (failure.proxyStatus > 0) {
        return unreachable(QStringLiteral("The proxy %1 refused to connect to %2 (it answered %3). Check the "
                                          "system's proxy settings, or the one chosen in the relay's window.")
                               .arg(proxy, host)
                               .arg(failure.proxyStatus));
    }
    return unreachable(QStringLiteral("The proxy %1, through which %2 is reached, does not work. Check the "
                                      "system's proxy settings, or the one chosen in the relay's window.")
                           .arg(proxy, host));
}

RelayError connectError(const TransferFailure &failure, const QString &host)
{
    switch (failure.systemError) {
    case ECONNREFUSED:
        return unreachable(
            QStringLiteral("%1 refused the connection: nothing listens there. Check the provider's address, "
                           "and that it runs.")
                .arg(host));
    case ENETUNREACH:
    case ENETDOWN:
    case EADDRNOTAVAIL:
        return unreachable(
            QStringLiteral("%1 cannot be reached: this computer has no network to it.").arg(host));
    case EHOSTUNREACH:
        return unreachable(QStringLiteral("%1 cannot be reached: its host does not answer.").arg(host));
    default:
        return unreachable(QStringLiteral("No connection to %1 could be made.").arg(host));
    }
}

RelayError brokenError(const TransferFailure &failure, const QString &host)
{
    switch (failure.phase) {
    case TransferPhase::Connecting:
        return unreachable(QStringLiteral("The connection to %1 broke while it was made.").arg(host));
    case TransferPhase::Sending:
        return broken(QStringLiteral("%1 broke the connection while the request was being sent.").arg(host));
    case TransferPhase::Waiting:
        return broken(QStringLiteral("%1 broke the connection before it answered.").arg(host));
    case TransferPhase::Streaming:
        return broken(QStringLiteral("%1 broke the connection in the middle of its answer.").arg(host));
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

RelayError errorFor(const TransferFailure &failure)
{
    const QString host = QString::fromUtf8(failure.host);
    const bool tunnelFailed = failure.proxyStatus != 0 && failure.proxyStatus / 100 != 2;
    if (!failure.proxy.isEmpty() && failure.phase == TransferPhase::Connecting) {
        if (tunnelFailed || failure.result == CURLE_COULDNT_CONNECT ||
            failure.result == CURLE_COULDNT_RESOLVE_PROXY || failure.result == CURLE_PROXY ||
            (failure.result == CURLE_RECV_ERROR && failure.proxyStatus == 0))
            return proxyError(failure, host);
    }
    switch (failure.result) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return unreachable(
            QStringLiteral(
                "The name %1 was not found. Check the network connection and the provider's address.")
                .arg(host));
    case CURLE_COULDNT_CONNECT:
        return connectError(failure, host);
    case CURLE_PEER_FAILED_VERIFICATION:
        return certificateError(failure, host);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_USE_SSL_FAILED:
        return handshakeError(failure, host);
    case CURLE_SSL_CACERT_BADFILE:
        return badTls(
            QStringLiteral(
                "The trusted certificates of this computer could not be read, so nothing was sent to %1. "
                "Check the CA file in the settings.")
                .arg(host));
    case CURLE_OPERATION_TIMEDOUT:
        return timeoutError(failure.phase, failure.host, 0);
    case CURLE_PARTIAL_FILE:
        return broken(
            QStringLiteral("%1 ended its answer before the length that it had announced.").arg(host));
    case CURLE_GOT_NOTHING:
        return broken(QStringLiteral("%1 closed the connection without an answer.").arg(host));
    case CURLE_ABORTED_BY_CALLBACK:
    case CURLE_SEND_FAIL_REWIND:
        return broken(
            QStringLiteral("The connection to %1 broke before it answered. The request was not sent again, "
                           "so that nothing is paid for twice; try it once more yourself.")
                .arg(host));
    case CURLE_WRITE_ERROR: // a head that we refused
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_TOO_LARGE:
        return broken(QStringLiteral("What %1 answered is not valid HTTP.").arg(host));
    case CURLE_RECV_ERROR:
        if (failure.detail.contains("chunk") || failure.detail.contains("header"))
            return broken(QStringLiteral("What %1 answered is not valid HTTP.").arg(host));
        return brokenError(failure, host);
    case CURLE_URL_MALFORMAT:
        return {
            ErrorCode::Internal,
            QStringLiteral("The address made for %1 is not a URL; please report this as a fault.").arg(host)};
    case CURLE_OUT_OF_MEMORY:
        return {ErrorCode::Internal,
                QStringLiteral("There is not enough memory for the request to %1.").arg(host)};
    default:
        return brokenError(failure, host);
    }
}

RelayError timeoutError(TransferPhase phase, const QByteArray &hostName, qint64 milliseconds)
{
    const QString host = QString::fromUtf8(hostName);
    const QString after =
        milliseconds > 0
            ? QStringLiteral(" within %1 s").arg(QString::number(static_cast<double>(milliseconds) / 1000.0))
            : QStringLiteral(" in time");
    switch (phase) {
    case TransferPhase::Connecting:
        return {ErrorCode::UpstreamTimeout,
                QStringLiteral("No connection to %1 could be made%2.").arg(host, after)};
    case TransferPhase::Sending:
        return {ErrorCode::UpstreamTimeout,
                QStringLiteral("%1 stopped taking the request and took nothing more%2.").arg(host, after)};
    case TransferPhase::Waiting:
        return {ErrorCode::UpstreamTimeout, QStringLiteral("%1 did not begin to answer%2.").arg(host, after)};
    case TransferPhase::Streaming:
        return {ErrorCode::UpstreamTimeout,
                QStringLiteral("%1 fell silent in the middle of its answer and sent nothing more%2.")
                    .arg(host, after)};
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace byok
