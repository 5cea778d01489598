// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/http/request_head.h"

#include <QByteArray>

#include <optional>

namespace byok {

/// One thing that an app with an ordinary grant may do at a provider: a method and the paths it is for.
/// Value, any thread.
class InferencePath
{
public:
    /// Reads how it is written in a list of providers. "POST /v1/messages": just that. In a path, a part "*"
    /// is any one part, "*:verb" any one that ends so, and "**" at the end all below, and the path itself. A
    /// path alone, "/v1", is reading and asking (GET and POST) there and below; "/" is every path. None where
    /// the text has no such form.
    [[nodiscard]] static std::optional<InferencePath> fromText(QByteArrayView text);

    /// Whether it allows `method` at the raw path, which is free of dot segments and the like. HEAD goes with
    /// GET, and OPTIONS with any method.
    [[nodiscard]] bool allows(HttpMethod method, QByteArrayView path) const;
    /// The path up to its first "*", without a slash at the end: "/v1/models" of "GET /v1/models/**"; "/" for
    /// every path.
    [[nodiscard]] QByteArray stem() const;

    friend bool operator==(const InferencePath &, const InferencePath &) = default;

private:
    InferencePath(std::optional<HttpMethod> method, QList<QByteArray> parts)
        : m_method(method)
        , m_parts(std::move(parts))
    {
    }

    std::optional<HttpMethod> m_method; ///< none: GET and POST
    QList<QByteArray> m_parts;          ///< between the slashes
};

} // namespace byok
