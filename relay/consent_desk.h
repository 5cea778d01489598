// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/consent_queue.h"
#include "relay/relay_config.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace byok {

/// Gives the ConsentQueue what it has not: a timer, the config to write approvals and denials to, and an
/// audience. Owned by the RelayEngine, lives on the relay's thread.
class ConsentDesk final : public QObject
{
    Q_OBJECT

public:
    using Publish = std::function<void(const QList<ConsentQuestion> &)>;

    /// `limiter` counts the registrations and outlives the desk; `denials` are those that an earlier run
    /// remembered.
    ConsentDesk(RateLimiter &limiter, ConfigCommit commit, Publish publish,
                const QList<DenialEntry> &denials);

    [[nodiscard]] ConsentQueue &queue() { return m_queue; }
    /// Takes the limits over; an app that the person has approved by hand is no longer refused.
    void setConfig(const RelayConfig &config);
    void allow(const QString &id, const Grant &grant, std::function<void(Result<>)> done);
    [[nodiscard]] Result<> deny(const QString &id, Denial denial) { return m_queue.deny(id, denial); }
    /// Nobody will be asked any more: those that wait are told.
    void close();

private:
    [[nodiscard]] ConsentHooks hooks();
    void makeDurable(const ConsentRequest &request, const Grant &grant,
                     std::function<void(Result<QString>)> done);
    void keepDenialsLater();
    void changed();

    ConfigCommit m_commit;
    Publish m_publish;
    QTimer m_timer; ///< when the next held request has waited long enough
    ConsentQueue m_queue;
};

} // namespace byok
