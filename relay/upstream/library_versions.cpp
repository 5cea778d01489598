// SPDX-License-Identifier: Apache-2.0
#include "relay/upstream/library_versions.h"

#include <curl/curl.h>
#include <openssl/crypto.h>

namespace byok {

QList<LibraryVersion> upstreamLibraries()
{
    const curl_version_info_data *curl = curl_version_info(CURLVERSION_NOW);
    QList<LibraryVersion> libraries{
        {QStringLiteral("libcurl"), QString::fromLatin1(curl->version)},
        {QStringLiteral("OpenSSL"), QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION_STRING))},
    };
    if (curl->nghttp2_version)
        libraries.append({QStringLiteral("nghttp2"), QString::fromLatin1(curl->nghttp2_version)});
    return libraries;
}

} // namespace byok
