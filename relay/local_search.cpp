// SPDX-License-Identifier: Apache-2.0
#include "relay/local_search.h"

#include "relay/providers/provider_catalog.h"

#include <algorithm>
#include <utility>

namespace byok {

LocalSearch::LocalSearch(const ProviderCatalog &catalog, TransferEngine &engine, QObject *parent)
    : QObject(parent)
{
    for (const Provider &provider : catalog.all()) {
        if (provider.site != ProviderSite::Local || provider.baseUrl.isEmpty())
            continue;
        m_ids.append(provider.id);
        m_probes.push_back(std::make_unique<ProviderProbe>(
            provider, engine, [this, id = provider.id](Reachability found) { probed(id, found); }));
    }
}

void LocalSearch::begin()
{
    m_underWay = m_ids.size();
    for (const std::unique_ptr<ProviderProbe> &probe : m_probes)
        probe->begin();
    finishIfAll();
}

void LocalSearch::probed(const QString &id, Reachability found)
{
    if (found == Reachability::Reachable)
        m_found.append(id);
    --m_underWay;
    finishIfAll();
}

void LocalSearch::finishIfAll()
{
    if (m_underWay > 0 || !m_done)
        return;
    QStringList inOrder;
    std::ranges::copy_if(m_ids, std::back_inserter(inOrder),
                         [this](const QString &id) { return m_found.contains(id); });
    std::exchange(m_done, nullptr)(inOrder);
}

} // namespace byok
