// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_error.h"
#include "relay/result.h"

#include <QByteArray>
#include <QList>

namespace byok {

/// Where a JSON body names its model: the text between the quotes, and the place of that text's bytes. Value;
/// the place holds for the body that it was read from.
struct ModelField
{
    QByteArray model;
    qsizetype begin = 0; ///< offset of the first byte after the opening quote; the text is as long as `model`
};

/// Finds the one plain top-level `"model"` of a JSON object. Refused (400): anything that is not a whole,
/// valid JSON object; no model; a second one, also in other letters' case or written with escapes (readers
/// differ in which they take); a model that is no string, is empty, or has escapes; any Content-Encoding but
/// identity. Pure.
[[nodiscard]] Result<ModelField, RelayError> findModel(QByteArrayView body, QByteArrayView contentEncoding);

/// The body with the field's text exchanged, in place where nobody else holds it; every other byte stays as
/// it is. `model` has no quotes, backslashes or control characters.
[[nodiscard]] QByteArray withModel(QByteArray body, const ModelField &field, QByteArrayView model);

/// What one reading of a body tells of its models.
struct BodyModels
{
    QByteArray plain;                          ///< the one that findModel() finds; empty: it finds none
    Result<QList<QByteArray>, RelayError> all; ///< as modelsInBody()
};
[[nodiscard]] BodyModels readModels(QByteArrayView body, QByteArrayView contentEncoding);

/// Every model that a provider could be made to use by this body: the top-level one, and those in the list
/// and batch forms (`models`, `model_id`, `fallback_models`, `fallbacks`, `requests[].params.model`,
/// `session.model` …), in a tool's own members and in transcription. Empty where none is named. Refused
/// (400): as by findModel, but for the missing model; and a stored prompt, a preset or a file of requests,
/// which name models out of sight. For rules about models, whatever the content type says. Pure.
[[nodiscard]] Result<QList<QByteArray>, RelayError> modelsInBody(QByteArrayView body,
                                                                 QByteArrayView contentEncoding);

} // namespace byok
