// SPDX-License-Identifier: Apache-2.0
#include "relay/access/request_credential.h"

#include "relay/access/app_registry.h"
#include "relay/http/websocket_handshake.h"

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

/// As OpenAI's own client writes it for browsers.
constexpr QByteArrayView keyProtocol("openai-insecure-api-key.");

/// Adds one more place that holds `value` to what was found so far.
void add(RequestCredential &found, CredentialCarrier carrier, QByteArrayView value)
{
    if (value.isEmpty())
        return;
    if (found.presence == RequestCredential::Presence::None) {
        found = {RequestCredential::Presence::One, carrier, value};
    } else if (found.presence == RequestCredential::Presence::One &&
               tokenHash(found.value) != tokenHash(value)) {
        found.presence = RequestCredential::Presence::Ambiguous;
        found.value = {};
    }
}

/// The first parameter of a raw query that is spelled `key=` to the letter and has a value; where it is not
/// there, an empty view. With its name.
QByteArrayView keyParameter(QByteArrayView rawQuery)
{
    constexpr QByteArrayView name("key=");
    for (qsizetype begin = 0; begin <= rawQuery.size();) {
        const qsizetype mark = rawQuery.indexOf('&', begin);
        const qsizetype end = mark < 0 ? rawQuery.size() : mark;
        const QByteArrayView parameter = rawQuery.sliced(begin, end - begin);
        if (parameter.startsWith(name))
            return parameter.size() > name.size() ? parameter : QByteArrayView();
        begin = end + 1;
    }
    return {};
}

} // namespace

RequestCredential requestCredential(const RequestHead &head)
{
    RequestCredential found;
    for (const CarrierField &known : carrierFields) {
        for (const HeaderField &field : head.fields) {
            if (field.name == known.name)
                add(found, known.carrier, credentialIn(field.value, known.carrier));
        }
    }
    return found;
}

RequestCredential handshakeCredential(const RequestHead &head)
{
    RequestCredential found = requestCredential(head);
    for (const QByteArrayView protocol : subprotocols(head.fields)) {
        if (isCredentialProtocol(protocol))
            add(found, CredentialCarrier::Subprotocol, protocol.sliced(keyProtocol.size()));
    }
    const qsizetype mark = head.target.indexOf('?');
    if (mark < 0)
        return found;
    if (const QByteArrayView parameter = keyParameter(QByteArrayView(head.target).sliced(mark + 1));
        !parameter.isEmpty())
        add(found, CredentialCarrier::KeyParameter, parameter.sliced(parameter.indexOf('=') + 1));
    return found;
}

bool isCredentialProtocol(QByteArrayView protocol)
{
    return protocol.first(std::min(keyProtocol.size(), protocol.size()))
               .compare(keyProtocol, Qt::CaseInsensitive) == 0;
}

QByteArray withoutKeyParameter(const QByteArray &rawQuery)
{
    const QByteArrayView parameter = keyParameter(rawQuery);
    if (parameter.isEmpty())
        return rawQuery;
    // With one of the marks that part it from its neighbours.
    qsizetype begin = parameter.data() - rawQuery.constData();
    qsizetype end = begin + parameter.size();
    if (end < rawQuery.size())
        ++end;
    else if (begin > 0)
        --begin;
    return rawQuery.first(begin) + rawQuery.sliced(end);
}

BroughtKey broughtKey(const RequestHead &head)
{
    using Form = BroughtKey::Form;
    const RequestCredential credential = requestCredential(head);
    const bool isPlain = credential.presence == RequestCredential::Presence::One &&
                         credential.carrier == CredentialCarrier::XApiKey &&
                         !credential.value.contains("byok_"); // "Bearer byok_…" and the like are no keys
    switch (headerCount(head.fields, "x-api-key-sealed")) {
    case 0:
        return {isPlain ? Form::Plain : Form::None, {}};
    case 1:
        return isPlain ? BroughtKey{Form::Ambiguous, {}}
                       : BroughtKey{Form::Sealed, head.field("x-api-key-sealed")};
    default:
        return {Form::Ambiguous, {}};
    }
}

Secret takePlainKey(const RequestHead &head)
{
    Secret key;
    for (HeaderField field : head.fields) { // a copy, which shares its bytes with the head's
        if (field.name == "x-api-key" && !field.value.isEmpty())
            key = Secret::takeFrom(field.value);
    }
    return key;
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
