// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/key_shape.h"

#include <QScopeGuard>
#include <QVarLengthArray>

#include <algorithm>

namespace byok {

namespace {

/// Whether one of the patterns matches the whole key. The key's characters are in this function's
/// own memory only, which is overwritten: a QString or a QRegularExpressionMatch of one would leave a copy
/// behind.
bool fitsOne(const QList<QByteArray> &patterns, const Secret &key)
{
    QVarLengthArray<char16_t, 256> characters(key.size());
    const auto wipeCharacters = qScopeGuard([&characters] {
        volatile char16_t *place = characters.data();
        for (qsizetype i = 0; i < characters.size(); ++i)
            place[i] = 0;
    });
    std::ranges::copy(key.expose(), characters.begin());
    const QStringView view(characters.constData(), characters.size());
    return std::ranges::any_of(patterns, [view](const QByteArray &pattern) {
        return QRegularExpression(QRegularExpression::anchoredPattern(QString::fromUtf8(pattern)))
            .matchView(view)
            .hasMatch();
    });
}

/// Of the provider's patterns those that name it: a key of 32 digits could be anybody's.
QList<QByteArray> tellingPatterns(const Provider &provider)
{
    QList<QByteArray> telling;
    std::ranges::copy_if(provider.keyPatterns, std::back_inserter(telling), [](const QByteArray &pattern) {
        return pattern.size() > 2 && std::ranges::all_of(pattern.first(2), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
               });
    });
    return telling;
}

} // namespace

bool hasShapeOf(const Provider &provider, const Secret &key)
{
    return fitsOne(provider.keyPatterns, key);
}

bool isNamedByShape(const Provider &provider, const Secret &key)
{
    return fitsOne(tellingPatterns(provider), key);
}

QStringList ownersByShape(const QList<Provider> &all, const Secret &key)
{
    QStringList named;
    QStringList possible;
    for (const Provider &provider : all) {
        if (isNamedByShape(provider, key))
            named.append(provider.id);
        else if (hasShapeOf(provider, key))
            possible.append(provider.id);
    }
    return named.isEmpty() ? possible : named;
}

} // namespace byok
