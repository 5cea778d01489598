// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/key_ring.h"
#include "relay/providers/provider.h"
#include "relay/settings.h"
#include "relay/upstream/transfer.h"

#include <QObject>

#include <functional>
#include <memory>

namespace byok {

class TransferEngine;

/// What a check found out about a key.
enum class KeyStanding {
    Works,       ///< the provider accepts it
    Refused,     ///< the provider does not know it, or lets it do nothing
    OverQuota,   ///< the provider knows it, and says that its money or allowance is used up for now
    Unclear,     ///< the provider has a problem of its own, or answers in no way that tells
    Unreachable, ///< the provider could not be asked
    TimedOut,    ///< it was asked and did not answer in time
    Uncheckable, ///< the provider has no endpoint that tells
    NoKey,       ///< the key itself could not be had: missing, locked, bound to another address
};

/// A check's result: what it means, and one sentence for a person, in our words alone. Value.
struct KeyVerdict
{
    KeyStanding standing = KeyStanding::Unclear;
    QString sentence;
};

/// Tries one key: a GET to its provider's check path, whose answer's body is not read. Destroying it cancels
/// the request. Owned by whoever asks, until `done` has been called and beyond; lives on the relay's thread.
class KeyCheck final : public QObject, private TransferObserver
{
    Q_OBJECT

public:
    /// May destroy the check.
    using Done = std::function<void(KeyVerdict)>;

    KeyCheck(Provider provider, const Settings &settings, KeyRing &keys, TransferEngine &engine,
             QObject *parent = nullptr);
    /// Whom to tell; before begin().
    void onDone(Done done) { m_done = std::move(done); }
    /// Tries the key that is stored under `account`.
    void begin(const QString &account);
    /// Tries a key that is stored nowhere yet.
    void begin(const Secret &key);

private:
    void transferHead(const UpstreamHead &head) override;
    void transferData(QByteArrayView) override {}
    void transferFinished(const std::optional<RelayError> &error) override;

    void ask(const Secret &key);
    void finish(KeyVerdict verdict);

    Provider m_provider;
    TransferTimeouts m_timeouts;
    KeyRing &m_keys;
    TransferEngine &m_engine;
    Done m_done;
    std::unique_ptr<Transfer> m_transfer;
};

/// What a check's HTTP status says of the key. Pure.
[[nodiscard]] KeyVerdict keyVerdict(const QString &providerName, int status);

} // namespace byok
