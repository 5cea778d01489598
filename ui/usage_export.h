// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"
#include "relay/usage/usage_row.h"

#include <QByteArray>
#include <QList>

namespace byok {

enum class ExportForm { Csv, Json };

/// The ledger's rows as a file for other programs, UTF-8: CSV after RFC 4180 with a heading, or a JSON array
/// of objects. What was not measured is empty, or null. Pure.
[[nodiscard]] QByteArray exportUsage(const QList<UsageRow> &rows, ExportForm form);
/// Writes a file whole or not at all; the sentence says why not. Blocks on the disk.
[[nodiscard]] Result<> writeWholeFile(const QString &path, const QByteArray &bytes);

} // namespace byok
