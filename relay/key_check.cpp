// SPDX-License-Identifier: Apache-2.0
#include "relay/key_check.h"

#include "relay/key_binding.h"
#include "relay/keyed_request.h"
#include "relay/upstream/header_filter.h"
#include "relay/upstream/transfer_engine.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

/// A person waits for the answer: what may take minutes for a reply is too long here.
constexpr qint64 patienceSeconds = 20;

TransferTimeouts timeoutsOf(const Settings &settings)
{
    const auto milliseconds = [](qint64 seconds) {
        return 1000 * (seconds > 0 ? std::min(seconds, patienceSeconds) : patienceSeconds);
    };
    return {.connect = milliseconds(settings.connectSeconds),
            .firstByte = milliseconds(settings.firstByteSeconds),
            .idle = milliseconds(settings.idleSeconds)};
}

} // namespace

KeyVerdict keyVerdict(const QString &providerName, int status)
{
    if (status >= 200 && status < 300)
        return {KeyStanding::Works, u"%1 accepts the key."_s.arg(providerName)};
    switch (status) {
    case 400: // what Google answers to a key that it does not know
    case 401:
        return {KeyStanding::Refused,
                u"%1 does not know this key (%2). Copy it again, whole, from the provider's page."_s
                    .arg(providerName)
                    .arg(status)};
    case 403:
        return {
            KeyStanding::Refused,
            u"%1 knows this key but does not let it list models (403): it may be restricted or disabled."_s
                .arg(providerName)};
    case 402:
    case 429:
        return {KeyStanding::OverQuota,
                u"%1 knows this key but it is over its quota or rate (%2)."_s.arg(providerName).arg(status)};
    default:
        break;
    }
    if (status >= 500)
        return {KeyStanding::Unclear,
                u"%1 has a problem of its own just now (%2); the key could not be tried."_s.arg(providerName)
                    .arg(status)};
    return {KeyStanding::Unclear,
            u"%1 answered the check with %2; whether the key works is not known."_s.arg(providerName)
                .arg(status)};
}

KeyCheck::KeyCheck(Provider provider, const Settings &settings, KeyRing &keys, TransferEngine &engine,
                   QObject *parent)
    : QObject(parent)
    , m_provider(std::move(provider))
    , m_timeouts(timeoutsOf(settings))
    , m_keys(keys)
    , m_engine(engine)
{
}

void KeyCheck::begin(const QString &account)
{
    m_keys.use({account, m_provider.id, originForKeys(m_provider)}, this,
               [this](const Result<Secret, RelayError> &key) {
                   if (key)
                       ask(key.value());
                   else
                       finish({KeyStanding::NoKey, key.error().sentence});
               });
}

void KeyCheck::begin(const Secret &key)
{
    ask(key);
}

void KeyCheck::ask(const Secret &key)
{
    if (m_provider.checkPath.isEmpty() || m_provider.baseUrl.isEmpty()) {
        finish({KeyStanding::Uncheckable,
                u"%1 has no endpoint that tells whether a key works."_s.arg(m_provider.name)});
        return;
    }
    const Credential credential = credentialFor(m_provider, key, m_provider.checkPath);
    UpstreamRequest request = keyedRequest(m_provider, m_provider.checkPath, credential);
    request.fields = fieldsBesideKey(toUpstream({}), m_provider, credential);
    request.timeouts = m_timeouts;
    m_transfer = m_engine.start(std::move(request), this);
}

void KeyCheck::transferHead(const UpstreamHead &head)
{
    finish(keyVerdict(m_provider.name, head.status));
}

void KeyCheck::transferFinished(const std::optional<RelayError> &error)
{
    if (!error)
        finish({KeyStanding::Unreachable, u"%1 sent no answer."_s.arg(m_provider.name)});
    else if (error->code == ErrorCode::UpstreamTimeout)
        finish({KeyStanding::TimedOut, error->sentence});
    else
        finish({KeyStanding::Unreachable, error->sentence});
}

void KeyCheck::finish(KeyVerdict verdict)
{
    if (!m_done)
        return;
    m_transfer.reset();
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(verdict));
}

} // namespace byok
