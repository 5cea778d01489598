// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/client_request.h"
#include "relay/providers/model_router.h"
#include "relay/relay_config.h"

#include <QString>

namespace byok {

// What the record of a request says of its model and its key. Nothing is decided by these: a request whose
// model cannot be read is relayed all the same.

/// The one model that the provider's raw target or the body plainly names; empty where none is named, or
/// several are, or the body is larger than 1 MiB (it would be read on the thread that all streams share).
/// Pure.
[[nodiscard]] QString modelForRecord(const ClientRequest &request, QByteArrayView target);
/// The same of a request whose models have been read already, with a body of `bodyBytes`.
[[nodiscard]] QString modelForRecord(const RequestModels &models, qsizetype bodyBytes);

/// The label of the key that is kept under `account`, with "app:" before it where an app stored it for itself
/// (no label that a person gives has a colon); empty where the config lists no such key. Pure.
[[nodiscard]] QString keyLabelForRecord(const RelayConfig &config, const QString &account);

} // namespace byok
