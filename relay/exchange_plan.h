// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/client_request.h"
#include "relay/keys/secret.h"
#include "relay/providers/model_field.h"
#include "relay/providers/model_router.h"
#include "relay/providers/provider.h"
#include "relay/settings.h"
#include "relay/usage/usage_row.h"

#include <QList>

#include <optional>

namespace byok {

/// One provider, path and key that a request may be answered by; already judged. Value.
struct UpstreamAttempt
{
    Provider provider;
    QByteArray target;      ///< the provider's raw path and query
    QString keyAccount;     ///< empty where the provider needs no key, or the caller brought its own
    QString keyLabel;       ///< ExchangeRecord::keyLabel
    QString model;          ///< ExchangeRecord::model
    NamedModels models;     ///< every one that the request names: what a rule of later is held against
    HeaderFields appFields; ///< what the provider is told of the app, where the caller sent none of the name
    /// Where the request's body names its model, in whose place `model` goes there; none: the body goes as it
    /// is. That is done when the attempt is made: the body may be large, and most attempts never are.
    std::optional<ModelField> modelPlace = std::nullopt;
};

/// What a request asked for, where a rule for failing requests fits it. Value.
struct AskedFor
{
    QString provider; ///< its id
    QList<QByteArray> models;
};

/// What a relayed request is to do: fixed when it begins, so that nothing that changes meanwhile changes it.
/// Value.
struct ExchangePlan
{
    ClientRequest request;
    UpstreamAttempt attempt; ///< the one under way
    Secret callersKey;       ///< that the caller brought, used instead of a stored one and for no other
                             ///< provider or key's sake; empty: none
    WayIn wayIn = WayIn::Relay;
    Settings settings;
    /// What comes next where `attempt` fails before its first byte; those that change the body come last.
    QList<UpstreamAttempt> fallbacks = {};
    /// None: no rule fits. Else replies say who answered.
    std::optional<AskedFor> askedFor = std::nullopt;
};

} // namespace byok
