// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret_store.h"

#include <QHash>

namespace byok {

/// Keeps secrets in this process's memory until it ends: for people without a keychain, or who chose so.
/// Ownership and thread as SecretStore.
class MemorySecretStore final : public SecretStore
{
    Q_OBJECT

public:
    using SecretStore::SecretStore;

    void read(const QString &account, ReadDone done) override;
    void write(const QString &account, const Secret &secret, Done done) override;
    void remove(const QString &account, Done done) override;
    void probe(Done done) override;
    [[nodiscard]] QString description() const override;

private:
    QHash<QString, Secret> m_secrets;
};

} // namespace byok
