// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"

class QSqlDatabase;

namespace byok {

/// The version of the ledger's tables that this program writes.
inline constexpr int usageSchemaVersion = 4;

/// The version that a file has (0: an empty one); fails where the file cannot be read.
[[nodiscard]] Result<int> usageSchemaOf(QSqlDatabase &database);
/// Brings an older file up to date, each step in a transaction of its own: a kill between two leaves a file
/// that the next start takes up where this one stopped.
[[nodiscard]] Result<> migrateUsageSchema(QSqlDatabase &database, int from);

} // namespace byok
