// SPDX-License-Identifier: Apache-2.0
#include "relay/person_trials.h"

#include "relay/local_search.h"

using namespace Qt::StringLiterals;

namespace byok {

/// A check that owns itself from its beginning until it has answered, at the latest until the end of this;
/// none, and `done` has been told, where there is no such provider.
KeyCheck *PersonTrials::keyCheck(const QString &provider, Tried done)
{
    const std::optional<Provider> found = m_services.catalog.find(provider);
    if (!found) {
        done({KeyStanding::Uncheckable, u"There is no provider \"%1\"."_s.arg(provider)});
        return nullptr;
    }
    auto *check =
        new KeyCheck(*found, m_services.config->settings, *m_services.keys, *m_services.transfers, this);
    check->onDone([check, done = std::move(done)](const KeyVerdict &verdict) {
        check->deleteLater();
        done(verdict);
    });
    return check;
}

void PersonTrials::testKey(const QString &account, const QString &provider, Tried done)
{
    if (KeyCheck *check = keyCheck(provider, std::move(done)))
        check->begin(account);
}

void PersonTrials::testCandidate(const Secret &key, const QString &provider, Tried done)
{
    if (KeyCheck *check = keyCheck(provider, std::move(done)))
        check->begin(key);
}

void PersonTrials::findLocalProviders(std::function<void(QStringList)> done)
{
    // Owns itself until it has answered, at the latest until the end of this.
    auto *search = new LocalSearch(m_services.catalog, *m_services.transfers, this);
    search->onDone([search, done = std::move(done)](const QStringList &found) {
        search->deleteLater();
        done(found);
    });
    search->begin();
}

} // namespace byok
