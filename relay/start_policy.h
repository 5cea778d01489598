// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"

#include <QStringList>

namespace byok {

/// What whoever started the program fixed for all apps until it ends; no grant and no setting widens it.
/// Value, any thread; each holder's copy stays as it was at the start.
struct StartPolicy
{
    Secret appSecret;          ///< what POST /users and GET /stats/<app id> want to be shown; empty: none
    QStringList allowedModels; ///< globs over the model that the provider will see; empty: every model
};

} // namespace byok
