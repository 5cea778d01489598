// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider_catalog.h"
#include "relay/relay_config.h"

namespace byok {

/// One provider as a person may tick it for an app. Value.
struct ProviderChoice
{
    /// What is needed before a tick has an effect.
    enum class Standing {
        Ready,     ///< there is a key, or none is needed
        NeedsKey,  ///< the person has stored no key yet
        TurnedOff, ///< the person has not turned it on
    };
    /// Where it is offered.
    enum class Place {
        First, ///< at once
        More,  ///< among the others, folded away
    };

    QString id;
    QString name;
    Standing standing = Standing::Ready;
    Place place = Place::First;
    bool asked = false;    ///< the app asked for it
    QStringList keyLabels; ///< of the person's keys, the default one first

    friend bool operator==(const ProviderChoice &, const ProviderChoice &) = default;
};

/// Every provider of the catalog, in its order. First come those that work now and those the app asked for.
/// `appId`: whose own keys count too; may be empty. `asked`: ids that the app named; unknown ones are passed
/// over. Pure.
[[nodiscard]] QList<ProviderChoice> providerChoices(const ProviderCatalog &catalog, const RelayConfig &config,
                                                    const QString &appId, const QStringList &asked);
/// The ids of those that `appId`, were it allowed, could use with a stored key this minute, in the catalog's
/// order: turned on, and with a key that was stored for the address that it has now. What needs no key is not
/// among them. Pure.
[[nodiscard]] QStringList providersWithUsableKey(const ProviderCatalog &catalog, const RelayConfig &config,
                                                 const QString &appId);

} // namespace byok
