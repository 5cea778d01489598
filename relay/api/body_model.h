// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/client_request.h"
#include "relay/providers/model_field.h"

namespace byok {

// What a request's head says of how its body names a model.

/// All Content-Encoding fields of the request as one list; empty where there is none. Whoever reads a body
/// for its model asks this, since a second field must not go unseen.
[[nodiscard]] QByteArray contentEncodingOf(const RequestHead &head);
/// The request's one Content-Type; empty where there is none, or two of which readers may take either.
[[nodiscard]] QByteArray contentTypeOf(const RequestHead &head);
/// The one model that the body plainly names, and where: as findFormModel() where it is a form, else as
/// findModel().
[[nodiscard]] Result<ModelField, RelayError> findBodyModel(const ClientRequest &request);

} // namespace byok
