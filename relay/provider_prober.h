// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider.h"
#include "relay/upstream/transfer.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace byok {

class TransferEngine;

/// What one probe found out. Nothing of why: a refused connection and a silent one are told apart by nobody
/// who asks from a web page, since that would let pages map the network that the relay is in.
enum class Reachability {
    Reachable,   ///< it sent an HTTP answer, whatever its status
    Unreachable, ///< it sent none within 10 seconds, or its address is one that the relay does not go to
};

/// One GET without a key, ended at its answer's head. Owned by the ProviderProber, lives on the relay's
/// thread.
class ProviderProbe final : public QObject, private TransferObserver
{
    Q_OBJECT

public:
    /// Called once, never from inside begin(); must not destroy the probe at once.
    using Done = std::function<void(Reachability)>;

    ProviderProbe(Provider provider, TransferEngine &engine, Done done);
    void begin();

private:
    void transferHead(const UpstreamHead &) override { finish(Reachability::Reachable); }
    void transferData(QByteArrayView) override {}
    /// Without a head before it: not one answer in HTTP came.
    void transferFinished(const std::optional<RelayError> &) override { finish(Reachability::Unreachable); }
    void finish(Reachability found);

    Provider m_provider;
    TransferEngine &m_engine;
    Done m_done;
    QTimer m_patience;
    std::unique_ptr<Transfer> m_transfer;
};

/// Knows whether providers can be reached, and asks them where it does not know: an answer holds for 60
/// seconds, whoever asks meanwhile shares one probe, and at most four probes are under way. A probe whose
/// askers have all left goes on to its end, so that coming and going makes no more of them. Owned by the
/// engine, lives on the relay's thread, must not outlive the TransferEngine.
class ProviderProber final : public QObject
{
    Q_OBJECT

public:
    /// Milliseconds of a clock that nobody sets.
    using Clock = std::function<qint64()>;
    using Done = std::function<void(Reachability)>;

    ProviderProber(TransferEngine &engine, Clock clock);
    /// `done` comes once, at once or later; not at all when `context` is gone by then. `provider` has a base
    /// URL.
    void ask(const Provider &provider, QObject *context, Done done);

private:
    struct Asker
    {
        QPointer<QObject> context;
        Done done;
    };
    /// What is asked or known of one provider at one address.
    struct Entry
    {
        Provider provider;
        std::optional<Reachability> found; ///< none: its probe waits or is under way
        qint64 foundAt = 0;
        QList<Asker> askers;
        ProviderProbe *probe = nullptr; ///< a child of this object
    };

    void beginNext();
    void probed(const QString &place, Reachability found);
    void forgetTheOld();

    TransferEngine &m_engine;
    Clock m_clock;
    QHash<QString, Entry> m_entries;
    QStringList m_waiting; ///< entries whose probe has not begun, oldest first
    int m_underWay = 0;
};

} // namespace byok
