// SPDX-License-Identifier: Apache-2.0
#include "relay/provider_prober.h"

#include "relay/upstream/header_filter.h"
#include "relay/upstream/transfer_engine.h"

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr std::chrono::milliseconds patience{10'000};
constexpr TransferTimeouts timeouts{
    .connect = 5'000, .firstByte = patience.count(), .idle = patience.count()};
constexpr qint64 answerHoldsMilliseconds = 60'000;
constexpr int mostAtOnce = 4;

/// Where a provider that can be checked answers for sure; the others answer somehow.
QByteArray probeUrl(const Provider &provider)
{
    return provider.baseUrl + (provider.checkPath.isEmpty() ? "/"_ba : provider.checkPath);
}

/// A provider whose address has been changed is another one.
QString placeOf(const Provider &provider)
{
    return provider.id + u' ' + QString::fromUtf8(probeUrl(provider));
}

} // namespace

ProviderProbe::ProviderProbe(Provider provider, TransferEngine &engine, Done done)
    : m_provider(std::move(provider))
    , m_engine(engine)
    , m_done(std::move(done))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { finish(Reachability::Unreachable); });
}

void ProviderProbe::begin()
{
    UpstreamRequest request;
    request.url = probeUrl(m_provider);
    // Without the entry's own fields: a person may have put a secret into one.
    request.fields = toUpstream({});
    request.reach = m_provider.reach();
    request.timeouts = timeouts;
    m_transfer = m_engine.start(std::move(request), this);
    m_patience.start();
}

void ProviderProbe::finish(Reachability found)
{
    if (!m_done)
        return;
    m_patience.stop();
    m_transfer.reset();
    std::exchange(m_done, nullptr)(found);
}

ProviderProber::ProviderProber(TransferEngine &engine, Clock clock)
    : m_engine(engine)
    , m_clock(std::move(clock))
{
}

void ProviderProber::ask(const Provider &provider, QObject *context, Done done)
{
    forgetTheOld();
    const QString place = placeOf(provider);
    const auto known = m_entries.find(place);
    if (known != m_entries.end() && known->found) {
        done(*known->found);
        return;
    }
    if (known != m_entries.end()) {
        known->askers.append({context, std::move(done)});
        return;
    }
    Entry entry;
    entry.provider = provider;
    entry.askers.append({context, std::move(done)});
    m_entries.insert(place, std::move(entry));
    m_waiting.append(place);
    beginNext();
}

void ProviderProber::beginNext()
{
    while (m_underWay < mostAtOnce && !m_waiting.isEmpty()) {
        const QString place = m_waiting.takeFirst();
        Entry &entry = m_entries[place];
        entry.probe = new ProviderProbe(entry.provider, m_engine,
                                        [this, place](Reachability found) { probed(place, found); });
        entry.probe->setParent(this);
        ++m_underWay;
        entry.probe->begin();
    }
}

void ProviderProber::probed(const QString &place, Reachability found)
{
    Entry &entry = m_entries[place];
    entry.found = found;
    entry.foundAt = m_clock();
    std::exchange(entry.probe, nullptr)->deleteLater(); // it is on the stack
    const QList<Asker> askers = std::exchange(entry.askers, {});
    --m_underWay;
    beginNext();
    for (const Asker &asker : askers) {
        if (asker.context)
            asker.done(found);
    }
}

void ProviderProber::forgetTheOld()
{
    const qint64 now = m_clock();
    m_entries.removeIf([now](const auto &entry) {
        return entry.value().found && now - entry.value().foundAt >= answerHoldsMilliseconds;
    });
}

} // namespace byok
