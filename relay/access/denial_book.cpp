// SPDX-License-Identifier: Apache-2.0
#include "relay/access/denial_book.h"

#include <algorithm>

namespace byok {

namespace {

constexpr qint64 shortSilenceSeconds = 30;
constexpr qint64 longSilenceSeconds = 7 * 24 * 60 * 60;
constexpr int denialsBeforeLongSilence = 3;
/// One or two denials are counted together with the next for a day.
constexpr qint64 countedSeconds = 24 * 60 * 60;
constexpr qsizetype mostEntries = 1000;

bool isForEver(const DenialEntry &entry)
{
    return !entry.silentUntil.isValid();
}

/// Whether nothing follows from the entry any more.
bool hasLapsed(const DenialEntry &entry, const QDateTime &now)
{
    const qint64 grace = entry.count < denialsBeforeLongSilence ? countedSeconds : 0;
    return !isForEver(entry) && entry.silentUntil.addSecs(grace) <= now;
}

/// Which of two goes first when room is short.
bool endsBefore(const DenialEntry &a, const DenialEntry &b)
{
    if (isForEver(a) || isForEver(b))
        return !isForEver(a) && isForEver(b);
    return a.silentUntil < b.silentUntil;
}

} // namespace

DenialBook::DenialBook(const QList<DenialEntry> &entries)
{
    for (const DenialEntry &entry : entries)
        m_entries.insert(entry.subject, entry);
}

std::optional<qint64> DenialBook::secondsToWait(const QString &subject, const QDateTime &now) const
{
    const auto found = m_entries.constFind(subject);
    if (found == m_entries.constEnd())
        return 0;
    if (isForEver(*found))
        return {};
    const qint64 left = (now.msecsTo(found->silentUntil) + 999) / 1000;
    // A clock that was set back must not make a silence longer than it was.
    return std::clamp<qint64>(left, 0, longSilenceSeconds);
}

void DenialBook::deny(const QString &subject, Denial denial, const QDateTime &now)
{
    makeRoom(now);
    DenialEntry &entry = m_entries[subject];
    entry.subject = subject;
    ++entry.count;
    if (denial == Denial::NeverAskAgain)
        entry.silentUntil = {};
    else
        entry.silentUntil =
            now.addSecs(entry.count >= denialsBeforeLongSilence ? longSilenceSeconds : shortSilenceSeconds);
}

void DenialBook::makeRoom(const QDateTime &now)
{
    m_entries.removeIf([&now](const auto &entry) { return hasLapsed(entry.value(), now); });
    if (m_entries.size() < mostEntries)
        return;
    const auto first = std::min_element(m_entries.begin(), m_entries.end(), endsBefore);
    m_entries.erase(first);
}

QList<DenialEntry> DenialBook::lasting(const QDateTime &now) const
{
    QList<DenialEntry> entries;
    for (const DenialEntry &entry : m_entries) {
        if (isForEver(entry) || (entry.count >= denialsBeforeLongSilence && entry.silentUntil > now))
            entries.append(entry);
    }
    std::ranges::sort(entries, {}, &DenialEntry::subject);
    return entries;
}

} // namespace byok
