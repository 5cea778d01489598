// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/providers/model_field.h"

namespace byok {

// Where a form of several parts (multipart/form-data, RFC 7578: a recording to transcribe, a picture to edit)
// names its model. Read strictly, so that every other reader finds the same: what could be read in two ways
// is refused. Pure.

/// Whether a Content-Type says multipart/form-data.
[[nodiscard]] bool isMultipartForm(QByteArrayView contentType);

/// The one field `model` of a form; its place is that of the field's text, so that withModel() changes just
/// that. Refused (400): a form that is not whole, a boundary that is there where none belongs, a model that
/// is missing, doubled, a file, or has characters that no model has; any Content-Encoding but identity.
[[nodiscard]] Result<ModelField, RelayError> findFormModel(QByteArrayView body, QByteArrayView contentType,
                                                           QByteArrayView contentEncoding);

/// As readModels() of a JSON body: every field that tells a model (`model`, `models[]`, `model_id`).
[[nodiscard]] BodyModels readFormModels(QByteArrayView body, QByteArrayView contentType,
                                        QByteArrayView contentEncoding);

} // namespace byok
