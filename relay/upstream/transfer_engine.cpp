// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/transfer_engine.h"

#include "relay/upstream/curl_multi_loop.h"
#include "relay/upstream/curl_transfer.h"
#include "relay/upstream/curl_tunnel.h"
#include "relay/upstream/proxy_finder.h"

#include <QFile>
#include <QPointer>
#include <QTimer>

#include <unordered_set>
#include <vector>

namespace byok {

namespace {

/// What the owner of a transfer holds: cancels when it goes.
class TransferHandle final : public Transfer
{
public:
    explicit TransferHandle(std::shared_ptr<CurlTransfer> transfer)
        : m_transfer(std::move(transfer))
    {
    }
    ~TransferHandle() override { m_transfer->abandon(); }
    void pause() override { m_transfer->pause(); }
    void resume() override { m_transfer->resume(); }
    [[nodiscard]] bool mayHaveSent() const override { return m_transfer->mayHaveSent(); }

private:
    std::shared_ptr<CurlTransfer> m_transfer;
};

/// The same of a tunnel.
class TunnelHandle final : public SocketTunnel
{
public:
    explicit TunnelHandle(CurlTunnel *tunnel)
        : m_tunnel(tunnel)
    {
    }
    ~TunnelHandle() override
    {
        if (m_tunnel)
            m_tunnel->abandon();
    }
    void write(QByteArrayView bytes) override { m_tunnel->write(bytes); }
    qint64 bytesHeld() const override { return m_tunnel->bytesHeld(); }
    void pause() override { m_tunnel->pause(); }
    void resume() override { m_tunnel->resume(); }

private:
    QPointer<CurlTunnel> m_tunnel; ///< the engine's; gone only before the engine itself
};

std::shared_ptr<const TrustStore> trustStoreOf(const UpstreamTls &tls)
{
    auto trust = std::make_shared<TrustStore>();
    trust->tls = tls;
    if (!tls.extraCaPem.isEmpty()) {
        // libcurl takes either a file or a text.
        QFile file(QFile::decodeName(tls.systemCaFile));
        if (!tls.systemCaFile.isEmpty() && file.open(QIODevice::ReadOnly))
            trust->blob = file.readAll() + '\n';
        trust->blob += tls.extraCaPem;
    }
    return trust;
}

} // namespace

struct TransferEngine::Private final : TransferHost
{
    Private()
        : multi(
              [](CURL *easy, CURLcode result) {
                  char *transfer = nullptr;
                  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
                  reinterpret_cast<CurlTransfer *>(transfer)->complete(result);
              },
              [this] { deliverDue(); })
    {
        later.setSingleShot(true);
        QObject::connect(&later, &QTimer::timeout, &later, [this] { deliverDue(); });
    }

    ~Private() override
    {
        const std::unordered_set<CurlTransfer *> left = std::exchange(active, {});
        for (CurlTransfer *transfer : left)
            transfer->abandon();
    }

    CurlMultiLoop &loop() override { return multi; }

    void due(const std::shared_ptr<CurlTransfer> &transfer) override
    {
        // Most of the time this is inside a turn of the loop, whose end delivers; the timer is for all other
        // cases.
        if (waiting.empty())
            later.start(0);
        waiting.push_back(transfer);
    }

    void over(CurlTransfer *transfer) override { active.erase(transfer); }

    /// Finds the proxy for `place`; `found` is called now or later.
    void findProxy(const UpstreamPlace &place, ProxyFinder::Found found)
    {
        if (place.scheme != "https" || place.isLoopback()) {
            found({});
            return;
        }
        switch (proxyChoice.mode) {
        case ProxyChoice::Mode::System:
            proxies.find(place.host, place.port, std::move(found));
            break;
        case ProxyChoice::Mode::None:
            found({});
            break;
        case ProxyChoice::Mode::Fixed:
            found({.url = proxyChoice.url, .user = {}, .password = {}});
            break;
        }
    }

    void deliverDue()
    {
        later.stop();
        // An observer may start, resume and destroy transfers meanwhile; what that brings is for the next
        // turn.
        const std::vector<std::shared_ptr<CurlTransfer>> now = std::exchange(waiting, {});
        for (const std::shared_ptr<CurlTransfer> &transfer : now)
            transfer->deliver();
    }

    CurlMultiLoop multi;
    ProxyFinder proxies;
    ProxyChoice proxyChoice;
    QTimer later;
    std::unordered_set<CurlTransfer *> active;
    std::vector<std::shared_ptr<CurlTransfer>> waiting;
    std::shared_ptr<const TrustStore> trust = trustStoreOf(UpstreamTls::system());
    quint16 ownPort = 0;
    QObject tunnels; ///< parent of all that are open
};

TransferEngine::TransferEngine(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
}

TransferEngine::~TransferEngine() = default;

void TransferEngine::setTls(const UpstreamTls &tls)
{
    d->trust = trustStoreOf(tls);
}

void TransferEngine::setProxy(const ProxyChoice &choice)
{
    d->proxyChoice = choice;
}

void TransferEngine::setOwnPort(quint16 port)
{
    d->ownPort = port;
}

std::unique_ptr<Transfer> TransferEngine::start(UpstreamRequest request, TransferObserver *observer)
{
    const auto transfer =
        std::make_shared<CurlTransfer>(d.get(), std::move(request), observer, d->trust, d->ownPort);
    d->active.insert(transfer.get());
    transfer->startClock();
    d->findProxy(transfer->place(), [weak = std::weak_ptr(transfer)](const UpstreamProxy &proxy) {
        if (const std::shared_ptr<CurlTransfer> waiting = weak.lock())
            waiting->begin(proxy);
    });
    return std::make_unique<TransferHandle>(transfer);
}

std::unique_ptr<SocketTunnel> TransferEngine::openTunnel(const TunnelRequest &request,
                                                         TunnelObserver *observer)
{
    auto *tunnel = new CurlTunnel(request, observer, d->trust, d->ownPort, &d->tunnels);
    d->findProxy(tunnel->place(), [waiting = QPointer(tunnel)](const UpstreamProxy &proxy) {
        if (waiting)
            waiting->begin(proxy);
    });
    return std::make_unique<TunnelHandle>(tunnel);
}

int TransferEngine::activeCount() const
{
    return static_cast<int>(d->active.size());
}

} // namespace byok
