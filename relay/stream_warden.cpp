// SPDX-License-Identifier: Apache-2.0
#include "relay/stream_warden.h"

#include "relay/access/app_pause.h"
#include "relay/access/standing.h"
#include "relay/api/event_hub.h"
#include "relay/api/provider_dispatch.h"
#include "relay/exchange_plan.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

bool isWebSocket(const LiveStream &stream)
{
    return stream.plan() && stream.plan()->wayIn == WayIn::Realtime;
}

} // namespace

StreamWarden::StreamWarden(const ApiServices &services)
    : m_services(services)
{
    m_approvalEnd.setSingleShot(true);
    connect(&m_approvalEnd, &QTimer::timeout, this, [this] {
        judgeAnew();
        emit approvalEnded();
    });
}

void StreamWarden::judgeAnew()
{
    endUnwelcome();
    watchApprovals();
}

void StreamWarden::endWebSockets(const RelayError &why)
{
    m_services.exchanges->endWhere(
        [&why](const LiveStream &stream) { return isWebSocket(stream) ? std::optional(why) : std::nullopt; });
}

std::optional<RelayError> StreamWarden::whyEnd(const LiveStream &stream, const QDateTime &now) const
{
    if (std::optional<RelayError> cutOff = whyCutOff(m_services.registry, stream.caller(), now))
        return cutOff;
    const AppEntry *app = m_services.registry.byId(stream.caller().appId);
    if (app && app->paused)
        return appPaused();
    if (const ExchangePlan *plan = stream.plan(); plan && !mayGoOn(*plan, app, m_services))
        return RelayError{
            ErrorCode::ProviderRefused,
            u"The person has changed what this app may do, and this request is no part of it any more. GET /session says what is."_s};
    if (m_services.config->paused && isWebSocket(stream))
        return RelayError{ErrorCode::Paused, u"The person has paused the relay."_s};
    return std::nullopt;
}

void StreamWarden::endUnwelcome()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_services.exchanges->endWhere([&](const LiveStream &stream) { return whyEnd(stream, now); });
    m_services.events->endWhere(
        [&](const Caller &caller) { return whyCutOff(m_services.registry, caller, now); });
}

void StreamWarden::watchApprovals()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime next = nextApprovalEnd(m_services.config->apps, now);
    if (!next.isValid()) {
        m_approvalEnd.stop();
        return;
    }
    // Looked at again at times, since a timer does not count while the computer sleeps.
    constexpr std::chrono::milliseconds longest = std::chrono::minutes(1);
    const std::chrono::milliseconds wait(now.msecsTo(next) + 1);
    m_approvalEnd.start(std::clamp(wait, std::chrono::milliseconds(1), longest));
}

} // namespace byok
