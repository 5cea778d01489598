// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/fallback_rule.h"

#include <QJsonArray>
#include <QJsonObject>

namespace byok {

class JsonReader;

/// "local-only", "allowed".
[[nodiscard]] QString paidTargetsName(PaidTargets paid);

// How the rules for failing requests are written in the config's file, since its version 5. Faults go to the
// reader.

[[nodiscard]] QList<FallbackRule> readFallbackRules(JsonReader &reader, const QJsonObject &root);
[[nodiscard]] QJsonArray fallbackRulesValue(const QList<FallbackRule> &rules);

} // namespace byok
