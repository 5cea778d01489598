// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/relay_error.h"

#include <QByteArray>

#include <curl/curl.h>

namespace byok {

/// How far a request had come when it failed.
enum class TransferPhase {
    Connecting, ///< looking up the proxy and the name, TCP, TLS, or waiting for a connection that others open
    Sending,    ///< the request is on its way
    Waiting,    ///< the whole request is out, no status line yet
    Streaming,  ///< the final head has come
};

/// What is known of a failed request. Value.
struct TransferFailure
{
    CURLcode result = CURLE_OK;
    TransferPhase phase = TransferPhase::Connecting;
    QByteArray host;       ///< "api.openai.com" or "host:port"; never path, query or key
    QByteArray proxy;      ///< empty: none in use
    long verifyResult = 0; ///< OpenSSL's verdict on the certificate
    long systemError = 0;  ///< errno
    long proxyStatus = 0;  ///< what the proxy answered to CONNECT; 0: nothing
    QByteArray detail;     ///< libcurl's text; looked into, never shown
};

/// The error that callers get for it. Pure.
[[nodiscard]] RelayError errorFor(const TransferFailure &failure);
/// The error for a limit that passed in this phase. Pure.
[[nodiscard]] RelayError timeoutError(TransferPhase phase, const QByteArray &host, qint64 milliseconds);

} // namespace byok
