// SPDX-License-Identifier: Apache-2.0
#include "relay/api/sealing_api.h"

using namespace Qt::StringLiterals;

namespace byok {

void serveSealingKey(const Route &, ClientRequest request, std::unique_ptr<ResponseWriter> writer,
                     ApiServices &services)
{
    const Result<SealingPublicKey, RelayError> key = services.sealing->current();
    if (!key) {
        refuse(request, *writer, key.error());
        return;
    }
    const QByteArray point =
        key.value().point.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    writer->sendWhole(jsonReply(200, {{u"key_id"_s, QString::fromLatin1(key.value().id)},
                                      {u"kem"_s, u"DHKEM(P-256, HKDF-SHA256)"_s},
                                      {u"kdf"_s, u"HKDF-SHA256"_s},
                                      {u"aead"_s, u"AES-128-GCM"_s},
                                      {u"public_key"_s, QString::fromLatin1(point)},
                                      {u"expires_at"_s, key.value().expiresAt.toMSecsSinceEpoch()}}));
}

} // namespace byok
