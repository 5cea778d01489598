// SPDX-License-Identifier: Apache-2.0
#include "relay/providers/near_names.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

namespace byok {

namespace {

/// Longer ones are compared by their beginnings.
constexpr qsizetype mostLetters = 64;
constexpr int tooFar = std::numeric_limits<int>::max();

/// How many letters have to be put in, taken out, exchanged or swapped with their neighbour (optimal string
/// alignment) to make one text of the other; `tooFar` where it is more than `limit`.
int distance(QByteArrayView a, QByteArrayView b, int limit)
{
    a = a.first(std::min(a.size(), mostLetters));
    b = b.first(std::min(b.size(), mostLetters));
    if (std::abs(a.size() - b.size()) > limit)
        return tooFar;
    using Row = std::array<int, mostLetters + 1>;
    Row beforeLast{}, last{}, row{};
    beforeLast.fill(tooFar / 2);
    for (qsizetype j = 0; j <= b.size(); ++j)
        last[std::size_t(j)] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        // Only as far from the diagonal as the limit reaches.
        const qsizetype from = std::max<qsizetype>(1, i - limit);
        const qsizetype to = std::min<qsizetype>(b.size(), i + limit);
        row.fill(tooFar / 2);
        row[0] = int(i);
        int least = row[std::size_t(from - 1)];
        for (qsizetype j = from; j <= to; ++j) {
            const auto at = std::size_t(j);
            const int exchanged = last[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, exchanged});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[at] = std::min(row[at], beforeLast[at - 2] + 1);
            least = std::min(least, row[at]);
        }
        if (least > limit)
            return tooFar;
        beforeLast = last;
        last = row;
    }
    const int found = last[std::size_t(b.size())];
    return found <= limit ? found : tooFar;
}

/// 0: the same. Less is nearer.
int remoteness(QByteArrayView wanted, QByteArrayView name)
{
    constexpr qsizetype leastToTell = 3; // a letter or two are in everything
    if (wanted == name)
        return 0;
    const bool tells = std::min(wanted.size(), name.size()) >= leastToTell;
    constexpr qsizetype mostSlips = 4;
    const int limit =
        wanted.size() >= leastToTell ? int(std::clamp<qsizetype>(wanted.size() / 4, 1, mostSlips)) : 0;
    const int letters = distance(wanted, name, limit);
    if (letters != tooFar)
        return letters;
    if (tells && (name.startsWith(wanted) || wanted.startsWith(name)))
        return limit + 1;
    if (tells && name.contains(wanted))
        return limit + 2;
    return tooFar;
}

/// As a whole, and without the provider or whoever else stands before it.
int remotenessOfAnyForm(QByteArrayView wanted, const QByteArray &name)
{
    int nearest = remoteness(wanted, name);
    for (qsizetype slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1))
        nearest = std::min(nearest, remoteness(wanted, QByteArrayView(name).sliced(slash + 1)));
    return nearest;
}

} // namespace

QList<QByteArray> nearNames(QByteArrayView wanted, const QList<QByteArray> &known, qsizetype most)
{
    struct Candidate
    {
        int remoteness;
        qsizetype lengthDifference;
        QByteArray name;
    };
    const QByteArray whole = wanted.toByteArray().toLower();
    const QByteArray tail = whole.sliced(whole.indexOf('/') + 1); // behind a prefix that may be the mistake
    QList<Candidate> candidates;
    for (const QByteArray &name : known) {
        const QByteArray folded = name.toLower();
        int nearest = remotenessOfAnyForm(whole, folded);
        if (tail.size() < whole.size())
            nearest = std::min(nearest, remotenessOfAnyForm(tail, folded));
        if (nearest != tooFar)
            candidates.append({nearest, std::abs(folded.size() - whole.size()), name});
    }
    std::ranges::stable_sort(candidates, [](const Candidate &a, const Candidate &b) {
        return std::pair(a.remoteness, a.lengthDifference) < std::pair(b.remoteness, b.lengthDifference);
    });
    QList<QByteArray> names;
    for (const Candidate &candidate : candidates.first(std::min(most, candidates.size())))
        names.append(candidate.name);
    return names;
}

} // namespace byok
