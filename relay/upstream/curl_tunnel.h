// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/upstream/curl_connection.h"
#include "relay/upstream/curl_multi_loop.h"
#include "relay/upstream/socket_tunnel.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <curl/curl.h>

#include <memory>

namespace byok {

/// One tunnel on one easy handle: libcurl connects (CURLOPT_CONNECT_ONLY), then its curl_easy_send and
/// curl_easy_recv carry the bytes and this watches the socket.
///
/// It has a multi handle of its own: libcurl looks through the connections of a multi handle whenever it
/// makes a new one, and closes those that no transfer is using and that have bytes to read, which is just how
/// a tunnel at work looks to it. Child of the TransferEngine's; deleted later once its handle is gone. Lives
/// on the engine's thread.
class CurlTunnel final : public QObject
{
    Q_OBJECT

public:
    CurlTunnel(const TunnelRequest &request, TunnelObserver *observer,
               std::shared_ptr<const TrustStore> trust, quint16 ownPort, QObject *parent);
    ~CurlTunnel() override;

    [[nodiscard]] const UpstreamPlace &place() const { return m_connection.place(); }
    /// Hands the connection to libcurl.
    void begin(const UpstreamProxy &proxy);
    void write(QByteArrayView bytes);
    [[nodiscard]] qint64 bytesHeld() const { return m_sending.size() - m_sent + m_waiting.size(); }
    void pause();
    void resume();
    /// Nobody follows it any more: closes at once.
    void abandon();

private:
    enum class State {
        Connecting, ///< looking up the proxy and the name, TCP, TLS
        Open,       ///< bytes go both ways
        Closed,     ///< the observer has been told, or is gone
    };
    struct CloseNotifier
    {
        void operator()(QSocketNotifier *notifier) const
        {
            notifier->setEnabled(false);
            notifier->deleteLater(); // it may be on the stack
        }
    };
    using Notifier = std::unique_ptr<QSocketNotifier, CloseNotifier>;

    void connected(CURLcode result);
    void readOn();
    void sendOn();
    void close();
    /// Tells the observer in a turn of its own, outside of libcurl.
    void end(const std::optional<RelayError> &error);

    TunnelObserver *m_observer;
    CurlConnection m_connection;
    qint64 m_connectMilliseconds;
    CurlMultiLoop m_loop;
    CURL *m_easy = nullptr;
    Notifier m_readable;
    Notifier m_writable;
    QTimer m_readSoon;
    QTimer m_connectLimit;
    QByteArray m_sending; ///< stays where it is until all of it is sent: TLS wants the same bytes again
    qsizetype m_sent = 0; ///< of m_sending
    QByteArray m_waiting; ///< behind it
    State m_state = State::Connecting;
    bool m_paused = false;
    bool m_toldDrained = true;
};

} // namespace byok
