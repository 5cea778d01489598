// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relay/result.h"

#include <QByteArray>
#include <QString>

namespace byok {

/// Which certificates upstream connections trust: the system's store, and one more CA file where the person
/// named one. TLS 1.2 is the least. Value, any thread.
struct UpstreamTls
{
    QByteArray systemCaFile; ///< PEM bundle; empty where the system's store is not a file
    QByteArray systemCaPath; ///< hashed folder; may be empty
    QByteArray extraCaPem;   ///< PEM certificates that are trusted besides; empty for none

    /// The system's store, as OpenSSL and the distributions place it (SSL_CERT_FILE and SSL_CERT_DIR are
    /// honoured).
    [[nodiscard]] static UpstreamTls system();
    /// system() and the certificates of `path`. Fails, naming the file, where it cannot be read or holds no
    /// certificate.
    [[nodiscard]] static Result<UpstreamTls> withExtraCa(const QString &path);
};

} // namespace byok
