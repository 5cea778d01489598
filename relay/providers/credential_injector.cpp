// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/credential_injector.h"

#include "relay/providers/key_shape.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

constexpr qsizetype leastKeyLength = 10;

RelayError notAKey(const QString &because)
{
    return {ErrorCode::InvalidArgument, u"A valid API key is required: "_s + because};
}

/// What is wrong with a character inside of a key; empty where nothing is.
QString faultOf(char character)
{
    const auto code = static_cast<unsigned char>(character);
    if (character == '\n' || character == '\r')
        return u"this one has a line break inside. Copy the key again, alone and on one line."_s;
    if (character == ' ' || character == '\t')
        return u"this one has a blank inside. Copy the key again, without anything before or after it."_s;
    if (code < 0x20 || code == 0x7f)
        return u"this one has a control character inside. Copy the key again from the provider's page."_s;
    if (code > 0x7f)
        return u"this one has a character inside that no key has, such as a typographic dash. Copy the key again from the provider's page."_s;
    return {};
}

AuthScheme schemeAt(const Provider &provider, QByteArrayView path)
{
    const bool isBearer = std::ranges::any_of(provider.bearerPaths, [path](const QByteArray &prefix) {
        return path == prefix || (path.startsWith(prefix) && path.at(prefix.size()) == '/');
    });
    return isBearer && provider.needsKey() ? AuthScheme::Bearer : provider.auth;
}

/// A key trimmed, and free of what no key has, whatever the provider's keys look like.
Result<Secret, RelayError> fitToStore(const Provider &provider, const Secret &given)
{
    const Secret key = given.trimmed();
    if (key.size() < leastKeyLength)
        return RelayError{ErrorCode::InvalidArgument, u"A valid API key is required"_s};
    for (const char character : key.expose()) {
        if (const QString fault = faultOf(character); !fault.isEmpty())
            return notAKey(fault);
    }
    if (provider.auth == AuthScheme::Basic && key.expose().indexOf(':') <= 0)
        return notAKey(u"%1 wants a user name and a password, written user:password."_s.arg(provider.name));
    return key;
}

} // namespace

Credential credentialFor(const Provider &provider, const Secret &key, QByteArrayView path)
{
    switch (schemeAt(provider, path)) {
    case AuthScheme::None:
        return {};
    case AuthScheme::Bearer:
        return {.fieldName = "authorization"_ba, .prefix = "Bearer "_ba, .value = key, .queryParameter = {}};
    case AuthScheme::Token:
        return {.fieldName = "authorization"_ba, .prefix = "Token "_ba, .value = key, .queryParameter = {}};
    case AuthScheme::Header:
        return {.fieldName = provider.authField.toLower(), .prefix = {}, .value = key, .queryParameter = {}};
    case AuthScheme::Basic: {
        QByteArray encoded = QByteArray::fromRawData(key.expose().data(), key.size()).toBase64();
        return {.fieldName = "authorization"_ba,
                .prefix = "Basic "_ba,
                .value = Secret::takeFrom(encoded),
                .queryParameter = {}};
    }
    case AuthScheme::Query: {
        QByteArray encoded = QByteArray::fromRawData(key.expose().data(), key.size()).toPercentEncoding();
        QByteArray parameter = provider.authField.toPercentEncoding() + '=' + encoded;
        wipe(encoded);
        return {.fieldName = {}, .prefix = {}, .value = {}, .queryParameter = Secret::takeFrom(parameter)};
    }
    }
    Q_UNREACHABLE_RETURN(Credential());
}

Result<Secret, RelayError> acceptKey(const Provider &provider, const Secret &given)
{
    const Result<Secret, RelayError> fit = fitToStore(provider, given);
    if (fit && !provider.keyPatterns.isEmpty() && !hasShapeOf(provider, fit.value())) {
        const QString shape = provider.keyHint.isEmpty()
                                  ? u"matches %1"_s.arg(QString::fromUtf8(provider.keyPatterns.join(" or ")))
                                  : provider.keyHint;
        return notAKey(
            u"%1 wants a key that %2, and this one does not. Copy it again, whole, from the provider's page."_s
                .arg(provider.name, shape));
    }
    return fit;
}

Result<Secret, RelayError> acceptCallersKey(const Provider &provider, const Secret &given,
                                            const QList<Provider> &all)
{
    const QString owner = providerNamedByKey(all, given.trimmed());
    if (!owner.isEmpty() && owner != provider.id) {
        return notAKey(
            u"this one is a key of %1, and the request is for %2. It was sent nowhere. Send it with a path or a model of its own provider."_s
                .arg(owner, provider.id));
    }
    return acceptKey(provider, given);
}

Result<Secret, RelayError> acceptAppKey(const Provider &provider, const Secret &given,
                                        const QList<Provider> &all)
{
    const Result<Secret, RelayError> fit = fitToStore(provider, given);
    if (!fit || provider.keyPatterns.isEmpty() || hasShapeOf(provider, fit.value()))
        return fit;
    const Provider *owner = nullptr;
    for (const Provider &other : all) {
        if (other.id == provider.id || !isNamedByShape(other, fit.value()))
            continue;
        if (owner)
            return fit; // several: it tells nothing
        owner = &other;
    }
    if (!owner)
        return fit;
    return notAKey(u"this one is a key of %1, and was to be kept for %2. Store it at /keys/%3 instead."_s.arg(
        owner->name, provider.name, owner->id));
}

} // namespace byok
