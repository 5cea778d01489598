// SPDX-License-Identifier: Apache-2.0
#include "relay/key_cooldowns.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace byok {

namespace {

using std::chrono::seconds;

constexpr seconds unsaid{30};
constexpr seconds shortest{1};
constexpr seconds longest{3600};
constexpr seconds refused{300};

/// What a Retry-After field asks for; none where it is missing or cannot be read.
std::optional<seconds> wait(QByteArrayView retryAfter, const QDateTime &now)
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

} // namespace

std::optional<std::chrono::seconds> restFor(int status, QByteArrayView retryAfter, const QDateTime &now)
{
    switch (status) {
    case 429:
        return std::clamp(wait(retryAfter, now).value_or(unsaid), shortest, longest);
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

void KeyCooldowns::note(const QString &account, int status, QByteArrayView retryAfter)
{
    if (account.isEmpty())
        return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (const std::optional<seconds> rest = restFor(status, retryAfter, now)) {
        m_entries.insert(account, {.rest = {.account = account,
                                            .until = now.addSecs(rest->count()),
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
