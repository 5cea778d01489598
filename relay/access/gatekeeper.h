// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/app_registry.h"
#include "relay/access/app_secret.h"
#include "relay/access/host_policy.h"
#include "relay/access/rate_limiter.h"
#include "relay/access/request_credential.h"
#include "relay/http/request_judge.h"
#include "relay/keys/sealing_keys.h"
#include "relay/relay_config.h"
#include "relay/route.h"

#include <functional>
#include <memory>
#include <optional>

namespace byok {

/// The decision at the head, in an order that tells a caller as little as may be before it is known, and
/// closed where anything fails: Host → Sec-Fetch → Origin → preflight →
/// route and content type → token → paused → limits. (An APP_SECRET comes after the limits: it is a person's
/// choice, and may be guessed. So does opening a sealed key, which costs time.) A stranger's Origin is
/// answered first after Host, since the rule on Sec-Fetch differs by path and a stranger's answer must not.
/// Holds the config snapshot it judges by. Owned by the relay's engine; the relay's thread.
class Gatekeeper final : public RequestJudge
{
public:
    using Clock = std::function<QDateTime()>;

    /// `limiter` counts what is let in, `appSecret` judges what is shown as such, `sealing` opens what is
    /// sealed; all outlive the gatekeeper.
    Gatekeeper(quint16 port, Clock clock, RateLimiter &limiter, AppSecretDoor &appSecret,
               SealingKeys &sealing);

    /// The port in use, which is known for sure only once the listener has it.
    void setPort(quint16 port) { m_host = HostPolicy(port); }
    void setConfig(std::shared_ptr<const RelayConfig> config);
    /// Whom to tell that an app was refused for its rate: called with its id at each refusal.
    void onLimitReached(std::function<void(const QString &appId)> tell) { m_limitReached = std::move(tell); }
    [[nodiscard]] const AppRegistry &registry() const { return m_registry; }

    /// A provider's key that the caller brings leaves the head: its bytes there are overwritten.
    HeadVerdict judgeHead(const RequestHead &head) override;
    WholeReply errorReply(const RelayError &error, const RequestHead *head,
                          const Admission *admission) const override;

private:
    [[nodiscard]] bool isForUs(const RequestHead &head) const;
    [[nodiscard]] Admittance admittanceOf(const Route &route) const;
    /// The caller as its Origin tells it; nothing for a stranger, who is not to learn anything.
    [[nodiscard]] std::optional<Caller> identify(const RequestHead &head, const Route &route) const;
    [[nodiscard]] std::optional<RelayError> judgeRequest(const RequestHead &head, const Route &route,
                                                         const Caller &caller) const;
    /// Completes the caller by the credential that came along, or says why it is not good enough for the
    /// route. A web app that brings a key of its own needs none.
    [[nodiscard]] std::optional<RelayError> authenticate(const RequestHead &head, const Route &route,
                                                         const BroughtKey &brought, Caller &caller);
    /// Whether this request's Authorization is for the APP_SECRET, and no token's place.
    [[nodiscard]] bool isByAppSecret(const Route &route) const;
    [[nodiscard]] std::optional<RelayError> judgeAppSecret(const RequestHead &head, const Route &route,
                                                           Caller &caller);
    /// Counts a wrong credential: the error itself, or past the limit "slow down".
    [[nodiscard]] RelayError countBadToken(const QByteArray &origin, const RelayError &error);
    /// The caller's own limits: those for all, with its app's laid over them.
    [[nodiscard]] RateLimits limitsOf(const Caller &caller) const;
    [[nodiscard]] HeaderFields replyFieldsFor(const RequestHead &head) const;

    HostPolicy m_host;
    Clock m_clock;
    std::function<void(const QString &)> m_limitReached;
    RateLimiter &m_limiter;
    AppSecretDoor &m_appSecret;
    SealingKeys &m_sealing;
    std::shared_ptr<const RelayConfig> m_config;
    AppRegistry m_registry;
    struct BadTokens
    {
        QDateTime windowStart;
        int count = 0;
    };
    QHash<QByteArray, BadTokens> m_badTokens;
};

} // namespace byok
