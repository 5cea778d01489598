// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/provider_catalog.h"
#include "relay/relay_config.h"
#include "relay/usage/earlier_attempt.h"

#include <QString>

namespace byok {

// How values read in windows, in the person's language. Pure, but for the language and `now`.

/// "0 B", "12.5 KB", "3.1 MB"; -1 and below: "unknown".
[[nodiscard]] QString bytesText(qint64 bytes);
/// "0.4 s", "12 s", "3 min", "2 h 5 min".
[[nodiscard]] QString durationText(qint64 milliseconds);
/// "just now", "5 minutes ago", "today 14:03", "yesterday 14:03", else the date; invalid: "never".
[[nodiscard]] QString momentText(const QDateTime &moment, const QDateTime &now);
/// The provider's name; the id where the catalog has none.
[[nodiscard]] QString providerName(const ProviderCatalog &catalog, const QString &id);
/// An app as a person knows it: the origin, or a program's name that says that it is one; never the claim of
/// an app that is not approved.
[[nodiscard]] QString appName(const RelayConfig &config, const QString &appId);
/// Who was asked before somebody else answered, and what came of it: a sentence.
[[nodiscard]] QString earlierText(const ProviderCatalog &catalog, const EarlierAttempt &attempt);
/// "OpenAI, Anthropic"; empty list: "every provider".
[[nodiscard]] QString providersText(const ProviderCatalog &catalog, const QStringList &ids);
/// With a mark in place of each character that hides, breaks lines or turns the text around it: a path must
/// not read as another one.
[[nodiscard]] QString visibleText(const QString &text);
/// visibleText() of an origin or a path for a menu or a sentence: of a long one the end, which tells whose it
/// is.
[[nodiscard]] QString shortName(const QString &name);
/// `text` with places in its longest words where a line may break: a label is as wide as its longest word.
[[nodiscard]] QString breakable(const QString &text);
/// `text` for a tooltip, which takes for markup what looks like it: as written, whatever it holds.
[[nodiscard]] QString plainTip(const QString &text);

} // namespace byok
