// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonValue>

namespace byok {

/// `value` as a YAML 1.2 document in block style, UTF-8, two spaces for each level. The same value always
/// gives the same bytes: names in QJsonObject's order, every string and name in double quotes, so that none
/// is read as anything else ("no", "1.0", "- x").
[[nodiscard]] QByteArray toYaml(const QJsonValue &value);

} // namespace byok
