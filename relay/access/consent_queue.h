// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/access/consent_question.h"
#include "relay/access/denial_book.h"
#include "relay/access/rate_limiter.h"
#include "relay/grant.h"
#include "relay/relay_error.h"
#include "relay/result.h"

#include <functional>
#include <memory>
#include <optional>

namespace byok {

/// The queue's numbers. Value.
struct ConsentLimits
{
    qint64 holdSeconds = 120;
    qsizetype questions = 16;
    qsizetype callersPerQuestion = 16;
    qint64 registrationsPerHour = 10; ///< per subject; 0: none
};

/// One held request.
enum class CallerId : quint64 {};

/// What the queue needs done. None may destroy the queue.
struct ConsentHooks
{
    /// The questions, or one's state, changed: publish questions(), set the timer for nextDeadline().
    std::function<void()> changed;
    /// Puts the approval on disk, then calls `done` on the queue's thread. No caller is told before that.
    /// `done` hears the id of the app that was approved.
    std::function<void(const ConsentRequest &, const Grant &, std::function<void(Result<QString>)> done)>
        makeDurable;
    /// lastingDenials() changed: put them into the config.
    std::function<void()> denialsChanged;
};

/// Pairing requests that wait for the person. One question per origin however many requests wait, one at a
/// time before the person, held for 120 s; the questions are asked in the order in which they came, but any
/// may be answered by id. Has no timer: its owner calls expire() at nextDeadline(). Owned by the relay's
/// engine; lives on the relay's thread.
class ConsentQueue
{
public:
    using Clock = std::function<QDateTime()>;
    /// The id of the app that was approved, or the error to answer with. Called once, never from within ask()
    /// or withdraw().
    using Answer = std::function<void(const Result<QString, RelayError> &)>;

    /// `limiter` counts the registrations and outlives the queue.
    ConsentQueue(ConsentHooks hooks, RateLimiter &limiter, Clock clock, const QList<DenialEntry> &denials);
    void setLimits(const ConsentLimits &limits) { m_limits = limits; }

    /// Holds a request: with a question of its own, or with the one that its origin already has (whose
    /// snapshot stays as it is). Refused at once, with a time to come back, after a denial, above ten an
    /// hour, or where too many wait.
    [[nodiscard]] Result<CallerId, RelayError> ask(ConsentRequest request, Answer answer);
    /// The caller left: its answer is never called. The question goes with the last of them.
    void withdraw(CallerId caller);

    /// The person says yes. `done` hears whether it is on disk; if it could not be put there the question
    /// stands as before.
    void allow(const QString &id, const Grant &grant, std::function<void(Result<>)> done);
    /// The person says no. Fails where the question is gone, or being granted.
    [[nodiscard]] Result<> deny(const QString &id, Denial denial);
    /// The person approved the subject in another way: its question is answered with that.
    void settle(const QString &subject, const QString &appId);
    /// The person lets a subject ask again.
    void forgive(const QString &subject);

    /// In the order in which they will be asked; the one being asked first.
    [[nodiscard]] QList<ConsentQuestion> questions() const;
    /// The one question before the person, if there is any.
    [[nodiscard]] std::optional<ConsentQuestion> current() const;
    /// Ends with the queue: for whoever holds a reference to it beyond its own life.
    [[nodiscard]] std::weak_ptr<Nothing> life() const { return m_alive; }
    /// What has to survive a restart.
    [[nodiscard]] QList<DenialEntry> lastingDenials() const { return m_denials.lasting(m_clock()); }

    /// Answers every caller with `why`: nobody will be asked any more. A yes on its way to disk is kept.
    void dismissAll(const RelayError &why);
    /// Answers the callers whose time is up (408).
    void expire();
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const;

private:
    struct Caller
    {
        CallerId id;
        Answer answer;
        QDateTime deadline;
    };
    struct Question
    {
        ConsentRequest request;
        ConsentState state = ConsentState::Queued;
        QList<Caller> callers;

        [[nodiscard]] ConsentQuestion shown() const;
    };

    [[nodiscard]] std::optional<RelayError> refusal(const ConsentRequest &request) const;
    [[nodiscard]] qsizetype indexOf(const QString &id) const;
    /// Takes the question out and tells its callers.
    void close(qsizetype index, const Result<QString, RelayError> &answer);
    void granted(const QString &id, const Result<QString> &saved);
    [[nodiscard]] bool justWentUnanswered(const ConsentRequest &request) const;
    /// Puts the first question before the person where none is.
    void advance();
    void changed() const;

    ConsentHooks m_hooks;
    RateLimiter &m_limiter;
    Clock m_clock;
    DenialBook m_denials;
    ConsentLimits m_limits;
    QList<Question> m_questions;
    QHash<QString, QDateTime> m_unanswered; ///< origins whose question expired a moment ago, and when
    quint64 m_lastQuestion = 0;
    quint64 m_lastCaller = 0;
    std::shared_ptr<Nothing> m_alive =
        std::make_shared<Nothing>(); ///< for answers that come after the queue's end
};

} // namespace byok
