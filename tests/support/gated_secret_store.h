// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret_store.h"

#include <QHash>
#include <QList>

#include <functional>
#include <optional>

namespace byok::test {

/// Keeps secrets in memory, answers at once, and can be made to keep its callers waiting, as a keychain
/// behind a window does. Thread as SecretStore.
class GatedSecretStore final : public SecretStore
{
    Q_OBJECT

public:
    using SecretStore::SecretStore;

    void read(const QString &account, ReadDone done) override
    {
        if (waitsFor && account == *waitsFor)
            m_readers.append([this, account, done] { answer(account, done); });
        else
            answer(account, done);
    }
    /// Whoever waits for a read is answered; later ones at once.
    void openReads()
    {
        waitsFor.reset();
        while (!m_readers.isEmpty())
            m_readers.takeFirst()();
    }
    [[nodiscard]] qsizetype waitingReads() const { return m_readers.size(); }
    void answer(const QString &account, const ReadDone &done)
    {
        if (fault)
            done(*fault);
        else if (held.contains(account))
            done(Secret::copyOf(held.value(account)));
        else
            done(SecretError{SecretFault::Absent, QStringLiteral("There is none.")});
    }
    void write(const QString &account, const Secret &secret, Done done) override
    {
        if (m_refusal) {
            done(*m_refusal);
            return;
        }
        change([this, account, bytes = secret.expose().toByteArray(), done] {
            held.insert(account, bytes);
            done(Nothing{});
        });
    }
    void remove(const QString &account, Done done) override
    {
        change([this, account, done] {
            held.remove(account);
            done(Nothing{});
        });
    }
    void probe(Done done) override { done(Nothing{}); }
    [[nodiscard]] QString description() const override { return QStringLiteral("memory with a gate"); }

    /// From now on changes wait.
    void shut() { m_open = false; }
    /// Those that wait happen, and all later ones at once.
    void open()
    {
        m_open = true;
        while (!m_waiting.isEmpty())
            m_waiting.takeFirst()();
    }
    /// From now on nothing is written, as in a keychain that is locked; none: as before.
    void refuse(const std::optional<SecretError> &refusal) { m_refusal = refusal; }
    [[nodiscard]] qsizetype waitingCount() const { return m_waiting.size(); }

    QHash<QString, QByteArray> held;
    std::optional<SecretError> fault; ///< while set, what every read answers
    std::optional<QString> waitsFor;  ///< while set, reads of this account wait

private:
    void change(std::function<void()> now)
    {
        m_waiting.append(std::move(now));
        if (m_open)
            open();
    }

    QList<std::function<void()>> m_waiting;
    QList<std::function<void()>> m_readers;
    bool m_open = true;
    std::optional<SecretError> m_refusal;
};

} // namespace byok::test
