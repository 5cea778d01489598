// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/config_keeper.h"
#include "relay/keys/secret_store.h"
#include "relay/relay_error.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>
#include <optional>

namespace byok {

/// Keys that nothing uses any more. Value.
struct UnlistedKeys
{
    qsizetype count = 0;
    /// Why some of them are still in the keychain, from which they are removed as soon as it lets the relay.
    std::optional<RelayError> leftBehind;
};

/// Keeps the keychain and the config's list of what is in it in step, across crashes and late answers; the
/// only one to write to the keychain. A key gets an account of its own, which is announced in the config,
/// then written, then listed by one commit that takes the key it replaces off the list: there is no moment
/// without one of the two. What is announced or taken off, and not listed, is removed from the keychain until
/// that has worked, at the next start too. Owned by the RelayController, lives on the GUI thread; what is
/// under way at its end is not answered.
class KeyCustodian final : public QObject
{
    Q_OBJECT

public:
    /// Whether a change may be made, asked of the config before a key is written and again when it is listed.
    using Condition = std::function<Result<Nothing, RelayError>(const RelayConfig &)>;
    using Stored = std::function<void(Result<KeyEntry, RelayError>)>;
    using Unlisted = std::function<void(Result<UnlistedKeys>)>;

    /// `store` and `keeper` live on this thread and outlive it.
    KeyCustodian(SecretStore &store, ConfigKeeper &keeper, QObject *parent = nullptr);

    /// Stores a key instead of the one of the same provider, label and owner. `entry` comes back with the
    /// account it got. After an error the old key is in force as it was.
    void store(KeyEntry entry, const Secret &key, Condition may, Stored done);
    /// Makes an edit that takes keys off the list, then removes them from the keychain. `done` comes after
    /// both: a failure where the edit was not made and all is as it was.
    void unlist(const ConfigEdit &edit, Unlisted done);
    /// Removes what is not listed, now; where the keychain refuses, again every 30 seconds.
    void tidy();

private:
    struct Waiting
    {
        QStringList accounts; ///< not yet removed
        UnlistedKeys keys;
        Unlisted done;
    };

    void written(const KeyEntry &entry, const Condition &may, const Result<Nothing, SecretError> &answer,
                 const Stored &done);
    [[nodiscard]] Result<KeyEntry, RelayError> list(const KeyEntry &entry, const Condition &may);
    void removed(const QString &account, const Result<Nothing, SecretError> &answer);
    void settle(const QString &account);
    void giveUp(const SecretError &error);
    [[nodiscard]] std::optional<QString> nextToRemove() const;

    SecretStore &m_store;
    ConfigKeeper &m_keeper;
    QSet<QString> m_writing; ///< accounts that are announced and not yet listed or given up
    QString m_removing;      ///< the one account that the store was asked to remove; empty: none
    QList<Waiting> m_waiting;
    QTimer m_again;
};

/// How the relay's thread asks for store() and unlist().
using StoreKey = std::function<void(const KeyEntry &entry, const Secret &key, KeyCustodian::Condition may,
                                    KeyCustodian::Stored done)>;
using UnlistKeys = std::function<void(ConfigEdit edit, KeyCustodian::Unlisted done)>;

/// A keychain's error as a caller is told it.
[[nodiscard]] RelayError keychainError(const SecretError &error);

} // namespace byok
