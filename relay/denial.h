// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

namespace byok {

/// How firmly a person said no.
enum class Denial {
    ThisTime,      ///< it may ask again after a while
    NeverAskAgain, ///< until the person takes it back
};

/// What is remembered of a person's no to one subject: plain data, to be kept in the config. Value.
struct DenialEntry
{
    QString subject;
    int count = 0;         ///< denials in a row
    QDateTime silentUntil; ///< UTC; invalid: for ever

    friend bool operator==(const DenialEntry &, const DenialEntry &) = default;
};

} // namespace byok
