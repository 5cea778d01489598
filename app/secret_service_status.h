// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret_store.h"

#include <QObject>

#include <functional>
#include <memory>

namespace byok {

/// What can be known of the system's keychain without asking it for a key.
enum class KeychainState {
    Open,    ///< it answers, and hands out what it has
    Locked,  ///< it answers, but the person has to unlock it first
    Gone,    ///< nobody answers
    Unknown, ///< this system has no way to ask
};

/// Tells a locked keychain from an empty one, which QtKeychain cannot. On Linux by org.freedesktop.secrets;
/// elsewhere it answers Unknown. Owned by the KeychainSecretStore, lives on the GUI thread; no callback comes
/// after its end.
class SecretServiceStatus : public QObject
{
    Q_OBJECT

public:
    using StateKnown = std::function<void(KeychainState)>;

    using QObject::QObject;

    /// Answers once, later or at once, within five seconds.
    virtual void ask(StateKnown done) = 0;
    /// Asks the person, by the system's own window, to unlock the default keychain. Answers once: success
    /// when it is open, else Locked (they said no) or Unavailable. May take as long as the person does.
    virtual void unlock(SecretStore::Done done) = 0;

    [[nodiscard]] static std::unique_ptr<SecretServiceStatus> create();
};

} // namespace byok
