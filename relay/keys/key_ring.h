// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret_store.h"
#include "relay/relay_error.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

namespace byok {

/// Which key is wanted, and where it is going to be sent. Value.
struct KeyUse
{
    QString account;
    QString provider;  ///< its id, for sentences
    QByteArray sendTo; ///< the upstream origin, "https://api.openai.com"
};

/// The keys that should exist: account → the one upstream origin that the key may be sent to.
using KeyIndex = QHash<QString, QByteArray>;

/// The keys in use, on the relay's thread: read from the store at first use, held until dropped. Several
/// readers of one key that is being fetched share one read. Owned by the relay's engine; dies with it.
class KeyRing final : public QObject
{
    Q_OBJECT

public:
    /// How the ring reaches the store, which lives on another thread: asks it to read `account`, and gets the
    /// answer back on the ring's own thread, later or at once.
    using Fetch = std::function<void(const QString &account, SecretStore::ReadDone)>;
    using Use = std::function<void(Result<Secret, RelayError>)>;

    explicit KeyRing(Fetch fetch, QObject *parent = nullptr);

    /// Which accounts should exist, by the config's non-secret index: an indexed key that the store does not
    /// find is reported as locked (a locked gnome-keyring answers "not found"). Any other is missing,
    /// whatever the store finds: no key goes anywhere that it was not stored for. Drops keys no longer
    /// listed.
    void setIndex(const KeyIndex &index);
    /// Hands the key to `use`, at once where it is cached; an error where the key was stored for another
    /// origin. `context`: where it dies first, `use` is not called (null: the ring itself). `use` may do
    /// anything, also destroy the ring.
    void use(const KeyUse &wanted, QObject *context, Use use);
    /// Forgets one key, so that the next use reads it again (it was replaced or removed). Who waits for it
    /// now gets what the store holds after this.
    void drop(const QString &account);
    /// Forgets all keys; the next use reads them again.
    void dropAll();
    /// Forgets all keys and gives none out until unlock(): whoever asks, or waits now, is told that the relay
    /// is locked.
    void lock();
    void unlock() { m_locked = false; }
    [[nodiscard]] bool isLocked() const { return m_locked; }
    [[nodiscard]] qsizetype heldCount() const { return m_held.size(); }

private:
    struct Waiting
    {
        KeyUse wanted;
        QPointer<QObject> context;
        Use use;
    };
    /// One read under way, and who waits for it.
    struct Pending
    {
        quint64 ticket = 0; ///< of the newest read; answers to older ones are not wanted any more
        QList<Waiting> waiting;
    };
    void fetch(const QString &account);
    [[nodiscard]] std::optional<RelayError> misfit(const KeyUse &wanted) const;
    void arrived(const QString &account, quint64 ticket, const Result<Secret, SecretError> &answer);

    Fetch m_fetch;
    KeyIndex m_index;
    QHash<QString, Secret> m_held;
    QHash<QString, Pending> m_pending;
    quint64 m_lastTicket = 0;
    bool m_locked = false;
};

/// A new account for a key: "key/<provider>/<label>#<random>" for the person's own (`appId` empty),
/// "app/<app id>/<provider>#<random>" for an app's. Never given twice, so that what a store does late, after
/// it was given up, changes no key that is in use.
[[nodiscard]] QString freshAccount(const QString &provider, const QString &label, const QString &appId);
/// The app whose key freshAccount() made this account for; empty for the person's own.
[[nodiscard]] QString appOfAccount(const QString &account);

} // namespace byok
