// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/model_list_fetch.h"
#include "relay/providers/model_router.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <functional>
#include <optional>

namespace byok {

/// Which list is meant: a provider's, as one key sees it. Value.
struct ModelListOf
{
    Provider provider;
    QString account; ///< of the key; empty where the provider needs none
};

/// Knows which models the providers have, and asks them where it does not: an answer holds for 10 minutes (of
/// a provider on this machine that needs no key 30 seconds), is given out while a newer one is fetched, and
/// whoever asks meanwhile shares that fetch. What failed is not tried again for 30 seconds. Nothing is asked
/// before somebody wants to know. Owned by the engine, lives on the relay's thread, must not outlive the
/// KeyRing and the TransferEngine.
class ModelLists final : public QObject
{
    Q_OBJECT

public:
    /// Milliseconds of a clock that nobody sets.
    using Clock = std::function<qint64()>;
    using Found = Result<QList<ListedModel>, RelayError>;
    using Done = std::function<void(const Found &)>;

    ModelLists(KeyRing &keys, TransferEngine &engine, Clock clock);

    /// Whether the provider can be asked at all.
    [[nodiscard]] static bool canList(const Provider &provider);
    /// The list as it is known, else as it comes; `done` comes once, at once or later, not at all when
    /// `context` is gone by then.
    void ask(const ModelListOf &which, QObject *context, Done done);
    /// The same, but what is known counts only where it is no older than `milliseconds`.
    void askAnew(const ModelListOf &which, qint64 milliseconds, QObject *context, Done done);
    /// Whether the provider has been asked within the last `milliseconds`, whatever came of it.
    [[nodiscard]] bool isHeardOf(const ModelListOf &which, qint64 milliseconds) const;
    /// Whether the last time that the provider was asked it told nothing; false where it was not asked.
    [[nodiscard]] bool hasFailed(const ModelListOf &which) const;
    /// What is known now, however old.
    [[nodiscard]] QList<ListedModel> known(const ModelListOf &which) const;
    /// What the providers of this machine that need no key have, as it is known now.
    [[nodiscard]] LocalModels localModels(const QList<Provider> &providers) const;
    /// Forgets every list of a provider (or of one at another address) that is not among these, and of a key
    /// that is not.
    void keepOnly(const QList<Provider> &providers, const QSet<QString> &accounts);

signals:
    /// localModels() may say something else than before.
    void localModelsChanged();

private:
    struct Asker
    {
        QPointer<QObject> context;
        Done done;
    };
    /// What is asked or known of one list.
    struct Entry
    {
        ModelListOf which;
        std::optional<QList<ListedModel>> models;
        qint64 fetchedAt = 0;
        std::optional<RelayError> failure; ///< of the last try, where that failed
        qint64 failedAt = 0;
        QList<Asker> askers;
        ModelListFetch *fetch = nullptr; ///< a child of this object
    };

    /// How old an answer may be that does without a fetch.
    [[nodiscard]] static qint64 holdsFor(const Provider &provider);
    Entry &entryOf(const ModelListOf &which);
    [[nodiscard]] const Entry *find(const ModelListOf &which) const;
    void fetch(const QString &place, Entry &entry);
    void fetched(const QString &place, Found found);

    KeyRing &m_keys;
    TransferEngine &m_engine;
    Clock m_clock;
    QHash<QString, Entry> m_entries;
};

} // namespace byok
