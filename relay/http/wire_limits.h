// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTypes>

namespace byok {

/// What one connection, and all of them together, may cost, so that neither slow nor many nor large requests
/// keep others from being served. 0 means no limit. Value, any thread.
struct WireLimits
{
    qint64 lineBytes = 8 * 1024;  ///< request line, without its CRLF
    qint64 headBytes = 16 * 1024; ///< request line and fields, with the empty line
    qint64 headFields = 64;
    qint64 bodyBytes = 10 * 1024 * 1024;         ///< one message's body, decoded
    qint64 bodyBytesInFlight = 64 * 1024 * 1024; ///< all bodies from their first byte to their reply's last
    qint64 bodyBytesPerSecond = 8 * 1024;        ///< a body must come at least this fast, after the grace
    qint64 headMilliseconds =
        10'000; ///< from a message's first byte (or the connection's start) to its head's end
    qint64 bodyGraceMilliseconds = 5'000;
    qint64 keepAliveMilliseconds = 15'000; ///< idle between two messages
    qint64 connections = 256;
    qint64 stalledReaderMilliseconds = 30'000; ///< the client takes no byte of what is to be sent
    qint64 breakMilliseconds = 250;            ///< between a broken reply's last byte and the break
    qint64 lingerMilliseconds = 2'000;         ///< how long a refused client may take to notice
    qint64 lingerBytes = 1024 * 1024;          ///< how much of a refused message is read and thrown away
};

} // namespace byok
