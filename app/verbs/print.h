// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/verb.h"
#include "relay/providers/provider_catalog.h"
#include "relay/relay_config.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace byok {

/// Lines of columns, the first line being the heading. Control characters (a page may have named itself with
/// some) are replaced, so that nothing printed can steer a terminal.
[[nodiscard]] QString columns(const QList<QStringList> &lines);
[[nodiscard]] VerbReply json(const QJsonObject &object);
/// "2026-11-21", in local time; "never" where there is none.
[[nodiscard]] QString dayOf(const QDateTime &time);
/// Control and direction-changing characters replaced, so that nothing printed can steer a terminal.
[[nodiscard]] QString printable(const QString &text);
/// Fails, naming the known ones, where an id is not in the catalogue.
[[nodiscard]] Result<> checkProviders(const QStringList &providers, const ProviderCatalog &catalog);
/// "every provider that has a key", "openai, anthropic (models gpt-4*; every path)".
[[nodiscard]] QString grantInWords(const Grant &grant);
/// "this session", "until revoked", "until 2026-03-01", "ended 2026-03-01".
[[nodiscard]] QString lastsOf(const AppEntry &app, const QDateTime &now);
/// Provider ids joined, or "all".
[[nodiscard]] QString providersOf(const QStringList &providers);

} // namespace byok
