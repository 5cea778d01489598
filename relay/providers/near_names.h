// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace byok {

/// Those of `known` ("provider/model") that somebody who wrote `wanted` may have meant, nearest first, at
/// most `most`: of the same model elsewhere, that begin or go on like it, or that differ from it by a few
/// letters. Letters' case does not count. Takes time in proportion to what is known. Pure.
[[nodiscard]] QList<QByteArray> nearNames(QByteArrayView wanted, const QList<QByteArray> &known,
                                          qsizetype most);

} // namespace byok
