// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"

namespace byok {

// What the edits of the config ask of their arguments alike, and say where it is not so. Pure, any thread.

/// The longest name or label that a person or an app gives something, in UTF-16 units.
inline constexpr qsizetype longestLabel = 100;

/// Plain text of at most `longestLabel`; it may be empty.
[[nodiscard]] bool isLabel(const QString &text);
/// The name of a model, or a glob over such names.
[[nodiscard]] bool isModel(const QString &model);
[[nodiscard]] Failure noModel(const QString &model);
/// Fails where one of them cannot be a provider's id. That there is such a provider is not asked.
[[nodiscard]] Result<> checkProviders(const QStringList &providers);
/// Fails where the token has no hash or date, or its hash is known already.
[[nodiscard]] Result<> checkToken(const RelayConfig &config, const TokenEntry &token);
/// Whether `label` is one of the person's own keys.
[[nodiscard]] bool isPersonsKey(const RelayConfig &config, const QString &provider, const QString &label);
[[nodiscard]] Failure noSuchKey(const QString &provider, const QString &label);
/// The app to be changed; nullptr: none. Valid until an app is added or taken away.
[[nodiscard]] AppEntry *findApp(RelayConfig &config, const QString &id);
[[nodiscard]] Failure noSuchApp(const QString &id);

} // namespace byok
