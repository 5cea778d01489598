// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace byok {

/// Which build this is. `commit` and `builtAt` are empty where the sources were not a git checkout.
struct BuildInfo
{
    QString version;
    QString commit;
    QString builtAt; ///< the commit's own date, ISO 8601, so that builds can be reproduced
};

[[nodiscard]] BuildInfo buildInfo();

} // namespace byok
