// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace byok {

/// Whether another key of the provider that was asked may answer.
enum class OtherKeys { No, Yes };

/// Which providers of a rule's list may answer.
enum class PaidTargets {
    LocalOnly, ///< those on this computer without a key, which cost nothing
    Allowed,   ///< all: the person has been told that it may cost money
};

/// A provider and its model that may answer instead. Value.
struct FallbackTarget
{
    QString provider;
    QString model; ///< as that provider names it

    friend bool operator==(const FallbackTarget &, const FallbackTarget &) = default;
};

/// What a person wants to happen where a provider cannot be reached, is too busy or has failed, before the
/// first byte of its answer. There is one for each pair of `appId` and `model`. Value, any thread.
struct FallbackRule
{
    static constexpr qsizetype mostTargets = 8;

    QString appId; ///< empty: every app
    QString model; ///< a glob (`*`, `?`) over the model as the provider sees it, with or without "provider/"
                   ///< in front; empty: every request
    OtherKeys otherKeys = OtherKeys::No;
    QList<FallbackTarget> targets; ///< in their order, after the other keys
    PaidTargets paidTargets = PaidTargets::LocalOnly;

    friend bool operator==(const FallbackRule &, const FallbackRule &) = default;
};

} // namespace byok
