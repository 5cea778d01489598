// SPDX-License-Identifier: Apache-2.0
#include "relay/api/event_hub.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr std::chrono::seconds betweenChecks{30};

} // namespace

EventHub::EventHub(Which isWelcome)
    : m_isWelcome(std::move(isWelcome))
{
    connect(&m_ping, &QTimer::timeout, this, &EventHub::tick);
    connect(&m_check, &QTimer::timeout, this, &EventHub::endUnwelcome);
    m_check.start(betweenChecks);
}

void EventHub::setPingSeconds(qint64 seconds)
{
    const std::chrono::seconds interval(seconds);
    if (seconds <= 0)
        m_ping.stop();
    else if (!m_ping.isActive() || m_ping.intervalAsDuration() != interval)
        m_ping.start(interval);
}

void EventHub::add(std::unique_ptr<EventStream> stream, const QJsonObject &hello)
{
    EventStream *live = stream.release();
    live->setParent(this);
    const QList<EventStream *> before = m_streams; // end() takes them out of m_streams
    for (EventStream *earlier : before) {
        if (earlier->caller().appId != live->caller().appId)
            continue;
        earlier->tell(AppEvent::Replaced,
                      {{u"message"_s, u"This app has opened /events anew, and gets its events there."_s}});
        earlier->end();
    }
    m_streams.append(live);
    connect(live, &LiveStream::finished, this, [this, live] { remove(live); });
    live->begin();
    live->tell(AppEvent::Hello, hello);
}

void EventHub::tellIf(const Which &which, AppEvent event, const QJsonObject &data)
{
    endUnwelcome();
    const QList<EventStream *> now = m_streams; // one whose reader stopped ends on the way
    for (EventStream *stream : now) {
        if (which(stream->caller()))
            stream->tell(event, data);
    }
}

void EventHub::tellAll(AppEvent event, const QJsonObject &data)
{
    tellIf([](const Caller &) { return true; }, event, data);
}

void EventHub::endWhere(const std::function<std::optional<RelayError>(const Caller &)> &why)
{
    const QList<EventStream *> now = m_streams;
    for (EventStream *stream : now) {
        if (const std::optional<RelayError> reason = why(stream->caller()))
            stream->revoke(*reason);
    }
}

void EventHub::endAll()
{
    const QList<EventStream *> now = m_streams;
    for (EventStream *stream : now)
        stream->end();
}

void EventHub::endUnwelcome()
{
    const RelayError over{ErrorCode::TokenInvalid,
                          u"This token has expired, or its approval has. Ask anew at POST /users."_s};
    endWhere([&](const Caller &caller) { return m_isWelcome(caller) ? std::nullopt : std::optional(over); });
}

void EventHub::tick()
{
    endUnwelcome();
    const QList<EventStream *> now = m_streams;
    for (EventStream *stream : now)
        stream->ping();
}

void EventHub::remove(EventStream *stream)
{
    m_streams.removeOne(stream);
    stream->deleteLater(); // it is on the stack: what ended it is its own writer or one of our loops
}

} // namespace byok
