// SPDX-License-Identifier: Apache-2.0
#include "relay/key_check.h"

#include "relay/providers/credential_injector.h"
#include "relay/upstream/header_filter.h"
#include "relay/upstream/transfer_engine.h"

using namespace Qt::StringLiterals;

namespace byok {

Result<QString> keyVerdict(const QString &providerName, int status)
{
    if (status >= 200 && status < 300)
        return u"%1 accepts the key."_s.arg(providerName);
    switch (status) {
    case 401:
        return Failure{
            u"%1 does not know this key (401). Copy it again, whole, from the provider's page."_s.arg(
                providerName)};
    case 403:
        return Failure{
            u"%1 knows this key but does not let it list models (403): it may be restricted or disabled."_s
                .arg(providerName)};
    case 402:
    case 429:
        return Failure{
            u"%1 knows this key but it is over its quota or rate (%2)."_s.arg(providerName).arg(status)};
    default:
        break;
    }
    if (status >= 500)
        return Failure{
            u"%1 has a problem of its own just now (%2); the key could not be tried."_s.arg(providerName)
                .arg(status)};
    return Failure{u"%1 answered the check with %2; whether the key works is not known."_s.arg(providerName)
                       .arg(status)};
}

KeyCheck::KeyCheck(Provider provider, KeyRing &keys, TransferEngine &engine, Done done, QObject *parent)
    : QObject(parent)
    , m_provider(std::move(provider))
    , m_keys(keys)
    , m_engine(engine)
    , m_done(std::move(done))
{
}

void KeyCheck::begin(const QString &account)
{
    if (m_provider.checkPath.isEmpty() || m_provider.baseUrl.isEmpty()) {
        finish(Failure{u"%1 has no endpoint that tells whether a key works."_s.arg(m_provider.name)});
        return;
    }
    m_keys.use(account, m_provider.id, this, [this](const Result<Secret, RelayError> &key) {
        if (key)
            ask(key.value());
        else
            finish(Failure{key.error().sentence});
    });
}

void KeyCheck::ask(const Secret &key)
{
    const Credential credential = credentialFor(m_provider, key, m_provider.checkPath);
    UpstreamRequest request;
    request.url = m_provider.baseUrl + m_provider.checkPath;
    if (!credential.queryParameter.isEmpty())
        request.url += '?' + credential.queryParameter.expose().toByteArray();
    request.fields = toUpstream({}) + m_provider.extraFields;
    request.credentialName = credential.fieldName;
    request.credentialPrefix = credential.prefix;
    request.credential = credential.value;
    request.reach = m_provider.reach();
    constexpr qint64 patienceMilliseconds = 20'000;
    request.timeouts.firstByte = patienceMilliseconds;
    request.timeouts.idle = patienceMilliseconds;
    m_transfer = m_engine.start(std::move(request), this);
}

void KeyCheck::transferHead(const UpstreamHead &head)
{
    finish(keyVerdict(m_provider.name, head.status));
}

void KeyCheck::transferFinished(const std::optional<RelayError> &error)
{
    finish(error ? Failure{error->sentence} : Failure{u"%1 sent no answer."_s.arg(m_provider.name)});
}

void KeyCheck::finish(Result<QString> verdict)
{
    if (!m_done)
        return;
    m_transfer.reset();
    const Done done = std::move(m_done);
    m_done = nullptr;
    deleteLater();
    done(std::move(verdict));
}

} // namespace byok
