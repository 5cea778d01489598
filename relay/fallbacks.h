// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider.h"
#include "relay/relay_config.h"

#include <functional>

namespace byok {

// What a person's rules for failing requests say of one request. All pure; whether the app may do what a rule
// allows is judged elsewhere, as of any request.

/// The rule for a request of `appId` that asks `provider` (its id) for `models`: of the app's own the first
/// that fits, else of those for every app; nullptr: none. A rule for certain models fits where the request
/// names some and all of them are of these.
[[nodiscard]] const FallbackRule *fallbackRuleFor(const QList<FallbackRule> &rules, const QString &appId,
                                                  const QString &provider, const QList<QByteArray> &models);

using IsResting = std::function<bool(const QString &account)>;

/// The keys of `provider` that a request of `appId` tries, one after the other: `first`, which it would use
/// anyway, and where the rule says so the others that were stored for the provider's address, of those that
/// the app may use. A rule of the app's own adds the person's keys beside the one that they chose for it; a
/// rule for every app does not widen that choice. Resting ones are left out unless all of them rest.
[[nodiscard]] QStringList keysToTry(const FallbackRule &rule, const RelayConfig &config, const QString &appId,
                                    const Provider &provider, const QString &first,
                                    const IsResting &isResting);

/// Whether what `provider` answers may cost the person money: unless it is on this computer and takes no key
/// (a gateway that takes one buys elsewhere).
[[nodiscard]] bool mayCostMoney(const Provider &provider);

/// Whether the rule lets `provider` answer for another one: one that costs nothing, or any where the person
/// said that it may cost money. Never the relay's own echo.
[[nodiscard]] bool mayStandIn(const FallbackRule &rule, const Provider &provider);

/// The path below a provider at which it takes OpenAI's form of what was asked at `path`, a path that ends in
/// "/chat/completions" or "/embeddings"; empty where it does not, or was asked something else.
[[nodiscard]] QByteArray standInPath(const Provider &provider, QByteArrayView path);

} // namespace byok
