// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace byok {

/// A program on this computer as the operating system describes it, never as it describes itself. Value, any
/// thread.
struct ProgramDescription
{
    QString
        executable; ///< absolute path; " (deleted)" at its end where the file was replaced; empty: not known
    qint64 processId = 0; ///< 0: not known
    QString user;         ///< login name, or the number where it has none; empty: not known

    [[nodiscard]] bool isNull() const { return processId == 0; }
    friend bool operator==(const ProgramDescription &, const ProgramDescription &) = default;
};

} // namespace byok
