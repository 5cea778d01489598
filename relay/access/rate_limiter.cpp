// SPDX-License-Identifier: Apache-2.0
#include "relay/access/rate_limiter.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype mostSubjects = 4096;

constexpr qint64 secondsUp(qint64 milliseconds)
{
    return std::max<qint64>(1, (milliseconds + 999) / 1000);
}

} // namespace

RateLimits RateLimits::of(const Settings &settings)
{
    return {settings.requestsPerMinute, settings.aiRequestsPerMinute, settings.registrationsPerHour,
            settings.keyRotationsPerHour};
}

RateLimits RateLimits::with(const AppLimits &own) const
{
    return {own.requestsPerMinute.value_or(requestsPerMinute),
            own.aiRequestsPerMinute.value_or(aiRequestsPerMinute),
            own.registrationsPerHour.value_or(registrationsPerHour), keyRotationsPerHour};
}

QString rateSubject(const Caller &caller)
{
    switch (caller.kind) {
    case CallerKind::Anonymous:
        return u"anonymous program"_s;
    case CallerKind::OwnPage:
        return u"own page"_s;
    case CallerKind::Guest: // its id, if it is ever approved
        return QString::fromLatin1(caller.origin);
    case CallerKind::BrowserApp:
    case CallerKind::Program:
        break;
    }
    return caller.appId;
}

HeaderFields rateLimitFields(const RateVerdict &verdict)
{
    if (verdict.policy.isEmpty())
        return {};
    return {{"ratelimit-policy", verdict.policy},
            {"ratelimit-limit", QByteArray::number(verdict.limit)},
            {"ratelimit-remaining", QByteArray::number(verdict.remaining)},
            {"ratelimit-reset", QByteArray::number(verdict.resetSeconds)}};
}

RelayError rateLimitError(const RateVerdict &verdict)
{
    const auto seconds =
        static_cast<int>(std::clamp<qint64>(verdict.retryAfterSeconds, 1, std::numeric_limits<int>::max()));
    return {ErrorCode::TooManyRequests,
            u"Too many requests from this app; try again in %1 %2."_s.arg(seconds).arg(
                seconds == 1 ? u"second"_s : u"seconds"_s),
            seconds};
}

/// What one rule says of one subject.
struct RateLimiter::Reading
{
    qint64 limit = 0;
    qint64 used = 0;
    qint64 moreAfter =
        0; ///< ms until the oldest counted slice leaves; the whole window where nothing is counted
    qint64 roomAfter = 0; ///< ms until one more fits

    [[nodiscard]] qint64 left() const { return std::max<qint64>(0, limit - used); }
};

RateLimiter::RateLimiter(Clock clock)
    : m_clock(std::move(clock))
{
}

QList<std::pair<RateLimiter::Rule *, qint64>> RateLimiter::rulesFor(RequestClass what,
                                                                    const RateLimits &limits)
{
    QList<std::pair<Rule *, qint64>> rules;
    const auto add = [&rules](Rule &rule, qint64 limit) {
        if (limit > 0)
            rules.append({&rule, limit});
    };
    switch (what) {
    case RequestClass::Preflight:
        break;
    case RequestClass::Plain:
        add(m_requests, limits.requestsPerMinute);
        break;
    case RequestClass::Ai:
        add(m_requests, limits.requestsPerMinute);
        add(m_aiRequests, limits.aiRequestsPerMinute);
        break;
    case RequestClass::Registration:
        add(m_registrations, limits.registrationsPerHour);
        break;
    case RequestClass::KeyRotation:
        add(m_keyRotations, limits.keyRotationsPerHour);
        break;
    }
    return rules;
}

RateVerdict RateLimiter::take(RequestClass what, const QString &subject, const RateLimits &limits)
{
    const auto rules = rulesFor(what, limits);
    if (const RateVerdict before = judge(rules, subject); !before.allowed())
        return before;
    for (const auto &[rule, limit] : rules)
        count(*rule, subject);
    // Read again for the reply's fields. Where this was the last that fitted, that reading says "refused": of
    // the next one.
    RateVerdict after = judge(rules, subject);
    after.decision = RateVerdict::Decision::Allowed;
    after.retryAfterSeconds = -1;
    return after;
}

RateVerdict RateLimiter::peek(RequestClass what, const QString &subject, const RateLimits &limits)
{
    return judge(rulesFor(what, limits), subject);
}

RateVerdict RateLimiter::judge(const QList<std::pair<Rule *, qint64>> &rules, const QString &subject)
{
    RateVerdict verdict;
    for (const auto &[rule, limit] : rules) {
        const Reading reading = read(*rule, subject, limit);
        const bool first = verdict.policy.isEmpty();
        if (!first)
            verdict.policy += ", ";
        verdict.policy += QByteArray::number(limit) + ";w=" + QByteArray::number(rule->seconds);
        if (first || reading.left() < verdict.remaining) {
            verdict.limit = limit;
            verdict.remaining = reading.left();
            verdict.resetSeconds = secondsUp(reading.moreAfter);
        }
        if (reading.left() == 0) {
            verdict.decision = RateVerdict::Decision::Refused;
            verdict.retryAfterSeconds = std::max(verdict.retryAfterSeconds, secondsUp(reading.roomAfter));
        }
    }
    return verdict;
}

RateLimiter::Reading RateLimiter::read(Rule &rule, const QString &subject, qint64 limit) const
{
    const qint64 sliceLength = rule.seconds * 1000 / slices;
    const qint64 now = m_clock();
    const qint64 current = now / sliceLength;
    Reading reading{.limit = limit, .used = 0, .moreAfter = rule.seconds * 1000, .roomAfter = 0};
    const auto found = rule.windows.constFind(subject);
    if (found == rule.windows.constEnd())
        return reading;

    // A slice counts until all of it is a whole window ago.
    const auto countOf = [&](qint64 slice) -> qint64 {
        if (slice > found->newest || slice < 0 || slice <= found->newest - (slices + 1))
            return 0;
        return found->counts[static_cast<std::size_t>(slice % (slices + 1))];
    };
    const auto leavesIn = [&](qint64 slice) { return (slice + slices + 1) * sliceLength - now; };
    for (qint64 slice = current - slices; slice <= current; ++slice)
        reading.used += countOf(slice);
    qint64 used = reading.used;
    bool oldestSeen = false;
    for (qint64 slice = current - slices; slice <= current; ++slice) {
        const qint64 here = countOf(slice);
        if (here == 0)
            continue;
        if (!oldestSeen)
            reading.moreAfter = leavesIn(slice);
        oldestSeen = true;
        if (used >= limit)
            reading.roomAfter = leavesIn(slice);
        used -= here;
    }
    return reading;
}

void RateLimiter::count(Rule &rule, const QString &subject)
{
    const qint64 current = m_clock() / (rule.seconds * 1000 / slices);
    auto found = rule.windows.find(subject);
    if (found == rule.windows.end()) {
        if (rule.windows.size() >= mostSubjects)
            makeRoom(rule, current);
        found = rule.windows.insert(subject, Window{{}, current, 0});
    }
    Window &window = *found;
    for (qint64 slice = std::max(window.newest + 1, current - slices); slice <= current; ++slice)
        window.counts[static_cast<std::size_t>(slice % (slices + 1))] = 0;
    window.newest = std::max(window.newest, current);
    window.lastUse = ++m_uses;
    quint32 &counter = window.counts[static_cast<std::size_t>(current % (slices + 1))];
    if (counter < std::numeric_limits<quint32>::max())
        ++counter;
}

void RateLimiter::makeRoom(Rule &rule, qint64 now)
{
    rule.windows.removeIf([now](const auto &entry) { return entry.value().newest < now - slices; });
    if (rule.windows.size() < mostSubjects)
        return;
    // An eighth at once, so that a flood of names does not cost a search each. By order of use, which no two
    // share: dropping equals in the table's own order would crowd its other end.
    QList<quint64> uses;
    uses.reserve(rule.windows.size());
    for (const Window &window : std::as_const(rule.windows))
        uses.append(window.lastUse);
    const auto eighth = uses.begin() + mostSubjects / 8;
    std::nth_element(uses.begin(), eighth, uses.end());
    rule.windows.removeIf([eighth](const auto &entry) { return entry.value().lastUse < *eighth; });
}

qsizetype RateLimiter::size() const
{
    return m_requests.windows.size() + m_aiRequests.windows.size() + m_registrations.windows.size() +
           m_keyRotations.windows.size();
}

} // namespace byok
