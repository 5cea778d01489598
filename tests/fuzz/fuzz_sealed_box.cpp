// SPDX-License-Identifier: Apache-2.0
// Nothing opens that was not sealed; what was sealed opens as it was; of that, what is taken for a note is
// what Qt's JSON reader takes it for.
#include "relay/keys/sealed_note.h"
#include "relay/keys/sealing_keys.h"
#include "tests/fuzz/input.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace byok;

namespace {

constexpr QByteArrayView info("byok-relay v1");

void openAnything(const QByteArray &bytes)
{
    static SealingKeys keys([] { return QDateTime::fromSecsSinceEpoch(1'760'000'000); });
    static const SealingPublicKey own = keys.current().value();
    fuzz::mustHold(!keys.open(bytes, "https://app.example"));
    fuzz::mustHold(
        !keys.open(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals), {}));
    // Sealed by somebody who knows how: refused or opened, and then it was a note of now.
    const auto sealed = sealTo(own.point, bytes, info, own.id + "|https://app.example");
    fuzz::mustHold(sealed.has_value());
    const QByteArray blob = sealed->toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    if (const auto key = keys.open(blob, "https://app.example")) {
        const auto note = readSealedNote(Secret::copyOf(bytes));
        fuzz::mustHold(note && note->key.equals(key.value()));
        fuzz::mustHold(!keys.open(blob, "https://app.example"));
    }
}

void readNote(const QByteArray &bytes)
{
    const auto note = readSealedNote(Secret::copyOf(bytes));
    if (!note)
        return;
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    fuzz::mustHold(object.size() == 2);
    fuzz::mustHold(object.value(QLatin1StringView("key")).toString().toUtf8() == note->key.expose());
    fuzz::mustHold(object.value(QLatin1StringView("iat")).toInteger(-1) == note->issuedAt);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    openAnything(bytes);
    readNote(bytes);
    return 0;
}
