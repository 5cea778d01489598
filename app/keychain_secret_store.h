// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/secret_service_status.h"
#include "relay/keys/secret_store.h"

#include <QQueue>
#include <QTimer>

#include <chrono>
#include <memory>

namespace QKeychain {
class Job;
}

namespace byok {

/// Keeps secrets in the operating system's keychain, by QtKeychain; never in a file. One thing at a time, in
/// the order asked. Reading never opens a window; storing asks the person to unlock a locked keychain.
/// Ownership and thread as SecretStore; wants a running event loop (on Linux Qt's GLib one).
class KeychainSecretStore final : public SecretStore
{
    Q_OBJECT

public:
    /// `patience`: how long one call may take before it is answered with Unavailable.
    explicit KeychainSecretStore(std::chrono::milliseconds patience = std::chrono::seconds(15),
                                 QObject *parent = nullptr);
    /// Waits up to five seconds for what is under way. What was not answered yet will not be.
    ~KeychainSecretStore() override;

    void read(const QString &account, ReadDone done) override;
    void write(const QString &account, const Secret &secret, Done done) override;
    void remove(const QString &account, Done done) override;
    void probe(Done done) override;
    [[nodiscard]] QString description() const override;

    /// Asks the person to unlock the keychain; may take as long as they do. See
    /// SecretServiceStatus::unlock().
    void unlock(Done done);

private:
    /// One call on its way. `number` tells it from those before it: an answer that comes after its time was
    /// up finds another number and is ignored.
    struct Call
    {
        std::function<void(quint64 number)> begin;
        std::function<void(const SecretError &)> fail;
    };
    using Then = std::function<void()>;
    using Outcome = std::function<void(Result<Nothing, SecretError>)>;

    void enqueue(std::function<void(quint64)> begin, std::function<void(const SecretError &)> fail);
    void next();
    void conclude(quint64 number, const Then &answer);
    void timeIsUp();
    void whenOpen(quint64 number, Then then);
    void run(quint64 number, QKeychain::Job *job, std::function<void()> finished);
    void startRead(quint64 number, const QString &account, ReadDone done);
    void startWrite(quint64 number, const QString &account, const Secret &secret, Outcome done);
    void startRemove(quint64 number, const QString &account, Outcome done);
    void explain(const QKeychain::Job &job, std::function<void(const SecretError &)> done);

    std::unique_ptr<SecretServiceStatus> m_status;
    std::chrono::milliseconds m_patience;
    QTimer m_timer;
    QQueue<Call> m_waiting;
    std::function<void(const SecretError &)> m_fail; ///< of the call under way; empty: none
    quint64 m_number = 0;
    int m_jobs = 0; ///< QtKeychain's, not yet finished; they must not be deleted before
};

} // namespace byok
