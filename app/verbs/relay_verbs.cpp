// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/print.h"
#include "app/verbs/verbs.h"
#include "relay/access/relay_edits.h"

namespace byok {

namespace {

QString stateWord(RelayState state)
{
    switch (state) {
    case RelayState::Stopped:
        return QStringLiteral("stopped");
    case RelayState::Running:
        return QStringLiteral("running");
    case RelayState::Paused:
        return QStringLiteral("paused");
    case RelayState::Locked:
        return QStringLiteral("locked");
    case RelayState::Draining:
        return QStringLiteral("draining");
    }
    return {};
}

} // namespace

void Verbs::status(const VerbRequest &request, const Done &done)
{
    const RelayStatus now = m_hands.status();
    const auto config = m_hands.keeper.current();
    if (request.form == OutputForm::Json) {
        return done(json({{QStringLiteral("state"), stateWord(now.state)},
                          {QStringLiteral("address"), now.address()},
                          {QStringLiteral("port"), now.port},
                          {QStringLiteral("wanted_port"), now.wantedPort},
                          {QStringLiteral("live_exchanges"), now.liveExchanges},
                          {QStringLiteral("connections"), now.connections},
                          {QStringLiteral("exchanges_since_start"), now.exchangesSinceStart},
                          {QStringLiteral("started_at"), now.startedAt.toUTC().toString(Qt::ISODate)},
                          {QStringLiteral("keys"), qint64(config->keys.size())},
                          {QStringLiteral("keys_kept_in"), m_hands.store.description()},
                          {QStringLiteral("apps"), qint64(config->apps.size())}}));
    }
    QList<QStringList> lines{{QStringLiteral("State:"), stateWord(now.state)}};
    lines += {QStringLiteral("Address:"), now.address()};
    if (now.wantedPort != 0 && now.port != now.wantedPort)
        lines += {QString(), QStringLiteral("(port %1 was taken)").arg(now.wantedPort)};
    lines += {QStringLiteral("Requests:"), QStringLiteral("%1 under way, %2 since the start")
                                               .arg(now.liveExchanges)
                                               .arg(now.exchangesSinceStart)};
    lines += {QStringLiteral("Keys:"),
              QStringLiteral("%1, kept in: %2").arg(config->keys.size()).arg(m_hands.store.description())};
    lines += {QStringLiteral("Apps:"), QString::number(config->apps.size())};
    done(VerbReply::said(columns(lines)));
}

void Verbs::setPaused(const VerbRequest &request, const Done &done)
{
    const bool paused = request.verb == Verb::Pause;
    const Result<> applied =
        m_hands.keeper.apply(pauseRelay(paused ? RelayPause::Paused : RelayPause::Resumed));
    if (!applied)
        return done(VerbReply::refused(applied.error().sentence));
    if (request.form == OutputForm::Json)
        return done(json({{QStringLiteral("paused"), paused}}));
    done(VerbReply::said(paused ? QStringLiteral("Paused. Go on with: byok-relay resume\n")
                                : QStringLiteral("Relaying again.\n")));
}

void Verbs::setLocked(const VerbRequest &request, const Done &done)
{
    const bool locking = request.verb == Verb::Lock;
    const auto &change = locking ? m_hands.lock : m_hands.unlock;
    change([locking, form = request.form, done] {
        if (form == OutputForm::Json)
            return done(json({{QStringLiteral("locked"), locking}}));
        done(VerbReply::said(locking
                                 ? QStringLiteral("Locked: no key is used. Go on with: byok-relay unlock\n")
                                 : QStringLiteral("Unlocked.\n")));
    });
}

void Verbs::quit(const VerbRequest &request, const Done &done)
{
    const OutputForm form = request.form;
    // Answered when all has ended, so that a script may start the relay again at once.
    m_hands.quit([form, done] {
        done(form == OutputForm::Json ? json({{QStringLiteral("stopped"), true}})
                                      : VerbReply::said(QStringLiteral("Stopped.\n")));
    });
}

void Verbs::show(const VerbRequest &, const Done &done)
{
    m_hands.show();
    const QString address = m_hands.status().address();
    done(VerbReply::said(
        QStringLiteral("Byok Relay is already running with this profile, at %1.\n").arg(address)));
}

} // namespace byok
