// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/grant.h"
#include "relay/http/caller.h"
#include "relay/http/header_field.h"
#include "relay/relay_error.h"
#include "relay/settings.h"

#include <QHash>

#include <array>
#include <functional>

namespace byok {

/// What a request counts as.
enum class RequestClass {
    Preflight,    ///< counts as nothing
    Plain,        ///< one request
    Ai,           ///< one request, and one that reaches a provider
    Registration, ///< one `POST /users`, beside the plain request that it was counted as at its head
    KeyRotation,  ///< one key rotation that asks the provider, beside the plain request that it is
};

/// How many are allowed; 0: any number. Value.
struct RateLimits
{
    qint64 requestsPerMinute = 100;
    qint64 aiRequestsPerMinute = 20;
    qint64 registrationsPerHour = 10;
    qint64 keyRotationsPerHour = 5;

    /// Those for all, as a person has set them.
    [[nodiscard]] static RateLimits of(const Settings &settings);
    /// These, with one app's own laid over them.
    [[nodiscard]] RateLimits with(const AppLimits &own) const;
    friend bool operator==(const RateLimits &, const RateLimits &) = default;
};

/// Whether a request may go on, and what its reply says of the limits. Value.
struct RateVerdict
{
    enum class Decision { Allowed, Refused } decision = Decision::Allowed;
    QByteArray policy;       ///< every rule that applied, "100;w=60, 20;w=60"; empty: none did
    qint64 limit = 0;        ///< of the rule that has least left
    qint64 remaining = 0;    ///< how many more it would take now
    qint64 resetSeconds = 0; ///< until it will take more than that; until all of it where nothing was counted
    qint64 retryAfterSeconds = -1; ///< where refused: when one more would be taken

    [[nodiscard]] bool allowed() const { return decision == Decision::Allowed; }
};

/// `RateLimit-Policy`, `-Limit`, `-Remaining`, `-Reset`; none where no rule applied.
[[nodiscard]] HeaderFields rateLimitFields(const RateVerdict &verdict);
/// The 429 of a refused verdict, with its Retry-After.
[[nodiscard]] RelayError rateLimitError(const RateVerdict &verdict);

/// Whom a caller's requests count for: the app or the origin, never the token, so that more tokens give no
/// more requests; programs without a token all together; the relay's own page by itself.
[[nodiscard]] QString rateSubject(const Caller &caller);

/// Counts requests by subject (rateSubject) in sliding windows: never more than the limit in any 60 seconds
/// (any hour). What is refused is not counted. Remembers at most 4096 subjects a rule, dropping those that
/// asked longest ago. Owned by the relay's engine; one thread.
class RateLimiter
{
public:
    /// Milliseconds of a clock that never goes back.
    using Clock = std::function<qint64()>;

    explicit RateLimiter(Clock clock);

    /// Counts one request of `subject`, or says when to come back. `limits` are the subject's own, as of now.
    [[nodiscard]] RateVerdict take(RequestClass what, const QString &subject, const RateLimits &limits);
    /// What `take` would find, with nothing counted (`GET /session`).
    [[nodiscard]] RateVerdict peek(RequestClass what, const QString &subject, const RateLimits &limits);
    /// How many counters are held.
    [[nodiscard]] qsizetype size() const;

private:
    /// One window in slices: a slice leaves whole, so a count is never forgotten early.
    static constexpr int slices = 12;
    struct Window
    {
        std::array<quint32, slices + 1> counts{};
        qint64 newest = 0;   ///< number of the newest slice since the clock's zero
        quint64 lastUse = 0; ///< by order of use: who goes first when room is short
    };
    struct Rule
    {
        qint64 seconds;
        QHash<QString, Window> windows;
    };
    struct Reading;

    [[nodiscard]] RateVerdict judge(const QList<std::pair<Rule *, qint64>> &rules, const QString &subject);
    [[nodiscard]] QList<std::pair<Rule *, qint64>> rulesFor(RequestClass what, const RateLimits &limits);
    [[nodiscard]] Reading read(Rule &rule, const QString &subject, qint64 limit) const;
    void count(Rule &rule, const QString &subject);
    static void makeRoom(Rule &rule, qint64 now);

    Clock m_clock;
    quint64 m_uses = 0;
    Rule m_requests{60, {}};
    Rule m_aiRequests{60, {}};
    Rule m_registrations{3600, {}};
    Rule m_keyRotations{3600, {}};
};

} // namespace byok
