// SPDX-License-Identifier: Apache-2.0
#include "relay/key_cooldowns.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds unsaid{30};
constexpr seconds shortest{1};
constexpr seconds longest{3600};
constexpr seconds refused{300};

/// What a retry-after-ms field asks for; none where it is missing or cannot be read.
std::optional<milliseconds> waitInMs(QByteArrayView retryAfterMs)
{
    const QByteArrayView text = retryAfterMs.trimmed();
    const bool isNumber = !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || c == '.';
    });
    bool isRead = false;
    const double count = isNumber ? text.toDouble(&isRead) : 0;
    if (!isRead)
        return std::nullopt;
    constexpr milliseconds most(longest);
    return count < static_cast<double>(most.count()) ? milliseconds(static_cast<qint64>(std::ceil(count)))
                                                     : most;
}

/// What a Retry-After field asks for; none where it is missing or cannot be read.
std::optional<milliseconds> waitIn(QByteArrayView retryAfter, const QDateTime &now)
{
    const QByteArray text = retryAfter.trimmed().toByteArray();
    const bool isNumber =
        !text.isEmpty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (isNumber) {
        bool fits = false;
        const qint64 count = text.toLongLong(&fits);
        return fits ? seconds(count) : longest;
    }
    // The form that servers have to write; the two that RFC 9110 calls obsolete are as good as missing.
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    if (!date.isValid())
        return std::nullopt;
    date = QDateTime(date.date(), date.time(), QTimeZone::UTC);
    return seconds(now.secsTo(date));
}

std::optional<milliseconds> waitFor(const RetryAdvice &advice, const QDateTime &now)
{
    const std::optional<milliseconds> exact = waitInMs(advice.retryAfterMs);
    return exact ? exact : waitIn(advice.retryAfter, now);
}

} // namespace

std::optional<milliseconds> restFor(int status, const RetryAdvice &advice, const QDateTime &now)
{
    switch (status) {
    case 429:
        return std::clamp<milliseconds>(waitFor(advice, now).value_or(unsaid), shortest, longest);
    case 401:
        return refused;
    default:
        return std::nullopt;
    }
}

KeyCooldowns::KeyCooldowns(SteadyClock steady, Publish publish)
    : m_steady(std::move(steady))
    , m_publish(std::move(publish))
{
}

void KeyCooldowns::note(const QString &account, int status, const RetryAdvice &advice)
{
    if (account.isEmpty())
        return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (const std::optional<milliseconds> rest = restFor(status, advice, now)) {
        m_entries.insert(account, {.rest = {.account = account,
                                            .until = now.addMSecs(rest->count()),
                                            .refusedAt = now,
                                            .status = status},
                                   .end = m_steady() + *rest});
        tell();
        return;
    }
    const bool works = status >= 200 && status < 300;
    if (works && m_entries.remove(account))
        tell();
}

void KeyCooldowns::keepOnly(const QSet<QString> &accounts)
{
    if (m_entries.removeIf([&accounts](const auto &entry) { return !accounts.contains(entry.key()); }) > 0)
        tell();
}

bool KeyCooldowns::isResting(const QString &account) const
{
    const auto entry = m_entries.constFind(account);
    return entry != m_entries.constEnd() && m_steady() < entry->end;
}

void KeyCooldowns::tell()
{
    const std::chrono::milliseconds now = m_steady();
    m_entries.removeIf([now](const auto &entry) { return now >= entry.value().end; });
    QList<KeyRest> resting;
    for (const Entry &entry : std::as_const(m_entries))
        resting.append(entry.rest);
    m_publish(resting);
}

} // namespace byok
