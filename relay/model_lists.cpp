// SPDX-License-Identifier: Apache-2.0
#include "relay/model_lists.h"

#include "relay/providers/openai_paths.h"

#include <utility>

namespace byok {

namespace {

constexpr qint64 answerHolds = 10 * 60'000;
constexpr qint64 localAnswerHolds = 30'000; // people load models there and expect to see them
constexpr qint64 failureHolds = 30'000;

/// On this machine, and nobody's money: what its list says may be routed to unasked.
bool isLocal(const Provider &provider)
{
    return provider.site == ProviderSite::Local && provider.enabled && !provider.needsKey();
}

/// A provider whose address has been changed is another one.
QString placeOf(const ModelListOf &which)
{
    return which.provider.id + u' ' + QString::fromUtf8(which.provider.baseUrl) + u' ' + which.account;
}

/// Whether it is the provider's own doing, so that asking again at once is no use.
bool isLasting(const RelayError &error)
{
    return errorSource(error.code) == ErrorSource::Upstream;
}

} // namespace

ModelLists::ModelLists(KeyRing &keys, TransferEngine &engine, Clock clock)
    : m_keys(keys)
    , m_engine(engine)
    , m_clock(std::move(clock))
{
}

bool ModelLists::canList(const Provider &provider)
{
    return modelsTarget(provider).has_value();
}

qint64 ModelLists::holdsFor(const Provider &provider)
{
    return isLocal(provider) ? localAnswerHolds : answerHolds;
}

ModelLists::Entry &ModelLists::entryOf(const ModelListOf &which)
{
    Entry &entry = m_entries[placeOf(which)];
    entry.which = which;
    return entry;
}

const ModelLists::Entry *ModelLists::find(const ModelListOf &which) const
{
    const auto found = m_entries.constFind(placeOf(which));
    return found == m_entries.constEnd() ? nullptr : &*found;
}

void ModelLists::ask(const ModelListOf &which, QObject *context, Done done)
{
    Entry &entry = entryOf(which);
    const qint64 now = m_clock();
    const bool isFresh = entry.models && now - entry.fetchedAt < holdsFor(which.provider);
    const bool failedJustNow = entry.failure && now - entry.failedAt < failureHolds;
    if (!entry.models && !failedJustNow) {
        askAnew(which, 0, context, std::move(done));
        return;
    }
    const Found found = entry.models ? Found(*entry.models) : Found(*entry.failure);
    if (!isFresh && !failedJustNow)
        fetch(placeOf(which), entry);
    done(found);
}

void ModelLists::askAnew(const ModelListOf &which, qint64 milliseconds, QObject *context, Done done)
{
    Entry &entry = entryOf(which);
    if (entry.models && m_clock() - entry.fetchedAt < milliseconds) {
        done(*entry.models);
        return;
    }
    entry.askers.append({context, std::move(done)});
    fetch(placeOf(which), entry);
}

bool ModelLists::isHeardOf(const ModelListOf &which, qint64 milliseconds) const
{
    const Entry *entry = find(which);
    const qint64 now = m_clock();
    return entry && ((entry->models && now - entry->fetchedAt < milliseconds) ||
                     (entry->failure && now - entry->failedAt < milliseconds));
}

bool ModelLists::hasFailed(const ModelListOf &which) const
{
    const Entry *entry = find(which);
    return entry && entry->failure;
}

QList<ListedModel> ModelLists::known(const ModelListOf &which) const
{
    const Entry *entry = find(which);
    return entry ? entry->models.value_or(QList<ListedModel>()) : QList<ListedModel>();
}

LocalModels ModelLists::localModels(const QList<Provider> &providers) const
{
    LocalModels models;
    for (const Provider &provider : providers) {
        if (!isLocal(provider))
            continue;
        for (const ListedModel &model : known({provider, {}}))
            models[model.id].append(provider.id);
    }
    return models;
}

void ModelLists::keepOnly(const QList<Provider> &providers, const QSet<QString> &accounts)
{
    QSet<QString> places;
    for (const Provider &provider : providers)
        places.insert(placeOf({provider, {}}));
    QList<Asker> left;
    m_entries.removeIf([&](const auto &item) {
        const Entry &entry = item.value();
        const bool isKept = places.contains(placeOf({entry.which.provider, {}})) &&
                            (entry.which.account.isEmpty() || accounts.contains(entry.which.account));
        if (isKept)
            return false;
        delete entry.fetch;
        left.append(entry.askers);
        return true;
    });
    for (const Asker &asker : std::as_const(left)) {
        if (asker.context)
            asker.done(RelayError{ErrorCode::KeyMissing, {}});
    }
}

void ModelLists::fetch(const QString &place, Entry &entry)
{
    if (entry.fetch)
        return;
    const std::optional<QByteArray> target = modelsTarget(entry.which.provider);
    Q_ASSERT(target); // see canList()
    entry.fetch =
        new ModelListFetch(entry.which.provider, target.value_or(QByteArray()), entry.which.account, m_keys,
                           m_engine, [this, place](Found found) { fetched(place, std::move(found)); });
    entry.fetch->setParent(this);
    entry.fetch->begin();
}

void ModelLists::fetched(const QString &place, Found found)
{
    Entry &entry = m_entries[place];
    std::exchange(entry.fetch, nullptr)->deleteLater(); // it is on the stack
    const bool isOfThisMachine = isLocal(entry.which.provider);
    entry.failure.reset();
    if (found) {
        entry.models = found.value();
        entry.fetchedAt = m_clock();
    } else if (isLasting(found.error())) {
        entry.failure = found.error();
        entry.failedAt = m_clock();
        // What a key is refused, or a machine's own server has taken down with it, is not there any more.
        if (found.error().code == ErrorCode::KeyRefused || isOfThisMachine)
            entry.models.reset();
    }
    const QList<Asker> askers = std::exchange(entry.askers, {});
    if (isOfThisMachine)
        emit localModelsChanged();
    for (const Asker &asker : askers) {
        if (asker.context)
            asker.done(found);
    }
}

} // namespace byok
