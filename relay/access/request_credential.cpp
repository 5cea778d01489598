// SPDX-License-Identifier: Apache-2.0
#include "relay/access/request_credential.h"

#include "relay/access/app_registry.h"

#include <algorithm>
#include <array>

namespace byok {

namespace {

struct CarrierField
{
    QByteArrayView name;
    CredentialCarrier carrier;
};
constexpr std::array<CarrierField, 6> carrierFields{{
    {"x-relay-token", CredentialCarrier::RelayToken},
    {"authorization", CredentialCarrier::Authorization},
    {"x-api-key", CredentialCarrier::XApiKey},
    {"x-goog-api-key", CredentialCarrier::XGoogApiKey},
    {"api-key", CredentialCarrier::ApiKey},
    {"xi-api-key", CredentialCarrier::XiApiKey},
}};

constexpr std::array<QByteArrayView, 5> credentialParameters{"key", "api_key", "api-key", "apikey",
                                                             "access_token"};

/// The credential within a field's value; of other schemes than Bearer the whole value, which is then no
/// token.
QByteArrayView credentialIn(QByteArrayView value, CredentialCarrier carrier)
{
    constexpr QByteArrayView scheme("bearer");
    if (carrier != CredentialCarrier::Authorization ||
        value.first(std::min(scheme.size(), value.size())).compare(scheme, Qt::CaseInsensitive) != 0)
        return value;
    const QByteArrayView rest = value.sliced(scheme.size());
    return rest.isEmpty() || rest.front() == ' ' || rest.front() == '\t' ? rest.trimmed() : value;
}

} // namespace

RequestCredential requestCredential(const RequestHead &head)
{
    RequestCredential found;
    for (const CarrierField &known : carrierFields) {
        for (const HeaderField &field : head.fields) {
            if (field.name != known.name)
                continue;
            const QByteArrayView value = credentialIn(field.value, known.carrier);
            if (value.isEmpty())
                continue;
            if (found.presence == RequestCredential::Presence::None) {
                found = {RequestCredential::Presence::One, known.carrier, value};
            } else if (found.presence == RequestCredential::Presence::One &&
                       tokenHash(found.value) != tokenHash(value)) {
                found.presence = RequestCredential::Presence::Ambiguous;
                found.value = {};
            }
        }
    }
    return found;
}

QByteArray bearerCredential(const RequestHead &head)
{
    if (headerCount(head.fields, "authorization") != 1)
        return {};
    const QByteArray value = head.field("authorization");
    const QByteArrayView credential = credentialIn(value, CredentialCarrier::Authorization);
    return credential.size() < value.size() ? credential.toByteArray() : QByteArray();
}

bool queryHasCredential(const QByteArray &rawQuery)
{
    QByteArray pairs = rawQuery;
    pairs.replace(';', '&'); // some servers part by it too
    for (const QByteArray &pair : pairs.split('&')) {
        const qsizetype mark = pair.indexOf('=');
        const auto decoded = [](QByteArray text) {
            return text.replace('+', ' ').percentDecoded().trimmed();
        };
        const QByteArray name = decoded(mark < 0 ? pair : pair.left(mark)).toLower();
        const QByteArray value = mark < 0 ? QByteArray() : decoded(pair.mid(mark + 1));
        if (std::ranges::find(credentialParameters, QByteArrayView(name)) != credentialParameters.end() ||
            looksLikeToken(value))
            return true;
    }
    return false;
}

} // namespace byok
