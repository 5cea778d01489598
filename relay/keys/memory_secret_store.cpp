// SPDX-License-Identifier: Apache-2.0
#include "relay/keys/memory_secret_store.h"

using namespace Qt::StringLiterals;

namespace byok {

void MemorySecretStore::read(const QString &account, ReadDone done)
{
    if (const auto found = m_secrets.constFind(account); found != m_secrets.constEnd())
        done(Secret(*found));
    else
        done(SecretError{SecretFault::Absent, u"No such key is kept in memory. Store it again."_s});
}

void MemorySecretStore::write(const QString &account, const Secret &secret, Done done)
{
    m_secrets.insert(account, secret);
    done(Nothing());
}

void MemorySecretStore::remove(const QString &account, Done done)
{
    m_secrets.remove(account);
    done(Nothing());
}

void MemorySecretStore::probe(Done done)
{
    done(Nothing());
}

QString MemorySecretStore::description() const
{
    return u"memory, until the program ends"_s;
}

} // namespace byok
