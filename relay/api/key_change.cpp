// SPDX-License-Identifier: Apache-2.0
#include "relay/api/key_change.h"

#include "relay/access/key_edits.h"
#include "relay/key_binding.h"
#include "relay/key_choice.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// Why a key that was checked is not taken: in our words, the provider's are not repeated.
RelayError refusalOf(const KeyVerdict &verdict)
{
    const QString sentence = verdict.sentence + u" The old key stays in use."_s;
    switch (verdict.standing) {
    case KeyStanding::Refused:
    case KeyStanding::OverQuota:
    case KeyStanding::Uncheckable:
    case KeyStanding::NoKey:
    case KeyStanding::Works:
        break;
    case KeyStanding::Unclear:
        return {ErrorCode::UpstreamBroken, sentence};
    case KeyStanding::Unreachable:
        return {ErrorCode::UpstreamUnreachable, sentence};
    case KeyStanding::TimedOut:
        return {ErrorCode::UpstreamTimeout, sentence};
    }
    return {ErrorCode::KeyRefused, sentence};
}

/// The key that is to be replaced must still be the one that was there when the change was asked for.
KeyCustodian::Condition conditionOf(const KeyChangePlan &plan)
{
    return [caller = plan.request.admission.caller, provider = plan.provider,
            replaces = plan.replaces](const RelayConfig &config) -> Result<Nothing, RelayError> {
        if (Result<Nothing, RelayError> may = mayKeepOwnKey(config, caller, provider); !may)
            return may;
        const bool there = replaces.isEmpty() || std::ranges::any_of(config.keys, [&](const KeyEntry &key) {
                               return key.account == replaces;
                           });
        if (there)
            return Nothing{};
        return RelayError{
            ErrorCode::KeyChanged,
            u"The key for provider \"%1\" was replaced or removed while the new one was being checked, and was left like that. See GET /keys, then rotate again."_s
                .arg(provider.id)};
    };
}

} // namespace

Result<Nothing, RelayError> mayKeepOwnKey(const RelayConfig &config, const Caller &caller,
                                          const Provider &provider)
{
    const AppEntry *app = config.findApp(caller.appId);
    const bool tokenHolds = std::ranges::any_of(config.tokens, [&](const TokenEntry &token) {
        return token.sha256 == caller.tokenHash && token.appId == caller.appId;
    });
    if (!app || !tokenHolds)
        return RelayError{ErrorCode::TokenInvalid, u"The person has revoked this app's access."_s};
    if (!app->mayUse(provider.id))
        return RelayError{ErrorCode::ProviderRefused, u"This app may not use %1."_s.arg(provider.name)};
    if (app->ownKeysOff.contains(provider.id))
        return ownKeyTurnedOff(provider);
    return Nothing{};
}

RelayError rotationWhileLocked()
{
    return {
        ErrorCode::KeyLocked,
        u"The person has locked the relay, which changes no key in use until they unlock it. The old key stays."_s};
}

KeyChange::KeyChange(KeyChangePlan plan, std::unique_ptr<ResponseWriter> writer, ApiServices &services)
    : m_plan(std::move(plan))
    , m_writer(std::move(writer))
    , m_services(services)
{
    connect(m_writer.get(), &ResponseWriter::clientGone, this, [this] {
        if (m_state != State::Checking)
            return; // what is being changed is not left half done
        m_state = State::Done;
        m_check.reset();
        emit finished();
    });
}

void KeyChange::begin()
{
    Q_ASSERT(m_state == State::New);
    switch (m_plan.action) {
    case KeyAction::Store:
        store();
        break;
    case KeyAction::Rotate:
        m_state = State::Checking;
        m_check = std::make_unique<KeyCheck>(m_plan.provider, m_services.config->settings, *m_services.keys,
                                             *m_services.transfers);
        m_check->onDone([this](const KeyVerdict &verdict) { checked(verdict); });
        m_check->begin(m_plan.key);
        break;
    case KeyAction::Remove:
        remove();
        break;
    }
}

void KeyChange::revoke(const RelayError &why)
{
    m_check.reset();
    fail(why);
}

void KeyChange::checked(const KeyVerdict &verdict)
{
    if (m_state != State::Checking)
        return;
    if (m_services.keys->isLocked())
        fail(rotationWhileLocked());
    else if (verdict.standing == KeyStanding::Works)
        store();
    else
        fail(refusalOf(verdict));
}

void KeyChange::store()
{
    m_state = State::Changing;
    const KeyEntry entry{.account = {},
                         .provider = m_plan.provider.id,
                         .label = ownKeyLabel(),
                         .appId = caller().appId,
                         .addedAt = QDateTime::currentDateTimeUtc(),
                         .sentTo = originForKeys(m_plan.provider)};
    m_services.storeKey(entry, m_plan.key, conditionOf(m_plan),
                        [self = QPointer(this)](const Result<KeyEntry, RelayError> &outcome) {
                            if (self)
                                self->stored(outcome);
                        });
}

void KeyChange::stored(const Result<KeyEntry, RelayError> &outcome)
{
    if (!outcome) {
        fail(outcome.error());
        return;
    }
    QJsonObject value{{u"ok"_s, true}, {u"provider"_s, m_plan.provider.id}};
    if (m_plan.action == KeyAction::Rotate)
        value.insert("rotated"_L1, QDateTime::currentMSecsSinceEpoch());
    answer(value);
}

void KeyChange::remove()
{
    m_state = State::Changing;
    m_services.unlistKeys(unlistKey(m_plan.provider.id, ownKeyLabel(), caller().appId),
                          [self = QPointer(this)](const Result<UnlistedKeys> &outcome) {
                              if (self)
                                  self->removed(outcome);
                          });
}

void KeyChange::removed(const Result<UnlistedKeys> &outcome)
{
    if (!outcome) {
        fail({ErrorCode::Internal, outcome.error().sentence});
    } else if (const std::optional<RelayError> &left = outcome.value().leftBehind) {
        fail(
            {left->code,
             u"The key is no longer used, but it is still in the keychain, from which the relay removes it as soon as it can: %1"_s
                 .arg(left->sentence)});
    } else {
        answer({{u"ok"_s, true}});
    }
}

void KeyChange::answer(const QJsonObject &value)
{
    if (m_state == State::Done)
        return;
    m_state = State::Done;
    m_writer->sendWhole(jsonReply(200, value));
    emit finished();
}

void KeyChange::fail(const RelayError &error)
{
    if (m_state == State::Done)
        return;
    m_state = State::Done;
    refuse(m_plan.request, *m_writer, error);
    emit finished();
}

} // namespace byok
