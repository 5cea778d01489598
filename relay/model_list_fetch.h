// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/key_ring.h"
#include "relay/providers/model_list.h"
#include "relay/providers/provider.h"
#include "relay/upstream/key_mask.h"
#include "relay/upstream/transfer.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace byok {

class TransferEngine;

/// Asks one provider for its models, page by page, with one key: within 5 seconds and 8 MiB, at most 2000
/// models. Owned by the ModelLists, lives on the relay's thread; destroying it cancels the request.
class ModelListFetch final : public QObject, private TransferObserver
{
    Q_OBJECT

public:
    /// The models, or why there are none: the key's own error, or in our words what the provider did. Called
    /// once, never from inside begin(); must not destroy the fetch at once.
    using Done = std::function<void(Result<QList<ListedModel>, RelayError>)>;

    /// `target`: the provider's path of the first page, as modelsTarget() says. `account`: empty where the
    /// provider needs no key.
    ModelListFetch(Provider provider, QByteArray target, QString account, KeyRing &keys,
                   TransferEngine &engine, Done done);
    void begin();

private:
    void transferHead(const UpstreamHead &head) override;
    void transferData(QByteArrayView bytes) override;
    void transferFinished(const std::optional<RelayError> &error) override;

    void askPage();
    void pageArrived();
    void finish(Result<QList<ListedModel>, RelayError> found);
    void finishLater(Result<QList<ListedModel>, RelayError> found);

    Provider m_provider;
    QByteArray m_target;
    QString m_account;
    KeyRing &m_keys;
    TransferEngine &m_engine;
    Done m_done;
    Secret m_key;
    KeyMask m_mask{Secret()}; ///< a provider that repeats the key gets it into no list
    QTimer m_patience;
    std::unique_ptr<Transfer> m_transfer;
    QByteArray m_next; ///< query parameter of the page that is asked for; empty: the first
    QByteArray m_body; ///< of the page under way
    qsizetype m_bytes = 0;
    QList<ListedModel> m_models;
};

} // namespace byok
