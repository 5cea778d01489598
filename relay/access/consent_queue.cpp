// SPDX-License-Identifier: Apache-2.0
#include "relay/access/consent_queue.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

QString span(qint64 seconds)
{
    const auto said = [](qint64 number, const QString &one, const QString &many) {
        return u"%1 %2"_s.arg(number).arg(number == 1 ? one : many);
    };
    if (seconds < 120)
        return said(seconds, u"second"_s, u"seconds"_s);
    if (seconds < 2 * 60 * 60)
        return said((seconds + 59) / 60, u"minute"_s, u"minutes"_s);
    if (seconds < 48 * 60 * 60)
        return said((seconds + 3599) / 3600, u"hour"_s, u"hours"_s);
    return said((seconds + 86'399) / 86'400, u"day"_s, u"days"_s);
}

/// Chromium sends a request that got 408 once more by itself, and the person would be asked twice: for so
/// long an origin that nobody answered is told so at once.
constexpr qint64 resentWithinSeconds = 10;

RelayError unanswered(const QString &name)
{
    return {
        ErrorCode::ConsentUnanswered,
        u"Nobody answered whether %1 may use this computer's AI keys; try again when somebody is there, or "
        "allow it in Byok Relay's window."_s.arg(name)};
}

Failure gone(const QString &id)
{
    return {u"There is no request %1 any more: it was answered, it expired, or the app left."_s.arg(id)};
}

} // namespace

ConsentQuestion ConsentQueue::Question::shown() const
{
    ConsentQuestion question{request, state, static_cast<int>(callers.size()), {}};
    for (const Caller &caller : callers) {
        if (!question.expiresAt.isValid() || caller.deadline > question.expiresAt)
            question.expiresAt = caller.deadline;
    }
    return question;
}

ConsentQueue::ConsentQueue(ConsentHooks hooks, RateLimiter &limiter, Clock clock,
                           const QList<DenialEntry> &denials)
    : m_hooks(std::move(hooks))
    , m_limiter(limiter)
    , m_clock(std::move(clock))
    , m_denials(denials)
{
}

std::optional<RelayError> ConsentQueue::refusal(const ConsentRequest &request) const
{
    const QString name = request.displayName();
    const std::optional<qint64> silence = m_denials.secondsToWait(request.subject(), m_clock());
    if (!silence)
        return RelayError{
            ErrorCode::ConsentDenied,
            u"The person at this computer does not want to be asked about %1 again."_s.arg(name)};
    if (*silence > 0)
        return RelayError{
            ErrorCode::TooManyRequests,
            u"The person at this computer said no to %1; it may ask again in %2."_s.arg(name, span(*silence)),
            static_cast<int>(*silence)};
    if (justWentUnanswered(request))
        return unanswered(name);

    const auto open = std::ranges::find_if(m_questions, [&](const Question &question) {
        return question.request.subject() == request.subject();
    });
    const bool full = open == m_questions.end() ? m_questions.size() >= m_limits.questions
                                                : open->callers.size() >= m_limits.callersPerQuestion ||
                                                      !open->request.answersAlsoFor(request);
    if (!full)
        return {};
    const qint64 wait = std::clamp<qint64>(m_clock().secsTo(nextDeadline().value_or(m_clock())), 5,
                                           std::max<qint64>(5, m_limits.holdSeconds));
    const QString sentence =
        open == m_questions.end()
            ? u"Too many apps wait for the person's answer already; try again in %1."_s.arg(span(wait))
            : u"%1 has asked already and waits for the person's answer; try again in %2."_s.arg(name,
                                                                                                span(wait));
    return RelayError{ErrorCode::TooManyRequests, sentence, static_cast<int>(wait)};
}

Result<CallerId, RelayError> ConsentQueue::ask(ConsentRequest request, Answer answer)
{
    if (const std::optional<RelayError> refused = refusal(request))
        return *refused;
    RateLimits limits;
    limits.registrationsPerHour = m_limits.registrationsPerHour;
    const RateVerdict verdict = m_limiter.take(RequestClass::Registration, request.subject(), limits);
    if (!verdict.allowed()) {
        return RelayError{ErrorCode::TooManyRequests,
                          u"%1 has asked too often; it may ask again in %2."_s.arg(
                              request.displayName(), span(verdict.retryAfterSeconds)),
                          static_cast<int>(verdict.retryAfterSeconds)};
    }

    const Caller caller{CallerId{++m_lastCaller}, std::move(answer), m_clock().addSecs(m_limits.holdSeconds)};
    const auto open = std::ranges::find_if(
        m_questions, [&](const Question &question) { return question.request.answersAlsoFor(request); });
    if (open != m_questions.end()) {
        open->callers.append(caller);
    } else {
        request.id = QString::number(++m_lastQuestion);
        request.arrivedAt = m_clock();
        request.claim = request.claim.cleaned();
        m_questions.append({std::move(request), ConsentState::Queued, {caller}});
        advance();
    }
    changed();
    return caller.id;
}

void ConsentQueue::withdraw(CallerId caller)
{
    for (qsizetype i = 0; i < m_questions.size(); ++i) {
        Question &question = m_questions[i];
        if (question.callers.removeIf([caller](const Caller &one) { return one.id == caller; }) == 0)
            continue;
        // A yes on its way to disk stays a yes, also where the page that asked was closed meanwhile.
        if (question.callers.isEmpty() && question.state != ConsentState::Granting) {
            m_questions.removeAt(i);
            advance();
        }
        changed();
        return;
    }
}

void ConsentQueue::allow(const QString &id, const Grant &grant, std::function<void(Result<>)> done)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || m_questions[index].state == ConsentState::Granting) {
        done(gone(id));
        return;
    }
    m_questions[index].state = ConsentState::Granting;
    const ConsentRequest snapshot = m_questions[index].request;
    changed();
    m_hooks.makeDurable(snapshot, grant,
                        [this, alive = std::weak_ptr(m_alive), id, done](const Result<QString> &saved) {
                            if (!alive.expired())
                                granted(id, saved);
                            done(saved ? Result<>(Nothing{}) : Result<>(saved.error()));
                        });
}

void ConsentQueue::granted(const QString &id, const Result<QString> &saved)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || m_questions[index].state != ConsentState::Granting)
        return;
    if (!saved) {
        m_questions[index].state = ConsentState::Queued;
        if (m_questions[index].callers.isEmpty())
            m_questions.removeAt(index);
        advance();
        changed();
        return;
    }
    forgive(m_questions[index].request.subject());
    close(index, saved.value());
}

Result<> ConsentQueue::deny(const QString &id, Denial denial)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || m_questions[index].state == ConsentState::Granting)
        return gone(id);
    const ConsentRequest request = m_questions[index].request;
    const QList<DenialEntry> before = lastingDenials();
    m_denials.deny(request.subject(), denial, m_clock());
    if (m_hooks.denialsChanged && lastingDenials() != before)
        m_hooks.denialsChanged();
    close(index, RelayError{ErrorCode::ConsentDenied,
                            u"The person at this computer said no to %1."_s.arg(request.displayName())});
    return Nothing{};
}

void ConsentQueue::settle(const QString &subject, const QString &appId)
{
    for (qsizetype i = m_questions.size() - 1; i >= 0; --i) {
        // A yes on its way to disk answers by itself.
        if (m_questions[i].request.subject() == subject && m_questions[i].state != ConsentState::Granting)
            close(i, appId);
    }
}

bool ConsentQueue::justWentUnanswered(const ConsentRequest &request) const
{
    const auto when = m_unanswered.constFind(request.subject());
    return when != m_unanswered.cend() && std::abs(when->secsTo(m_clock())) < resentWithinSeconds;
}

void ConsentQueue::forgive(const QString &subject)
{
    const QList<DenialEntry> before = lastingDenials();
    m_denials.forgive(subject);
    if (m_hooks.denialsChanged && lastingDenials() != before)
        m_hooks.denialsChanged();
}

void ConsentQueue::close(qsizetype index, const Result<QString, RelayError> &answer)
{
    const Question question = m_questions.takeAt(index);
    advance();
    changed();
    // Last, because a caller may well ask again from here.
    for (const Caller &caller : question.callers)
        caller.answer(answer);
}

QList<ConsentQuestion> ConsentQueue::questions() const
{
    QList<ConsentQuestion> shown;
    for (const Question &question : m_questions)
        shown.append(question.shown());
    return shown;
}

std::optional<ConsentQuestion> ConsentQueue::current() const
{
    const auto asking = std::ranges::find(m_questions, ConsentState::Asking, &Question::state);
    return asking == m_questions.end() ? std::nullopt : std::optional(asking->shown());
}

void ConsentQueue::dismissAll(const RelayError &why)
{
    const QList<Question> all = std::exchange(m_questions, {});
    if (all.isEmpty())
        return;
    changed();
    for (const Question &question : all) {
        for (const Caller &caller : question.callers)
            caller.answer(why);
    }
}

void ConsentQueue::expire()
{
    const QDateTime now = m_clock();
    m_unanswered.removeIf(
        [&now](const auto &entry) { return std::abs(entry.value().secsTo(now)) >= resentWithinSeconds; });
    QList<std::pair<Answer, QString>> late;
    for (Question &question : m_questions) {
        if (question.state == ConsentState::Granting)
            continue;
        question.callers.removeIf([&](const Caller &caller) {
            if (caller.deadline > now)
                return false;
            late.append({caller.answer, question.request.displayName()});
            return true;
        });
        if (question.callers.isEmpty() && question.request.kind == AppKind::Origin)
            m_unanswered.insert(question.request.subject(), now);
    }
    if (late.isEmpty())
        return;
    m_questions.removeIf([](const Question &question) {
        return question.callers.isEmpty() && question.state != ConsentState::Granting;
    });
    advance();
    changed();
    for (const auto &[answer, name] : std::as_const(late)) {
        answer(unanswered(name));
    }
}

std::optional<QDateTime> ConsentQueue::nextDeadline() const
{
    std::optional<QDateTime> next;
    for (const Question &question : m_questions) {
        if (question.state == ConsentState::Granting)
            continue;
        for (const Caller &caller : question.callers) {
            if (!next || caller.deadline < *next)
                next = caller.deadline;
        }
    }
    return next;
}

qsizetype ConsentQueue::indexOf(const QString &id) const
{
    const auto found = std::ranges::find_if(
        m_questions, [&id](const Question &question) { return question.request.id == id; });
    return found == m_questions.end() ? -1 : found - m_questions.begin();
}

void ConsentQueue::advance()
{
    if (current())
        return;
    const auto next = std::ranges::find(m_questions, ConsentState::Queued, &Question::state);
    if (next != m_questions.end())
        next->state = ConsentState::Asking;
}

void ConsentQueue::changed() const
{
    if (m_hooks.changed)
        m_hooks.changed();
}

} // namespace byok
