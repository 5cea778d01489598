// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/key_ring.h"
#include "relay/providers/provider.h"
#include "relay/result.h"
#include "relay/upstream/transfer.h"

#include <QObject>

#include <functional>
#include <memory>

namespace byok {

class TransferEngine;

/// Tries one key: a GET to its provider's check path, whose answer's body is not read. Owns itself from
/// begin() until `done` has been called; lives on the relay's thread.
class KeyCheck final : public QObject, private TransferObserver
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<QString>)>;

    KeyCheck(Provider provider, KeyRing &keys, TransferEngine &engine, Done done, QObject *parent);
    void begin(const QString &account);

private:
    void transferHead(const UpstreamHead &head) override;
    void transferData(QByteArrayView) override {}
    void transferFinished(const std::optional<RelayError> &error) override;

    void ask(const Secret &key);
    void finish(Result<QString> verdict);

    Provider m_provider;
    KeyRing &m_keys;
    TransferEngine &m_engine;
    Done m_done;
    std::unique_ptr<Transfer> m_transfer;
};

/// What a check's HTTP status says of the key, as a sentence: works, refused, over quota, or the provider is
/// unwell. Pure.
[[nodiscard]] Result<QString> keyVerdict(const QString &providerName, int status);

} // namespace byok
