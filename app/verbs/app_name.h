// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_config.h"

#include <QString>

namespace byok {

/// The id of the app that a person means: as listed, an origin as they would type it, or a program's bare
/// name. Where there is none such, the text or the origin that it stands for. Pure.
[[nodiscard]] QString appIdFrom(const QString &text, const RelayConfig &config);

} // namespace byok
