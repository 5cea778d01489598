// SPDX-License-Identifier: Apache-2.0
#include "relay/exchange_table.h"

using namespace Qt::StringLiterals;

namespace byok {

Result<Nothing, RelayError> ExchangeTable::mayBegin(const QString &appId, const Settings &settings,
                                                    const AppLimits &own) const
{
    if (settings.exchanges > 0 && count() >= settings.exchanges) {
        return RelayError{
            ErrorCode::TooManyRequests,
            u"The relay already has %1 requests under way, its limit. Try again when one has ended."_s.arg(
                count()),
            1};
    }
    const int live = countOf(appId);
    const qint64 most = own.exchanges.value_or(settings.exchangesPerApp);
    if (most > 0 && live >= most) {
        return RelayError{
            ErrorCode::TooManyRequests,
            u"This app already has %1 requests under way, its limit. Try again when one has ended."_s.arg(
                live),
            1};
    }
    return Nothing{};
}

void ExchangeTable::add(std::unique_ptr<LiveStream> stream)
{
    LiveStream *live = stream.release();
    live->setParent(this);
    m_live.append(live);
    ++m_perApp[live->caller().appId];
    connect(live, &LiveStream::finished, this, [this, live] { remove(live); });
    emit countChanged();
    live->begin();
}

void ExchangeTable::endWhere(const WhyEnd &why)
{
    const QList<LiveStream *> now = m_live; // revoke() takes them out of m_live
    for (LiveStream *stream : now) {
        if (const std::optional<RelayError> reason = why(*stream))
            stream->revoke(*reason);
    }
}

void ExchangeTable::endAll(const RelayError &why)
{
    endWhere([&why](const LiveStream &) { return why; });
}

QList<LiveExchange> ExchangeTable::live() const
{
    QList<LiveExchange> list;
    for (const LiveStream *stream : m_live) {
        if (const std::optional<LiveExchange> one = stream->live())
            list.append(*one);
    }
    return list;
}

void ExchangeTable::remove(LiveStream *stream)
{
    m_live.removeOne(stream);
    const auto app = m_perApp.find(stream->caller().appId);
    if (app != m_perApp.end() && --app.value() == 0)
        m_perApp.erase(app);
    if (const std::optional<ExchangeRecord> record = stream->recorded())
        emit exchangeFinished(*record);
    emit countChanged();
    stream->deleteLater(); // it is on the stack: a transfer's or a writer's callback ended it
}

} // namespace byok
