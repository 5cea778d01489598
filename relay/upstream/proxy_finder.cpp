// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/proxy_finder.h"

#include <QMetaObject>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QUrl>

#include <mutex>
#include <thread>

namespace byok {

namespace {

constexpr std::chrono::seconds answersLast(10);

UpstreamProxy firstUsable(const QList<QNetworkProxy> &proxies)
{
    for (const QNetworkProxy &proxy : proxies) {
        QByteArray scheme;
        switch (proxy.type()) {
        case QNetworkProxy::NoProxy:
            return {};
        case QNetworkProxy::HttpProxy:
            scheme = "http://";
            break;
        case QNetworkProxy::Socks5Proxy:
            scheme = "socks5h://";
            break;
        default:
            continue;
        }
        if (proxy.hostName().isEmpty() || proxy.port() == 0)
            continue;
        const QByteArray host = proxy.hostName().toUtf8();
        return {scheme + (host.contains(':') && !host.startsWith('[') ? '[' + host + ']' : host) + ':' +
                    QByteArray::number(proxy.port()),
                proxy.user().toUtf8(), proxy.password().toUtf8()};
    }
    return {};
}

} // namespace

/// What the worker holds: the finder for as long as there is one.
struct ProxyFinder::Bridge
{
    std::mutex mutex;
    ProxyFinder *finder = nullptr;
};

ProxyFinder::ProxyFinder(QObject *parent)
    : QObject(parent)
    , m_bridge(std::make_shared<Bridge>())
{
    m_bridge->finder = this;
}

ProxyFinder::~ProxyFinder()
{
    const std::lock_guard lock(m_bridge->mutex);
    m_bridge->finder = nullptr;
}

void ProxyFinder::find(const QByteArray &host, quint16 port, Found found)
{
    const QByteArray url = "https://" + host + ':' + QByteArray::number(port) + '/';
    const auto known = m_answers.constFind(url);
    if (known != m_answers.cend() && std::chrono::steady_clock::now() < known->until) {
        QMetaObject::invokeMethod(
            this, [proxy = known->proxy, found = std::move(found)] { found(proxy); }, Qt::QueuedConnection);
        return;
    }
    QList<Found> &waiting = m_waiting[url];
    waiting.append(std::move(found));
    if (waiting.size() > 1)
        return;
    // Detached: a system that takes a minute over its answer must not hold up the end of the program.
    std::thread([bridge = m_bridge, url] {
        const QNetworkProxyQuery query(QUrl::fromEncoded(url), QNetworkProxyQuery::UrlRequest);
        const UpstreamProxy proxy = firstUsable(QNetworkProxyFactory::systemProxyForQuery(query));
        const std::lock_guard lock(bridge->mutex);
        if (ProxyFinder *finder = bridge->finder) {
            QMetaObject::invokeMethod(
                finder, [finder, url, proxy] { finder->answer(url, proxy); }, Qt::QueuedConnection);
        }
    }).detach();
}

void ProxyFinder::answer(const QByteArray &url, const UpstreamProxy &proxy)
{
    m_answers.insert(url, {proxy, std::chrono::steady_clock::now() + answersLast});
    const QList<Found> waiting = m_waiting.take(url);
    for (const Found &found : waiting)
        found(proxy);
}

} // namespace byok
