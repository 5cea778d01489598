// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/provider_prober.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace byok {

class ProviderCatalog;
class TransferEngine;

/// Asks each of a catalog's local providers, turned on or not, whether something answers at its address. With
/// probes of its own: the ProviderProber's answers hold for a minute, and a person who has just started
/// Ollama asks again at once. Owned by whoever asks, until `done` and beyond; lives on the relay's thread.
class LocalSearch final : public QObject
{
    Q_OBJECT

public:
    /// The ids of those that answered, in the catalog's order. Called once, within 10 seconds of begin(); may
    /// call deleteLater(), not delete.
    using Done = std::function<void(QStringList)>;

    LocalSearch(const ProviderCatalog &catalog, TransferEngine &engine, QObject *parent);
    /// Whom to tell; before begin().
    void onDone(Done done) { m_done = std::move(done); }
    void begin();

private:
    void probed(const QString &id, Reachability found);
    void finishIfAll();

    QStringList m_ids;
    QStringList m_found;
    std::vector<std::unique_ptr<ProviderProbe>> m_probes;
    qsizetype m_underWay = 0;
    Done m_done;
};

} // namespace byok
