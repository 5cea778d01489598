// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace byok {

/// Where a request goes, as libcurl itself reads the URL. Value.
struct UpstreamPlace
{
    QByteArray scheme;
    QByteArray host;
    quint16 port = 0;

    [[nodiscard]] static UpstreamPlace of(const QByteArray &url);
    [[nodiscard]] bool isLoopback() const;
    /// As a web origin is written, "https://api.openai.com", "http://127.0.0.1:1234"; empty where the URL is
    /// none.
    [[nodiscard]] QByteArray origin() const;
    /// For sentences: the host, with the port where it is not the scheme's own.
    [[nodiscard]] QByteArray display() const;
};

/// Path and query as they stand in a URL; empty where it has no path. Pure.
[[nodiscard]] QByteArray rawTarget(const QByteArray &url);

} // namespace byok
