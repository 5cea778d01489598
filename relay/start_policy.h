// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace byok {

/// What whoever started the program fixed for all apps until it ends; no grant and no setting widens it.
/// Value, any thread; each holder's copy stays as it was at the start.
struct StartPolicy
{
    QStringList allowedModels; ///< globs over the model that the provider will see; empty: every model
};

} // namespace byok
