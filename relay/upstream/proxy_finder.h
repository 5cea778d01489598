// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace byok {

/// The proxy to use for one host. Value.
struct UpstreamProxy
{
    QByteArray url; ///< "http://host:port" or "socks5h://host:port"; empty: none
    QByteArray user;
    QByteArray password;
};

/// Asks the system which proxy an https request goes through, on a thread of its own: the answer may need a
/// PAC script or a slow service, and the relay's thread does not wait. Answers are kept for ten seconds.
/// Owned by the TransferEngine, lives on its thread; being destroyed while the system still thinks is fine.
class ProxyFinder : public QObject
{
    Q_OBJECT

public:
    using Found = std::function<void(const UpstreamProxy &)>;

    explicit ProxyFinder(QObject *parent = nullptr);
    ~ProxyFinder() override;

    /// For "https://<host>:<port>/" (the path is nobody's business). `found` is called on this thread, never
    /// from inside.
    void find(const QByteArray &host, quint16 port, Found found);

private:
    struct Bridge;
    struct Answer
    {
        UpstreamProxy proxy;
        std::chrono::steady_clock::time_point until;
    };

    void answer(const QByteArray &url, const UpstreamProxy &proxy);

    std::shared_ptr<Bridge> m_bridge;
    QHash<QByteArray, Answer> m_answers;
    QHash<QByteArray, QList<Found>> m_waiting;
};

} // namespace byok
