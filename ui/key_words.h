// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/key_health.h"
#include "relay/relay_config.h"
#include "ui/theme.h"

#include <QString>
#include <QStringList>

namespace byok {

// What windows say of keys. Pure, but for the language.

/// "Works", "Refused", "Quota used up", "Not tested yet", "Not clear".
[[nodiscard]] QString healthText(KeyHealth health);
[[nodiscard]] Tone healthTone(KeyHealth health);
/// How a key's last request was refused, "429: too many requests"; empty: it was not. The provider's own
/// words are in no report.
[[nodiscard]] QString refusalText(const KeyReport &report);
/// "Resting until 14:05", where it does at `now`; else empty.
[[nodiscard]] QString restText(const KeyReport &report, const QDateTime &now);
/// The labels of the person's keys for a provider; the one that is used unless an app has another stands
/// first, the others in the alphabet's order.
[[nodiscard]] QStringList keyLabels(const RelayConfig &config, const QString &provider);
/// What is wrong with a label, as a sentence; empty where nothing is.
[[nodiscard]] QString labelFault(const QString &label);
/// A label that the person has not given to a key of that provider yet: "default", then "key 2", "key 3".
[[nodiscard]] QString freeLabel(const RelayConfig &config, const QString &provider);
/// What is different for apps once the person's key of that label has gone, in sentences that follow the
/// question whether to remove it.
[[nodiscard]] QString removalText(const RelayConfig &config, const QString &provider,
                                  const QString &providerName, const QString &label, const QDateTime &now);

} // namespace byok
