// SPDX-License-Identifier: Apache-2.0
#include "relay/key_custodian.h"

#include "relay/access/key_edits.h"
#include "relay/keys/key_ring.h"
#include "relay/logging.h"

#include <QPointer>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr std::chrono::seconds betweenTries{30};
/// An app that stores keys again and again while the keychain is locked must not fill the config. For each
/// app, and not for all: none is to keep another, or the person, from storing a key.
constexpr qsizetype mostUnlistedOfAnApp = 32;

bool hasTooManyUnlisted(const RelayConfig &config, const QString &appId)
{
    return !appId.isEmpty() &&
           std::ranges::count(config.unlistedAccounts, appId, appOfAccount) >= mostUnlistedOfAnApp;
}

} // namespace

RelayError keychainError(const SecretError &error)
{
    switch (error.fault) {
    case SecretFault::Locked:
    case SecretFault::Refused:
        return {ErrorCode::KeyLocked, error.sentence};
    case SecretFault::Absent:
    case SecretFault::Unavailable:
    case SecretFault::Failed:
        break;
    }
    return {ErrorCode::KeychainUnavailable, error.sentence};
}

KeyCustodian::KeyCustodian(SecretStore &store, ConfigKeeper &keeper, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_keeper(keeper)
{
    m_again.setSingleShot(true);
    m_again.setInterval(betweenTries);
    connect(&m_again, &QTimer::timeout, this, &KeyCustodian::tidy);
    // Keys go off the list by other edits too, an app's revocation above all. In a turn of its own: a commit
    // within the news of another would reach whoever hears of them in the wrong order.
    connect(&m_keeper, &ConfigKeeper::changed, this,
            [this] { QMetaObject::invokeMethod(this, &KeyCustodian::tidy, Qt::QueuedConnection); });
}

void KeyCustodian::store(KeyEntry entry, const Secret &key, Condition may, Stored done)
{
    if (const Result<Nothing, RelayError> allowed = may(*m_keeper.current()); !allowed) {
        done(allowed.error());
        return;
    }
    if (hasTooManyUnlisted(*m_keeper.current(), entry.appId)) {
        done(RelayError{
            ErrorCode::KeychainUnavailable,
            u"The keychain has not let the relay remove %1 keys of this app that nothing uses any more, so no more of its keys are stored. See that it is unlocked, then try again."_s
                .arg(mostUnlistedOfAnApp)});
        return;
    }
    entry.account = freshAccount(entry.provider, entry.label, entry.appId);
    m_writing.insert(entry.account);
    if (const Result<> announced = m_keeper.apply(announceAccount(entry.account)); !announced) {
        m_writing.remove(entry.account);
        done(RelayError{ErrorCode::Internal, announced.error().sentence});
        return;
    }
    m_store.write(entry.account, key,
                  [self = QPointer(this), entry, may = std::move(may),
                   done = std::move(done)](const Result<Nothing, SecretError> &answer) {
                      if (self)
                          self->written(entry, may, answer, done);
                  });
}

void KeyCustodian::written(const KeyEntry &entry, const Condition &may,
                           const Result<Nothing, SecretError> &answer, const Stored &done)
{
    // Where the store gave up waiting, the key may still land there: under an account that no list will name.
    Result<KeyEntry, RelayError> outcome =
        answer ? list(entry, may) : Result<KeyEntry, RelayError>(keychainError(answer.error()));
    m_writing.remove(entry.account);
    const QPointer<KeyCustodian> alive(this);
    done(std::move(outcome));
    if (alive)
        tidy();
}

Result<KeyEntry, RelayError> KeyCustodian::list(const KeyEntry &entry, const Condition &may)
{
    if (const Result<Nothing, RelayError> allowed = may(*m_keeper.current()); !allowed)
        return allowed.error();
    if (const Result<> listed = m_keeper.apply(listKey(entry)); !listed)
        return RelayError{ErrorCode::Internal, listed.error().sentence};
    return entry;
}

void KeyCustodian::unlist(const ConfigEdit &edit, Unlisted done)
{
    const QStringList before = m_keeper.current()->unlistedAccounts;
    if (Result<> made = m_keeper.apply(edit); !made) {
        done(Failure{made.error().sentence});
        return;
    }
    Waiting waiting;
    for (const QString &account : std::as_const(m_keeper.current()->unlistedAccounts)) {
        if (!before.contains(account))
            waiting.accounts.append(account);
    }
    waiting.keys.count = waiting.accounts.size();
    if (waiting.accounts.isEmpty()) {
        done(waiting.keys);
        return;
    }
    waiting.done = std::move(done);
    m_waiting.append(std::move(waiting));
    tidy();
}

std::optional<QString> KeyCustodian::nextToRemove() const
{
    for (const QString &account : std::as_const(m_keeper.current()->unlistedAccounts)) {
        if (!m_writing.contains(account))
            return account;
    }
    return std::nullopt;
}

void KeyCustodian::tidy()
{
    if (!m_removing.isEmpty())
        return;
    const std::optional<QString> account = nextToRemove();
    if (!account)
        return;
    m_removing = *account;
    // A store that answers a removal has none of its older writes under way: it does one thing at a time.
    m_store.remove(*account,
                   [self = QPointer(this), account = *account](const Result<Nothing, SecretError> &answer) {
                       if (self)
                           self->removed(account, answer);
                   });
}

void KeyCustodian::removed(const QString &account, const Result<Nothing, SecretError> &answer)
{
    m_removing.clear();
    if (!answer) {
        m_again.start();
        giveUp(answer.error());
        return;
    }
    if (const Result<> forgotten = m_keeper.apply(forgetAccount(account)); !forgotten) {
        qCWarning(logRelay, "A removed key could not be taken off the list of what is to be removed: %s",
                  qPrintable(forgotten.error().sentence));
        m_again.start();
        settle(account);
        return;
    }
    const QPointer<KeyCustodian> alive(this);
    settle(account);
    if (alive)
        tidy();
}

void KeyCustodian::settle(const QString &account)
{
    QList<Waiting> settled;
    for (Waiting &one : m_waiting) {
        one.accounts.removeAll(account);
        if (one.accounts.isEmpty())
            settled.append(one);
    }
    m_waiting.removeIf([](const Waiting &one) { return one.accounts.isEmpty(); });
    for (const Waiting &one : std::as_const(settled))
        one.done(one.keys);
}

void KeyCustodian::giveUp(const SecretError &error)
{
    const QList<Waiting> waiting = std::exchange(m_waiting, {});
    for (Waiting one : waiting) {
        one.keys.leftBehind = keychainError(error);
        one.done(one.keys);
    }
}

} // namespace byok
