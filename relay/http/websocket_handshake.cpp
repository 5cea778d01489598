// SPDX-License-Identifier: Apache-2.0
#include "relay/http/websocket_handshake.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr QByteArrayView protocolField = "sec-websocket-protocol";

RelayError notAHandshake(const QString &because)
{
    return {ErrorCode::UpgradeRefused, u"This is not a WebSocket's handshake: %1"_s.arg(because)};
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               (c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c));
    });
}

bool isKey(const QByteArray &text)
{
    constexpr qsizetype encodedLength = 24;
    constexpr qsizetype keyLength = 16;
    if (text.size() != encodedLength)
        return false;
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() == keyLength;
}

} // namespace

QList<QByteArrayView> listedIn(const HeaderFields &fields, QByteArrayView name)
{
    QList<QByteArrayView> parts;
    for (const HeaderField &field : fields) {
        if (field.name != name)
            continue;
        const QByteArrayView value(field.value);
        for (qsizetype begin = 0; begin <= value.size();) {
            const qsizetype comma = value.indexOf(',', begin);
            const qsizetype end = comma < 0 ? value.size() : comma;
            if (const QByteArrayView part = value.sliced(begin, end - begin).trimmed(); !part.isEmpty())
                parts.append(part);
            begin = end + 1;
        }
    }
    return parts;
}

QList<QByteArrayView> subprotocols(const HeaderFields &fields)
{
    return listedIn(fields, protocolField);
}

Result<WebSocketHandshake, RelayError> readHandshake(const RequestHead &head)
{
    if (head.upgrade.compare("websocket", Qt::CaseInsensitive) != 0)
        return RelayError{ErrorCode::UpgradeRefused,
                          u"There is nothing to upgrade to here but a WebSocket."_s};
    if (head.method != HttpMethod::Get || head.versionMinor != 1)
        return notAHandshake(u"it must be a GET by HTTP/1.1."_s);
    if (head.hasBody())
        return notAHandshake(u"it must not have a body."_s);
    const QList<QByteArrayView> connection = listedIn(head.fields, "connection");
    if (std::ranges::none_of(connection, [](QByteArrayView option) {
            return option.compare("upgrade", Qt::CaseInsensitive) == 0;
        }))
        return notAHandshake(u"Connection does not name Upgrade."_s);
    if (headerCount(head.fields, "sec-websocket-version") != 1 || head.field("sec-websocket-version") != "13")
        return notAHandshake(u"the only Sec-WebSocket-Version spoken here is 13."_s);
    WebSocketHandshake handshake;
    handshake.key = head.field("sec-websocket-key");
    if (headerCount(head.fields, "sec-websocket-key") != 1 || !isKey(handshake.key))
        return notAHandshake(u"it needs one Sec-WebSocket-Key of 16 bytes in base64."_s);
    for (const QByteArrayView protocol : subprotocols(head.fields)) {
        if (!isToken(protocol) || handshake.protocols.contains(protocol))
            return notAHandshake(u"Sec-WebSocket-Protocol must name subprotocols, each once."_s);
        handshake.protocols.append(protocol.toByteArray());
    }
    QByteArrayList extensions;
    for (const HeaderField &field : head.fields) {
        if (field.name == "sec-websocket-extensions" && !field.value.isEmpty())
            extensions.append(field.value);
    }
    handshake.extensions = extensions.join(", ");
    return handshake;
}

QByteArray handshakeAccept(QByteArrayView key)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(key);
    hash.addData("258EAFA5-E914-47DA-95CA-C5AB0DC85B11"); // RFC 6455 §1.3
    return hash.result().toBase64();
}

} // namespace byok
