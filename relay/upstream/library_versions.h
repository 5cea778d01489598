// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace byok {

/// A library as it is loaded now, which may be newer than what the program was built with. Value.
struct LibraryVersion
{
    QString name;
    QString version;

    friend bool operator==(const LibraryVersion &, const LibraryVersion &) = default;
};

/// The libraries that carry requests to providers.
[[nodiscard]] QList<LibraryVersion> upstreamLibraries();

} // namespace byok
