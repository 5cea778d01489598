// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/curl_connection.h"

namespace byok {

namespace {

constexpr long defaultConnectMilliseconds = 24L * 3600 * 1000;

#ifdef SOCK_CLOEXEC
constexpr int closeOnExec = SOCK_CLOEXEC;
#else
constexpr int closeOnExec = 0;
#endif

/// In both families the port stands at the same place, right behind the family, the higher byte first.
quint16 portOf(const curl_sockaddr &address)
{
    const auto byteAt = [&address](int at) { return static_cast<quint8>(address.addr.sa_data[at]); };
    return static_cast<quint16>((byteAt(0) << 8) | byteAt(1));
}

} // namespace

CurlConnection::CurlConnection(UpstreamPlace place, AddressReach reach,
                               std::shared_ptr<const TrustStore> trust, quint16 ownPort)
    : m_place(std::move(place))
    , m_reach(reach)
    , m_trust(std::move(trust))
    , m_ownPort(ownPort)
{
}

std::optional<RelayError> CurlConnection::fault() const
{
    if (!m_place.host.isEmpty() && (m_place.scheme == "https" || m_place.scheme == "http"))
        return std::nullopt;
    return RelayError{
        ErrorCode::Internal,
        QStringLiteral(
            "The provider's address is not an http or https URL. Check its base URL in the settings.")};
}

void CurlConnection::configure(CURL *easy, const UpstreamProxy &proxy, qint64 connectMilliseconds)
{
    const auto set = [easy](CURLoption option, auto value) {
        const CURLcode accepted = curl_easy_setopt(easy, option, value);
        Q_ASSERT_X(accepted == CURLE_OK, "curl_easy_setopt", curl_easy_strerror(accepted));
        Q_UNUSED(accepted)
    };
    m_proxy = proxy.url.sliced(proxy.url.isEmpty() ? 0 : proxy.url.indexOf("://") + 3);
    set(CURLOPT_ERRORBUFFER, m_detail.data());
    set(CURLOPT_NOSIGNAL, 1L);
    // A cancelled name lookup is left to end by itself; otherwise cancelling would wait for the resolver.
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_TCP_NODELAY, 1L);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    // Others run too, and cover the proxy's lookup; this one lets libcurl share the time among several
    // addresses.
    set(CURLOPT_CONNECTTIMEOUT_MS,
        connectMilliseconds > 0 ? static_cast<long>(connectMilliseconds) : defaultConnectMilliseconds);

    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    const UpstreamTls &tls = m_trust->tls;
    if (!m_trust->blob.isEmpty()) {
        curl_blob blob{const_cast<char *>(m_trust->blob.constData()),
                       static_cast<size_t>(m_trust->blob.size()), CURL_BLOB_COPY};
        set(CURLOPT_CAINFO_BLOB, &blob);
    } else if (!tls.systemCaFile.isEmpty()) {
        set(CURLOPT_CAINFO, tls.systemCaFile.constData());
    }
    // Without a folder, libcurl keeps the parsed bundle for later connections.
    set(CURLOPT_CAPATH, tls.systemCaPath.isEmpty() ? nullptr : tls.systemCaPath.constData());
    if (tls.systemCaFile.isEmpty() && tls.systemCaPath.isEmpty())
        set(CURLOPT_SSL_OPTIONS, static_cast<long>(CURLSSLOPT_NATIVE_CA));

    // Always set, or libcurl reads them from the environment.
    set(CURLOPT_PROXY, proxy.url.constData() ? proxy.url.constData() : "");
    set(CURLOPT_NOPROXY, "");
    if (!proxy.url.isEmpty()) {
        set(CURLOPT_HTTPPROXYTUNNEL, 1L);
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
        if (!proxy.user.isEmpty()) {
            set(CURLOPT_PROXYUSERNAME, proxy.user.constData());
            set(CURLOPT_PROXYPASSWORD, proxy.password.constData());
            set(CURLOPT_PROXYAUTH, static_cast<long>(CURLAUTH_BASIC));
        }
    }

    set(CURLOPT_OPENSOCKETFUNCTION, &CurlConnection::onSocket);
    set(CURLOPT_OPENSOCKETDATA, this);
}

RelayError CurlConnection::errorOf(CURL *easy, CURLcode result, TransferPhase phase) const
{
    if (m_refused && (result == CURLE_COULDNT_CONNECT || result == CURLE_ABORTED_BY_CALLBACK))
        return refusedAddressError();
    TransferFailure failure;
    failure.result = result;
    failure.phase = phase;
    failure.host = m_place.display();
    failure.proxy = m_proxy;
    failure.detail = QByteArray(m_detail.data());
    curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &failure.verifyResult);
    curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &failure.systemError);
    curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &failure.proxyStatus);
    return errorFor(failure);
}

/// libcurl is about to connect: the name has become an address, and nothing has been sent there yet. Refusing
/// one address leaves libcurl the others that the name has.
curl_socket_t CurlConnection::onSocket(void *self, curlsocktype, curl_sockaddr *address)
{
    auto &connection = *static_cast<CurlConnection *>(self);
    if (!connection.mayConnectTo(QHostAddress(&address->addr), portOf(*address)))
        return CURL_SOCKET_BAD;
    return ::socket(address->family, address->socktype | closeOnExec, address->protocol);
}

bool CurlConnection::mayConnectTo(const QHostAddress &address, quint16 port)
{
    if (!m_proxy.isEmpty()) // the address is the proxy's, which the person's system names
        return true;
    const AddressKind kind = addressKind(address);
    const bool isThisRelay = kind == AddressKind::Loopback && port == m_ownPort && m_ownPort != 0;
    if (isWithinReach(m_reach, kind) && !isThisRelay)
        return true;
    m_refused = address;
    return false;
}

RelayError CurlConnection::refusedAddressError() const
{
    const QString host = QString::fromUtf8(place().display());
    const QString address = m_refused->toString();
    const AddressKind kind = addressKind(*m_refused);
    if (kind == AddressKind::Never) {
        return {ErrorCode::UpstreamAddress,
                QStringLiteral("%1 leads to %2, where no provider is (cloud machines keep their own "
                               "credentials at such addresses), so nothing was sent.")
                    .arg(host, address)};
    }
    if (isWithinReach(m_reach, kind)) {
        return {ErrorCode::UpstreamAddress,
                QStringLiteral("%1 leads to this relay itself, so nothing was sent.").arg(host)};
    }
    if (kind == AddressKind::Public && m_reach == AddressReach::OwnNetwork) {
        return {ErrorCode::UpstreamAddress,
                QStringLiteral("%1 leads to %2 in the internet, where http:// would show the key to everyone "
                               "on the way, so nothing was sent. Use https:// for it.")
                    .arg(host, address)};
    }
    if (kind == AddressKind::Public) {
        return {ErrorCode::UpstreamAddress,
                QStringLiteral("%1 leads to %2, which is not this computer, so nothing was sent.")
                    .arg(host, address)};
    }
    return {ErrorCode::UpstreamAddress,
            QStringLiteral("%1 leads to %2, an address of this computer or its own network, so nothing was "
                           "sent. If it is meant to be there, allow private addresses for it in the window, "
                           "enter it anew by byok-relay providers add with --allow-private, or name its base "
                           "URL in a providers file of your own.")
                .arg(host, address)};
}

} // namespace byok
