// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/verb.h"

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
/// Provider ids joined, or "all".
[[nodiscard]] QString providersOf(const QStringList &providers);

} // namespace byok
