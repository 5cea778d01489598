// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace byok {

/// Ends what is under way as soon as what let it begin holds no longer, not when it is done: the app or its
/// token is gone, the approval ran out, the app is paused, or may not do this any more. Owned by the engine,
/// lives on the relay's thread; valid as long as the services, of which it asks the snapshot in force, the
/// exchanges and the event streams.
class StreamWarden final : public QObject
{
    Q_OBJECT

public:
    explicit StreamWarden(const ApiServices &services);

    /// For a new snapshot: ends what may not go on by it, and watches for the approval that ends next.
    void judgeAnew();
    /// Ends every WebSocket. An answer under way ends by itself; a WebSocket is a request that goes on being
    /// made, for as long as the app likes.
    void endWebSockets(const RelayError &why);

signals:
    /// An approval may have ended by its date, and what was under way by it has.
    void approvalEnded();

private:
    [[nodiscard]] std::optional<RelayError> whyEnd(const LiveStream &stream, const QDateTime &now) const;
    void endUnwelcome();
    void watchApprovals();

    const ApiServices &m_services;
    QTimer m_approvalEnd; ///< when the next approval ends, or is looked at again
};

} // namespace byok
