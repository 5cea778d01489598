// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/auth_scheme.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace byok {

/// Whether requests to an entry may go to a private network or to this computer.
enum class PrivateAddresses {
    Refused, ///< as for everything that comes with the relay
    Allowed, ///< the person ticked it
};

/// A provider that the person has entered, or what they changed of a shipped one: laid over the catalog.
/// Value.
struct ProviderEntry
{
    /// Of a shipped provider only `enabled` and a `baseUrl` that is not empty say anything.
    enum class Kind { Own, OfShipped };

    QString id; ///< small letters, digits and dashes
    Kind kind = Kind::Own;
    QString name;
    QByteArray baseUrl; ///< as Provider::baseUrl
    AuthScheme auth = AuthScheme::Bearer;
    QByteArray authField;    ///< for AuthScheme::Header and Query
    QList<QByteArray> paths; ///< rules as Provider::inferencePaths, "POST /v1/chat/completions"; of an own
                             ///< entry an empty list means every path
    QByteArray checkPath;    ///< as Provider::checkPath
    QByteArray chatPath; ///< of an own entry in OpenAI's manner, "/v1/chat/completions": what /v1 and unified
                         ///< routing are for there; empty: as its paths say, or none
    PrivateAddresses privateAddresses = PrivateAddresses::Refused;
    bool enabled = true;

    friend bool operator==(const ProviderEntry &, const ProviderEntry &) = default;
};

} // namespace byok
