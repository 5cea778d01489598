// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/api/api_services.h"
#include "relay/exchange_plan.h"

namespace byok {

/// Lays the person's rules for failing requests over a plan that has been judged: which key begins (one that
/// does not rest, where there is another), and which further attempts there are, each judged as the first
/// was. Only for what any app may ask of a provider by a key of the person's or the app's: not for files and
/// the like, which are kept under one key, and not with a key that the caller brought.
void addFallbacks(ExchangePlan &plan, const ApiServices &services);

/// Whether a rule that holds now tries the key of `attempt`, which is at the provider that was asked for.
[[nodiscard]] bool isKeyOfRule(const UpstreamAttempt &attempt, const ExchangePlan &plan,
                               const ApiServices &services);

/// Whether `next`, one of the plan's, may still be tried: the config may have changed since.
[[nodiscard]] bool mayTryNext(const UpstreamAttempt &next, const ExchangePlan &plan,
                              const ApiServices &services);

} // namespace byok
