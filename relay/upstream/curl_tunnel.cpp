// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/curl_tunnel.h"

#include "relay/keys/secret.h"

#include <algorithm>
#include <array>

namespace byok {

namespace {

constexpr qsizetype mostPiece = 16 * 1024;
/// Pieces read before the other streams of this thread have their turn.
constexpr int piecesInTurn = 4;

QByteArray originOf(const UpstreamPlace &place)
{
    return place.scheme + "://" + place.host + ':' + QByteArray::number(place.port) + '/';
}

RelayError brokenError(const UpstreamPlace &place)
{
    return {ErrorCode::UpstreamBroken,
            QStringLiteral("The connection to %1 broke off.").arg(QString::fromUtf8(place.display()))};
}

} // namespace

CurlTunnel::CurlTunnel(const TunnelRequest &request, TunnelObserver *observer,
                       std::shared_ptr<const TrustStore> trust, quint16 ownPort, QObject *parent)
    : QObject(parent)
    , m_observer(observer)
    , m_connection(UpstreamPlace::of(request.url), request.reach, std::move(trust), ownPort)
    , m_connectMilliseconds(request.connectMilliseconds)
    , m_loop([this](CURL *, CURLcode result) { connected(result); }, [] {})
{
    m_readSoon.setSingleShot(true);
    connect(&m_readSoon, &QTimer::timeout, this, &CurlTunnel::readOn);
    m_connectLimit.setSingleShot(true);
    connect(&m_connectLimit, &QTimer::timeout, this, [this] {
        end(timeoutError(TransferPhase::Connecting, place().display(), m_connectMilliseconds));
    });
    if (m_connectMilliseconds > 0)
        m_connectLimit.start(std::chrono::milliseconds(m_connectMilliseconds));
}

CurlTunnel::~CurlTunnel()
{
    close();
}

void CurlTunnel::begin(const UpstreamProxy &proxy)
{
    if (m_state != State::Connecting)
        return;
    if (const std::optional<RelayError> fault = m_connection.fault()) {
        end(*fault);
        return;
    }
    m_easy = curl_easy_init();
    if (m_easy) {
        m_connection.configure(m_easy, proxy, m_connectMilliseconds);
        curl_easy_setopt(m_easy, CURLOPT_URL, originOf(place()).constData());
        curl_easy_setopt(m_easy, CURLOPT_CONNECT_ONLY, 1L);
        // A WebSocket's handshake is HTTP/1.1's: nothing else may be agreed upon.
        curl_easy_setopt(m_easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    }
    if (!m_easy || !m_loop.add(m_easy)) {
        end(RelayError{ErrorCode::Internal,
                       QStringLiteral("There is not enough memory for the connection to %1.")
                           .arg(QString::fromUtf8(place().display()))});
    }
}

void CurlTunnel::connected(CURLcode result)
{
    if (m_state != State::Connecting)
        return;
    curl_socket_t socket = CURL_SOCKET_BAD;
    if (result == CURLE_OK)
        result = curl_easy_getinfo(m_easy, CURLINFO_ACTIVESOCKET, &socket);
    if (result != CURLE_OK || socket == CURL_SOCKET_BAD) {
        end(m_connection.errorOf(m_easy, result == CURLE_OK ? CURLE_COULDNT_CONNECT : result,
                                 TransferPhase::Connecting));
        return;
    }
    m_connectLimit.stop();
    m_state = State::Open;
    m_readable.reset(new QSocketNotifier(static_cast<qintptr>(socket), QSocketNotifier::Read));
    m_writable.reset(new QSocketNotifier(static_cast<qintptr>(socket), QSocketNotifier::Write));
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &CurlTunnel::readOn);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &CurlTunnel::sendOn);
    // In a turn of its own: the observer may do anything, and this is within the loop's.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_observer && m_state == State::Open)
                m_observer->tunnelConnected();
        },
        Qt::QueuedConnection);
}

void CurlTunnel::readOn()
{
    std::array<char, mostPiece> piece;
    for (int pieces = 0; m_state == State::Open && !m_paused; ++pieces) {
        if (pieces == piecesInTurn) {
            // TLS may hold bytes that the socket does not tell of, so the socket alone is not asked.
            m_readSoon.start(0);
            return;
        }
        size_t count = 0;
        const CURLcode result = curl_easy_recv(m_easy, piece.data(), piece.size(), &count);
        if (result == CURLE_AGAIN) {
            m_readable->setEnabled(true);
            return;
        }
        if (result != CURLE_OK || count == 0) {
            end(result == CURLE_OK ? std::nullopt : std::optional(brokenError(place())));
            return;
        }
        m_observer->tunnelData({piece.data(), static_cast<qsizetype>(count)});
    }
}

void CurlTunnel::write(QByteArrayView bytes)
{
    if (m_state != State::Open || bytes.isEmpty())
        return;
    m_waiting.append(bytes);
    if (!m_writable->isEnabled())
        sendOn();
    if (bytesHeld() > 0)
        m_toldDrained = false;
}

void CurlTunnel::sendOn()
{
    while (m_state == State::Open) {
        if (m_sent == m_sending.size()) {
            wipe(m_sending); // the handshake's head holds the key
            m_sending.clear();
            m_sent = 0;
            m_sending.swap(m_waiting);
            if (m_sending.isEmpty())
                break;
        }
        size_t count = 0;
        const auto left = std::min(mostPiece, m_sending.size() - m_sent);
        const CURLcode result =
            curl_easy_send(m_easy, m_sending.constData() + m_sent, static_cast<size_t>(left), &count);
        if (result == CURLE_AGAIN) {
            m_writable->setEnabled(true);
            return;
        }
        if (result != CURLE_OK) {
            end(brokenError(place()));
            return;
        }
        m_sent += static_cast<qsizetype>(count);
    }
    if (m_state != State::Open)
        return;
    m_writable->setEnabled(false);
    if (!std::exchange(m_toldDrained, true))
        m_observer->tunnelDrained();
}

void CurlTunnel::pause()
{
    m_paused = true;
    m_readSoon.stop();
    if (m_readable)
        m_readable->setEnabled(false);
}

void CurlTunnel::resume()
{
    if (!std::exchange(m_paused, false) || m_state != State::Open)
        return;
    m_readSoon.start(0);
}

void CurlTunnel::end(const std::optional<RelayError> &error)
{
    if (m_state == State::Closed)
        return;
    close();
    QMetaObject::invokeMethod(
        this,
        [this, error] {
            if (TunnelObserver *observer = std::exchange(m_observer, nullptr))
                observer->tunnelEnded(error);
        },
        Qt::QueuedConnection);
}

void CurlTunnel::abandon()
{
    m_observer = nullptr;
    close();
    deleteLater();
}

void CurlTunnel::close()
{
    m_state = State::Closed;
    m_connectLimit.stop();
    m_readSoon.stop();
    m_readable.reset();
    m_writable.reset();
    if (m_easy) {
        m_loop.remove(m_easy); // closes a connection that was made by CONNECT_ONLY
        curl_easy_cleanup(m_easy);
        m_easy = nullptr;
    }
    wipe(m_sending);
    wipe(m_waiting);
    m_sending.clear();
    m_waiting.clear();
    m_sent = 0;
}

} // namespace byok
