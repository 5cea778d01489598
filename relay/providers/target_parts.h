// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

namespace byok {

/// A raw target's path and query, cut at the first '?'. Views of the target, which must outlive it.
struct TargetParts
{
    explicit TargetParts(QByteArrayView target)
        : mark(target.indexOf('?'))
        , path(mark < 0 ? target : target.first(mark))
        , query(mark < 0 ? QByteArrayView() : target.sliced(mark + 1))
    {
    }
    qsizetype mark; ///< where the '?' is; -1: there is none
    QByteArrayView path;
    QByteArrayView query;
};

} // namespace byok
