// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/proxy_choice.h"
#include "relay/upstream/socket_tunnel.h"
#include "relay/upstream/transfer.h"
#include "relay/upstream/upstream_tls.h"

#include <QObject>

#include <memory>

namespace byok {

/// Runs upstream requests: libcurl's multi interface on this thread's event loop. Connections are kept and
/// shared between transfers (HTTP/2 where the provider speaks it). Redirects are never followed, cookies
/// never kept, a request is never sent twice. The proxy is the person's choice, or the system's, asked for on
/// a worker thread.
///
/// Owned by the relay's engine room, lives on the relay's thread, outlives every Transfer it started.
class TransferEngine final : public QObject
{
    Q_OBJECT

public:
    explicit TransferEngine(QObject *parent = nullptr);
    ~TransferEngine() override;

    /// From now on new connections are judged by these; connections made under other rules are not used
    /// again.
    void setTls(const UpstreamTls &tls);
    /// The port at which this relay itself listens (0: none): no request goes there, whatever name leads to
    /// it.
    void setOwnPort(quint16 port);
    /// Which proxy https requests go through from now on; plain http and this computer never go through one.
    void setProxy(const ProxyChoice &choice);
    /// Starts the request; `observer` outlives the returned transfer.
    [[nodiscard]] std::unique_ptr<Transfer> start(UpstreamRequest request, TransferObserver *observer);
    /// Opens a connection for bytes both ways; `observer` outlives the returned tunnel. The same rules hold
    /// for it: addresses, proxy, TLS.
    [[nodiscard]] std::unique_ptr<SocketTunnel> openTunnel(const TunnelRequest &request,
                                                           TunnelObserver *observer);
    [[nodiscard]] int activeCount() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace byok
