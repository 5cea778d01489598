// SPDX-License-Identifier: Apache-2.0
#include "relay/keys/key_ring.h"

#include <QRandomGenerator>

#include <utility>

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

void KeyRing::setIndex(const KeyIndex &index)
{
    const KeyIndex before = std::exchange(m_index, index);
    m_held.removeIf([&](const auto &entry) { return !index.contains(entry.key()); });
    // A read that began before its key was taken off the index must not bring it back.
    const QPointer<KeyRing> alive(this);
    for (const QString &account : before.keys()) {
        if (alive && !index.contains(account) && m_pending.contains(account))
            fetch(account);
    }
}

std::optional<RelayError> KeyRing::misfit(const KeyUse &wanted) const
{
    const auto listed = m_index.constFind(wanted.account);
    if (listed == m_index.constEnd() || *listed == wanted.sendTo)
        return std::nullopt;
    const QString where = listed->isEmpty() ? u"before the relay wrote down for which address"_s
                                            : u"for %1"_s.arg(QString::fromUtf8(*listed));
    return RelayError{
        ErrorCode::KeyBoundElsewhere,
        u"The key for provider \"%1\" was stored %2, so it is not sent to %3. If that is where it belongs now, store it again: byok-relay keys set %1 (an app its own key: POST /keys/%1)."_s
            .arg(wanted.provider, where, QString::fromUtf8(wanted.sendTo))};
}

void KeyRing::use(const KeyUse &wanted, QObject *context, Use use)
{
    if (const std::optional<RelayError> error = misfit(wanted)) {
        use(*error);
        return;
    }
    if (m_locked) {
        use(lockedError());
        return;
    }
    if (const auto held = m_held.constFind(wanted.account); held != m_held.constEnd()) {
        use(Secret(*held));
        return;
    }
    const bool first = !m_pending.contains(wanted.account);
    m_pending[wanted.account].waiting.append({wanted, context == nullptr ? this : context, std::move(use)});
    if (first)
        fetch(wanted.account);
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
    // A key that no list names was not stored for anybody: a crash left it, or somebody else put it there.
    const bool found = expected == Expected::Yes && answer.ok() && !answer.value().isEmpty();
    if (found)
        m_held.insert(account, answer.value());
    QList<std::optional<RelayError>> misfits;
    for (const Waiting &one : waiting)
        misfits.append(misfit(one.wanted)); // the index may have changed since they asked

    // Only locals from here on: whoever is called may end the ring, drop keys or ask again.
    const SecretError absent{SecretFault::Absent, {}};
    for (qsizetype i = 0; i < waiting.size(); ++i) {
        const Waiting &one = waiting.at(i);
        if (!one.context)
            continue;
        if (misfits.at(i))
            one.use(*misfits.at(i));
        else if (found)
            one.use(Secret(answer.value()));
        else
            one.use(relayError(answer.ok() ? absent : answer.error(), expected, one.wanted.provider));
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

QString freshAccount(const QString &provider, const QString &label, const QString &appId)
{
    const QString name =
        appId.isEmpty() ? u"key/%1/%2"_s.arg(provider, label) : u"app/%1/%2"_s.arg(appId, provider);
    return name + u'#' + QString::number(QRandomGenerator::system()->generate64(), 16);
}

QString appOfAccount(const QString &account)
{
    constexpr QLatin1StringView prefix("app/");
    // An app's id may have slashes of its own; a provider's has none.
    const qsizetype end = account.lastIndexOf(u'/');
    return account.startsWith(prefix) && end > prefix.size()
               ? account.sliced(prefix.size(), end - prefix.size())
               : QString();
}

} // namespace byok
