// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/keys/secret.h"
#include "relay/providers/provider.h"
#include "relay/relay_config.h"
#include "relay/result.h"

#include <QString>

#include <functional>

namespace byok {

class RelayController;

/// Stores one of the person's keys in place of the one of that provider and label. `done` comes on the GUI
/// thread, possibly before the call returns: or a sentence, and all is as it was. The key has to have the
/// provider's shape, the provider an address.
void storePersonsKey(RelayController &relay, const Provider &provider, const QString &label,
                     const Secret &key, std::function<void(Result<>)> done);

} // namespace byok
