// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace byok {

/// A cell of a CSV file (RFC 4180), quoted where that is needed. What a spreadsheet would take for a formula
/// gets an apostrophe in front: an app chooses the names of models. Pure.
[[nodiscard]] QString csvCell(QString value);

} // namespace byok
