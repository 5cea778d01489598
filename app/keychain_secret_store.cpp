// SPDX-License-Identifier: Apache-2.0
#include "app/keychain_secret_store.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QPointer>
#include <QRandomGenerator>
#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

const auto serviceName = "Byok Relay"_L1;

/// How long a window that asks a person to unlock the keychain may stay unanswered.
constexpr std::chrono::minutes personsPatience(2);

/// Windows knows an entry by its key alone, whatever the service.
QString entryName(const QString &account)
{
#ifdef Q_OS_WIN
    return serviceName + u'/' + account;
#else
    return account;
#endif
}

SecretError gone()
{
    return {
        SecretFault::Unavailable,
        u"No keychain answers. Start it (on Linux, gnome-keyring or another Secret Service), then try again."_s};
}

SecretError locked()
{
    return {SecretFault::Locked, u"The keychain is locked. Unlock it, then try again."_s};
}

} // namespace

KeychainSecretStore::KeychainSecretStore(std::chrono::milliseconds patience, QObject *parent)
    : SecretStore(parent)
    , m_status(SecretServiceStatus::create())
    , m_patience(patience)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &KeychainSecretStore::timeIsUp);
}

KeychainSecretStore::~KeychainSecretStore()
{
    m_timer.stop();
    m_waiting.clear();
    m_fail = {};
    ++m_number;
    const QDeadlineTimer deadline(std::chrono::seconds(5));
    QEventLoop loop;
    while (m_jobs > 0 && !deadline.hasExpired()) {
        QTimer::singleShot(std::chrono::milliseconds(50), &loop, &QEventLoop::quit);
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
}

QString KeychainSecretStore::description() const
{
#if defined(Q_OS_WIN)
    return u"Windows Credential Manager"_s;
#elif defined(Q_OS_MACOS)
    return u"macOS Keychain"_s;
#else
    return u"the system keychain (Secret Service or KWallet)"_s;
#endif
}

// ------------------------------------------------------------------------------------------------------ one
// by one

void KeychainSecretStore::enqueue(std::function<void(quint64)> begin,
                                  std::function<void(const SecretError &)> fail)
{
    m_waiting.enqueue({std::move(begin), std::move(fail)});
    next();
}

void KeychainSecretStore::next()
{
    if (m_fail || m_waiting.isEmpty())
        return;
    const Call call = m_waiting.dequeue();
    m_fail = call.fail;
    const quint64 number = ++m_number;
    if (m_jobs > 0) {
        // QtKeychain runs one job at a time; behind one that hangs this one would hang too.
        conclude(number, [fail = call.fail] { fail(gone()); });
        return;
    }
    m_timer.start(m_patience);
    call.begin(number);
}

void KeychainSecretStore::conclude(quint64 number, const Then &answer)
{
    if (number != m_number || !m_fail)
        return;
    m_timer.stop();
    m_fail = {};
    const QPointer<KeychainSecretStore> alive(this);
    answer();
    if (alive)
        next();
}

void KeychainSecretStore::timeIsUp()
{
    conclude(m_number, [fail = m_fail] {
        fail({SecretFault::Unavailable,
              u"The keychain did not answer in time. See whether it waits for something, for "
              "example behind a window, then try again."_s});
    });
}

void KeychainSecretStore::whenOpen(quint64 number, Then then)
{
    m_status->ask([this, number, then = std::move(then)](KeychainState state) {
        if (number != m_number || !m_fail)
            return;
        if (state == KeychainState::Gone || state == KeychainState::Locked) {
            const SecretError error = state == KeychainState::Gone ? gone() : locked();
            conclude(number, [fail = m_fail, error] { fail(error); });
        } else {
            then();
        }
    });
}

// -------------------------------------------------------------------------------------------------
// QtKeychain's jobs

void KeychainSecretStore::run(quint64 number, QKeychain::Job *job, std::function<void()> finished)
{
    // No parent: libsecret writes into a job when it comes back, so that only the job itself may decide when
    // to end.
    job->setInsecureFallback(false);
    job->setAutoDelete(true);
    ++m_jobs;
    connect(job, &QKeychain::Job::finished, this, [this, number, finished = std::move(finished)] {
        --m_jobs;
        if (number == m_number && m_fail)
            finished();
    });
    job->start();
}

void KeychainSecretStore::explain(const QKeychain::Job &job, std::function<void(const SecretError &)> done)
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        done({SecretFault::Absent, u"The keychain has no such key. Store it again."_s});
        return;
    case QKeychain::AccessDeniedByUser:
        done({SecretFault::Refused,
              u"Access to the keychain was denied. Allow Byok Relay to use it, then try again."_s});
        return;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        done(gone());
        return;
    case QKeychain::AccessDenied:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    // These may stand for anything; whether the keychain is there and open tells them apart.
    const bool denied = job.error() == QKeychain::AccessDenied;
    m_status->ask([done = std::move(done), denied](KeychainState state) {
        if (state == KeychainState::Gone)
            done(gone());
        else if (state == KeychainState::Locked || denied)
            done(locked());
        else
            done({SecretFault::Failed,
                  u"The keychain answered with an error. Try again; if that does not help, look into "
                  "it with the system's own keychain program."_s});
    });
}

void KeychainSecretStore::startRead(quint64 number, const QString &account, ReadDone done)
{
    auto *job = new QKeychain::ReadPasswordJob(serviceName);
    job->setKey(entryName(account));
    run(number, job, [this, job, done = std::move(done)] {
        if (job->error() != QKeychain::NoError) {
            explain(*job, done);
            return;
        }
        QByteArray bytes = job->binaryData(); // shared with the job, so that this wipes its copy too
        done(Secret::takeFrom(bytes));
    });
}

void KeychainSecretStore::startWrite(quint64 number, const QString &account, const Secret &secret,
                                     Outcome done)
{
    auto *job = new QKeychain::WritePasswordJob(serviceName);
    job->setKey(entryName(account));
    QByteArray bytes = secret.expose().toByteArray();
    job->setBinaryData(bytes);
    const auto wiper = std::shared_ptr<QByteArray>(new QByteArray(bytes), [](QByteArray *shared) {
        wipe(*shared); // the job's bytes as well
        delete shared;
    });
    run(number, job, [this, number, job, account, secret, wiper, done = std::move(done)] {
        if (job->error() != QKeychain::NoError) {
            explain(*job, done);
            return;
        }
        // Some keychains report success and keep nothing.
        startRead(number, account, [secret, done](const Result<Secret, SecretError> &answer) {
            if (answer.ok() && answer.value().equals(secret))
                done(Nothing());
            else if (!answer.ok() && answer.error().fault != SecretFault::Absent)
                done(answer.error());
            else
                done(SecretError{
                    SecretFault::Failed,
                    u"The keychain took the key but does not give it back. Unlock it, then try again."_s});
        });
    });
}

void KeychainSecretStore::startRemove(quint64 number, const QString &account, Outcome done)
{
    auto *job = new QKeychain::DeletePasswordJob(serviceName);
    job->setKey(entryName(account));
    run(number, job, [this, job, done = std::move(done)] {
        if (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound)
            done(Nothing());
        else
            explain(*job, done);
    });
}

// ------------------------------------------------------------------------------------------------- what can
// be asked

void KeychainSecretStore::read(const QString &account, ReadDone done)
{
    enqueue(
        [this, account, done](quint64 number) {
            whenOpen(number, [this, number, account, done] {
                startRead(number, account, [this, number, done](const Result<Secret, SecretError> &answer) {
                    conclude(number, [done, answer] { done(answer); });
                });
            });
        },
        [done](const SecretError &error) { done(error); });
}

void KeychainSecretStore::write(const QString &account, const Secret &secret, Done done)
{
    enqueue(
        [this, account, secret, done](quint64 number) {
            const auto answer = [this, number, done](const Result<Nothing, SecretError> &result) {
                conclude(number, [done, result] { done(result); });
            };
            m_status->ask([this, number, account, secret, answer](KeychainState state) {
                if (number != m_number || !m_fail)
                    return;
                if (state == KeychainState::Gone) {
                    answer(gone());
                } else if (state == KeychainState::Locked) {
                    m_timer.start(personsPatience);
                    m_status->unlock(
                        [this, number, account, secret, answer](const Result<Nothing, SecretError> &opened) {
                            if (number != m_number || !m_fail)
                                return;
                            if (!opened.ok()) {
                                answer(opened.error());
                                return;
                            }
                            m_timer.start(m_patience);
                            startWrite(number, account, secret, answer);
                        });
                } else {
                    startWrite(number, account, secret, answer);
                }
            });
        },
        [done](const SecretError &error) { done(error); });
}

void KeychainSecretStore::remove(const QString &account, Done done)
{
    enqueue(
        [this, account, done](quint64 number) {
            whenOpen(number, [this, number, account, done] {
                startRemove(number, account,
                            [this, number, done](const Result<Nothing, SecretError> &result) {
                                conclude(number, [done, result] { done(result); });
                            });
            });
        },
        [done](const SecretError &error) { done(error); });
}

void KeychainSecretStore::probe(Done done)
{
    enqueue(
        [this, done](quint64 number) {
            whenOpen(number, [this, number, done] {
                const auto answer = [this, number, done](const Result<Nothing, SecretError> &result) {
                    conclude(number, [done, result] { done(result); });
                };
                QByteArray word = QByteArray::number(QRandomGenerator::system()->generate64(), 16);
                // Always the same: one that a kill leaves is the next one's.
                const QString account = u"probe"_s;
                startWrite(number, account, Secret::takeFrom(word),
                           [this, number, account, answer](const Result<Nothing, SecretError> &written) {
                               if (written.ok())
                                   startRemove(number, account, answer);
                               else
                                   answer(written);
                           });
            });
        },
        [done](const SecretError &error) { done(error); });
}

void KeychainSecretStore::unlock(Done done)
{
    enqueue(
        [this, done](quint64 number) {
            m_timer.start(personsPatience);
            m_status->unlock([this, number, done](const Result<Nothing, SecretError> &result) {
                conclude(number, [done, result] { done(result); });
            });
        },
        [done](const SecretError &error) { done(error); });
}

} // namespace byok
