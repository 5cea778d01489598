// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sealing.h"

#include "relay/keys/sealed_box.h"
#include "tests/support/running_relay.h"

#include <QDateTime>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace byok::test {

namespace {

constexpr auto base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

QJsonObject publicKeyOf(const RunningRelay &relay)
{
    const auto reply = relay.ask(relay.bareRequest("GET", "/keys/public"));
    return reply ? QJsonDocument::fromJson(reply->body).object() : QJsonObject();
}

QByteArray sealedFor(const RunningRelay &relay, const QByteArray &key, const QByteArray &origin)
{
    const QJsonObject to = publicKeyOf(relay);
    const QByteArray point =
        QByteArray::fromBase64(to.value("public_key"_L1).toString().toLatin1(), base64Url);
    const QByteArray note =
        "{\"key\":\"" + key + "\",\"iat\":" + QByteArray::number(QDateTime::currentSecsSinceEpoch()) + '}';
    const QByteArray aad = to.value("key_id"_L1).toString().toLatin1() + '|' + origin;
    const auto sealed = sealTo(point, note, "byok-relay v1", aad);
    return sealed ? sealed->toBase64(base64Url) : QByteArray();
}

} // namespace byok::test
