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

/// The letters, digits and marks with which everything begins that the pattern matches.
QByteArray plainBeginning(const QByteArray &pattern)
{
    if (pattern.contains('|') && !pattern.contains('('))
        return {}; // two patterns in one
    QByteArray beginning;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const char c = pattern.at(i);
        if (QByteArrayView("?*{").contains(c)) // what stands before it may be missing
            return beginning.chopped(beginning.isEmpty() ? 0 : 1);
        const bool isQuoted =
            c == '\\' && i + 1 < pattern.size() && QByteArrayView(".-").contains(pattern.at(i + 1));
        if (!isQuoted && QByteArrayView("\\^$.[]()+}|").contains(c))
            return beginning;
        beginning.append(isQuoted ? pattern.at(++i) : c);
    }
    return beginning;
}

} // namespace

QString providerNamedByKey(const QList<Provider> &all, const Secret &key)
{
    struct Claim
    {
        QString provider;
        QByteArray beginning;
    };
    QList<Claim> claims;
    for (const Provider &provider : all) {
        for (const QByteArray &pattern : tellingPatterns(provider))
            claims.append({provider.id, plainBeginning(pattern)});
    }
    // The longest beginning that the key has decides.
    std::ranges::stable_sort(
        claims, [](const Claim &a, const Claim &b) { return a.beginning.size() > b.beginning.size(); });
    const auto longest = std::ranges::find_if(claims, [&key](const Claim &claim) {
        return !claim.beginning.isEmpty() && key.expose().startsWith(claim.beginning);
    });
    if (longest == claims.end())
        return {};
    const auto namesAnother = [&](const Claim &claim) {
        return claim.beginning == longest->beginning && claim.provider != longest->provider;
    };
    const auto owner = std::ranges::find(all, longest->provider, &Provider::id);
    if (std::ranges::any_of(claims, namesAnother) || !isNamedByShape(*owner, key))
        return {};
    return longest->provider;
}

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
