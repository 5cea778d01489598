// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace byok {

/// Where the engine keeps what it writes itself. Made by app/, which alone knows the profile's folder. Value,
/// any thread.
struct RelayPaths
{
    QString usage; ///< the ledger's file; its folder exists and is the owner's alone
};

} // namespace byok
