// SPDX-License-Identifier: Apache-2.0
#include "relay/live_board.h"

#include "relay/exchange_table.h"

#include <algorithm>
#include <chrono>

namespace byok {

namespace {

constexpr qint64 betweenMilliseconds = 250;

} // namespace

LiveBoard::LiveBoard(const ExchangeTable &table, Publish publish)
    : m_table(table)
    , m_publish(std::move(publish))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LiveBoard::publish);
    connect(&table, &ExchangeTable::countChanged, this, &LiveBoard::soon);
}

void LiveBoard::soon()
{
    if (m_timer.isActive())
        return;
    const qint64 waited = m_sincePublished.isValid() ? m_sincePublished.elapsed() : betweenMilliseconds;
    m_timer.start(std::chrono::milliseconds(std::max<qint64>(0, betweenMilliseconds - waited)));
}

void LiveBoard::publish()
{
    const QList<LiveExchange> now = m_table.live();
    m_sincePublished.start();
    if (now != m_told) {
        m_told = now;
        m_publish(now);
    }
    if (!now.isEmpty())
        soon();
}

} // namespace byok
