// SPDX-License-Identifier: Apache-2.0
#include "relay/keys/key_ring.h"

using namespace Qt::StringLiterals;

namespace byok {

namespace {

enum class Expected { Yes, No };

RelayError relayError(const SecretError &error, Expected expected, const QString &providerName)
{
    switch (error.fault) {
    case SecretFault::Absent:
        if (expected == Expected::Yes) {
            return {
                ErrorCode::KeyLocked,
                u"The keychain does not show the key for provider \"%1\" that was stored in it: it is "
                u"locked, or the "
                "key was removed from it. Unlock the keychain, or store the key again."_s.arg(providerName)};
        }
        return {ErrorCode::KeyMissing,
                u"No API key stored for provider \"%1\". POST /keys/%1 first."_s.arg(providerName)};
    case SecretFault::Locked:
        return {ErrorCode::KeyLocked, u"The keychain is locked. Unlock it, then send the request again."_s};
    case SecretFault::Refused:
        return {ErrorCode::KeyLocked, u"The keychain did not hand out the key for provider \"%1\". Allow "
                                      u"Byok Relay to read it, then send the "
                                      "request again."_s.arg(providerName)};
    case SecretFault::Unavailable:
    case SecretFault::Failed:
        break;
    }
    return {
        ErrorCode::KeychainUnavailable,
        error.sentence.isEmpty()
            ? u"The keychain does not answer. Start it, or keep keys in memory by Byok Relay's settings."_s
            : error.sentence};
}

RelayError lockedError()
{
    return {ErrorCode::Locked,
            u"Byok Relay is locked and uses no key; the person can unlock it with: byok-relay unlock"_s};
}

} // namespace

KeyRing::KeyRing(Fetch fetch, QObject *parent)
    : QObject(parent)
    , m_fetch(std::move(fetch))
{
}

void KeyRing::setIndex(const QSet<QString> &accounts)
{
    const QSet<QString> before = std::exchange(m_index, accounts);
    m_held.removeIf([&](const auto &entry) { return !accounts.contains(entry.key()); });
    // A read that began before its key was taken off the index must not bring it back.
    const QPointer<KeyRing> alive(this);
    for (const QString &account : before - accounts) {
        if (alive && m_pending.contains(account))
            fetch(account);
    }
}

void KeyRing::use(const QString &account, const QString &providerName, QObject *context, Use use)
{
    if (m_locked) {
        use(lockedError());
        return;
    }
    if (const auto held = m_held.constFind(account); held != m_held.constEnd()) {
        use(Secret(*held));
        return;
    }
    const bool first = !m_pending.contains(account);
    m_pending[account].waiting.append({providerName, context == nullptr ? this : context, std::move(use)});
    if (first)
        fetch(account);
}

void KeyRing::fetch(const QString &account)
{
    const quint64 ticket = ++m_lastTicket;
    m_pending[account].ticket = ticket;
    // A copy: an answer that comes at once may lead to the ring's end while this runs.
    const Fetch ask = m_fetch;
    ask(account,
        [self = QPointer<KeyRing>(this), account, ticket](const Result<Secret, SecretError> &answer) {
            if (self)
                self->arrived(account, ticket, answer);
        });
}

void KeyRing::arrived(const QString &account, quint64 ticket, const Result<Secret, SecretError> &answer)
{
    const auto pending = m_pending.constFind(account);
    if (pending == m_pending.constEnd() || pending->ticket != ticket)
        return; // dropped since, or answered twice
    const QList<Waiting> waiting = m_pending.take(account).waiting;
    const Expected expected = m_index.contains(account) ? Expected::Yes : Expected::No;
    const bool found = answer.ok() && !answer.value().isEmpty();
    if (found)
        m_held.insert(account, answer.value());

    // Only locals from here on: whoever is called may end the ring, drop keys or ask again.
    const SecretError absent{SecretFault::Absent, {}};
    for (const Waiting &one : waiting) {
        if (!one.context)
            continue;
        if (found)
            one.use(Secret(answer.value()));
        else
            one.use(relayError(answer.ok() ? absent : answer.error(), expected, one.providerName));
    }
}

void KeyRing::drop(const QString &account)
{
    m_held.remove(account);
    if (m_pending.contains(account))
        fetch(account);
}

void KeyRing::dropAll()
{
    m_held.clear();
    const QPointer<KeyRing> alive(this);
    for (const QString &account : m_pending.keys()) {
        if (alive && m_pending.contains(account))
            fetch(account);
    }
}

void KeyRing::lock()
{
    m_locked = true;
    m_held.clear();
    // Only locals from here on: whoever is called may end the ring. Answers that still come find nobody.
    const QHash<QString, Pending> pending = std::exchange(m_pending, {});
    for (const Pending &read : pending) {
        for (const Waiting &one : read.waiting) {
            if (one.context)
                one.use(lockedError());
        }
    }
}

QString keyAccount(const QString &provider, const QString &label)
{
    return u"key/%1/%2"_s.arg(provider, label);
}

QString appKeyAccount(const QString &appId, const QString &provider)
{
    return u"app/%1/%2"_s.arg(appId, provider);
}

} // namespace byok
