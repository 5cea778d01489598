// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/header_field.h"

#include <optional>

namespace byok {

/// The methods that the front door knows; any other is refused before a head exists.
enum class HttpMethod { Get, Head, Post, Put, Patch, Delete, Options };

/// "GET" and so on.
[[nodiscard]] inline QByteArray methodName(HttpMethod method)
{
    switch (method) {
    case HttpMethod::Get:
        return QByteArrayLiteral("GET");
    case HttpMethod::Head:
        return QByteArrayLiteral("HEAD");
    case HttpMethod::Post:
        return QByteArrayLiteral("POST");
    case HttpMethod::Put:
        return QByteArrayLiteral("PUT");
    case HttpMethod::Patch:
        return QByteArrayLiteral("PATCH");
    case HttpMethod::Delete:
        return QByteArrayLiteral("DELETE");
    case HttpMethod::Options:
        return QByteArrayLiteral("OPTIONS");
    }
    Q_UNREACHABLE_RETURN(QByteArray());
}

/// A request's head as the wire guard read it: the one head that every decision uses. Value, any thread.
/// `target` is raw, origin form, starts with '/', as the caller wrote it, byte for byte.
struct RequestHead
{
    HttpMethod method = HttpMethod::Get;
    QByteArray target;
    int versionMinor = 1; ///< 0 or 1; the major version is always 1
    HeaderFields fields;
    std::optional<qint64> contentLength;
    bool chunked = false;
    bool keepAlive = true;       ///< what the caller asked for, after version and Connection
    bool expectContinue = false; ///< waits for "100 Continue" before it sends its body
    QByteArray upgrade;          ///< the Upgrade field's value; empty: none asked for

    [[nodiscard]] QByteArray field(QByteArrayView name) const { return headerValue(fields, name); }
    [[nodiscard]] bool has(QByteArrayView name) const { return headerCount(fields, name) > 0; }
    /// The target up to the first '?', raw.
    [[nodiscard]] QByteArray path() const
    {
        const qsizetype mark = target.indexOf('?');
        return mark < 0 ? target : target.left(mark);
    }
    /// What follows the first '?', raw; empty where there is none.
    [[nodiscard]] QByteArray query() const
    {
        const qsizetype mark = target.indexOf('?');
        return mark < 0 ? QByteArray() : target.mid(mark + 1);
    }
    [[nodiscard]] bool hasBody() const { return chunked || contentLength.value_or(0) > 0; }
};

} // namespace byok
