// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"
#include "relay/key_check.h"

#include <QObject>
#include <QStringList>

#include <functional>

namespace byok {

/// What the person tries out: keys, and which providers on this machine answer. What is under
/// way ends with it, unanswered. Owned by the engine, lives on the relay's thread; the services outlive it.
class PersonTrials final : public QObject
{
    Q_OBJECT

public:
    using Tried = std::function<void(KeyVerdict)>;

    explicit PersonTrials(const ApiServices &services)
        : m_services(services)
    {
    }

    /// The key that is stored under `account`.
    void testKey(const QString &account, const QString &provider, Tried done);
    /// A key that is stored nowhere yet.
    void testCandidate(const Secret &key, const QString &provider, Tried done);
    /// As LocalSearch.
    void findLocalProviders(std::function<void(QStringList)> done);

private:
    [[nodiscard]] KeyCheck *keyCheck(const QString &provider, Tried done);

    const ApiServices &m_services;
};

} // namespace byok
