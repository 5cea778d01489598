// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"

namespace byok {

// What a person changes of the rules for failing requests: each change as a pure ConfigEdit that is checked
// where it is applied.

/// Puts these rules for failing requests in place of those of `appId` (empty: those for every app), in their
/// order. Fails where there is no such app, where one is of another app, where two are for the same models,
/// or where one cannot be: a model or provider that is no name, more targets than there may be.
[[nodiscard]] ConfigEdit setFallbacks(const QString &appId, const QList<FallbackRule> &rules);
/// Adds one after those of its app, or in place of the one for the same models. Fails likewise.
[[nodiscard]] ConfigEdit addFallback(const FallbackRule &rule);
/// Takes the one for that app and model away; fails where there is none.
[[nodiscard]] ConfigEdit removeFallback(const QString &appId, const QString &model);
/// Takes targets at a provider that is gone out of all rules. A rule that had no other purpose goes with
/// them, since what is left of it would keep the rule for every app away.
void dropTargetsAt(RelayConfig &config, const QString &provider);

} // namespace byok
