// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"
#include "relay/result.h"

#include <QObject>
#include <QString>

#include <functional>

namespace byok {

/// Why a store could not do what it was asked.
enum class SecretFault {
    Absent,      ///< no such entry
    Locked,      ///< the store is locked; the person has to unlock it
    Unavailable, ///< no store answers
    Refused,     ///< the store or the person said no
    Failed,      ///< anything else
};

struct SecretError
{
    SecretFault fault = SecretFault::Failed;
    QString sentence; ///< for a person: what was wrong, what to do
};

/// Where secrets are kept: the operating system's keychain or this process's memory. Every call answers by
/// its callback, exactly once, on the thread that the store lives on, possibly before the call returns. Owned
/// by the Application, lives on the GUI thread, outlives every caller.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    using ReadDone = std::function<void(Result<Secret, SecretError>)>;
    using Done = std::function<void(Result<Nothing, SecretError>)>;

    using QObject::QObject;

    /// `account`: the entry's name within the program, e.g. "key/openai/default".
    virtual void read(const QString &account, ReadDone done) = 0;
    /// Adds or replaces; successful only once the store has been seen to hold the new value.
    virtual void write(const QString &account, const Secret &secret, Done done) = 0;
    /// Successful also where there was no such entry.
    virtual void remove(const QString &account, Done done) = 0;
    /// Whether the store works at all, found out by write, read and delete of a throw-away entry.
    virtual void probe(Done done) = 0;
    /// Where keys are kept, for people: "GNOME keyring", "memory, until the program ends".
    [[nodiscard]] virtual QString description() const = 0;
};

} // namespace byok
