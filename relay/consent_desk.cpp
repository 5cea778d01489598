// SPDX-License-Identifier: Apache-2.0
#include "relay/consent_desk.h"

#include "relay/access/app_edits.h"
#include "relay/logging.h"

#include <algorithm>
#include <chrono>
#include <memory>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// How long a request is held where the person set no limit: no browser waits longer.
constexpr qint64 longestHoldSeconds = 24 * 60 * 60;

QDateTime utcNow()
{
    return QDateTime::currentDateTimeUtc();
}

/// What the list of apps calls a web app: what it says of itself, else its address.
QString nameOf(const ConsentRequest &request)
{
    return request.claim.name.isEmpty() ? QString::fromLatin1(request.origin) : request.claim.name;
}

} // namespace

ConsentDesk::ConsentDesk(RateLimiter &limiter, ConfigCommit commit, Publish publish,
                         const QList<DenialEntry> &denials)
    : m_commit(std::move(commit))
    , m_publish(std::move(publish))
    , m_queue(hooks(), limiter, utcNow, denials)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_queue.expire();
        changed();
    });
}

void ConsentDesk::setConfig(const RelayConfig &config)
{
    const qint64 hold = config.settings.consentSeconds;
    ConsentLimits limits;
    limits.registrationsPerHour = config.settings.registrationsPerHour;
    limits.holdSeconds = hold > 0 ? hold : longestHoldSeconds;
    m_queue.setLimits(limits);
    const bool denials = !m_queue.lastingDenials().isEmpty();
    const bool questions = !m_queue.questions().isEmpty();
    if (!denials && !questions)
        return;
    for (const AppEntry &app : config.apps) {
        if (app.kind != AppKind::Origin || !app.isInForce(utcNow()))
            continue;
        if (denials)
            m_queue.forgive(app.id);
        if (questions)
            m_queue.settle(app.id, app.id);
    }
}

void ConsentDesk::allow(const QString &id, const Grant &grant, std::function<void(Result<>)> done)
{
    m_queue.allow(id, grant, std::move(done));
}

void ConsentDesk::close()
{
    m_queue.dismissAll({ErrorCode::ShuttingDown, u"The relay was asked to quit; nobody will answer."_s});
}

ConsentHooks ConsentDesk::hooks()
{
    return {
        [this] { changed(); },
        [this](const ConsentRequest &request, const Grant &grant, std::function<void(Result<QString>)> done) {
            makeDurable(request, grant, std::move(done));
        },
        [this] { keepDenialsLater(); }};
}

void ConsentDesk::makeDurable(const ConsentRequest &request, const Grant &grant,
                              std::function<void(Result<QString>)> done)
{
    const QDateTime now = utcNow();
    // The id is chosen where the edit is applied, and read after that: another program may have got the name
    // meanwhile.
    const auto id = std::make_shared<QString>(QString::fromLatin1(request.origin));
    m_commit(
        [request, grant, now, id](RelayConfig &config) -> Result<> {
            if (request.kind == AppKind::Origin)
                return allowOrigin(request.origin, nameOf(request), grant, now)(config);
            *id = programId(config, request.claim.appId);
            return allowProgram(*id, request.program.executable, grant, now)(config);
        },
        [id, done = std::move(done)](const Result<> &kept) {
            done(kept ? Result<QString>(*id) : Result<QString>(kept.error()));
        });
}

void ConsentDesk::keepDenialsLater()
{
    m_commit(keepDenials(m_queue.lastingDenials()), [](const Result<> &kept) {
        if (!kept)
            qCWarning(logRelay, "A refusal could not be written down: %s", qPrintable(kept.error().sentence));
    });
}

void ConsentDesk::changed()
{
    if (const std::optional<QDateTime> deadline = m_queue.nextDeadline())
        m_timer.start(std::chrono::milliseconds(std::max<qint64>(utcNow().msecsTo(*deadline), 0) + 1));
    else
        m_timer.stop();
    m_publish(m_queue.questions());
}

} // namespace byok
