// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/live_exchange.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace byok {

class ExchangeTable;

/// Tells of the relayed requests under way as they come, go and grow: at most four times a second, only what
/// has changed, and with no timer while there are none. Owned by the engine, lives on the relay's thread; the
/// table outlives it.
class LiveBoard final : public QObject
{
    Q_OBJECT

public:
    /// Called on this thread.
    using Publish = std::function<void(const QList<LiveExchange> &)>;

    LiveBoard(const ExchangeTable &table, Publish publish);

private:
    void soon();
    void publish();

    const ExchangeTable &m_table;
    Publish m_publish;
    QTimer m_timer;
    QElapsedTimer m_sincePublished; ///< invalid before the first time
    QList<LiveExchange> m_told;
};

} // namespace byok
