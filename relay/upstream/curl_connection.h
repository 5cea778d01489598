// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/network_address.h"
#include "relay/relay_error.h"
#include "relay/upstream/curl_error.h"
#include "relay/upstream/proxy_finder.h"
#include "relay/upstream/upstream_place.h"
#include "relay/upstream/upstream_tls.h"

#include <QHostAddress>

#include <curl/curl.h>

#include <array>
#include <memory>
#include <optional>

namespace byok {

/// The trust that a connection's TLS is judged by. Shared by all of one setTls().
struct TrustStore
{
    UpstreamTls tls;
    QByteArray
        blob; ///< system bundle and extra certificates in one; empty where the system's file alone will do
};

/// What every way to a provider has in common, whatever is spoken on it: where an easy handle may connect,
/// whom it trusts, which proxy it takes, and what is said where it cannot. Owned by the transfer or tunnel
/// that it is for, and stays at its place: the easy handle that it configured points to it. Lives on the
/// engine's thread.
class CurlConnection
{
public:
    CurlConnection(UpstreamPlace place, AddressReach reach, std::shared_ptr<const TrustStore> trust,
                   quint16 ownPort);
    Q_DISABLE_COPY_MOVE(CurlConnection)

    [[nodiscard]] const UpstreamPlace &place() const { return m_place; }
    /// Why there is nothing to connect to at all; none where there is.
    [[nodiscard]] std::optional<RelayError> fault() const;
    /// Sets all of it at `easy`. `connectMilliseconds` is shared out by libcurl among several addresses; 0:
    /// no limit.
    void configure(CURL *easy, const UpstreamProxy &proxy, qint64 connectMilliseconds);
    /// Whether the name may lead to this address; remembers it where it may not.
    [[nodiscard]] bool mayConnectTo(const QHostAddress &address, quint16 port);
    /// What to say of a handle that libcurl has given up.
    [[nodiscard]] RelayError errorOf(CURL *easy, CURLcode result, TransferPhase phase) const;

private:
    [[nodiscard]] RelayError refusedAddressError() const;
    static curl_socket_t onSocket(void *self, curlsocktype purpose, curl_sockaddr *address);

    UpstreamPlace m_place;
    AddressReach m_reach;
    std::shared_ptr<const TrustStore> m_trust;
    quint16 m_ownPort;
    QByteArray m_proxy;                    ///< host and port; empty: none
    std::optional<QHostAddress> m_refused; ///< where the name led and may not
    std::array<char, CURL_ERROR_SIZE> m_detail{};
};

} // namespace byok
