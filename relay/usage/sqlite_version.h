// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace byok {

/// Of the SQLite that the ledger is kept with; empty where Qt has no driver for it.
[[nodiscard]] QString sqliteVersion();

} // namespace byok
