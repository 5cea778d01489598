// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

namespace byok {

/// Way to a value within a JSON text: object keys and array indices, from the top.
using JsonPath = QList<std::variant<QString, qsizetype>>;

/// Line, from 1, of the byte at `offset`.
[[nodiscard]] int jsonLineAt(QByteArrayView json, qsizetype offset);
/// Line of the value at `path` (of its key, within an object), or of the deepest value on the way that is
/// there. `json` must have been accepted by QJsonDocument.
[[nodiscard]] int jsonLineOf(QByteArrayView json, const JsonPath &path);

/// A key that its object has twice.
struct JsonDoubledKey
{
    QString key;
    int line = 0; ///< of the second one
};
/// The first doubled key; QJsonDocument would drop one of its values unseen. `json` must have been accepted
/// by QJsonDocument.
[[nodiscard]] std::optional<JsonDoubledKey> jsonDoubledKey(QByteArrayView json);

} // namespace byok
